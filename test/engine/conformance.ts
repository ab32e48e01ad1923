// What every engine must answer: compared with a slow reading of the records, for generated corpora and queries.

import { describe, expect, it } from 'vitest'
import { type AnalyzedToken, analyze } from '../../src/analysis/analyzer.ts'
import { containsPhrase } from '../../src/analysis/phrase.ts'
import { Copies } from '../../src/copies/copies.ts'
import { dayRange } from '../../src/domain/dates.ts'
import { type DocumentRecord, ENTITY_TYPES, isEntityType, type Passage } from '../../src/domain/document.ts'
import type { Place } from '../../src/domain/near.ts'
import {
  ANY_WORD,
  anywhereInText,
  type FacetCondition,
  type FacetName,
  type Filters,
  type Interval,
  leavesOutBoilerplate,
  type NearNode,
  type PhraseNode,
  PLAIN_FACETS,
  type PlacedNode,
  type QueryNode,
  type SlotNode,
  WORDED_FIELDS,
  type WordedField,
  type WordedNode,
} from '../../src/domain/query.ts'
import { type Slot, slotsIn } from '../../src/domain/slots.ts'
import {
  type Engine,
  type EngineHit,
  type EngineRequest,
  type Grouping,
  groupNumber,
  NO_GROUPS,
  type PassageGroups,
  type PassageSource,
} from '../../src/engine/engine.ts'
import { NO_FILTERS } from '../../src/engine/engine-requests.ts'
import {
  chosenValues,
  documentValues,
  type FacetCount,
  isDirectlyIn,
  openFolders,
} from '../../src/engine/facets.ts'
import fc from '../support/properties.ts'

export type OpenEngine = (source: PassageSource, copies: PassageGroups) => Promise<Engine>

const WORDS = ['mine', 'mines', 'treaty', 'war', 'peace', 'the', 'of', 'Oslo', 'river', 'bridge']
const ENTITIES = ['place:oslo', 'place:rome', 'person:ann', 'work:treaty']

const text = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 12 })
  .map(words => words.join(' '))
const passageSpec = fc.record({
  text,
  headings: fc.array(text, { maxLength: 2 }),
  entities: fc.uniqueArray(fc.constantFrom(...ENTITIES), { maxLength: 3 }),
  kind: fc.constantFrom('paragraph', 'list', 'boilerplate') as fc.Arbitrary<Passage['kind']>,
  // Both are stemmed as English.
  language: fc.constantFrom('en', 'en', 'en-GB'),
})
const documentSpec = fc.record({
  title: text,
  date: fc.constantFrom(null, '2019-12', '2020', '2020-10', '2020-10-26', '2021-01-01'),
  region: fc.uniqueArray(fc.constantFrom('Asia', 'Europe'), { maxLength: 2 }),
  source: fc.constantFrom(null, 'The Gazette', 'L’Écho'),
  authors: fc.uniqueArray(fc.constantFrom('Ann Lee', 'Lee, Ann', 'Bo'), { maxLength: 2 }),
  folder: fc.constantFrom('', 'a', 'a/b', 'a/b.c (1)/d', 'e'),
  passages: fc.array(passageSpec, { minLength: 1, maxLength: 5 }),
})
const corpusSpec = fc.array(documentSpec, { minLength: 1, maxLength: 6 })

const phraseOf = (words: readonly string[]): PhraseNode => {
  const tokens = analyze(words.join(' '))
  return {
    type: 'phrase',
    tokens: tokens.map(token => token.surface),
    terms: tokens.map(token => token.terms).filter(terms => terms.length > 0),
  }
}
const anyWords = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 })
/** A word in all its forms, a quotation, a quotation with a gap. */
const worded: fc.Arbitrary<WordedNode> = fc.oneof(
  fc.constantFrom('mine', 'war', 'peace').map((word): WordedNode => ({ type: 'terms', word, terms: [{ term: analyze(word)[0]?.terms[0] ?? word, weight: 1 }] })),
  fc.constant<WordedNode>({ type: 'terms', word: 'r*', terms: [{ term: 'river', weight: 1 }, { term: 'treati', weight: 0.5 }] }),
  anyWords.map(phraseOf),
  fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...WORDS)).map(([first, last]): WordedNode => {
    const { tokens, terms } = phraseOf([first, last])
    return { type: 'phrase', tokens: [tokens[0] ?? '', ANY_WORD, tokens[1] ?? ''], terms }
  }),
) // biome-ignore format: a kind a line
/** A name of a type, or of a few, and where it was typed. */
const slot = fc
  .constantFrom<SlotNode>({ type: 'slot', entityType: 'place' }, { type: 'slot', entityType: 'person' }, { type: 'slot', entityType: 'place', ids: ['place:rome'] })
  .map((node): SlotNode => ({ ...node, typed: { start: 0, end: 1 } })) // biome-ignore format: short
