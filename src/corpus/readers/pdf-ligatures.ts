// In which order do the letters of one sign stand? لا is printed as one sign; the library turns Arabic text round letter by letter, and this sign with it (اﻟ).
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.js'

type Items = readonly (TextItem | TextMarkedContent)[]

/** Letters and marks of scripts that are written from right to left, and of their forms within words. */
export const RIGHT_TO_LEFT =
  /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}\u064B-\u065F\u0670]/u

/** So many letters of a page may be passed over to find those of the next text: what stands outside of the page is no text. */
const FARTHEST = 5000

/**
 * A page's texts with the letters of each sign in order, and with signs as the page has them. Without one from right to left they are the
 * given ones.
 */
export async function textsOf(page: PDFPageProxy): Promise<Items> {
  const { items } = await page.getTextContent()
  if (!items.some(item => 'str' in item && RIGHT_TO_LEFT.test(item.str))) return items
  const { items: unchanged } = await page.getTextContent({ disableNormalization: true })
  const signs = await signsOf(page)
  return (signs === null ? unchanged : withSignsInOrder(unchanged, signs)).map(item =>
    'str' in item ? { ...item, str: asLetters(item.str) } : item,
  )
}

/** Letters in place of their forms within words, and of signs that join several; a mark that is printed beside its letter stands on it. */
function asLetters(text: string): string {
  return text
    .replace(FORMS, form => form.normalize('NFKC').replace(/^ (?=\p{M})/u, ''))
    .replace(/ (?=[\u064B-\u065F\u0670])/gu, '')
}

/** Forms of Arabic and Hebrew letters, joined Latin letters, and spaces of several widths. */
const FORMS = /[\u00A0\u2000-\u200A\u202F\uFB00-\uFDFF\uFE70-\uFEFC]/gu

/** What each sign of the page stands for, in the order in which they are written; null where the page cannot be taken apart. */
async function signsOf(page: PDFPageProxy): Promise<string[] | null> {
  try {
    const { fnArray, argsArray } = await page.getOperatorList()
    return fnArray.flatMap((operation, at) => {
      if (operation !== OPS.showText) return []
      const [glyphs] = argsArray[at] as [readonly (number | { readonly unicode?: string } | null)[]]
      return glyphs.flatMap(glyph => (typeof glyph === 'object' ? (glyph?.unicode ?? []) : []))
    })
  } catch {
    return null // its text is read all the same
  }
}

interface Sign {
  /** Of its first letter, among all letters of the page. */
  readonly start: number
  readonly letters: readonly string[]
}

function withSignsInOrder(items: Items, signs: readonly string[]): Items {
  const { written, ligatures } = lettersOf(signs)
  if (ligatures.length === 0) return items
  let from = 0
  let next = 0
  return items.map(item => {
    if (!('str' in item) || item.dir !== 'rtl') return item
    const chars = Array.from(item.str)
    // Where the letters stand in the text, as the page has them: from the left.
    const places = chars.flatMap((char, at) => (RIGHT_TO_LEFT.test(char) ? [at] : [])).reverse()
    const sought = places.map(at => chars[at]).join('')
    const found = written.slice(from, from + FARTHEST + sought.length).indexOf(sought)
    if (found < 0) return item
    const start = from + found
    from = start + sought.length
    for (; (ligatures[next]?.start ?? from) < from; next++) {
      const { start: at, letters } = ligatures[next] as Sign // next < length
      if (at < start || at + letters.length > from) continue
      for (const [index, letter] of letters.entries()) {
        const place = places[at - start + letters.length - 1 - index]
        if (place !== undefined) chars[place] = letter
      }
    }
    return { ...item, str: chars.join('') }
  })
}

function lettersOf(signs: readonly string[]): { readonly written: string; readonly ligatures: Sign[] } {
  let written = ''
  const ligatures: Sign[] = []
  for (const sign of signs) {
    const letters = Array.from(sign).filter(char => RIGHT_TO_LEFT.test(char))
    if (letters.length > 1) ligatures.push({ start: written.length, letters })
    written += letters.join('')
  }
  return { written, ligatures }
}
