// What does a person read in this text? Words that markup, line ends or note marks broke are whole; what is no letter is gone.
import { HYPHENS, lineJoint } from './line-ends.ts'
import { findNoteMarks, type Span } from './note-marks.ts'
import { NO_EVIDENCE, type TextEvidence } from './text-evidence.ts'

/** Something in this text may need a rule; most texts have nothing of the kind. */
const SUSPECT =
  /[\u00AD\u200B\u2060\uFEFF¬⁰¹²³⁴-⁹\u0E00-\u0FFF\u1000-\u109F\u1780-\u17FF\u2E80-\uA4CF\uF900-\uFFEF\u{20000}-\u{3FFFF}]|[-‐‑⸗֊־–]\s|\p{N}\]/u

/** What stands instead of a part of a text. */
export interface Edit extends Span {
  readonly text: string
}

/** A text that remembers where it comes from. */
interface WrittenText<Self> {
  readonly text: string
  /** What is set as a superscript. */
  readonly raised: readonly Span[]
  edited(edits: readonly Edit[]): Self
  isLineEnd(start: number, end: number): boolean
}

/** The same text with its words whole; every character is still found in the file. */
export function asRead<Text extends WrittenText<Text>>(
  plain: Text,
  evidence: TextEvidence = NO_EVIDENCE,
): Text {
  if (plain.raised.length === 0 && !SUSPECT.test(plain.text)) return plain
  const clean = plain.edited(invisible(plain.text))
  const unmarked = clean.edited(
    findNoteMarks(clean.text, clean.raised, evidence).map(span => ({ ...span, text: '' })),
  )
  return unmarked.edited(lineEnds(unmarked, evidence))
}

/** Zero-width characters say where a line may end. In scripts without spaces the zero-width space parts words, and stays. */
function invisible(text: string): Edit[] {
  const edits: Edit[] = []
  for (const { index, 0: match } of text.matchAll(
    /[\u200B\u2060\uFEFF]+|\u00AD+(?!\s)|(?<=\p{L})¬ ?(?=\p{Ll})/gu,
  )) {
    const isWordSpace =
      match.includes('\u200B') && /[\u0E00-\u109F\u1780-\u17FF]/u.test(text[index - 1] ?? '')
    if (!isWordSpace) edits.push({ start: index, end: index + match.length, text: '' })
  }
  return edits
}

/** Where a space at the end of a line goes, or with it a hyphen that the line put there. Lines that are set as lines stay lines. */
function lineEnds<Text extends WrittenText<Text>>(plain: Text, evidence: TextEvidence): Edit[] {
  const { text } = plain
  const edits: Edit[] = []
  for (const { index, 0: space } of text.matchAll(/[ \n]+/gu)) {
    const end = index + space.length
    const isHyphen = HYPHENS.test(text[index - 1] ?? '')
    const isEastern = (text[index - 1] ?? '') >= '\u0E00' || (text[end] ?? '') >= '\u0E00'
    if (!(isHyphen || (isEastern && !space.includes('\n'))) || !plain.isLineEnd(index, end)) continue
    const around = [text.slice(Math.max(0, index - LOOK), index), text.slice(end, end + LOOK)] as const
    const { drop, between, skip } = lineJoint(...around, evidence)
    if (between === '') edits.push({ start: index - drop, end: end + skip, text: between })
  }
  return edits
}

/** So many characters before and after a line end are looked at. */
const LOOK = 100
