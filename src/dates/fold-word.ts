// Are these two words one? Names of months and days are looked up without case and marks.

/** One form for a word as written and as listed: lower case, without marks and the dot of a Turkish i. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase()
  return /^[a-z]*$/u.test(lower)
    ? lower
    : lower.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').replaceAll('ı', 'i')
}
