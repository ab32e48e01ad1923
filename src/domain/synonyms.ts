// Which words mean the same, as a person wrote it down? One rule of `synonyms.yaml`, as a bundle keeps it.

export interface SynonymRule {
  /** Words or phrases that a query may have. */
  readonly from: readonly string[]
  /** What is searched besides; the same list as `from` for words that are equals. */
  readonly to: readonly string[]
  /** BCP 47: the rule is for texts in this language; null for any. */
  readonly language: string | null
}
