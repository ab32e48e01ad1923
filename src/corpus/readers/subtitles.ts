// Here are subtitles or a transcript with times (SubRip, WebVTT), give me its sentences, each with the time at which it is spoken.
import type { Paragraph, PhrasingContent, Root, RootContent } from 'mdast'
import { readPage } from '../decode.ts'
import { type Rendition, spanning, type TimeStart, UnreadableError } from '../rendition.ts'
import { type Cue, cuesOf } from './subtitle-cues.ts'

/** Words after which a paragraph ends with its sentence. */
const WORDS = 60
/** Words after which it ends with its cue, though no sentence has ended. */
const MOST_WORDS = 110
/** Seconds of silence that end a paragraph. */
const SILENCE = 5

/** @throws {UnreadableError} */
export function readSubtitles(bytes: Uint8Array): Omit<Rendition, 'part'> {
  const { text: source, problems } = readPage(bytes)
  const { cues, broken } = cuesOf(source)
  if (cues.length === 0)
    throw new UnreadableError(
      'damaged-file',
      'The file has no line with times (00:00:01,000 --> 00:00:04,000). It was left out; save it as .txt if it is a text.',
    )
  const children: RootContent[] = []
  const times: TimeStart[] = []
  for (const group of groupsOf(cues)) {
    children.push(blockOf(group))
    for (const { lines, time, endTime } of group) times.push({ at: lines[0]?.start ?? 0, time, endTime })
  }
  const root: Root = { type: 'root', children }
  const told = broken.slice(0, 5).map(line => {
    const message =
      'The line has an arrow and no times that can be read. What stands below it was given the time of the words before it.'
    return { severity: 'warning', rule: 'unreadable-time', line, message } as const
  })
  return { source, root, isHeadless: true, times, facts: [], problems: [...problems, ...told] }
}

/** Cues joined until a sentence ends, somebody else speaks, or nobody does. */
function* groupsOf(cues: readonly Cue[]): Generator<Cue[]> {
  let group: Cue[] = []
  let words = 0
  for (const cue of cues) {
    const last = group.at(-1)
    if (last !== undefined) {
      const isOver = ENDS.test(last.text)
      const isOther = cue.speaker !== last.speaker || BEGINS_TURN.test(cue.text)
      if (isOther || cue.time - last.endTime > SILENCE || (words >= WORDS && isOver) || words >= MOST_WORDS) {
        yield group
        group = []
        words = 0
      }
    }
    group.push(cue)
    words += cue.text.split(/\s+/u).length
  }
  if (group.length > 0) yield group
}

const ENDS = /[.!?…。！？؟।]["'”’»)\]]*$/u
/** A dash, an arrow or a name in capitals, by which subtitles say that somebody else speaks. */
const BEGINS_TURN = /^(?:[-–—]\s?|>>|[\p{Lu}][\p{Lu} .'-]{1,40}:\s)/u

/** What somebody says whom the file names is a quotation of theirs. */
function blockOf(cues: readonly Cue[]): RootContent {
  const paragraph = paragraphOf(cues)
  const speaker = cues[0]?.speaker ?? null
  if (speaker === null) return paragraph
  return { type: 'blockquote', children: [paragraph], data: { speaker }, position: paragraph.position }
}

function paragraphOf(cues: readonly Cue[]): Paragraph & { position: ReturnType<typeof spanning> } {
  const lines = cues.flatMap(cue => cue.lines)
  const start = lines[0]?.start ?? 0
  const end = lines.at(-1)?.end ?? start
  const children: PhrasingContent[] = []
  for (const { words, start: from, end: to } of lines) {
    const before = children.at(-1)?.position?.end.offset ?? start
    // The end of a line is a space of the sentence that goes on.
    if (children.length > 0) children.push({ type: 'text', value: ' ', position: spanning(before, from) })
    children.push({ type: 'text', value: words, position: spanning(from, to) })
  }
  return { type: 'paragraph', children, position: spanning(start, end) }
}
