// Here are lines of JSON, each a document: give me their texts, what they say beside it, and the way back to the file.
import type { Problem } from '../../domain/document.ts'
import { type Rendition, UnreadableError } from '../rendition.ts'
import { type Place, readObject, treeOf } from './json-document.ts'
import { DEFAULT_JSON_FIELDS, type JsonFields } from './json-record.ts'

/** Bytes of the longest line that is read. */
const LONGEST_LINE = 64 * 1024 * 1024

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

/** A problem of a document that is left out, told in a rendition without text. */
export function refused(rule: string, line: number, message: string): Rendition {
  const problem: Omit<Problem, 'path'> = { severity: 'error', rule, line, message }
  return { part: null, source: '', root: { type: 'root', children: [] }, facts: [], problems: [problem] }
}

/** @throws {UnreadableError} */
function readLine(line: string, place: Place, fields: JsonFields, told: Set<string>): Rendition {
  const text = line.replace(/^\uFEFF/u, ' ')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    // The parser sees one line alone.
    const fault = (error as Error).message.replace(/ \(line 1 column (\d+)\)$/u, ' (column $1)')
    throw new UnreadableError('bad-json', `The line is not JSON: ${fault}. It was left out.`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UnreadableError('bad-json', 'The line is no JSON object, {"…": …}. It was left out.')
  return readObject(text, treeOf(text), place, `line-${place.line}`, fields, told)
}
