// What does a block of TOML say? Every value as it is written; where the block is no TOML, its entries one by one.
import { parse } from 'smol-toml'
import type { Value } from '../record.ts'
import type { ReadBlock, ReadEntry } from './block.ts'
import { type Line, linesOf } from './lines.ts'
import { quoteBareValues } from './toml-values.ts'

export function readToml(text: string): ReadBlock {
  const lines = linesOf(text)
  const whole = attempt(text)
  if (whole !== null) return { entries: entriesOf(whole, lines, 0), faults: [] }
  const entries: ReadEntry[] = []
  const faults: { line: number; message: string }[] = []
  let table = ''
  for (const chunk of chunksOf(lines)) {
    const [first] = chunk
    if (first === undefined || /^\s*(?:#|$)/u.test(first.text)) continue
    const header = /^\s*(\[{1,2})([^[\]]+)\]{1,2}\s*(?:#.*)?$/u.exec(first.text)
    if (header !== null) table = `${header[0]}\n`
    else {
      const body = chunk.map(line => line.text).join('\n')
      const read = attempt(table + body) ?? attempt(body)
      if (read !== null) entries.push(...entriesOf(read, chunk, first.number))
      else {
        const [, key = 'unread', value = body] = /^\s*([\w.-]+)\s*=\s*(.*)$/su.exec(body) ?? []
        const bare = value.trim().replace(/^(["'])([\s\S]*)\1$/u, '$2')
        entries.push({ key, value: bare, line: first.number })
        faults.push({
          line: first.number,
          message: `“${first.text.trim()}” is not valid TOML; it was kept as written`,
        })
      }
    }
  }
  return { entries, faults }
}

/** An assignment or a table's head with the lines that go on from it. */
function chunksOf(lines: readonly Line[]): Line[][] {
  const chunks: Line[][] = []
  for (const line of lines) {
    const begins = /^\s*(?:[\w."'-]+\s*=|\[{1,2}[\w."' -]+\]{1,2}\s*(?:#.*)?$|#|$)/u.test(line.text)
    if (begins || chunks.length === 0) chunks.push([line])
    else chunks.at(-1)?.push(line)
  }
  return chunks
}

function attempt(text: string): Record<string, unknown> | null {
  try {
    return parse(quoteBareValues(text))
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

function entriesOf(record: Record<string, unknown>, lines: readonly Line[], fallback: number): ReadEntry[] {
  return Object.entries(record).map(([key, value]) => {
    const found = lines.find(({ text }) =>
      text
        .trimStart()
        .replace(/^\[{1,2}\s*/u, '')
        .replace(/^["']/u, '')
        .startsWith(key),
    )
    return { key, value: treeOf(value), line: found?.number ?? fallback }
  })
}

function treeOf(value: unknown): Value {
  if (Array.isArray(value)) return value.map(treeOf)
  if (typeof value === 'object' && value !== null)
    return { pairs: Object.entries(value).map(([key, inner]) => [key, treeOf(inner)] as const) }
  return String(value).trim()
}
