// What does the YAML block at the head of a file say? Every key is kept; errors name their line.
import type { Yaml } from 'mdast'
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import type { MetadataBuilder } from './metadata.ts'

/**
 * Reads front matter into `metadata` and reports what is not YAML. False where the block holds no keys, or is
 * no YAML and has blank lines: then it is text between two lines of dashes.
 */
export function readFrontMatter(node: Yaml, path: string, metadata: MetadataBuilder): boolean {
  const firstLine = (node.position?.start.line ?? 1) + 1
  const lineCounter = new LineCounter()
  const yaml = parseDocument(node.value, { lineCounter, schema: 'core', uniqueKeys: false })
  const line = (offset: number): number => firstLine - 1 + lineCounter.linePos(offset).line
  const [error] = yaml.errors
  if (error !== undefined) {
    const isText = /\n[ \t]*\r?\n/u.test(node.value)
    const message = `The front matter is not valid YAML: ${error.message.split('\n')[0]} ${isText ? 'It was read as text.' : 'Its lines were read one by one.'}`
    metadata.problems.push({
      severity: 'warning',
      rule: 'bad-front-matter',
      path,
      line: line(error.pos[0]),
      message,
    })
    if (!isText) readLines(node.value, firstLine, metadata)
    return !isText
  }
  if (!isMap(yaml.contents)) return node.value.trim() === ''
  for (const { key, value } of yaml.contents.items) {
    const name = isScalar(key) ? String(key.value) : String(key)
    const offset = isScalar(key) ? (key.range?.[0] ?? 0) : 0
    const plain: unknown = value === null ? null : (value as { toJSON(): unknown }).toJSON()
    for (const [label, values] of flatten(name, plain)) metadata.add(label, values, line(offset))
  }
  return true
}

/** Lines `key: value` of a block that is not YAML, such as `title: War: a history`; the others are kept too. */
function readLines(text: string, firstLine: number, metadata: MetadataBuilder): void {
  for (const [index, line] of text.split('\n').entries()) {
    const match = /^([\p{L}_][\p{L}\p{N} _-]*):\s+(.+)$/u.exec(line.trim())
    metadata.add(match?.[1] ?? 'unread', [match?.[2] ?? line], firstLine + index)
  }
}

/** Nested maps become dotted keys; lists of scalars become several values. */
export function* flatten(label: string, value: unknown): Generator<readonly [string, string[]]> {
  if (value === null || value === undefined) return
  if (Array.isArray(value)) {
    const scalars = value.filter(item => item !== null && typeof item !== 'object').map(String)
    if (scalars.length > 0) yield [label, scalars]
    for (const item of value) if (item !== null && typeof item === 'object') yield* flatten(label, item)
  } else if (typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) yield* flatten(`${label}.${key}`, item)
  } else {
    yield [label, [String(value)]]
  }
}
