// Which lines of plain text did their writer end, and which does only the margin end? Verses, addresses, commands and signatures keep their lines.
import type { TextLine } from './text-lines.ts'

/** Of the column that lines reach, the part that a line may fill and still be one that its writer ended. */
const ENDED_EARLY = 0.8
/** Lines longer than this are not wrapped. */
export const LONGEST_WRAPPED = 120
/** Fewer lines, and fewer paragraphs, do not tell how wide a text is set. */
const TELLING_LINES = 3
const TELLING_PARAGRAPHS = 3
/** Columns by which a line must stand further to the right to be apart from a full one before it. */
const FAR = 8

/** The column that the lines of most paragraphs reach, of those at one level of quotation; 0 where there are too few to tell. */
export function widthOf(lines: readonly TextLine[], depth = 0): number {
  const ends: number[] = []
  let end = 0
  let count = 0
  for (const line of [...lines, null]) {
    if (line !== null && line.text !== '' && line.depth === depth) {
      end = Math.max(end, endOf(line))
      count++
    } else {
      if (count >= TELLING_LINES && end <= LONGEST_WRAPPED) ends.push(end)
      end = 0
      count = 0
    }
  }
  ends.sort((one, other) => one - other)
  return ends.length < TELLING_PARAGRAPHS ? 0 : (ends[Math.floor(ends.length / 2)] ?? 0)
}

/** Whether the next word had room in a line, so that whoever wrote it ended it. */
export function isEndedEarly(line: TextLine, next: TextLine, width: number): boolean {
  return endOf(line) + 1 + (/^\S+/u.exec(next.text)?.[0].length ?? 0) <= width * ENDED_EARLY
}

/**
 * After which lines of a paragraph it breaks: after all where most end early, else after those that do while the next begins with no
 * small letter, and where the margin changes. Never in the middle of a word.
 * @param width of the text, see `widthOf`
 */
export function breaksOf(run: readonly TextLine[], width: number, isItem: boolean): ReadonlySet<number> {
  const fields = fieldsOf(run)
  if (fields !== null) return fields
  const all = new Set<number>()
  const some = new Set<number>()
  const room = Math.max(width, rightmost(run))
  for (const [at, line] of run.entries()) {
    const next = run[at + 1]
    if (next === undefined) break
    if (/[-‐¬\u00AD]$/u.test(line.text) || next.depth > 0) return new Set()
    const isEarly = isEndedEarly(line, next, room)
    if (isEarly) all.add(at)
    const deeper = next.indent - line.indent
    const changes =
      at === 0 ? deeper >= FAR && !isItem : deeper <= -2 || deeper >= FAR || (isEarly && deeper >= 2)
    if (changes || (isEarly && width > 0 && !/^\p{Ll}/u.test(next.text))) some.add(at)
  }
  return all.size * 2 > run.length - 1 ? new Set(run.keys()) : some
}

/** After which lines the next field of a record begins, where each line is one or goes on with it further to the right; null where it is none. */
function fieldsOf(run: readonly TextLine[]): ReadonlySet<number> | null {
  const [first] = run
  if (first === undefined || run.length < FEWEST_FIELDS) return null
  const begins = new Set<number>()
  for (const [at, { text, indent }] of run.entries()) {
    const goesOn = at > 0 && indent > first.indent
    if (goesOn) continue
    if (indent !== first.indent || !FIELD.test(text)) return null
    if (at > 0) begins.add(at - 1)
  }
  return begins.size + 1 < FEWEST_FIELDS ? null : begins
}

/** Two lines of a text may look like fields by chance. */
const FEWEST_FIELDS = 3
/** `Status: 5.1.1`: a name of few words, as `Date de départ : lundi`. */
const FIELD =
  /^[\p{L}\p{N}][\p{L}\p{M}\p{N}'’./-]{0,30}(?: [\p{L}\p{M}\p{N}'’./-]{1,30}){0,3}\s?[:：](?:\s|$)/u

function rightmost(lines: readonly TextLine[]): number {
  return lines.reduce((most, line) => Math.max(most, endOf(line)), 0)
}

/** The column in which a line ends. */
function endOf({ indent, text }: TextLine): number {
  return indent + text.length
}
