// Where do turns of a talk begin in plain text? `Q: …`, `THE PRESIDENT: …`
import { endsAsSentence } from '../roles/document-view.ts'
import { isEndedEarly, widthOf } from './text-breaks.ts'
import type { TextLine } from './text-lines.ts'

/** Longest name of a speaker, in UTF-16 code units. */
const LONGEST_SPEAKER = 40

/** Turns of a talk begin paragraphs: two speakers or more, who speak twice or more, stand before their words (`Q: …`, `THE PRESIDENT: …`). Fields of records look alike and are lines of one paragraph. */
export function withTurns(lines: readonly TextLine[]): readonly TextLine[] {
  const turns = new Map<string, number>()
  for (const { text } of lines) {
    const name = speakerOf(text)
    if (name !== null) turns.set(name, (turns.get(name) ?? 0) + 1)
  }
  const speakers = new Set([...turns].filter(([, count]) => count > 1).map(([name]) => name))
  if (speakers.size < 2) return lines
  const mark = areSpoken(lines, speakers) ? { begins: true } : { isField: true }
  const width = widthOf(lines)
  return lines.map((line, at) =>
    speakers.has(speakerOf(line.text) ?? '') && !goesOn(lines[at - 1], line, width)
      ? { ...line, ...mark }
      : line,
  )
}

/** Whether a line is full, ends no sentence, and names nobody itself: then the next one goes on with it, whatever word stands first. */
function goesOn(before: TextLine | undefined, line: TextLine, width: number): boolean {
  if (before === undefined || before.text === '' || before.indent !== line.indent) return false
  if (endsAsSentence(before.text) || /[-–—:;,]$/u.test(before.text)) return false
  return speakerOf(before.text) === null && !isEndedEarly(before, line, width)
}

/** Whether somebody speaks again before a blank line, or most turns end as sentences do: fields of records (`License: MIT`) do neither. */
function areSpoken(lines: readonly TextLine[], speakers: ReadonlySet<string>): boolean {
  let turns = 0
  let sentences = 0
  let last = ''
  let isOpen = false
  const since = new Set<string>()
  for (const { text } of [...lines, BLANK]) {
    const name = speakerOf(text)
    const begins = name !== null && speakers.has(name)
    if (isOpen && (begins || text === '') && (endsAsSentence(last) || /[-–—:]$/u.test(last))) sentences++
    if (text === '') since.clear()
    if (begins) {
      if (since.has(name)) return true
      since.add(name)
      turns++
    }
    isOpen = text !== '' && (begins || isOpen)
    last = text
  }
  return sentences * 2 >= turns
}

const BLANK = { text: '' }

function speakerOf(text: string): string | null {
  const name = /^([\p{L}\p{N}][^:\n]*):\s+\S/u.exec(text.slice(0, LONGEST_SPEAKER + 3))?.[1]
  return name !== undefined && name.length <= LONGEST_SPEAKER && name.split(/\s+/u).length <= 4 ? name : null
}
