// Which number do these digits stand for? Digits of every script as those of ASCII.

const DIGIT = /\p{Nd}/u
const DIGITS = /(?![0-9])\p{Nd}/gu

/** @example asciiDigits('٢٠٢٠') // '2020' */
export function asciiDigits(text: string): string {
  return text.replace(DIGITS, digit => String(digitValue(digit.codePointAt(0) ?? 0)))
}

/** Decimal digits lie ten by ten, from nought to nine. */
function digitValue(digit: number): number {
  let before = 0
  while (DIGIT.test(String.fromCodePoint(digit - before - 1))) before++
  return before % 10
}
