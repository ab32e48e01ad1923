// Precision, recall and their harmonic mean.

export interface Score {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** @returns F1 = 2PR / (P + R), 0 where both are 0 */
export function scoreOf(precision: number, recall: number): Score {
  const sum = precision + recall
  return { precision, recall, f1: sum === 0 ? 0 : (2 * precision * recall) / sum }
}
