// Here are lines of JSON, each a document: give me their texts, what they say beside it, and the way back to the file.
import { type Node, parseTree } from 'jsonc-parser'
import type { Problem } from '../../domain/document.ts'
import { flatten } from '../front-matter.ts'
import { lastAtOrBefore } from '../line-index.ts'
import type { LineSlice } from '../line-slices.ts'
import { parseMarkdown } from '../markdown.ts'
import { type Fact, type Rendition, UnreadableError } from '../rendition.ts'
import { parseText } from './text.ts'

export interface JsonFields {
  /** Keys under which the text may stand, the first found counting. */
  readonly text: readonly string[]
  /** Keys that may tell documents apart. Without one it is the line. */
  readonly id: readonly string[]
  readonly format: 'markdown' | 'text'
}

export const DEFAULT_JSON_FIELDS: JsonFields = {
  text: ['text', 'body', 'content', 'articleBody', 'article', 'transcript', 'markdown'],
  id: ['id', '_id', 'uuid', 'doc_id', 'docid', 'slug'],
  format: 'markdown',
}

/** Bytes of the longest line that is read. */
const LONGEST_LINE = 64 * 1024 * 1024

type Place = Pick<LineSlice, 'start' | 'line'>

/**
 * Each line becomes a rendition; what is wrong with one is told in a rendition without text.
 * @param place where in the file the bytes begin
 */
export function readJsonLines(
  bytes: Uint8Array,
  place: Place = { start: 0, line: 1 },
  fields: JsonFields = DEFAULT_JSON_FIELDS,
): Rendition[] {
  const renditions: Rendition[] = []
  let { start, line } = place
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, at)
    const end = newline === -1 ? bytes.length : newline
    const text = decodeLine(bytes.subarray(at, end), line, renditions)
    if (text.replace(/^\uFEFF/u, '').trim() !== '') {
      try {
        renditions.push(readLine(text, { start, line }, fields))
      } catch (error) {
        if (!(error instanceof UnreadableError)) throw error
        renditions.push(refused(error.rule, line, error.message))
      }
    }
    start += text.length + 1
    line++
    at = end + 1
  }
  return renditions
}

function decodeLine(bytes: Uint8Array, line: number, renditions: Rendition[]): string {
  if (bytes.length > LONGEST_LINE) {
    const message = `The line has ${Math.round(bytes.length / 1e6)} MB, more than a document may have. It was left out; split it.`
    renditions.push(refused('long-line', line, message))
    return ''
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    renditions.push(
      refused(
        'unknown-encoding',
        line,
        'The line is not valid UTF-8. It was left out; save the file as UTF-8.',
      ),
    )
    return ''
  }
}

function refused(rule: string, line: number, message: string): Rendition {
  const problem: Omit<Problem, 'path'> = { severity: 'error', rule, line, message }
  return { part: null, source: '', root: { type: 'root', children: [] }, facts: [], problems: [problem] }
}

/** @throws {UnreadableError} */
function readLine(text: string, { start, line }: Place, fields: JsonFields): Rendition {
  const record = parseRecord(text)
  const key = fields.text.find(name => typeof record[name] === 'string' && record[name].trim() !== '')
  if (key === undefined) {
    const wanted = fields.text.map(name => `“${name}”`).join(', ')
    throw new UnreadableError(
      'no-text',
      `The object has no text: none of ${wanted}. It was left out; name its key as jsonLines.text in the configuration.`,
    )
  }
  const source = record[key] as string
  const id = fields.id
    .map(name => record[name])
    .find(value => typeof value === 'string' || typeof value === 'number')
  const facts: Fact[] = []
  for (const [name, value] of Object.entries(record)) {
    if (name !== key && !fields.id.includes(name)) facts.push(...flatten(name, value))
  }
  const raw = rawOffsets(text, key)
  return {
    part: id === undefined || id === '' ? `line-${line}` : String(id),
    source,
    root: fields.format === 'text' ? parseText(source) : parseMarkdown(source, false),
    facts,
    locate: (from, to) => ({ start: start + raw(from), end: start + raw(to), line, endLine: line }),
  }
}

/** @throws {UnreadableError} */
function parseRecord(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/u, ''))
  } catch (error) {
    throw new UnreadableError(
      'bad-json',
      `The line is not JSON: ${(error as Error).message}. It was left out.`,
    )
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnreadableError('bad-json', 'The line is no JSON object, {"…": …}. It was left out.')
  }
  return value as Record<string, unknown>
}

/** For an offset in the string under a key: the offset in the line, escapes being longer there. */
function rawOffsets(line: string, key: string): (offset: number) => number {
  const value = valueNode(line, key)
  if (value === undefined) return () => 0
  /** Where runs begin that stand in the line as in the string: in the string, in the line. */
  const runs: (readonly [number, number])[] = [[0, value.offset + 1]]
  const end = value.offset + value.length - 1
  let offset = 0
  for (let at = value.offset + 1; at < end; ) {
    const backslash = line.indexOf('\\', at)
    if (backslash === -1 || backslash >= end) break
    offset += backslash - at + 1
    at = backslash + (line[backslash + 1] === 'u' ? 6 : 2)
    runs.push([offset, at])
  }
  return wanted => {
    const [from, raw] = runs[lastAtOrBefore(runs.length, index => runs[index]?.[0] ?? 0, wanted)] ?? [0, 0]
    return raw + wanted - from
  }
}

/** The last of a key's values, as JSON.parse takes it. */
function valueNode(line: string, key: string): Node | undefined {
  try {
    const property = parseTree(line.replace(/^\uFEFF/u, ' '))?.children?.findLast(
      child => child.children?.[0]?.value === key,
    )
    return property?.children?.[1]
  } catch (error) {
    if (error instanceof RangeError)
      throw new UnreadableError('bad-json', 'The line is nested too deeply. It was left out.')
    throw error
  }
}
