// Which lines of a block belong to which key? YAML's own rules at the left margin, for blocks that are not quite YAML.

export interface Line {
  /** Offsets in the block; `end` is before the line's end. */
  readonly start: number
  readonly end: number
  readonly text: string
  /** 0-based, from the first of these lines. */
  readonly number: number
}

/** A key at the margin with all that belongs to it. */
export interface Entry {
  readonly key: string
  /** What follows the colon on its line. */
  readonly text: string
  readonly lines: readonly Line[]
}

export interface Entries {
  readonly entries: readonly Entry[]
  /** Lines that belong to no key. */
  readonly strays: readonly (Line & { readonly isAfterBlank: boolean })[]
}

const KEY =
  /^(?:"([^"\n]{1,100})"|'([^'\n]{1,100})'|((?![-?:#[\]{},&*!|>%@`"'\s])(?:[^:\n]|:(?=\S)){1,100}))[ \t]*:(?=[ \t]|$)[ \t]*(.*)$/u

export function linesOf(block: string, from = 0): Line[] {
  const lines: Line[] = []
  for (const { index, 1: text = '', 2: end = '' } of block
    .slice(from)
    .matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/gu)) {
    if (text === '' && end === '') break
    const start = from + index
    lines.push({ start, end: start + text.length, text, number: lines.length })
  }
  return lines
}

export function entriesOf(lines: readonly Line[]): Entries {
  const entries: { key: string; text: string; lines: Line[] }[] = []
  const strays: (Line & { isAfterBlank: boolean })[] = []
  let isAfterBlank = false
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as Line // at < lines.length
    const entry = entries.at(-1)
    const match = KEY.exec(line.text)
    if (match !== null) {
      const key = (match[1] ?? match[2] ?? match[3] ?? '').trim()
      const text = match[4] ?? ''
      const more = openLines(text, lines, at)
      entries.push({ key, text, lines: lines.slice(at, at + 1 + more) })
      at += more
    } else if (line.text.trim() === '') entry?.lines.push(line)
    else if (!line.text.startsWith('#')) {
      if (entry !== undefined && /^(?:[ \t]|-[ \t]|-$|[\]}])/u.test(line.text) && strays.length === 0)
        entry.lines.push(line)
      else strays.push({ ...line, isAfterBlank })
    }
    isAfterBlank = line.text.trim() === ''
  }
  return { entries, strays }
}

/** How many lines go on, also at the margin, from a quotation or a bracket that is open at the end of a key's line. */
function openLines(text: string, lines: readonly Line[], at: number): number {
  const opening = text[0] ?? ''
  const closing = CLOSING[opening]
  if (closing === undefined || isClosed(text, opening, closing)) return 0
  for (let more = 1; at + more < lines.length && more <= 200; more++) {
    const line = lines[at + more]?.text ?? ''
    if (endsWith(line, closing)) return more
    if (closing !== opening && KEY.test(line)) return 0
  }
  return 0
}

const CLOSING: Readonly<Record<string, string>> = { '"': '"', "'": "'", '[': ']', '{': '}' }

/** Whether what a line opens it closes too: an unescaped quotation mark after the first, a bracket at its end. */
function isClosed(text: string, opening: string, closing: string): boolean {
  if (opening === '"') return /^"(?:[^"\\]|\\.)*"/u.test(text)
  return opening === closing ? text.indexOf(closing, 1) !== -1 : endsWith(text, closing)
}

/** Whether a line ends with a sign, but for blanks and a comment. */
function endsWith(line: string, sign: string): boolean {
  const at = line.lastIndexOf(sign)
  if (at === -1 || (sign === '"' && line[at - 1] === '\\')) return false
  const rest = line.slice(at + 1).trim()
  return rest === '' || rest.startsWith('#')
}

/** Whether it reads as somebody's words: `Judge: Did you see the lorries leave that night?` */
export function isProse({ key, text }: Entry): boolean {
  if (
    /^(?:title|headline|description|summary|abstract|excerpt|subtitle|standfirst|dek|deck|copyright|rights|license|note)/iu.test(
      key,
    )
  )
    return false
  if (key.split(/\s+/u).length > 4) return true
  return (
    /[.!?…。！？]["'”’»)]*$/u.test(text.trim()) &&
    (/^\S+(?:\s+\S+){3}/u.test(text.trim()) || /\p{Script=Han}{8}/u.test(text))
  )
}
