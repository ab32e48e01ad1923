// Which words of a passage were recognised on a picture, and which of them were probably read wrong?

import { lastAtOrBefore } from '../corpus/line-index.ts'
import { DOUBTFUL_BELOW } from '../corpus/ocr/page.ts'
import type { PlainText } from '../corpus/plain-text.ts'
import type { RecognisedWord } from '../corpus/rendition.ts'
import type { Passage } from '../domain/document.ts'

/**
 * @param from where the passage begins in the text of its block
 * @param words of the document, in order of their places
 */
export function recognisedIn(
  text: string,
  plain: PlainText,
  from: number,
  words: readonly RecognisedWord[] | undefined,
): Pick<Passage, 'ocr' | 'doubtful'> {
  if (words === undefined) return {}
  const doubtful: { start: number; end: number }[] = []
  let isRecognised = false
  for (const { 0: token, index: start } of text.matchAll(/\S+/gu)) {
    const end = start + token.length
    const source = plain.sourceStart(from + start)
    const last = plain.sourceStart(from + end - 1)
    if (source === null || last === null) continue
    const own = wordsAt(words, source, last)
    if (own.length === 0) continue
    isRecognised = true
    if (own.some(({ confidence }) => confidence < DOUBTFUL_BELOW)) doubtful.push({ start, end })
  }
  if (!isRecognised) return {}
  return doubtful.length === 0 ? { ocr: true } : { ocr: true, doubtful }
}

/** A word that the end of a line cut is two. */
function wordsAt(words: readonly RecognisedWord[], start: number, last: number): RecognisedWord[] {
  const found: RecognisedWord[] = []
  for (
    let at = Math.max(
      0,
      lastAtOrBefore(words.length, at => words[at]?.at ?? 0, start),
    );
    at < words.length;
    at++
  ) {
    const word = words[at] as RecognisedWord // at < length
    if (word.at > last) break
    if (word.at + word.length > start) found.push(word)
  }
  return found
}
