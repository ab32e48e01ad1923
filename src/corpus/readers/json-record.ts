// Which part of an exported object is the text, which its id, and what do the other keys say?
import type { Node } from 'jsonc-parser'
import { jsonValue } from '../front-matter/json.ts'
import { type Field, metadataKey } from '../metadata-keys.ts'
import { factsOf, isMap, type MapValue, type Pair, type Value } from '../record.ts'
import type { Fact } from '../rendition.ts'

export interface JsonFields {
  /** Keys under which the text may stand, the first found counting. Dots go into objects: `article.body`. */
  readonly text: readonly string[]
  /** Keys that may tell documents apart. Without one it is the line. */
  readonly id: readonly string[]
  readonly format: 'auto' | 'markdown' | 'text' | 'html'
  /** What other keys mean: the field's name and the key under which it stands. */
  readonly fields: Readonly<Partial<Record<Field, string | undefined>>>
}

export const DEFAULT_JSON_FIELDS: JsonFields = {
  text: [
    'text', 'body', 'content', 'articleBody', 'article', 'transcript', 'markdown', 'full_text', 'fullText', 'body_text', 'bodyText', 'main_text',
    'maintext', 'article_text', 'content_text', 'raw_text', 'plain_text', 'speech', 'message', 'selftext', 'html', 'body_html', 'bodyHtml',
    'content_html', 'contentHtml', 'raw_content', 'content.rendered', 'content.value', 'body.value',
  ],
  id: ['id', '_id', 'uuid', 'doc_id', 'docid', 'id_str', 'guid', 'slug', 'url', 'link'],
  format: 'auto',
  fields: {},
} // biome-ignore format: lists of words

export interface FoundText {
  /** Keys on the way to it. */
  readonly path: readonly string[]
  readonly node: Node
}

/** Objects in objects that are looked into for the text. */
const DEEPEST = 3

/** Keys of texts that are short where there is another: taken only where there is none. */
const SHORT_TEXTS = ['description', 'summary', 'abstract', 'excerpt']

/** The text of a record: under the first key that has one, at the top before inside; `{article: {body: …}}`, `{_source: {text: …}}`. */
export function findText(record: Node, fields: JsonFields): FoundText | null {
  return (
    findLongText(record, fields) ??
    (fields.text === DEFAULT_JSON_FIELDS.text ? findUnder(record, SHORT_TEXTS) : null)
  )
}

/** The same without descriptions and summaries: settings and lists of things have those too. */
export function findLongText(record: Node, { text: keys }: JsonFields): FoundText | null {
  return findUnder(record, keys)
}

function findUnder(record: Node, keys: readonly string[]): FoundText | null {
  let level: { path: readonly string[]; node: Node }[] = [{ path: [], node: record }]
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    for (const key of keys) {
      for (const { path, node } of level) {
        const found = nodeAt(node, key.split('.'))
        if (found?.type === 'string' && (found.value as string).trim() !== '')
          return { path: [...path, ...key.split('.')], node: found }
      }
    }
    level = level.flatMap(({ path, node }) =>
      (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
        value?.type === 'object' ? [{ path: [...path, String(key?.value)], node: value }] : [],
      ),
    )
  }
  return null
}

/** The last of a key's values, as JSON takes it. */
function nodeAt(record: Node, path: readonly string[]): Node | undefined {
  let node: Node | undefined = record
  for (const key of path) {
    if (node?.type !== 'object') return undefined
    node = node.children?.findLast(child => child.children?.[0]?.value === key)?.children?.[1]
  }
  return node
}

/** The id of a record and its facts; what stands beside the text inside an object counts as the record's own. */
export interface ReadRecord {
  readonly id: string | null
  readonly facts: readonly Fact[]
  /** Taken where nothing else gives a title. */
  readonly fallbacks: readonly Fact[]
  /** Keys with further long texts, which are neither read nor facets. */
  readonly unread: readonly string[]
}

/** The longest value of a facet, in UTF-16 code units. */
const LONGEST_VALUE = 1_000
/** Numbers of which a longer list is a vector. */
const LONGEST_NUMBERS = 16

