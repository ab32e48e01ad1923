// What does a block of YAML say? Every value as it is written; where the block is no YAML, its entries one by one.
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Pair as YamlPair,
} from 'yaml'
import type { MapValue, Pair, Value } from '../record.ts'
import type { ReadBlock, ReadEntry } from './block.ts'
import { type Entry, entriesOf, linesOf } from './lines.ts'

export function readYaml(text: string): ReadBlock {
  const whole = parse(text)
  if (whole !== null) return { entries: whole, faults: [] }
  const { entries, strays } = entriesOf(linesOf(text))
  const read: ReadEntry[] = []
  const faults = strays.map(({ text: line, number }) => ({
    line: number,
    message: `“${line.trim()}” belongs to no key; it was kept as meta.unread`,
  }))
  for (const entry of entries) {
    const line = entry.lines[0]?.number ?? 0
    const parsed = parseEntry(entry)
    if (parsed !== null) {
      for (const found of parsed) read.push({ ...found, line: line + found.line })
      continue
    }
    const value = asWritten(entry)
    read.push({ key: entry.key, value, line })
    faults.push({
      line,
      message: `the value of “${entry.key}” is not valid YAML; it was read as written: “${value}”`,
    })
  }
  for (const { text: line, number } of strays) read.push({ key: 'unread', value: line.trim(), line: number })
  return { entries: read.sort((a, b) => a.line - b.line), faults: faults.sort((a, b) => a.line - b.line) }
}

/** An entry alone: as it stands, with tabs as spaces, and with what goes on at the margin moved in. */
function parseEntry({ lines }: Entry): ReadEntry[] | null {
  const [first, ...rest] = lines.map(({ text }) => text)
  const untabbed = rest.map(text => text.replace(/^[ \t]+/u, indent => indent.replaceAll('\t', '  ')))
  for (const others of [rest, untabbed, untabbed.map(text => (text === '' ? '' : ` ${text}`))]) {
    const read = parse([first, ...others].join('\n'))
    if (read !== null) return read
  }
  return null
}

/** The value without YAML's reading: lines joined, the quotation marks around all of it taken off. */
function asWritten({ text, lines }: Entry): string {
  const whole = [text, ...lines.slice(1).map(line => line.text.trim())]
    .filter(part => part !== '')
    .join(' ')
    .trim()
  const quote = whole[0]
  return whole.length > 1 && (quote === '"' || quote === "'") && whole.endsWith(quote)
    ? whole.slice(1, -1)
    : whole
}

/** The most values that aliases may make of a block. */
const MOST_VALUES = 10_000

function parse(text: string): ReadEntry[] | null {
  const lineCounter = new LineCounter()
  const yaml = parseDocument(text, { lineCounter, schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' })
  if (yaml.errors.length > 0) return null
  if (yaml.contents === null) return []
  if (!isMap(yaml.contents)) return null
  const tree = new Tree(yaml, text)
  const entries: ReadEntry[] = []
  for (const item of yaml.contents.items) {
    const start = nodeStart(item)
    const line = lineCounter.linePos(start).line - 1
    for (const [key, value] of tree.pairsOf(item)) entries.push({ key, value, line })
  }
  return tree.isBroken ? null : entries
}

function nodeStart({ key, value }: YamlPair): number {
  const node = [key, value].find(part => isScalar(part) || isMap(part) || isSeq(part) || isAlias(part))
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range?.[0] ?? 0) : 0
}

/** A YAML document as a tree of texts: aliases stand for what they name, merged keys for themselves. */
class Tree {
  /** An alias names nothing, or aliases make more values than anybody wrote. */
  isBroken = false
  private count = 0
  private readonly within = new Set<unknown>()
  private readonly yaml: Document
  private readonly text: string

  constructor(yaml: Document, text: string) {
    this.yaml = yaml
    this.text = text
  }

  pairsOf({ key, value }: YamlPair): Pair[] {
    if (isScalar(key) && key.type === 'PLAIN' && key.source === '<<') return this.merged(value)
    return [[this.keyText(key), this.valueOf(value)]]
  }

  private merged(value: unknown): Pair[] {
    const node = isAlias(value) ? value.resolve(this.yaml) : value
    if (isSeq(node)) return node.items.flatMap(item => this.merged(item))
    if (!isMap(node)) return []
    const inner = this.valueOf(node)
    return typeof inner === 'object' && 'pairs' in inner ? [...inner.pairs] : []
  }

  private keyText(key: unknown): string {
    const value = this.valueOf(key)
    return typeof value === 'string' ? value : this.sourceOf(key)
  }

  private valueOf(node: unknown): Value {
    if (++this.count > MOST_VALUES) {
      this.isBroken = true
      return ''
    }
    if (isScalar(node)) return scalarText(node.source ?? String(node.value ?? ''), node.type)
    const target = isAlias(node) ? node.resolve(this.yaml) : node
    if (isAlias(node) && target === undefined) this.isBroken = true
    if (target === undefined || target === null || this.within.has(target)) return ''
    if (isScalar(target)) return this.valueOf(target)
    this.within.add(target)
    const value = isSeq(target)
      ? target.items.map(item => this.valueOf(item))
      : isMap(target)
        ? this.mapOf(target.items, target)
        : ''
    this.within.delete(target)
    return value
  }

  /** `{{ site.title }}` is a map of a map to YAML: nobody means that. */
  private mapOf(items: readonly YamlPair[], node: unknown): MapValue | string {
    if (items.some(({ key }) => isMap(key) || isSeq(key))) return this.sourceOf(node)
    const pairs = items.flatMap(item => this.pairsOf(item))
    const own = new Set(items.flatMap(({ key }) => (isScalar(key) ? [key.source] : [])))
    return { pairs: own.has('<<') ? withoutOverridden(pairs) : pairs }
  }

  private sourceOf(node: unknown): string {
    const range = isMap(node) || isSeq(node) ? node.range : null
    return range == null ? '' : this.text.slice(range[0], range[1]).trim()
  }
}

/** A key of its own stands before one that is merged in. */
function withoutOverridden(pairs: readonly Pair[]): Pair[] {
  const last = new Map(pairs.map(([key], at) => [key, at]))
  return pairs.filter(([key], at) => last.get(key) === at)
}

function scalarText(source: string, type: string | undefined): string {
  const isPlain = type === 'PLAIN' || type === undefined
  return isPlain && /^(?:~|null|Null|NULL)$/u.test(source) ? '' : source.trim()
}
