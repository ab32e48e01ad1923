// What does a record say, whatever it was written in? YAML, TOML and JSON become one tree of texts as written, and this the facts.
import type { Author } from '../domain/author.ts'
import { fieldOf, metadataKey } from './metadata-keys.ts'
import type { Fact } from './rendition.ts'

export type Value = string | readonly Value[] | MapValue

/** In order, with repeats: a key that stands twice says two things. */
export interface MapValue {
  readonly pairs: readonly Pair[]
}

export type Pair = readonly [key: string, value: Value]

/** The facts that a key and its value state. Nested maps become dotted keys; lists become several values. */
export function factsOf(label: string, value: Value): Fact[] {
  const field = fieldOf(metadataKey(label))?.field
  if (field === 'authors') return authorFacts(label, value)
  if (field === undefined || !isMap(value)) return flatten(label, value)
  return fieldFacts(label, value)
}

export function isMap(value: Value): value is MapValue {
  return typeof value === 'object' && 'pairs' in value
}

/** The value of the last of a map's keys that is so named, as JSON takes it. */
function valueAt(map: MapValue, key: string): Value | undefined {
  return map.pairs.findLast(([name]) => name === key)?.[1]
}

function flatten(label: string, value: Value): Fact[] {
  if (typeof value === 'string') return value === '' ? [] : [[label, [value]]]
  if (isMap(value)) return value.pairs.flatMap(([key, inner]) => flatten(`${label}.${key}`, inner))
  const texts = value.filter(item => typeof item === 'string').filter(text => text !== '')
  const others = value.filter(item => typeof item !== 'string').flatMap(item => flatten(label, item))
  return texts.length === 0 ? others : [[label, texts], ...others]
}

/** Keys under which a map says what it is, in the order in which they are asked. */
const NAMES = [
  'name',
  'title',
  'main',
  'rendered',
  'value',
  '@value',
  'text',
  '#text',
  'literal',
  'raw',
  'iso',
  '$date',
]
const YEAR_MONTH_DAY = ['year', 'month', 'day']

/** `source: {id: 5, name: The Post}`, `title: {rendered: …}`, `issued: {date-parts: [[2020, 10, 26]]}`, `title: {en: …, fr: …}`. */
function fieldFacts(label: string, map: MapValue): Fact[] {
  const day = dayOf(map)
  if (day !== null) return [[label, [day]]]
  const named = NAMES.find(name => typeof valueAt(map, name) === 'string')
  const key = named ?? map.pairs.find(([name, value]) => isLanguage(name) && typeof value === 'string')?.[0]
  const chosen = key === undefined ? undefined : valueAt(map, key)
  const own: Fact[] = typeof chosen === 'string' && chosen !== '' ? [[label, [chosen]]] : []
  const others = map.pairs.filter(([name]) => name !== key)
  return [...own, ...others.flatMap(([name, value]) => flatten(`${label}.${name}`, value))]
}

function isLanguage(key: string): boolean {
  return /^[a-z]{2,3}(?:[_-][\da-z]{2,4})?$/iu.test(key)
}

function dayOf(map: MapValue): string | null {
  const parts = valueAt(map, 'date-parts')
  const first = Array.isArray(parts) ? parts[0] : undefined
  const numbers = Array.isArray(first) ? first : YEAR_MONTH_DAY.map(name => valueAt(map, name))
  const given = numbers.filter(part => typeof part === 'string' && /^\d{1,4}$/u.test(part)) as string[]
  if (given.length === 0 || typeof numbers[0] !== 'string' || given[0] !== numbers[0]) return null
  return given.map((part, at) => part.padStart(at === 0 ? 4 : 2, '0')).join('-')
}

/** A list's items are names as they are; a text is a byline, which may hold several. */
function authorFacts(label: string, value: Value): Fact[] {
  if (typeof value === 'string') return value === '' ? [] : [[label, [value]]]
  const items = isMap(value) ? [value] : value.flat(2)
  const authors: Author[] = []
  const others: Fact[] = []
  for (const item of items) {
    if (typeof item === 'string') {
      if (item !== '') authors.push({ name: item })
    } else if (isMap(item)) {
      const author = readAuthor(item)
      if (author !== null) authors.push(author)
      const rest = item.pairs.filter(([key]) => author === null || !isNamePart(key))
      others.push(...rest.flatMap(([key, inner]) => flatten(`${label}.${key}`, inner)))
    }
  }
  return authors.length === 0 ? others : [[label, authors], ...others]
}

const NAME_PARTS = {
  name: ['name', 'fullname', 'displayname', 'literal', 'title'],
  organization: ['organization', 'organisation', 'institution', 'corporate', 'collective'],
  family: ['family', 'familyname', 'lastname', 'last', 'surname'],
  given: ['given', 'givenname', 'givennames', 'firstname', 'first', 'forename'],
  suffix: ['suffix'],
  type: ['type', '@type', 'kind'],
  role: ['creatortype', 'role'],
} as const

function bareKey(key: string): string {
  return key.toLowerCase().replace(/[\s_-]+/gu, '')
}

function isNamePart(key: string): boolean {
  return Object.values(NAME_PARTS).some(names => (names as readonly string[]).includes(bareKey(key)))
}

/** `{name: …}`, `{family: …, given: …}`, `{organization: …}`; null where it names nobody or somebody who did not write. */
function readAuthor(map: MapValue): Author | null {
  const inner = map.pairs.find(([key, value]) => bareKey(key) === 'name' && isMap(value))?.[1]
  const pairs = inner !== undefined && isMap(inner) ? [...inner.pairs, ...map.pairs] : map.pairs
  const part = (names: readonly string[]): string | undefined => {
    for (const name of names) {
      const value = pairs.find(([key, text]) => bareKey(key) === name && typeof text === 'string')?.[1]
      if (typeof value === 'string' && value.trim() !== '') return value.trim()
    }
    return undefined
  }
  const role = part(NAME_PARTS.role)
  if (role !== undefined && !/^(?:co-?)?(?:author|writer|creator|reporter)s?$/iu.test(role)) return null
  const name = part(NAME_PARTS.name)
  const family = part(NAME_PARTS.family)
  const given = part(NAME_PARTS.given)
  const suffix = part(NAME_PARTS.suffix)
  const organization = part(NAME_PARTS.organization)
  const type = part(NAME_PARTS.type) ?? ''
  if (family !== undefined) {
    const parts = {
      family,
      ...(given === undefined ? {} : { given }),
      ...(suffix === undefined ? {} : { suffix }),
    }
    const whole = [given, family, suffix].filter(word => word !== undefined).join(' ')
    return { name: name ?? whole, ...parts, kind: 'person' }
  }
  if (name !== undefined) {
    if (/organi[sz]ation|institution|corporat|company|agency|group/iu.test(type))
      return { name, kind: 'organization' }
    return /^person$/iu.test(type) ? { name, kind: 'person' } : { name }
  }
  if (organization !== undefined) return { name: organization, kind: 'organization' }
  return given === undefined ? null : { name: given, kind: 'person' }
}
