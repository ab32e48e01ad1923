// What does a block of JSON say, and where does one at the head of a file end? Every number as it is written.
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Value } from '../record.ts'
import type { FrontMatter, ReadBlock } from './block.ts'

export function readJson(text: string): ReadBlock {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: true })
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length - 1
  const entries = (root?.children ?? []).flatMap(property => {
    const [key, value] = property.children ?? []
    if (typeof key?.value !== 'string' || value === undefined) return []
    return [{ key: key.value, value: jsonValue(value, text), line: lineAt(property.offset) }]
  })
  const faults = errors.slice(0, 1).map(({ error, offset }) => {
    const what = printParseErrorCode(error)
      .replace(/([a-z])([A-Z])/gu, '$1 $2')
      .toLowerCase()
    return { line: lineAt(offset), message: `it is not valid JSON (${what}); it was read as far as it goes` }
  })
  return { entries, faults }
}

/** A node as a tree of texts; null and what is no value become empty. */
export function jsonValue(node: Node, text: string): Value {
  switch (node.type) {
    case 'string':
      return (node.value as string).trim()
    case 'number':
    case 'boolean':
      return text.slice(node.offset, node.offset + node.length)
    case 'array':
      return (node.children ?? []).map(child => jsonValue(child, text))
    case 'object':
      return {
        pairs: (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
          typeof key?.value === 'string' && value !== undefined
            ? [[key.value, jsonValue(value, text)] as const]
            : [],
        ),
      }
    default:
      return ''
  }
}

/** A file that begins with an object, on lines of its own. */
export function findJson(block: string, start: number): FrontMatter | null {
  if (!/^\{\s*"/u.test(block)) return null
  const to = objectEnd(block)
  if (to === null || !/^[ \t]*(?:\r|\n|$)/u.test(block.slice(to, to + 200))) return null
  const root = parseTree(block.slice(0, to), [], { allowTrailingComma: true })
  if (root?.type !== 'object') return null
  return { form: 'json', start, end: start + to, from: start, to: start + to, isClosed: true }
}

function objectEnd(block: string): number | null {
  let depth = 0
  let isString = false
  for (let at = 0; at < block.length; at++) {
    const sign = block[at]
    if (sign === '"') isString = !isString
    else if (sign === '\n') isString = false
    else if (isString) at += sign === '\\' ? 1 : 0
    else if (sign === '{') depth++
    else if (sign === '}' && --depth === 0) return at + 1
  }
  return null
}
