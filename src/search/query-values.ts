// Which values of a facet does a field of a query mean? As people write them: without regard to case and accents, an author by surname.
import { fold } from '../analysis/fold.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import { metadataKey } from '../corpus/metadata-keys.ts'
import { isEntityType } from '../domain/document.ts'
import { readLanguageTag } from '../domain/language-tags.ts'
import type { FacetName } from '../domain/query.ts'
import { editsAllowed, LevenshteinAutomaton } from '../engine/levenshtein.ts'
import type { AskedValues, FoundValues } from '../query/facet-fields.ts'
import { type Note, noteOf } from '../query/note-texts.ts'
import { type CorpusValue, type CorpusValues, corpusValuesOf, editsWithin, spaced } from './corpus-values.ts'
import { perBundle } from './per-bundle.ts'
import { canonicalValue, unknownValue } from './resolve-filters.ts'
import { hasRanges, readRange, typedRange } from './value-ranges.ts'

/** Edits by which a key of metadata may differ that is offered. */
const KEY_EDITS = 2

export function findValues(bundle: Bundle, asked: AskedValues, typedFacet: FacetName): FoundValues {
  const facet = knownFacet(bundle, typedFacet)
  if (facet === null) return { facet: typedFacet, values: [], note: unknownKey(bundle, typedFacet) }
  const known = corpusValuesOf(bundle)
  const among = (isMeant: (value: CorpusValue) => boolean): string[] =>
    [...known.of(facet).values()].filter(isMeant).map(({ id }) => id)
  switch (asked.type) {
    case 'range':
      return inRange(facet, known, asked.range)
    case 'pattern': {
      const values = among(({ words }) => [words.trim(), ...words.trim().split(' ')].some(asked.isMeant))
      return { facet, values, note: values.length > 0 ? null : unknownValue(bundle, facet, asked.typed) }
    }
    case 'like': {
      const wanted = spaced(asked.text).trim()
      const edits = asked.edits ?? editsAllowed(wanted)
      const automaton = new LevenshteinAutomaton(wanted, edits)
      const values = among(({ words }) => editsWithin(automaton, words) <= edits)
      return { facet, values, note: values.length > 0 ? null : unknownValue(bundle, facet, asked.text) }
    }
    case 'text': {
      const { text } = asked
      const range = hasRanges(facet) ? typedRange(text) : null
      if (range !== null) return inRange(facet, known, range)
      const values = byText(facet, known, text)
      return {
        facet,
        values,
        note: values.length > 0 ? signsNote(facet, values, text) : unknownValue(bundle, facet, text),
      }
    }
  }
}

/** Signs are a part of values of metadata: said where those that were found have others than were typed. */
function signsNote(facet: FacetName, values: readonly string[], typed: string): Note | null {
  const text = typed.trim()
  const isSign = /[^\p{L}\p{N}\p{M}\s]/u
  if (!facet.startsWith('meta.') || !isSign.test(text)) return null
  const asTyped = foldedLetters(text)
  if (values.some(value => foldedLetters(value).includes(asTyped))) return null
  return noteOf('signs-dropped', { text, read: spaced(text).trim() })
}

/** With its signs. */
function foldedLetters(text: string): string {
  return fold(text).replace(/\s+/gu, ' ')
}

/** The facet, its key as the corpus writes it; null where no document has the key. */
export function knownFacet({ records }: Bundle, facet: FacetName): FacetName | null {
  if (!facet.startsWith('meta.')) return facet
  const typed = facet.slice('meta.'.length)
  const key = [typed, typed.toLowerCase(), metadataKey(typed)].find(name => records.metadataKeys.has(name))
  return key === undefined ? null : `meta.${key}`
}

function unknownKey({ records }: Bundle, facet: FacetName): Note {
  const text = facet.slice('meta.'.length)
  const automaton = new LevenshteinAutomaton(text.toLowerCase(), Math.min(KEY_EDITS, text.length >> 1))
  const near = [...records.metadataKeys.keys()].filter(key => editsWithin(automaton, key) <= KEY_EDITS)
  return near.length === 0
    ? noteOf('no-such-key', { text })
    : noteOf('no-such-key-like', { text, like: near.slice(0, 3) })
}

function inRange(facet: FacetName, known: CorpusValues, typed: Parameters<typeof readRange>[0]): FoundValues {
  const { text } = typed
  if (known.has(facet, text))
    return { facet, values: [text], note: noteOf('value-not-range', { text, facet }) }
  const range = readRange(typed)
  if (range.type === 'fault')
    return { facet, values: [], note: noteOf('value-not-a-range', { text, fault: range.fault }) }
  const values = [...known.of(facet).keys()].filter(range.holds)
  const note = values.length > 0 ? null : noteOf('no-value-in-range', { facet, text })
  return { facet, values, note }
}

function byText(facet: FacetName, known: CorpusValues, text: string): readonly string[] {
  const values = [...known.of(facet).values()]
  const ids = (isMeant: (value: CorpusValue) => boolean): string[] =>
    values.filter(isMeant).map(({ id }) => id)
  const meant = canonicalValue(facet, text)
  if (isEntityType(facet) || facet === 'year' || facet === 'filetype') return ids(({ id }) => id === meant)
  if (facet === 'language') return readLanguageTag(text).languages.filter(tag => known.has(facet, tag))
  const wanted = spaced(text)
  const inOrder = facet === 'author' ? turned(text) : ''
  if (wanted.trim() === '') return ids(({ id }) => id === text.trim())
  if (facet === 'folder') {
    const path = foldedPath(meant)
    const whole = ids(({ id }) => foldedPath(id) === path)
    return whole.length > 0 ? whole : ids(({ id }) => foldedPath(id).endsWith(`/${path}`))
  }
  const isWanted = (words: string): boolean =>
    words.includes(wanted) || (inOrder !== '' && words.includes(inOrder))
  return ids(({ id, words }) => isWanted(words) || (facet === 'author' && isWanted(turned(id))))
}

/** Names of authors, in folded words and either order, with the documents that they wrote. */
const authorsOf = perBundle(bundle => {
  const authors = new Map<string, number>()
  for (const { id, words, documents } of corpusValuesOf(bundle).of('author').values())
    for (const name of new Set([words, turned(id)]))
      if (name !== '') authors.set(name, (authors.get(name) ?? 0) + documents)
  return authors
})

/** Words and nothing else, two or more, in quotation marks or not: what names a person in full. */
const FULL_NAME = /^\s*(["“„«]?)([\p{L}\p{M}.'’-]+(?:\s+[\p{L}\p{M}.'’-]+){1,5})["”“»]?\s*$/u

/** Says so where the whole query is the name of an author: names that stand in a text alone are found by its words. */
export function authorNote(bundle: Bundle, q: string): Note | null {
  const [, , name] = FULL_NAME.exec(q) ?? []
  const documents = name === undefined ? undefined : authorsOf(bundle).get(spaced(name))
  return name === undefined || documents === undefined
    ? null
    : noteOf('is-author', { text: name, n: documents })
}

/** `Ann Lee` for `Lee, Ann`, in folded words. */
function turned(author: string): string {
  const [surname = '', given, ...more] = author.split(',')
  return given === undefined || more.length > 0 ? '' : spaced(`${given} ${surname}`)
}

function foldedPath(path: string): string {
  return path
    .split('/')
    .map(name => spaced(name).trim() || name)
    .join('/')
}
