// How well does Lede rank, beside others on the same collections? One Markdown table, nDCG@10.
//   npm run bench:relevance -- DIR [DIR…]            folders with docs.jsonl, queries.jsonl, qrels.tsv
//   npm run bench:relevance -- --steps DIR [DIR…]    Lede's own parts instead of peers: what each is worth
//   npm run bench:relevance -- --short DIR [DIR…]    each query cut to its two or three rarest words, as people type them
// Peers as they come: MiniSearch (and with prefixes and misspellings), FlexSearch, Orama, lunr, SQLite FTS5 (porter); Tantivy
// where Python has it; Lucene where Java and Maven are at hand. A peer that is absent is said to be.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { create, insertMultiple, search as oramaSearch } from '@orama/orama'
import FlexSearch from 'flexsearch'
import lunr from 'lunr'
import MiniSearch from 'minisearch'
import { type Collection, readCollection } from '../src/evaluation/collection.ts'
import { evaluateRun, runCollection } from '../src/evaluation/relevance.ts'
import type { Run } from '../src/evaluation/trec-run.ts'
import { NO_WEIGHTS, WEIGHTS } from '../src/search/ranking/parameters.ts'

/** Ranks a collection, or null where the system is not installed. */
type System = (collection: Collection) => Promise<Run | null>

const DEPTH = 1000
const LUCENE = '9.12.1'
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

type Ranking = readonly { readonly id: string; readonly score: number }[]

async function each(
  collection: Collection,
  rank: (text: string) => Ranking | Promise<Ranking>,
): Promise<Run> {
  const run = new Map<string, Ranking>()
  for (const { id, text } of collection.queries) run.set(id, await rank(text))
  return run as Run
}

function miniSearch(options: object): System {
  return collection => {
    const index = new MiniSearch({ fields: ['title', 'text'] })
    index.addAll(collection.documents)
    return each(collection, text =>
      index
        .search(text, options)
        .slice(0, DEPTH)
        .map(({ id, score }) => ({ id: String(id), score })),
    )
  }
}

