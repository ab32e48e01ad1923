// The engines that are compared: each builds from texts and answers ten hits. Lede's also count, with facets.
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { create, insert, search as searchOrama } from '@orama/orama'
import FlexSearch from 'flexsearch'
import lunr from 'lunr'
import MiniSearch from 'minisearch'
import { analyze } from '../../src/analysis/analyzer.ts'
import { buildBundle } from '../../src/build/build.ts'
import { JsonLines } from '../../src/bundle/json-lines.ts'
import { openBundle } from '../../src/bundle/open-bundle.ts'
import type { QueryNode } from '../../src/domain/query.ts'
import type { Engine, EngineRequest, IndexWriter, PassageSource } from '../../src/engine/engine.ts'
import { askHitsAndFigures, NO_FILTERS } from '../../src/engine/engine-requests.ts'
import { writeAll } from '../../src/engine/field-texts.ts'
import { openMiniSearch } from '../../src/engine/minisearch/open.ts'
import { MiniSearchWriter } from '../../src/engine/minisearch/write.ts'
import { PACKED_FILES } from '../../src/engine/packed/layout.ts'
import { openPacked } from '../../src/engine/packed/open.ts'
import { type PackedFile, PackedWriter } from '../../src/engine/packed/write.ts'
import type { VocabularyEntry } from '../../src/engine/vocabulary.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { prepareSearch, search } from '../../src/search/search.ts'
import { BenchCorpus, NAMED, readModel, writeCorpus } from '../corpus.ts'
import { asTyped, type BenchQuery } from './queries.ts'

export type Ask = (query: BenchQuery) => unknown

export interface Opened {
  /** The best ten. */
  readonly ask: Ask
  /** The best ten, the exact total, and facets of five types. */
  readonly count?: Ask
}

export interface System {
  readonly name: string
  /** Largest number of passages that it is asked to take. */
  readonly most?: number
  /** Indexes the passages and writes what `open` reads. */
  build(source: PassageSource, folder: string): Promise<void>
  files(folder: string): string[]
  open(folder: string, source: PassageSource): Promise<Opened>
}

/** What a user waits for: the text is read as it is typed, hits are ranked, and come with their snippets, notes and counts. */
const WHOLE_SEARCH: System = {
  name: 'Lede, packed, the whole search',
  most: 100_000,
  async build(source, folder) {
    const corpus = join(folder, 'corpus')
    await writeCorpus(corpus, new BenchCorpus(await readModel(), source.size))
    await buildBundle({ sources: [corpus], out: join(folder, 'index'), engine: 'packed', noCache: true })
  },
  files: folder => Object.values(PACKED_FILES).map(name => join(folder, 'index', name)),
  async open(folder) {
    const bundle = await openBundle(join(folder, 'index'))
    await prepareSearch(bundle)
    const asking = (facets: string) => (query: BenchQuery) =>
      search(bundle, parseSearchRequest({ q: asTyped(query), match: query.mode === 'all' ? 'all' : 'any', facets })) // biome-ignore format: one call
    return { ask: asking('none'), count: asking(NAMED.join(',')) }
  },
}

function treeOf({ mode, words }: BenchQuery): QueryNode {
  const tokens = analyze(words.join(' '))
  if (mode === 'phrase')
    return {
      type: 'phrase',
      tokens: tokens.map(({ surface }) => surface),
      terms: tokens.map(({ terms }) => terms).filter(({ length }) => length > 0),
    }
  const children = tokens.map(
    ({ raw, terms }): QueryNode => ({
      type: 'terms',
      word: raw,
      terms: terms.map(term => ({ term, weight: 1 })),
    }),
  )
  return { type: mode === 'all' ? 'and' : 'or', children }
}

function askEngine(engine: Engine): Opened {
  const request = (query: BenchQuery): EngineRequest =>
    askHitsAndFigures({ query: treeOf(query), filters: NO_FILTERS, sort: 'relevance', limit: 10 })
  return {
    ask: query => engine.search(request(query)),
    count: query => engine.search({ ...request(query), facets: NAMED, facetLimit: 20 }),
  }
}

async function writeIndex(source: PassageSource, writer: IndexWriter, folder: string): Promise<void> {
  writeAll(source, writer)
  for (const [name, chunks] of writer.finish()) await writeFile(join(folder, name), chunks)
  writer.close()
}

/** The bytes of a file in a buffer of their own, as a bundle reads them. */
function readWhole(path: string): Uint8Array {
  const bytes = new Uint8Array(statSync(path).size)
  const file = openSync(path, 'r')
  readSync(file, bytes)
  closeSync(file)
  return bytes
}

const PACKED: System = {
  name: 'Lede, packed',
  async build(source, folder) {
    await mkdir(join(folder, 'packed'), { recursive: true })
    await writeIndex(source, new PackedWriter({ scratch: folder }), folder)
  },
  files: folder => Object.values(PACKED_FILES).map(name => join(folder, name)),
  async open(folder) {
    const files = Object.values(PACKED_FILES).map(name => [name, readWhole(join(folder, name))] as const)
    return askEngine(openPacked(Object.fromEntries(files) as Record<PackedFile, Uint8Array>))
  },
}

