// How do other search libraries of JavaScript rank? As an expert would set them, and two as they come.
import { DatabaseSync } from 'node:sqlite'
import { create, insertMultiple, search as oramaSearch } from '@orama/orama'
import FlexSearch from 'flexsearch'
import lunr from 'lunr'
import MiniSearch from 'minisearch'
import { stopWordsOf } from '../../src/analysis/stop-words.ts'
import type { Collection } from '../../src/evaluation/collection.ts'
import type { Run } from '../../src/evaluation/trec-run.ts'
import { languageOf, stemmerOf, wordsOf } from './words.ts'

const DEPTH = 1000

type Ranking = readonly { readonly id: string; readonly score: number }[]

async function each(
  { queries }: Collection,
  rank: (text: string) => Ranking | Promise<Ranking>,
): Promise<Run> {
  const run = new Map<string, Ranking>()
  for (const { id, text } of queries) run.set(id, await rank(text))
  return run
}

/** As it comes, but for what an expert changes: stems, no stop words, BM25 alone, without a score times the number of words found. */
export function stemmedMiniSearch(collection: Collection): Promise<Run> {
  const language = languageOf(collection)
  const stem = stemmerOf(language)
  const stopWords = stopWordsOf(language)
  const index = new MiniSearch({
    fields: ['title', 'text'],
    tokenize: wordsOf,
    processTerm: word => (stopWords.has(word) ? null : stem(word)),
  })
  index.addAll(collection.documents)
  return each(collection, text =>
    index
      .search(text)
      .map(({ id, score, queryTerms }) => ({ id: String(id), score: score / queryTerms.length }))
      .sort((a, b) => b.score - a.score)
      .slice(0, DEPTH),
  )
}

export function miniSearch(collection: Collection): Promise<Run> {
  const index = new MiniSearch({ fields: ['title', 'text'] })
  index.addAll(collection.documents)
  return each(collection, text =>
    index
      .search(text)
      .slice(0, DEPTH)
      .map(({ id, score }) => ({ id: String(id), score })),
  )
}

export function flexSearch(collection: Collection): Promise<Run> {
  const index = new FlexSearch.Document({
    document: { id: 'id', index: ['title', 'text'] },
    tokenize: 'strict',
  })
  for (const document of collection.documents) index.add({ ...document })
  return each(collection, text => {
    const results = index.search(text, { limit: DEPTH, suggest: true, merge: true }) as unknown as {
      id: string
    }[]
    return results.map(({ id }, at) => ({ id: String(id), score: DEPTH - at }))
  })
}

export async function orama(collection: Collection): Promise<Run> {
  const index = create({ schema: { title: 'string', text: 'string' } })
  await insertMultiple(
    index,
    collection.documents.map(({ id, title, text }) => ({ id, title, text })),
  )
  return each(collection, async text => {
    const { hits } = await oramaSearch(index, { term: text, limit: DEPTH })
    return hits.map(({ id, score }) => ({ id, score }))
  })
}

/** Its hybrid mode: words and vectors, half and half as it comes. @param made of the documents, @param asked of the queries */
export async function oramaVectors(
  collection: Collection,
  made: readonly Float32Array[],
  asked: readonly Float32Array[],
): Promise<Run> {
  const size = made[0]?.length ?? 0
  const index = create({ schema: { title: 'string', text: 'string', embedding: `vector[${size}]` } as const })
  await insertMultiple(
    index,
    collection.documents.map(({ id, title, text }, at) => ({ id, title, text, embedding: [...(made[at] ?? [])] })), // biome-ignore format: one document
  )
  const run = new Map<string, Ranking>()
  for (const [at, { id, text }] of collection.queries.entries()) {
    const vector = { property: 'embedding', value: [...(asked[at] ?? [])] }
    // As it comes it leaves out what is less than .8 like the query, which is nearly all.
    const { hits } = await oramaSearch(index, { mode: 'hybrid', term: text, vector, similarity: 0, limit: DEPTH }) // biome-ignore format: one call
    run.set(
      id,
      hits.map(hit => ({ id: hit.id, score: hit.score })),
    )
  }
  return run
}

export function lunrSearch(collection: Collection): Promise<Run> {
  const index = lunr(function () {
    this.ref('id')
    this.field('title')
    this.field('text')
    for (const document of collection.documents) this.add(document)
  })
  return each(collection, text => {
    const results = index.query(query => {
      for (const word of wordsOf(text)) query.term(word, {})
    })
    return results.slice(0, DEPTH).map(({ ref, score }) => ({ id: ref, score }))
  })
}

/** Title and text in one column: a query of all its words, any of which may be there. */
export function fts5(collection: Collection): Promise<Run> {
  const { documents } = collection
  const database = new DatabaseSync(':memory:')
  const tokenize = languageOf(collection) === 'en' ? 'porter unicode61' : 'unicode61'
  database.exec(`CREATE VIRTUAL TABLE passages USING fts5(text, tokenize = '${tokenize}')`)
  const insert = database.prepare('INSERT INTO passages (rowid, text) VALUES (?, ?)')
  for (const [number, { title, text }] of documents.entries())
    insert.run(number + 1, wordsOf(`${title}\n${text}`).join(' '))
  const query = database.prepare(
    `SELECT rowid, rank FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ${DEPTH}`,
  )
  return each(collection, text => {
    const match = wordsOf(text)
      .map(word => `"${word}"`)
      .join(' OR ')
    if (match === '') return []
    const rows = query.all(match) as { rowid: number; rank: number }[]
    return rows.map(({ rowid, rank }) => ({ id: documents[rowid - 1]?.id ?? '', score: -rank }))
  })
}