const flexSearch: System = collection => {
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

const orama: System = async collection => {
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

const lunrSystem: System = collection => {
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

const fts5: System = collection => {
  const database = new DatabaseSync(':memory:')
  database.exec("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize = 'porter unicode61')")
  const insert = database.prepare('INSERT INTO passages (rowid, text) VALUES (?, ?)')
  for (const [number, { title, text }] of collection.documents.entries())
    insert.run(number + 1, `${title}\n${text}`)
  const query = database.prepare(
    `SELECT rowid, rank FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ${DEPTH}`,
  )
  return each(collection, text => {
    const match = wordsOf(text)
      .map(word => `"${word}"`)
      .join(' OR ')
    const rows = query.all(match) as { rowid: number; rank: number }[]
    return rows.map(({ rowid, rank }) => ({ id: collection.documents[rowid - 1]?.id ?? '', score: -rank }))
  })
}

/** A program that reads a folder of tab-separated texts and writes `query document score`. */
function program(command: (folder: string) => Promise<readonly [string, ...string[]] | null>): System {
  return async collection => {
    const folder = await mkdtemp(join(tmpdir(), 'lede-peer-'))
    try {
      const line = (number: number, text: string): string => `${number}\t${text.replace(/\s+/gu, ' ')}\n`
      await writeFile(join(folder, 'docs.tsv'), collection.documents.map(({ title, text }, at) => line(at, `${title} ${text}`)).join('')) // biome-ignore format: one file
      await writeFile(join(folder, 'queries.tsv'), collection.queries.map(({ text }, at) => line(at, text)).join('')) // biome-ignore format: one file
      const found = await command(folder)
      if (found === null) return null
      const [name, ...given] = found
      const { status, stdout, stderr } = spawnSync(name, given, { encoding: 'utf8', maxBuffer: 1 << 29 })
      if (status !== 0) throw new Error(`${name} failed: ${stderr}`)
      const run = new Map<string, { id: string; score: number }[]>(
        collection.queries.map(({ id }) => [id, []]),
      )
      for (const row of stdout.split('\n')) {
        const [query = '', document = '', score = ''] = row.split(' ')
        const id = collection.documents[Number(document)]?.id
        if (score !== '' && id !== undefined)
          run.get(collection.queries[Number(query)]?.id ?? '')?.push({ id, score: Number(score) })
      }
      return run
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}

const tantivy = program(async folder => {
  const isInstalled = spawnSync('python3', ['-c', 'import tantivy']).status === 0
  return isInstalled ? ['python3', here('peers/tantivy_run.py'), folder] : null
})

const lucene = program(async folder => {
  const jars = join(tmpdir(), `lede-lucene-${LUCENE}`)
  if (!existsSync(jars)) {
    await mkdir(jars)
    for (const artifact of ['lucene-core', 'lucene-analysis-common']) {
      const { status } = spawnSync('mvn', ['-q', '-B', 'dependency:copy', `-Dartifact=org.apache.lucene:${artifact}:${LUCENE}`, `-DoutputDirectory=${jars}`]) // biome-ignore format: one command
      if (status === 0) continue
      await rm(jars, { recursive: true })
      return null
    }
  }
  return ['java', '-cp', `${jars}/*`, here('peers/Lucene.java'), folder]
})

const PARTS = Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[]

/** Lede with its parts one after another, and without each. */
const STEPS: Readonly<Record<string, System>> = {
  Lede: collection => runCollection(collection),
  'the engine alone': collection => runCollection(collection, NO_WEIGHTS),
  ...Object.fromEntries(
    PARTS.map(part => [
      `engine and ${part}`,
      (collection: Collection) => runCollection(collection, { ...NO_WEIGHTS, [part]: WEIGHTS[part] }),
    ]),
  ),
  ...Object.fromEntries(
    PARTS.map(part => [
      `without ${part}`,
      (collection: Collection) => runCollection(collection, { ...WEIGHTS, [part]: 0 }),
    ]),
  ),
}

const SYSTEMS: Readonly<Record<string, System>> = {
  Lede: collection => runCollection(collection),
  'Lucene, EnglishAnalyzer, BM25': lucene,
  'Tantivy, en_stem': tantivy,
  'SQLite FTS5, porter': fts5,
  lunr: lunrSystem,
  'MiniSearch as it comes': miniSearch({}),
  'MiniSearch, prefix and fuzzy': miniSearch({ prefix: true, fuzzy: 0.2 }),
  FlexSearch: flexSearch,
  Orama: orama,
}

/** Of each query the two, of every other query the three words that fewest documents contain. */
function shortened({ documents, queries }: Collection): Collection {
  const found = new Map<string, number>()
  for (const { title, text } of documents)
    for (const word of new Set(wordsOf(`${title} ${text}`))) found.set(word, (found.get(word) ?? 0) + 1)
  const rarest = (text: string, count: number): string => {
    const words = [...new Set(wordsOf(text))].filter(word => word.length > 2 && found.has(word))
    const kept = new Set(words.toSorted((a, b) => (found.get(a) ?? 0) - (found.get(b) ?? 0)).slice(0, count))
    return words.filter(word => kept.has(word)).join(' ')
  }
  return {
    documents,
    queries: queries.map((query, at) => ({ ...query, text: rarest(query.text, 2 + (at % 2)) || query.text })),
  }
}

async function main(): Promise<void> {
  const { positionals: folders, values } = parseArgs({
    allowPositionals: true,
    options: { steps: { type: 'boolean' }, short: { type: 'boolean' } },
  })
  const systems = values.steps === true ? STEPS : SYSTEMS
  if (folders.length === 0) throw new Error('Name one or more folders of collections.')
  const collections: [string, Collection][] = []
  for (const folder of folders) {
    const collection = await readCollection(folder)
    collections.push([basename(folder), values.short === true ? shortened(collection) : collection])
  }
  const runs = new Map<string, (Run | null)[]>()
  for (const [name, system] of Object.entries(systems)) {
    const found: (Run | null)[] = []
    for (const [, collection] of collections) found.push(await system(collection))
    runs.set(name, found)
  }
  const even = ({ queries, documents }: Collection): Collection => ({
    documents,
    queries: queries.filter((_, at) => at % 2 === 1),
  })
  console.log(
    `| system | ${collections.map(([name]) => name).join(' | ')} | mean | even queries | recall@100 | MAP |`,
  )
  console.log(`|---|${'---|'.repeat(collections.length + 4)}`)
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  const four = (value: number): string => value.toFixed(4).replace(/^0/u, '')
  const own = runs.get('Lede') ?? []
  for (const [name, found] of runs) {
    if (found.includes(null)) {
      console.log(`| ${name} | not installed |${' |'.repeat(collections.length + 3)}`)
      continue
    }
    const reports = found.map((run, at) =>
      evaluateRun(collections[at]?.[1] as Collection, run as Run, name === 'Lede' ? null : (own[at] ?? null)),
    )
    const evens = found.map((run, at) =>
      evaluateRun(even(collections[at]?.[1] as Collection), run as Run, null),
    )
    const cells = reports.map(({ metrics, against }) => {
      const p = against?.['ndcg@10'].p
      return `${four(metrics['ndcg@10'].mean)}${p !== undefined && p < 0.05 ? '*' : ''}`
    })
    const over = (metric: 'ndcg@10' | 'recall@100' | 'map', of = reports): string =>
      four(mean(of.map(({ metrics }) => metrics[metric].mean)))
    console.log(
      `| ${name} | ${cells.join(' | ')} | ${over('ndcg@10')} | ${over('ndcg@10', evens)} | ${over('recall@100')} | ${over('map')} |`,
    )
  }
  console.log(
    '\nnDCG@10; the last four columns are means over the collections. * differs from Lede, p < .05, paired randomisation test.',
  )
}

await main()
