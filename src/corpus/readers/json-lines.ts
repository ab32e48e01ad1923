// Here are lines of JSON, each a document: give me their texts, what they say beside it, and the way back to the file.
import { type Node, parseTree } from 'jsonc-parser'
import type { Problem } from '../../domain/document.ts'
import { lastAtOrBefore } from '../line-index.ts'
import type { LineSlice } from '../line-slices.ts'
import { parseMarkdown } from '../markdown.ts'
import { type Rendition, UnreadableError } from '../rendition.ts'
import { readHtml } from './html.ts'
import { DEFAULT_JSON_FIELDS, findText, isHtml, type JsonFields, readRecord } from './json-record.ts'
import { parseText } from './text.ts'

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
  const told = new Set<string>()
  let { start, line } = place
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, at)
    const end = newline === -1 ? bytes.length : newline
    const text = decodeLine(bytes.subarray(at, end), line, renditions)
    if (text.replace(/^\uFEFF/u, '').trim() !== '') {
      try {
        renditions.push(readLine(text, { start, line }, fields, told))
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
function readLine(line: string, place: Place, fields: JsonFields, told: Set<string>): Rendition {
  const record = parseRecord(line)
  const text = findText(record, fields)
  if (text === null) {
    const wanted = fields.text
      .slice(0, 6)
      .map(name => `“${name}”`)
      .join(', ')
    throw new UnreadableError(
      'no-text',
      `The object has no text: none of ${wanted}${fields.text.length > 6 ? ' and the like' : ''}. It was left out; name its key as jsonLines.text in the configuration.`,
    )
  }
  const source = text.node.value as string
  const { id, facts, fallbacks, unread } = readRecord(record, line, text, fields)
  const raw = rawOffsets(line, text.node)
  const body = readBody(source, text.path.at(-1) ?? '', fields)
  return {
    ...body,
    part: id ?? `line-${place.line}`,
    source,
    facts,
    fallbacks: [...fallbacks, ...body.facts, ...(body.fallbacks ?? [])],
    locate: (from, to) => ({
      start: place.start + raw(from),
      end: place.start + raw(to),
      line: place.line,
      endLine: place.line,
    }),
    problems: unread
      .filter(key => !told.has(key))
      .map(key => {
        told.add(key)
        const message = `“${key}” holds a second long text, which is not searched; it is left out here and on the lines after. To read it instead, name it as jsonLines.text in the configuration.`
        return { severity: 'warning', rule: 'second-text', line: place.line, message }
      }),
  }
}

function readBody(
  source: string,
  key: string,
  { format }: JsonFields,
): Pick<Rendition, 'root' | 'facts' | 'fallbacks'> {
  if (format === 'html' || (format === 'auto' && isHtml(source, key))) {
    const { root, facts, fallbacks = [] } = readHtml(source, { isBody: true })
    return { root, facts, fallbacks }
  }
  return { root: format === 'text' ? parseText(source) : parseMarkdown(source), facts: [] }
}

/** @throws {UnreadableError} */
function parseRecord(line: string): Node {
  const text = line.replace(/^\uFEFF/u, ' ')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new UnreadableError(
      'bad-json',
      `The line is not JSON: ${(error as Error).message}. It was left out.`,
    )
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnreadableError('bad-json', 'The line is no JSON object, {"…": …}. It was left out.')
  }
  try {
    return parseTree(text) as Node // JSON.parse has read it
  } catch (error) {
    if (error instanceof RangeError)
      throw new UnreadableError('bad-json', 'The line is nested too deeply. It was left out.')
    throw error
  }
}

/** For an offset in a string: the offset in the line, escapes being longer there. */
function rawOffsets(line: string, value: Node): (offset: number) => number {
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