const placed: fc.Arbitrary<PlacedNode> = fc.oneof({ weight: 3, arbitrary: worded }, slot)
const anyLink = fc.record({ distance: fc.nat(3), isOrdered: fc.boolean() })
const inAnyField = fc.constantFrom<{ field?: WordedField }>(
  {},
  {},
  { field: 'text' },
  { field: 'title' },
  { field: 'headings' },
)
const alternatives = fc.array(worded, { minLength: 1, maxLength: 2 })
const withNames = fc.array(placed, { minLength: 1, maxLength: 2 })
/** Words near each other: two in most cases, or several in a chain or a stretch. */
const anyNear: fc.Arbitrary<NearNode> = fc.oneof(
  fc.tuple(alternatives, alternatives, anyLink, inAnyField).map(([a, b, link, field]): NearNode => ({ type: 'near', operands: [a, b], within: { type: 'chain', links: [link] }, ...field })),
  fc.tuple(fc.array(fc.tuple(alternatives, anyLink), { minLength: 3, maxLength: 4 }), inAnyField).map(([parts, field]): NearNode => ({ type: 'near', operands: parts.map(([of]) => of), within: { type: 'chain', links: parts.slice(1).map(([, link]) => link) }, ...field })),
  fc.tuple(fc.array(fc.constantFrom(...WORDS), { minLength: 2, maxLength: 4 }), fc.nat(3), inAnyField).map(([words, others, field]): NearNode => ({ type: 'near', operands: words.map(word => [phraseOf([word])]), within: { type: 'stretch', others }, ...field })),
) // biome-ignore format: a kind a line

/** The same with names, which stand in the text only; or a name alone. */
const anyNamed: fc.Arbitrary<NearNode> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(withNames, slot, anyLink, fc.boolean()).map(([a, b, link, isFirst]): NearNode => ({ type: 'near', operands: isFirst ? [[b], a] : [a, [b]], within: { type: 'chain', links: [link] }, field: 'text' })) },
  { weight: 1, arbitrary: slot.map(anywhereInText) },
) // biome-ignore format: a kind a line

export const { node: anyQuery } = fc.letrec<{ node: QueryNode }>(tie => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...WORDS.filter(word => word !== 'the' && word !== 'of')).map((word): QueryNode => ({ type: 'terms', word, terms: [{ term: analyze(word)[0]?.terms[0] ?? word, weight: 1 }] })),
    fc.constantFrom('title', 'text', 'headings', 'entities').map((field): QueryNode => ({ type: 'terms', word: 'treaty', terms: [{ term: 'treati', weight: 1 }, { term: 'war', weight: 0.5 }], field: field as 'title' })),
    anyWords.map((words): QueryNode => phraseOf(words)),
    worded,
    anyNear,
    anyNamed,
    fc.constantFrom<QueryNode>({ type: 'facet', facet: 'place', values: ['place:oslo', 'place:nowhere'] }, { type: 'facet', facet: 'person', values: ['person:ann'] }, { type: 'facet', facet: 'place', values: null }),
    fc.constantFrom<QueryNode>({ type: 'facet', facet: 'author', values: ['Ann Lee', 'Lee, Ann'] }, { type: 'facet', facet: 'meta.region', values: null }, { type: 'facet', facet: 'language', values: ['en-GB'] }, { type: 'facet', facet: 'folder', values: ['a/b', 'none'] }, { type: 'facet', facet: 'source', values: null }, { type: 'facet', facet: 'kind', values: ['list'] }, { type: 'facet', facet: 'document', values: ['d0'] }, { type: 'facet', facet: 'year', values: [] }),
    fc.constant<QueryNode>({ type: 'date', fromDay: 18_262, toDay: 18_561 }),
    fc.constant<QueryNode>({ type: 'all' }),
    tie('node').map((child): QueryNode => ({ type: 'not', child })),
    fc.tuple(fc.constantFrom('and', 'or'), fc.array(tie('node'), { minLength: 1, maxLength: 3 })).map(([type, children]): QueryNode => ({ type: type as 'and', children })),
  ),
})) // biome-ignore format: one kind of node a line

