// How is the number of a paragraph written? `iv`, `d`, `04`.
/** A number as the list writes it; null in a notation that is not known: no number is better than a wrong one. */
export function formatted(number: number, format: string): string | null {
  switch (format) {
    case 'decimal':
      return String(number)
    case 'decimalZero':
      return String(number).padStart(2, '0')
    case 'lowerLetter':
      return lettered(number, LATIN)
    case 'upperLetter':
      return lettered(number, LATIN).toUpperCase()
    case 'russianLower':
      return lettered(number, RUSSIAN)
    case 'russianUpper':
      return lettered(number, RUSSIAN).toUpperCase()
    case 'lowerRoman':
      return roman(number).toLowerCase()
    case 'upperRoman':
      return roman(number)
    case 'none':
      return ''
    default:
      return null
  }
}

const FORMATS: ReadonlyMap<string, string> = new Map([
  ['1', 'decimal'],
  ['a', 'lowerLetter'],
  ['A', 'upperLetter'],
  ['i', 'lowerRoman'],
  ['I', 'upperRoman'],
])

/** Letters go on otherwise after the last one in every program. */
const LETTERS = 26

/** A number as a list of a page or of an OpenDocument text writes it. @param first the first of its numbers: `1`, `a`, `A`, `i`, `I` */
export function numberLike(first: string, number: number): string {
  const format = FORMATS.get(first) ?? 'decimal'
  const isKnown = !format.endsWith('Letter') || number <= LETTERS
  return (number > 0 && isKnown ? formatted(number, format) : null) ?? String(number)
}

const RUSSIAN = 'абвгдежзиклмнопрстуфхцчшщэюя'
const LATIN = 'abcdefghijklmnopqrstuvwxyz'

/** a … z, aa, bb …: as Word counts them. */
function lettered(number: number, letters: string): string {
  const letter = letters[(number - 1) % letters.length] ?? ''
  return letter.repeat(Math.min(20, Math.floor((number - 1) / letters.length) + 1))
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I'],
] // biome-ignore format: pairs

function roman(number: number): string {
  let rest = Math.min(3_999, number)
  let written = ''
  for (const [size, letters] of ROMAN) for (; rest >= size; rest -= size) written += letters
  return written
}