export function readRecord(record: Node, line: string, text: FoundText, fields: JsonFields): ReadRecord {
  const all = unwrapped(jsonValue(record, line))
  if (!isMap(all)) return { id: null, facts: [], fallbacks: [], unread: [] }
  const envelope = text.path.slice(0, -1)
  const own = [
    ...pairsAt(all, envelope).filter(([key]) => key !== text.path.at(-1)),
    ...withoutPath(all, envelope, text.path).pairs,
  ]
  const idKey = fields.id.find(
    key => typeof at(own, key.split('.')) === 'string' && at(own, key.split('.')) !== '',
  )
  const id = idKey === undefined ? null : (at(own, idKey.split('.')) as string)
  const mapped = Object.entries(fields.fields).flatMap(([field, key]) => {
    const value = key === undefined ? undefined : at(own, key.split('.'))
    return value === undefined ? [] : factsOf(field, value)
  })
  const taken = new Set(Object.values(fields.fields))
  const unread: string[] = []
  const facts: Fact[] = [...mapped]
  for (const [key, value] of own) {
    if (taken.has(key) || (fields.id.includes(key) && !ADDRESSES.has(key))) continue
    for (const [label, values] of factsOf(key, value)) {
      if (values.some(item => typeof item === 'string' && item.length > LONGEST_VALUE)) unread.push(label)
      else if (!isVector(values)) facts.push([label, values])
    }
  }
  return { id, facts, fallbacks: titleFacts(own), unread }
}

/** Keys that give an id where there is no better one, and say more than that. */
const ADDRESSES = new Set(['url', 'link', 'guid'])

function titleFacts(pairs: readonly Pair[]): Fact[] {
  const name = ['name', 'subject', 'label']
    .map(key => at(pairs, [key]))
    .find(value => typeof value === 'string' && value !== '')
  return typeof name === 'string' && name.length <= LONGEST_VALUE ? [['title', [name]]] : []
}

function isVector(values: Fact[1]): boolean {
  return (
    values.length > LONGEST_NUMBERS &&
    values.every(item => typeof item === 'string' && /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/iu.test(item))
  )
}

function at(pairs: readonly Pair[], path: readonly string[]): Value | undefined {
  const [key = '', ...rest] = path
  const value = pairs.findLast(([name]) => name === key)?.[1]
  return rest.length === 0 || value === undefined ? value : isMap(value) ? at(value.pairs, rest) : undefined
}

function pairsAt(map: MapValue, path: readonly string[]): readonly Pair[] {
  const value = path.length === 0 ? undefined : at(map.pairs, path)
  return value !== undefined && isMap(value) ? value.pairs : []
}

/** A record without the object that holds the text, or without the text. */
function withoutPath(map: MapValue, envelope: readonly string[], text: readonly string[]): MapValue {
  const [key, ...rest] = envelope.length > 0 ? envelope : text
  return {
    pairs: map.pairs.flatMap(([name, value]) => {
      if (name !== key) return [[name, value] as const]
      return rest.length > 0 && isMap(value) ? [[name, withoutPath(value, rest, [])] as const] : []
    }),
  }
}

/** `{"$date": …}`, `{"$oid": …}`, `{"$numberLong": …}`: what they hold. */
function unwrapped(value: Value): Value {
  if (typeof value === 'string') return value
  if (!isMap(value)) return value.map(unwrapped)
  const [only] = value.pairs
  if (value.pairs.length === 1 && only !== undefined && only[0].startsWith('$')) return unwrapped(only[1])
  return { pairs: value.pairs.map(([key, inner]) => [key, unwrapped(inner)] as const) }
}

const BLOCK_TAG = /<(\/?)(p|div|article|section|ul|ol|table|blockquote|h[1-6]|html|body)\b/giu

/** Whether a text is HTML: its key says so, or it has the tags of blocks, opened and closed. */
export function isHtml(text: string, key: string): boolean {
  if (/html|rendered/u.test(metadataKey(key))) return /<[a-z!/]/iu.test(text)
  if (/<br[ \t]*\/?>/iu.test(text)) return true
  const opened = new Set<string>()
  for (const [, slash, name = ''] of text.matchAll(BLOCK_TAG)) {
    if (slash === '') opened.add(name.toLowerCase())
    else if (opened.has(name.toLowerCase())) return true
  }
  return false
}