const LEDE_MINISEARCH: System = {
  name: 'Lede, minisearch',
  most: 100_000,
  async build(source, folder) {
    await writeIndex(source, new MiniSearchWriter(), folder)
  },
  files: folder => ['minisearch.json', 'vocabulary.jsonl'].map(name => join(folder, name)),
  async open(folder, source) {
    const json = await readFile(join(folder, 'minisearch.json'), 'utf8')
    const lines = await readFile(join(folder, 'vocabulary.jsonl'))
    const vocabulary = new JsonLines<VocabularyEntry>(lines, 'vocabulary.jsonl').all()
    return askEngine(openMiniSearch(json, source, vocabulary))
  },
}

/** @param fields the text alone, or the title and the names too, at the weight that Lede gives them */
function minisearch(name: string, fields: readonly ('text' | 'title' | 'names')[]): System {
  const options = { fields: [...fields], searchOptions: { boost: { title: 0.25, names: 0.25 } } }
  return {
    name,
    most: 100_000,
    async build(source, folder) {
      const index = new MiniSearch(options)
      const read = {
        text: (id: number) => source.passage(id).text,
        title: (id: number) => source.documentOf(id).title,
        names: (id: number) => source.entityNames(id).join('. '),
      }
      for (let id = 0; id < source.size; id++)
        index.add({ id, ...Object.fromEntries(fields.map(field => [field, read[field](id)])) })
      await writeFile(join(folder, 'peer.json'), JSON.stringify(index))
    },
    files: folder => [join(folder, 'peer.json')],
    async open(folder) {
      const index = MiniSearch.loadJSON(await readFile(join(folder, 'peer.json'), 'utf8'), options)
      return {
        ask: ({ mode, words }) =>
          index.search(words.join(' '), { combineWith: mode === 'any' ? 'OR' : 'AND' }).slice(0, 10),
      }
    },
  }
}

const FTS5: System = {
  name: 'SQLite FTS5, porter',
  async build(source, folder) {
    const database = new DatabaseSync(join(folder, 'peer.sqlite'))
    database.exec(
      "CREATE VIRTUAL TABLE passages USING fts5(text, content='', tokenize='porter unicode61'); BEGIN",
    )
    const statement = database.prepare('INSERT INTO passages (rowid, text) VALUES (?, ?)')
    for (let id = 0; id < source.size; id++) statement.run(id + 1, source.passage(id).text)
    database.exec('COMMIT')
    database.close()
  },
  files: folder => [join(folder, 'peer.sqlite')],
  async open(folder) {
    const database = new DatabaseSync(join(folder, 'peer.sqlite'))
    const best = database.prepare('SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT 10')
    return {
      ask: ({ mode, words }) => {
        const quoted = words.map(word => `"${word}"`)
        return best.all(
          mode === 'phrase' ? `"${words.join(' ')}"` : quoted.join(mode === 'all' ? ' AND ' : ' OR '),
        )
      },
    }
  },
}

/** Systems that keep no index on disk that they could load: they are built where they are asked. */
const FLEXSEARCH: System = {
  name: 'FlexSearch',
  most: 100_000,
  build: async () => {},
  files: () => [],
  async open(_folder, source) {
    const index = new FlexSearch.Index({ tokenize: 'strict' })
    for (let id = 0; id < source.size; id++) index.add(id, source.passage(id).text)
    return { ask: ({ mode, words }) => index.search(words.join(' '), { limit: 10, suggest: mode === 'any' }) }
  },
}

const ORAMA: System = {
  name: 'Orama',
  most: 100_000,
  build: async () => {},
  files: () => [],
  async open(_folder, source) {
    const index = create({ schema: { text: 'string' } as const })
    for (let id = 0; id < source.size; id++) await insert(index, { text: source.passage(id).text })
    return {
      ask: ({ mode, words }) =>
        searchOrama(index, { term: words.join(' '), limit: 10, threshold: mode === 'any' ? 1 : 0 }),
    }
  },
}

const LUNR: System = {
  name: 'lunr',
  most: 100_000,
  build: async () => {},
  files: () => [],
  async open(_folder, source) {
    const index = lunr(builder => {
      builder.field('text')
      for (let id = 0; id < source.size; id++) builder.add({ id: String(id), text: source.passage(id).text })
    })
    return {
      ask: ({ mode, words }) =>
        index.search(words.map(word => (mode === 'any' ? word : `+${word}`)).join(' ')).slice(0, 10),
    }
  },
}

export const SYSTEMS: readonly System[] = [
  PACKED,
  WHOLE_SEARCH,
  LEDE_MINISEARCH,
  minisearch('MiniSearch, text', ['text']),
  minisearch('MiniSearch, text, title and names', ['text', 'title', 'names']),
  FTS5,
  FLEXSEARCH,
  ORAMA,
  LUNR,
]
