// Which lines has this plain text, and how deep is each quoted? As people and mail programs write them: `>`, `>>`, `> >`.
import { withoutFrame, withWordsClosedUp } from './spaced-words.ts'

export interface TextLine {
  /** Its place without white space around it; the marks of its quotation belong to it. */
  readonly start: number
  readonly end: number
  /** Without marks and white space around it; empty where the line is blank. */
  readonly text: string
  /** How many quotation marks it begins with. */
  readonly depth: number
  /** Columns of white space before its text, after its marks. */
  readonly indent: number
  /** No paragraph goes on in it. */
  readonly begins?: boolean
  /** It is a field of a record, a line of its own within its paragraph. */
  readonly isField?: boolean
  /** A page ends after it. */
  readonly endsPage?: boolean
}

export function linesOf(source: string): TextLine[] {
  const lines: TextLine[] = []
  for (const { index, 1: written = '', 2: end } of source.matchAll(/([^\r\n\f]*)(\r\n|[\r\n\f]|$)/gu)) {
    const { depth, at } = marksOf(written)
    const line = lineAt(index, written, written.slice(at), depth)
    lines.push(end === '\f' ? { ...line, endsPage: true } : line)
  }
  return lines.map((line, at) => (isEscapedFrom(lines, at) ? { ...line, depth: 0 } : line))
}

/**
 * Text of which lines that end in a space go on in the next (`format=flowed`, RFC 3676), with its lines joined.
 * @param dropsSpace whether that space is no part of the text (`delsp=yes`)
 */
export function flowedLines(text: string, dropsSpace: boolean): { source: string; lines: TextLine[] } {
  const joined: { depth: number; parts: string[]; goesOn: boolean }[] = []
  for (const line of text.split(/\r\n|\n|\r/u)) {
    // A space before words that look like a quotation, or begin with a space, says that they are words.
    const { depth, at } = line.startsWith(' ') ? { depth: 0, at: 1 } : marksOf(line)
    const words = line.slice(at)
    const isSignature = words === '-- '
    const goesOn = words.endsWith(' ') && !isSignature
    const kept = goesOn && dropsSpace ? words.slice(0, -1) : words
    const last = joined.at(-1)
    if (last?.goesOn === true && last.depth === depth && !isSignature) {
      last.parts.push(kept)
      last.goesOn = goesOn
    } else joined.push({ depth, parts: [kept], goesOn })
  }
  const lines: TextLine[] = []
  const written: string[] = []
  let at = 0
  let wasJoined = false
  for (const { depth, parts } of joined) {
    const words = parts.join('').trimEnd()
    const line = depth === 0 ? words : `${'>'.repeat(depth)} ${words}`
    const begins = wasJoined || parts.length > 1
    lines.push({ ...lineAt(at, line, words, depth), ...(begins ? { begins } : {}) })
    wasJoined = parts.length > 1
    written.push(line)
    at += line.length + 1
  }
  return { source: written.join('\n'), lines }
}

/** @param words what stands after the marks of a quotation */
function lineAt(at: number, written: string, words: string, depth: number): TextLine {
  const start = at + written.length - written.trimStart().length
  const text = withWordsClosedUp(withoutFrame(words.trim()))
  const indent = columnsOf(words.slice(0, words.length - words.trimStart().length))
  const field = FIELD.test(text) ? { isField: true } : {}
  return { start, end: at + written.trimEnd().length, text, depth, indent, ...field }
}

/** `:Author: Ann Lee`, as documents in plain text say what they are. */
const FIELD = /^:\p{L}[^:\s]*(?: [^:\s]+){0,3}:(?:\s|$)/u

const TAB = 8

function columnsOf(space: string): number {
  let columns = 0
  for (const sign of space) columns = sign === '\t' ? columns - (columns % TAB) + TAB : columns + 1
  return columns
}

/** Deeper quotations count as this deep. */
const DEEPEST = 16
const MARKS = /^\uFEFF?[ \t]{0,3}>(?:[ \t]?>)*/u

/** The number of marks with which a line begins, and where its text begins: one space after them is theirs. */
function marksOf(line: string): { depth: number; at: number } {
  const marks = MARKS.exec(line)?.[0] ?? ''
  const depth = Math.min(DEEPEST, marks.replace(/[^>]+/gu, '').length)
  return { depth, at: marks.length + (depth > 0 && line[marks.length] === ' ' ? 1 : 0) }
}

/** Mail boxes put a mark before a line that begins with "From ", which is then no quotation. */
function isEscapedFrom(lines: readonly TextLine[], at: number): boolean {
  const line = lines[at]
  if (line?.depth !== 1 || !line.text.startsWith('From ')) return false
  return (lines[at - 1]?.depth ?? 0) === 0 && (lines[at + 1]?.depth ?? 0) === 0
}
