// Here is one exported object as it is written, give me its document: text, blocks, what it says beside the text, the way back to the file.
import { type Node, parseTree } from 'jsonc-parser'
import { lastAtOrBefore } from '../line-index.ts'
import { parseMarkdown } from '../markdown.ts'
import { type Rendition, UnreadableError } from '../rendition.ts'
import { readHtml } from './html.ts'
import { findText, isHtml, type JsonFields, readRecord } from './json-record.ts'
import { parseText } from './text.ts'

/** Where in the file it begins: UTF-16 offset, 1-based line. */
export interface Place {
  readonly start: number
  readonly line: number
}

/**
 * @param json of one object
 * @param part its name where it has no id
 * @param told keys of second texts that were told of
 * @throws {UnreadableError} where it has no text
 */
export function readObject(
  json: string,
  record: Node,
  place: Place,
  part: string,
  fields: JsonFields,
  told: Set<string>,
): Rendition {
  const text = findText(record, fields)
  if (text === null)
    throw new UnreadableError('no-text', `The object has no text: ${missingText(fields)} It was left out.`)
  const source = text.node.value as string
  const { id, facts, fallbacks, unread } = readRecord(record, json, text, fields)
  const raw = rawOffsets(json, text.node)
  const body = readBody(source, text.path.at(-1) ?? '', fields)
  const line = place.line + countLines(json.slice(0, text.node.offset))
  return {
    ...body,
    part: id ?? part,
    source,
    facts,
    fallbacks: [...fallbacks, ...body.facts, ...(body.fallbacks ?? [])],
    locate: (from, to) => ({
      start: place.start + raw(from),
      end: place.start + raw(to),
      line,
      endLine: line,
    }),
    problems: unread
      .filter(key => !told.has(key))
      .map(key => {
        told.add(key)
        const message = `“${key}” holds a second long text, which is not searched; it is left out here and in the objects after. To read it instead, name it as jsonLines.text in the configuration.`
        return { severity: 'warning', rule: 'second-text', line, message }
      }),
  }
}

/** Which keys were looked for, and what to do. */
export function missingText({ text: keys }: JsonFields): string {
  const wanted = keys
    .slice(0, 6)
    .map(name => `“${name}”`)
    .join(', ')
  return `none of ${wanted}${keys.length > 6 ? ' and the like' : ''}. Name its key as jsonLines.text in the configuration.`
}

/**
 * The tree of a text that JSON.parse has read.
 * @throws {UnreadableError} where it is nested too deeply
 */
export function treeOf(json: string): Node {
  try {
    return parseTree(json) as Node // JSON.parse has read it
  } catch (error) {
    if (error instanceof RangeError)
      throw new UnreadableError('bad-json', 'It is nested too deeply. It was left out.')
    throw error
  }
}

function countLines(text: string): number {
  return text.match(/\r\n|\n|\r/gu)?.length ?? 0
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

/** For an offset in a string: the offset in the JSON, escapes being longer there. */
function rawOffsets(json: string, value: Node): (offset: number) => number {
  /** Where runs begin that stand in the JSON as in the string: in the string, in the JSON. */
  const runs: (readonly [number, number])[] = [[0, value.offset + 1]]
  const end = value.offset + value.length - 1
  let offset = 0
  for (let at = value.offset + 1; at < end; ) {
    const backslash = json.indexOf('\\', at)
    if (backslash === -1 || backslash >= end) break
    offset += backslash - at + 1
    at = backslash + (json[backslash + 1] === 'u' ? 6 : 2)
    runs.push([offset, at])
  }
  return wanted => {
    const [from, raw] = runs[lastAtOrBefore(runs.length, index => runs[index]?.[0] ?? 0, wanted)] ?? [0, 0]
    return raw + wanted - from
  }
}
