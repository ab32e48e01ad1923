// Which part of a long passage shows best why it matched? One window, whole words, its highlights moved along.
import type { Range } from './highlight.ts'

export interface Snippet {
  readonly text: string
  /** Which part of the passage's text it is, without the ellipses. */
  readonly start: number
  readonly end: number
  /** In `text`. */
  readonly highlights: readonly Range[]
}

/** Longest snippet in UTF-16 code units, without the ellipses. */
const WINDOW = 280
const ELLIPSIS = '…'

/**
 * The window with the most different matched words, then the most matches, then the earliest. A passage that
 * fits is given whole.
 * @param window longest part in UTF-16 code units
 */
export function snippet(text: string, highlights: readonly Range[], window = WINDOW): Snippet {
  if (text.length <= window) return { text, start: 0, end: text.length, highlights }
  const { start, end } = wholeWords(text, bestStart(text, highlights, window), window)
  const before = start > 0 ? ELLIPSIS : ''
  const after = end < text.length ? ELLIPSIS : ''
  const shift = before.length - start
  const inside = highlights.flatMap(range => {
    const clipped = { start: Math.max(range.start, start), end: Math.min(range.end, end) }
    return clipped.start < clipped.end ? [{ start: clipped.start + shift, end: clipped.end + shift }] : []
  })
  return { text: `${before}${text.slice(start, end)}${after}`, start, end, highlights: inside }
}

function bestStart(text: string, highlights: readonly Range[], window: number): number {
  let best = { different: 0, matches: 0, start: 0 }
  for (const [index, first] of highlights.entries()) {
    const words = new Set<string>()
    let matches = 0
    let lastEnd = first.end
    for (const range of highlights.slice(index)) {
      if (range.end > first.start + window) break
      words.add(text.slice(range.start, range.end).toLowerCase())
      matches++
      lastEnd = range.end
    }
    if (words.size > best.different || (words.size === best.different && matches > best.matches)) {
      const margin = Math.max(0, window - (lastEnd - first.start)) / 2
      best = { different: words.size, matches, start: Math.max(0, Math.floor(first.start - margin)) }
    }
  }
  return Math.min(best.start, Math.max(0, text.length - window))
}

/** A window that begins at a sentence where one is near, else at a word, and ends after a word. */
function wholeWords(text: string, from: number, window: number): Range {
  let start = from
  if (start > 0) {
    const sentence = /[.!?]["”’)]?\s+(?=\S)/u.exec(text.slice(start, start + 40))
    const space = /\s(?=\S)/u.exec(text.slice(start - 1))
    if (sentence !== null) start += sentence.index + sentence[0].length
    else if (space !== null) start += space.index
  }
  let end = Math.min(text.length, start + window)
  if (end < text.length) {
    const space = text.slice(start, end + 1).search(/\s\S*$/u)
    if (space > window / 2) end = start + space
    else if (/[\uD800-\uDBFF]/u.test(text[end - 1] ?? '')) end--
  }
  return { start, end }
}
