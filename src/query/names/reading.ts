// What does a name consist of, as it sounds? The form in which names of all scripts are compared.

/** One way to read a word. */
export interface Reading {
  /** A letter for each consonant. */
  readonly consonants: string
  /** What stands before, between and after them: letters, or what they may be where a script does not write all vowels. */
  readonly gaps: readonly (string | RegExp)[]
}
