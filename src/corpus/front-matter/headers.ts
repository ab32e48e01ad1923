// What do heads without fences say: MultiMarkdown's `title: …`, Pandoc's `% title`, Org's `#+TITLE: …`?
import { fieldOf, metadataKey } from '../metadata-keys.ts'
import type { FrontMatter, FrontMatterForm, ReadBlock, ReadEntry } from './block.ts'
import { entriesOf, isProse, linesOf } from './lines.ts'

const ORG = /^(?:#\+([A-Za-z_-]{2,40}):[ \t]*(.*)|:([A-Za-z_-]{2,40}):[ \t]*(.*))$/u

/** Different fields that lines without fences must fill to be metadata. */
const FEWEST_FIELDS = 2

export function findHeaders(block: string, start: number): FrontMatter | null {
  const found = (form: FrontMatterForm, length: number): FrontMatter | null =>
    length === 0
      ? null
      : { form, start, end: start + length, from: start, to: start + length, isClosed: true }
  if (/^%[ \t]*\S/u.test(block)) return found('pandoc', pandocLength(block))
  if (/^(?:#\+|:[A-Za-z])/u.test(block)) return found('org', orgLength(block))
  return found('headers', headersLength(block))
}

/** Title, authors, date, each after `%` and going on where a line is indented. */
function pandocLength(block: string): number {
  const lines = linesOf(block)
  let length = 0
  let fields = 0
  for (const { text, end } of lines) {
    const begins = text.startsWith('%')
    if ((begins && ++fields > 3) || !(begins || /^[ \t]+\S/u.test(text))) break
    length = end
  }
  const isSentence = fields === 1 && /[.!?:,;]$/u.test(block.slice(0, length).trimEnd())
  return isSentence || fields > 3 ? 0 : length
}

function orgLength(block: string): number {
  let length = 0
  for (const { text, end } of linesOf(block)) {
    if (!ORG.test(text.trimEnd())) break
    length = end
  }
  return length
}

function headersLength(block: string): number {
  if (!/^[\p{L}_]/u.test(block)) return 0
  const end = /\r?\n[ \t]*\r?\n/u.exec(block)?.index ?? block.length
  const { entries, strays } = entriesOf(linesOf(block.slice(0, end)))
  if (strays.length > 0 || entries.length < FEWEST_FIELDS || entries.some(isProse)) return 0
  const fields = new Set(entries.map(({ key }) => fieldOf(metadataKey(key))?.field))
  fields.delete(undefined)
  const first = fieldOf(metadataKey(entries[0]?.key ?? ''))
  return first !== null && fields.size >= FEWEST_FIELDS ? end : 0
}

export function readHeaders(text: string): ReadBlock {
  const entries = entriesOf(linesOf(text)).entries.map(({ key, lines, text: first }) => ({
    key,
    value: [first, ...lines.slice(1).map(line => line.text)]
      .map(part => part.trim())
      .join(' ')
      .trim(),
    line: lines[0]?.number ?? 0,
  }))
  return { entries, faults: [] }
}

export function readPandocTitle(text: string): ReadBlock {
  const entries: ReadEntry[] = []
  const parts: { lines: string[]; line: number }[] = []
  for (const { text: line, number } of linesOf(text)) {
    if (line.startsWith('%')) parts.push({ lines: [line.slice(1).trim()], line: number })
    else parts.at(-1)?.lines.push(line.trim())
  }
  for (const [at, key] of ['title', 'author', 'date'].entries()) {
    const part = parts[at]
    if (part === undefined) continue
    const isList = key === 'author'
    const value = isList ? part.lines.flatMap(line => line.split(';')) : part.lines.join(' ').trim()
    entries.push({ key, value, line: part.line })
  }
  return { entries, faults: [] }
}

export function readOrg(text: string): ReadBlock {
  const entries = linesOf(text).flatMap(({ text: line, number }) => {
    const match = ORG.exec(line.trimEnd())
    const key = match?.[1] ?? match?.[3] ?? ''
    const value = (match?.[2] ?? match?.[4] ?? '').trim()
    return /^(?:properties|end)$/iu.test(key) ? [] : [{ key: key.toLowerCase(), value, line: number }]
  })
  return { entries, faults: [] }
}