/** Facets of every kind, with values that passages have, and some that none has. */
const VALUES: readonly (readonly [FacetName, readonly string[]])[] = [
  ['place', ['place:oslo', 'place:rome', 'place:nowhere']], ['person', ['person:ann']], ['document', ['d0', 'd1', 'none']], ['kind', ['list', 'paragraph', 'boilerplate']],
  ['source', ['The Gazette', 'L’Écho']], ['author', ['Ann Lee', 'Lee, Ann', 'Bo']], ['language', ['en', 'en-GB', 'de']], ['year', ['2019', '2020', '2021']],
  ['folder', ['a', 'a/b', 'a/b.c (1)', 'e']], ['filetype', ['md', 'pdf']], ['meta.region', ['Asia', 'Europe']], ['meta.none', ['x']],
] // biome-ignore format: a table

export const FACETS: readonly FacetName[] = [...ENTITY_TYPES, ...PLAIN_FACETS, 'meta.region', 'meta.none']

const condition: fc.Arbitrary<FacetCondition> = fc.constantFrom(...VALUES).chain(([facet, values]) =>
  fc.record({
    facet: fc.constant(facet),
    values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
  }),
)

/** Many requests leave a filter out: all of them together leave nothing to compare. */
const seldom = <T>(unset: T, set: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 10, arbitrary: fc.constant(unset) }, { weight: 1, arbitrary: set })
const conditions = (weight: number, maxLength: number): fc.Arbitrary<readonly FacetCondition[]> =>
  fc.oneof(
    { weight: 10, arbitrary: fc.constant([]) },
    { weight, arbitrary: fc.array(condition, { minLength: 1, maxLength }) },
  )

export const anyFilters: fc.Arbitrary<Filters> = fc.record({
  all: conditions(2, 2),
  any: conditions(20, 4),
  not: conditions(5, 2),
  fromDay: seldom<number | null>(null, fc.constant(18_300)),
  toDay: seldom<number | null>(null, fc.constant(18_600)),
  boilerplate: fc.boolean(),
})

export const anyGrouping = fc.constantFrom<Grouping | null>(null, 'document', 'copies')

const anyInterval = fc.constantFrom<Interval>('day', 'month', 'year')

/** Milliseconds for a property, on a busy machine. */
const PATIENCE = 300_000

/** What is generated for each property. */
interface Effort {
  readonly corpora: number
  /** Asked of each corpus. */
  readonly questions: number
}

