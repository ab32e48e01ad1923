// How else may a word be written, that the index cuts otherwise? Thousands with spaces, the plural of a designation.

/** The groups of a number that a text may set apart by spaces: `14500` as `14 500`; null for what is written in one way only. */
export function groupsOfNumber(surface: string): string | null {
  return /^[1-9]\d{4,8}$/u.test(surface) ? Number(surface).toLocaleString('en').replaceAll(',', ' ') : null
}

/** `f16` for `f16s`, which may stand as `F-16`. */
export function designationOf(surface: string): string | null {
  return /^\p{L}{1,3}\d{1,3}s$/u.test(surface) ? surface.slice(0, -1) : null
}
