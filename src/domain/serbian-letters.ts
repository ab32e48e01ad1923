// How is Serbian written in Latin letters? One letter of the Cyrillic alphabet after the other.

const LATIN: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', ђ: 'đ', е: 'e', ж: 'ž', з: 'z', и: 'i', ј: 'j', к: 'k', л: 'l', љ: 'lj', м: 'm', н: 'n', њ: 'nj', о: 'o',
  п: 'p', р: 'r', с: 's', т: 't', ћ: 'ć', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'č', џ: 'dž', ш: 'š',
} // biome-ignore format: rows

const LETTER = /[абвгдђежзијклљмнњопрстћуфхцчџш]/giu
/** Letters that hardly any other language has: Russian and Bulgarian have none of them. */
const SERBIAN = /[ђјљњћџ]/iu
/** Letters of Macedonian, which has ј, љ, њ and џ too. */
const MACEDONIAN = /[ѓѕќ]/iu

/** Whether a name has letters that say that it is Serbian: `Ђинђић`, `Јовановић`. */
export function isInSerbianLetters(text: string): boolean {
  return SERBIAN.test(text) && !MACEDONIAN.test(text)
}

/**
 * @example inSerbianLatin('Љубљана') // 'Ljubljana'
 * @example inSerbianLatin('ЉУБЉАНА') // 'LJUBLJANA'
 */
export function inSerbianLatin(text: string): string {
  return text.replace(LETTER, (letter, at: number) => {
    const latin = LATIN[letter.toLowerCase()] ?? letter
    if (letter === letter.toLowerCase()) return latin
    const isInCapitals = /\p{Lu}/u.test(text[at + 1] ?? text[at - 1] ?? '')
    return isInCapitals ? latin.toUpperCase() : latin.charAt(0).toUpperCase() + latin.slice(1)
  })
}
