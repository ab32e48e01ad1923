// Which forms of a Persian word are found by one another? A plural and its word: کتاب‌های, کتابهای and کتاب.

/** The plural, with what may follow it, as `fold` writes its letters. */
const PLURAL = /(?<=..)ها(?:يي|ي|يم|يت|يش|يمان|يتان|يشان)?$/u

/** @param word folded */
export function persianTerm(word: string): string {
  return word.replace(PLURAL, '')
}