export function describeEngine(
  name: string,
  open: OpenEngine,
  { corpora, questions }: Effort = { corpora: 50, questions: 5 },
): void {
  const all = corpora * questions
  const manyOf = <T>(question: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
    fc.array(question, { minLength: questions, maxLength: questions })
  describe(`the ${name} engine`, () => {
    it(
      'finds, filters and counts what a reading of the records does',
      async () => {
        let several = 0
        let led = 0
        let apart = 0
        await fc.assert(
          fc.asyncProperty(
            corpusSpec,
            manyOf(fc.tuple(anyQuery, anyFilters, anyInterval)),
            async (corpus, asked) => {
              const source = makeSource(corpus)
              const engine = await open(source, NO_GROUPS)
              for (const [query, filters, timeline] of asked) {
                const { hits, leads } = hitsOf(source, query)
                const expected = hits.filter(index => passes(source, index, filters))
                const marks = await engine.allowed(filters)
                expect(indexes(source).filter(index => marks?.[index] === 1)).toEqual(
                  indexes(source).filter(index => passes(source, index, filters)),
                )
                expect(marks).toHaveLength(source.size)
                const answer = await engine.search({
                  ...REQUEST,
                  query,
                  filters,
                  timeline,
                  facets: FACETS,
                })
                if (answer.documents > 1) several++
                expect(answer.hits.map(hit => hit.index).sort((a, b) => a - b)).toEqual(expected)
                expect(
                  answer.hits
                    .filter(hit => hit.isLead === true)
                    .map(hit => hit.index)
                    .sort((a, b) => a - b),
                ).toEqual(leads.filter(index => passes(source, index, filters)))
                if (leads.length > 0) led++
                expect(answer.total).toBe(expected.length)
                expect(answer.documents).toBe(
                  new Set(expected.map(index => source.documentOf(index).id)).size,
                )
                expect([...answer.facets.keys()]).toEqual(FACETS)
                for (const [facet, values] of answer.facets) {
                  expect(values, facet).toEqual(facetOf(source, hits, filters, facet))
                  if (values.some(value => value.chosen === true && value.count > 0) && values.length > 1)
                    apart++
                }
                expect(answer.timeline).toEqual(timelineOf(source, expected, timeline))
                expect(answer.undated).toBe(expected.filter(index => !dated(source, index)).length)
              }
              engine.close()
            },
          ),
          { numRuns: corpora },
        )
        expect(several, 'requests that find several documents').toBeGreaterThan(all / 20)
        expect(led, 'queries that only a title or heading matches').toBeGreaterThan(all / 20)
        expect(apart, 'facets with values beside the chosen ones').toBeGreaterThan(all / 50)
      },
      PATIENCE,
    )

    it(
      'gives every passage that the query holds for where that is asked for',
      async () => {
        await fc.assert(
          fc.asyncProperty(corpusSpec, manyOf(anyQuery), async (corpus, queries) => {
            const source = makeSource(corpus)
            const engine = await open(source, NO_GROUPS)
            for (const query of queries) {
              const { hits } = await engine.search({ ...REQUEST, query, everyMatch: true, filters: { ...NO_FILTERS, boilerplate: true } })
              expect(hits.map(hit => hit.index).sort((a, b) => a - b)).toEqual(indexes(source).filter(index => matches(source, index, query)))
            }
            engine.close()
          }),
          { numRuns: Math.ceil(corpora / 4) },
        )
      },
      PATIENCE,
    ) // biome-ignore format: one property

    it(
      'finds words near each other as trying every choice of places does',
      async () => {
        let found = 0
        await fc.assert(
          fc.asyncProperty(corpusSpec, manyOf(anyNear), async (corpus, queries) => {
            const source = makeSource(corpus)
            const engine = await open(source, NO_GROUPS)
            for (const query of queries) {
              const expected = indexes(source).filter(index => matches(source, index, query))
              const { hits } = await engine.search({
                ...REQUEST,
                query,
                everyMatch: true,
                filters: { ...NO_FILTERS, boilerplate: true },
              })
              if (expected.length > 0) found++
              expect(hits.map(hit => hit.index).sort((a, b) => a - b)).toEqual(expected)
            }
            engine.close()
          }),
          { numRuns: corpora },
        )
        expect(found, 'distances that find something').toBeGreaterThan(all / 12)
      },
      PATIENCE,
    )

    it(
      'says who stood in the slots of a query, and in how many hits',
      async () => {
        let filled = 0
        await fc.assert(
          fc.asyncProperty(
            corpusSpec,
            manyOf(fc.tuple(anyNamed, anyQuery, anyFilters, fc.constantFrom('and', 'or'))),
            async (corpus, asked) => {
              const source = makeSource(corpus)
              const engine = await open(source, NO_GROUPS)
              for (const [named, other, filters, type] of asked) {
                const query: QueryNode = { type: type as 'and', children: [named, other] }
                const slots = slotsIn(query)
                const { hits } = await engine.search({ ...REQUEST, query, filters })
                const answer = await engine.search({ ...REQUEST, query, filters, slots, limit: 1 })
                const passages = hits.map(({ index }) => index)
                expect(answer.slots).toEqual(slots.map(slot => slowFillers(source, passages, slot)))
                if (answer.slots?.some(({ length }) => length > 0)) filled++
              }
              engine.close()
            },
          ),
          { numRuns: corpora },
        )
        expect(filled, 'slots with names').toBeGreaterThan(all / 20)
      },
      PATIENCE,
    )

    it(
      'orders by score, then newest, then place in the corpus, or by date with the undated last; pages tile the whole',
      async () => {
        await fc.assert(
          fc.asyncProperty(
            corpusSpec,
            manyOf(fc.tuple(anyQuery, fc.constantFrom('relevance', 'newest', 'oldest'), anyGrouping)),
            async (corpus, asked) => {
              const source = makeSource(corpus)
              const copies = copiesIn(source)
              const engine = await open(source, copies)
              for (const [query, sort, groupBy] of asked) {
                const request = { ...REQUEST, query, sort: sort as 'newest', groupBy }
                const { hits, total, documents, groups } = await engine.search(request)
                expect(hits.length).toBe(groups)
                if (groupBy !== 'copies') expect(groups).toBe(groupBy === null ? total : documents)
                for (const [at, hit] of hits.slice(1).entries()) {
                  const before = hits[at]
                  if (before === undefined) throw new Error('no hit before')
                  expect(
                    inOrder(source, sort as 'newest', before, hit),
                    `${before.index}, ${hit.index}`,
                  ).toBe(true)
                }
                if (groupBy !== null) {
                  const passages = (await engine.search({ ...request, groupBy: null })).hits
                  const grouped = Map.groupBy(passages, ({ index }) =>
                    groupBy === 'document' ? source.documentOf(index).id : groupNumber(copies, index),
                  )
                  expect(hits.map(({ index, inGroup }) => ({ index, inGroup }))).toEqual(
                    Array.from(grouped.values(), of => ({ index: of[0]?.index, inGroup: of.length })),
                  )
                }
                const pages = await Promise.all(
                  [0, 2, 4, 6].map(offset => engine.search({ ...request, offset, limit: 2 })),
                )
                expect(pages.flatMap(page => page.hits)).toEqual(hits.slice(0, 8))
              }
              engine.close()
            },
          ),
          { numRuns: Math.ceil(corpora / 2) },
        )
      },
      PATIENCE,
    )

    it('scores by BM25 as written down: k 1.2, b 0.75, length in different terms, no bonus for the number of words', async () => {
      const source = makeSource([
        {
          title: 'x',
          date: null,
          region: [],
          passages: ['war war bridge', 'war river', 'bridge river peace mine'].map(words => ({
            text: words,
            headings: [],
            entities: [],
            kind: 'paragraph',
          })),
        },
      ])
      const engine = await open(source, NO_GROUPS)
      const term = (word: string): QueryNode => ({
        type: 'terms',
        word,
        terms: [{ term: word, weight: 1 }],
        field: 'text',
      })
      const bm25 = (tf: number, df: number, length: number): number =>
        Math.log(1 + (3 - df + 0.5) / (df + 0.5)) *
        ((tf * 2.2) / (tf + 1.2 * (0.25 + (0.75 * length) / (8 / 3))))
      const query: QueryNode = { type: 'or', children: [term('war'), term('bridg')] }
      const { hits } = await engine.search({ ...REQUEST, query, sort: 'relevance' })
      const scores = Object.fromEntries(hits.map(hit => [hit.index, hit.score]))
      expect(scores[0]).toBeCloseTo(bm25(2, 2, 2) + bm25(1, 2, 2), 4)
      expect(scores[1]).toBeCloseTo(bm25(1, 2, 2), 4)
      expect(scores[2]).toBeCloseTo(bm25(1, 2, 4), 4)
    })
  })
}

export const REQUEST: EngineRequest = {
  query: { type: 'all' },
  filters: NO_FILTERS,
  sort: 'relevance',
  offset: 0,
  limit: 1000,
  groupBy: null,
  facets: [],
  facetLimit: 1000,
  timeline: 'month',
}

interface PassageSpec {
  readonly text: string
  readonly headings: readonly string[]
  readonly entities: readonly string[]
  readonly kind: Passage['kind']
  readonly language?: string
}
export interface DocumentSpec {
  readonly title: string
  readonly date: string | null
  readonly region: readonly string[]
  readonly source?: string | null
  readonly authors?: readonly string[]
  readonly folder?: string
  readonly passages: readonly PassageSpec[]
}

export function makeSource(corpus: readonly DocumentSpec[]): PassageSource {
  const passages: { passage: Passage; document: DocumentRecord }[] = []
  for (const [number, spec] of corpus.entries()) {
    const id = `d${number}`
    const meta: DocumentRecord['meta'] = spec.region.length === 0 ? {} : { region: spec.region }
    const document: DocumentRecord = {
      id,
      path: [...(spec.folder ? [spec.folder] : []), `${id}.md`].join('/'),
      title: spec.title,
      date: spec.date,
      authors: spec.authors ?? [],
      source: spec.source ?? null,
      url: null,
      language: null,
      languages: ['en'],
      standfirst: null,
      meta,
      passages: spec.passages.length,
      words: 0,
    }
    for (const [at, { text: words, headings, entities, kind, language }] of spec.passages.entries()) {
      const starts = [...words.matchAll(/\S+/gu)].map(({ index }) => index)
      const mentions = entities.map((entity, number) => ({
        ...placeOf(words, starts, entity.length + 2 * number),
        text: 'x',
        entity,
        type: entity.split(':')[0] as 'place',
        rule: 'made',
      }))
      passages.push({
        document,
        passage: {
          id: `${id}~${at}`,
          document: id,
          ordinal: at + 1,
          kind,
          headings,
          text: words,
          source: { path: `${id}.md`, start: 0, end: 1, line: 1, endLine: 1 },
          mentions,
          ...(language === undefined ? {} : { language }),
        },
      })
    }
  }
  const at = (index: number) => {
    const found = passages[index]
    if (found === undefined) throw new RangeError(`no passage ${index}`)
    return found
  }
  return {
    size: passages.length,
    passage: index => at(index).passage,
    documentOf: index => at(index).document,
    languageOf: index => at(index).passage.language ?? 'en',
    documentLanguageOf: () => 'en',
    entityNames: index => at(index).passage.mentions.map(mention => mention.entity?.split(':')[1] ?? ''),
  }
}

/** One word, or two of the text. */
function placeOf(text: string, starts: readonly number[], number: number): { start: number; end: number } {
  const word = number % starts.length
  return { start: starts[word] ?? 0, end: (starts[word + 1 + (number % 2)] ?? text.length + 1) - 1 }
}
/** Passages that begin with the same two words stand for copies. */
export function copiesIn(source: PassageSource): Copies {
  const byBeginning = Map.groupBy(indexes(source), index => source.passage(index).text.split(' ').slice(0, 2).join(' '))
  const groups = [...byBeginning.values()].filter(({ length }) => length > 1)
  return new Copies(groups, source.size)
} // biome-ignore format: a line a thought

/** A corpus of hundreds of passages, so that lists have several blocks; the same for the same seed. */
export function largeCorpus(seed: number, documents: number): DocumentSpec[] {
  let state = seed
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const rare = Array.from({ length: 300 }, (_, number) => `word${number.toString(36)}`)
  const words = (most: number): string =>
    Array.from({ length: 1 + random(most) }, () =>
      random(3) > 0 ? (WORDS[random(WORDS.length)] ?? '') : (rare[random(random(300) + 1)] ?? ''),
    ).join(' ')
  return Array.from({ length: documents }, () => ({
    title: words(5),
    date: [null, '2019', '2020-10', '2020-10-26', '2021-01-01'][random(5)] ?? null,
    region: [[], ['Asia'], ['Europe'], ['Asia', 'Europe']][random(4)] ?? [],
    source: [null, 'The Gazette', 'L’Écho'][random(3)] ?? null,
    authors: [[], ['Ann Lee'], ['Lee, Ann', 'Bo']][random(3)] ?? [],
    folder: ['', 'a', 'a/b', 'a/b.c (1)/d', 'e'][random(5)] ?? '',
    passages: Array.from({ length: 1 + random(40) }, () => ({
      text: words(30),
      headings: [[], ['mine war'], ['the treaty', 'of Oslo']][random(3)] ?? [],
      entities: ENTITIES.filter(() => random(3) === 0),
      kind: (['paragraph', 'paragraph', 'list', 'boilerplate'] as const)[random(4)] ?? 'paragraph',
    })),
  }))
}

function indexes(source: PassageSource): number[] {
  return Array.from({ length: source.size }, (_, index) => index)
}

/**
 * The slow twin of what a hit is: a passage that the query holds for with something of the query in its own text or names, or by what
 * says nothing of texts; and for a document without such a passage the first one that the query holds for.
 */
function hitsOf(source: PassageSource, query: QueryNode): { hits: number[]; leads: number[] } {
  const held = indexes(source).filter(index => matches(source, index, query))
  const own = new Set(held.filter(index => standsIn(source, index, query) || holdsWithoutTexts(source, index, query)))
  const leads: number[] = []
  for (const of of Map.groupBy(held, index => source.documentOf(index).id).values()) {
    const texts = of.filter(index => source.passage(index).kind !== 'boilerplate')
    const speaking = texts.length > 0 ? texts : of
    const [first] = speaking
    if (first !== undefined && !speaking.some(index => own.has(index))) leads.push(first)
  }
  return { hits: [...own, ...leads].sort((a, b) => a - b), leads }
} // biome-ignore format: short lines say no more

/** Whether a word, phrase or name that may or must match stands in the passage's own text or names. */
function standsIn(source: PassageSource, index: number, query: QueryNode): boolean {
  switch (query.type) {
    case 'terms':
    case 'phrase':
    case 'near':
      return (['text', 'entities'] as const).some(
        field =>
          (query.field ?? field) === field &&
          (query.type === 'terms' || field === 'text') &&
          matches(source, index, { ...query, field } as QueryNode),
      )
    case 'facet':
      return isEntityType(query.facet) && matches(source, index, query)
    case 'and':
    case 'or':
      return query.children.some(child => standsIn(source, index, child))
    default:
      return false
  }
}

/** Whether dates, exclusions and what holds for everything are enough for the query to hold. */
function holdsWithoutTexts(source: PassageSource, index: number, query: QueryNode): boolean {
  switch (query.type) {
    case 'facet':
      return !isEntityType(query.facet) && matches(source, index, query)
    case 'date':
    case 'all':
    case 'not':
      return matches(source, index, query)
    case 'and':
      return query.children.every(child => holdsWithoutTexts(source, index, child))
    case 'or':
      return query.children.some(child => holdsWithoutTexts(source, index, child))
    default:
      return false
  }
}

/** The slow twin: what a node matches, read from the texts. */
function matches(source: PassageSource, index: number, query: QueryNode): boolean {
  const passage = source.passage(index)
  const { title } = source.documentOf(index)
  const fields = {
    text: [passage.text],
    title: [title],
    headings: passage.headings,
    entities: source.entityNames(index),
  }
  switch (query.type) {
    case 'all':
      return true
    case 'not':
      return !matches(source, index, query.child)
    case 'and':
      return query.children.every(child => matches(source, index, child))
    case 'or':
      return query.children.some(child => matches(source, index, child))
    case 'facet': {
      const own = valuesOf(source, index, query.facet)
      return query.values === null ? own.length > 0 : query.values.some(value => own.includes(value))
    }
    case 'date':
      return dated(source, index) && day(source, index) >= query.fromDay && day(source, index) <= query.toDay
    case 'phrase':
      return (
        query.field === undefined
          ? [...fields.text, ...fields.title, ...fields.headings]
          : fields[query.field]
      ).some(value => containsPhrase(value, query.tokens, source.languageOf(index)))
    case 'near':
      return (query.field === undefined ? WORDED_FIELDS : [query.field]).some(field =>
        fields[field].some(
          value =>
            choicesNear(
              analyze(value, [source.languageOf(index)]),
              query,
              field === 'text' ? passage.mentions : [],
            ).length > 0,
        ),
      )
    case 'terms': {
      const texts = query.field === undefined ? Object.values(fields).flat() : fields[query.field]
      return texts.some(value =>
        analyze(value, [source.languageOf(index)]).some(token =>
          query.terms.some(({ term }) => token.terms.includes(term)),
        ),
      )
    }
  }
}

interface SlowPlace extends Place {
  readonly entity?: string
}

/** The same as `placesNear`, by trying every choice of places. */
function choicesNear(
  tokens: readonly AnalyzedToken[],
  { operands, within }: NearNode,
  mentions: Passage['mentions'],
): SlowPlace[][] {
  const places = operands.map(nodes => nodes.flatMap(node => slowPlaces(tokens, node, mentions)))
  const choices = places.reduce<SlowPlace[][]>(
    (all, own) => all.flatMap(before => own.map(place => [...before, place])),
    [[]],
  )
  return choices.filter(chosen =>
    within.type === 'chain'
      ? within.links.every(({ distance, isOrdered }, at) => {
          const [a, b] = [chosen[at], chosen[at + 1]]
          if (a === undefined || b === undefined) return false
          const after = b.first - a.last - 1
          const before = a.first - b.last - 1
          return (after >= 0 && after <= distance) || (!isOrdered && before >= 0 && before <= distance)
        })
      : new Set(chosen.map(({ first }) => first)).size === chosen.length &&
        Math.max(...chosen.map(({ last }) => last)) - Math.min(...chosen.map(({ first }) => first)) + 1 <=
          chosen.length + within.others,
  )
}

function slowPlaces(
  tokens: readonly AnalyzedToken[],
  node: PlacedNode,
  mentions: Passage['mentions'],
): SlowPlace[] {
  if (node.type === 'slot')
    return mentions.flatMap(({ start, end, entity, type }) => {
      if (entity === null || type !== node.entityType || node.ids?.includes(entity) === false) return []
      const words = [...tokens.keys()].filter(at => {
        const token = tokens[at]
        return token !== undefined && token.start < end && start < token.end
      })
      const [first] = words
      return first === undefined ? [] : [{ first, last: first + words.length - 1, entity }]
    })
  return tokens.flatMap(({ terms }, first) => {
    if (node.type === 'terms')
      return node.terms.some(({ term }) => terms.includes(term)) ? [{ first, last: first }] : []
    const there = tokens.slice(first, first + node.tokens.length)
    const isThere = node.tokens.every((word, at) => there[at] && [there[at].surface, ANY_WORD].includes(word))
    return isThere ? [{ first, last: first + node.tokens.length - 1 }] : []
  })
}

/** Who fills a slot of a distance, and in how many of the passages. */
function slowFillers(source: PassageSource, of: readonly number[], slot: Slot): FacetCount[] {
  const counts = new Map<string, number>()
  for (const index of of) {
    const { text, mentions } = source.passage(index)
    const tokens = analyze(text, [source.languageOf(index)])
    const ids = slot.places.flatMap(({ near, operand }) =>
      choicesNear(tokens, near, mentions).map(chosen => chosen[operand]?.entity ?? ''),
    )
    for (const id of new Set(ids))
      if (id.startsWith(slot.entityType)) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return Array.from(counts, ([id, count]) => ({ id, count })).sort(
    (a, b) => b.count - a.count || (a.id < b.id ? -1 : 1),
  )
}

function passes(source: PassageSource, index: number, filters: Filters): boolean {
  const meets = ({ facet, values }: FacetCondition): boolean =>
    valuesOf(source, index, facet).some(value => values.includes(value))
  const at = day(source, index)
  const inTime =
    filters.fromDay === null && filters.toDay === null
      ? true
      : dated(source, index) && at >= (filters.fromDay ?? at) && at <= (filters.toDay ?? at)
  return (
    inTime &&
    (!leavesOutBoilerplate(filters) || source.passage(index).kind !== 'boilerplate') &&
    filters.all.every(meets) &&
    !filters.not.some(meets) &&
    filters.any.every(({ facet }) => filters.any.some(other => other.facet === facet && meets(other)))
  )
}

function valuesOf(source: PassageSource, index: number, facet: FacetName): readonly string[] {
  const passage = source.passage(index)
  if (facet === 'kind') return [passage.kind]
  if (facet === 'language') return [source.languageOf(index)]
  const named = passage.mentions.flatMap(mention => (mention.type === facet ? (mention.entity ?? []) : []))
  return [...documentValues(source.documentOf(index), facet), ...named]
}

/**
 * The slow twin of a facet: each value with the total of the search in which it alone is allowed. The chosen ones first, then the most
 * frequent, ties by id.
 */
function facetOf(
  source: PassageSource,
  found: readonly number[],
  filters: Filters,
  facet: FacetName,
): { id: string; count: number; chosen?: true }[] {
  const chosen = chosenValues(filters, facet)
  const parents = openFolders(filters, facet)
  const ids = new Set(indexes(source).flatMap(index => valuesOf(source, index, facet)))
  // What is left out of every search of texts is no value either.
  if (facet === 'kind' && leavesOutBoilerplate(filters)) ids.delete('boilerplate')
  const counted = (id: string): { id: string; count: number } => {
    const alone = [...filters.any.filter(other => other.facet !== facet), { facet, values: [id] }]
    return { id, count: found.filter(index => passes(source, index, { ...filters, any: alone })).length }
  }
  const order = (a: { id: string; count: number }, b: { id: string; count: number }): number =>
    b.count - a.count || (a.id < b.id ? -1 : 1)
  return [
    ...chosen.map(id => ({ ...counted(id), chosen: true as const })).sort(order),
    ...[...ids]
      .filter(id => !chosen.includes(id) && (parents === null || isDirectlyIn(id, parents)))
      .map(counted)
      .filter(({ count }) => count > 0)
      .sort(order),
  ]
}

/** The slow twin of the timeline: a date of less precision counts in the first period that it covers. */
function timelineOf(
  source: PassageSource,
  matching: readonly number[],
  interval: Interval,
): { start: string; count: number }[] {
  const starts = matching.flatMap(index => {
    const { date } = source.documentOf(index)
    if (date === null) return []
    const [year = '', month = '01', dayOfMonth = '01'] = date.split('-')
    return [{ year, month: `${year}-${month}`, day: `${year}-${month}-${dayOfMonth}` }[interval]]
  })
  return Array.from(
    Map.groupBy(starts.sort(), start => start),
    ([start, { length }]) => ({ start, count: length }),
  )
}

/** Whether one hit may stand before another. */
function inOrder(
  source: PassageSource,
  sort: EngineRequest['sort'],
  before: EngineHit,
  after: EngineHit,
): boolean {
  const [first, second] = [before, after].map(({ index }) =>
    dated(source, index) ? day(source, index) : null,
  )
  const isFirstInCorpus = before.index < after.index
  if (sort === 'relevance' && before.score !== after.score) return before.score > after.score
  if (first === second) return isFirstInCorpus
  if (second === null || second === undefined) return true
  if (first === null || first === undefined) return false
  return sort === 'oldest' ? first < second : first > second
}

function dated(source: PassageSource, index: number): boolean {
  return source.documentOf(index).date !== null
}

function day(source: PassageSource, index: number): number {
  return dayRange(source.documentOf(index).date ?? '')?.first ?? -1e9
}
