// Does Lede find copies, and nothing else? Plants copies of passages with more and more of their words changed, and counts which are found.
//   npm run bench:copies [-- FOLDER of documents, or set of documents.jsonl.gz …]
// By default: the news articles of LEDE_SHARED, and the sample corpus.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { randomNumbers } from '../scripts/random-numbers.ts'
import { buildBundle } from '../src/build/build.ts'
import { openBundle } from '../src/bundle/open-bundle.ts'
import { CopyFinder } from '../src/copies/copy-finder.ts'
import { comparedWords } from '../src/copies/words.ts'
import { beginTable } from './figures/table.ts'

const SHARES = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3]
/** Passages of fewer words are not copied: a change of one of their words is a change of many. */
const LEAST_WORDS = 20
const COPIED = 1_000

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SHARED = process.env['LEDE_SHARED'] ?? join(ROOT, '../shared')
const SOURCES = [join(SHARED, 'data/entities/worldwide-dev.jsonl.gz'), join(ROOT, 'corpus')]

const folder = await mkdtemp(join(tmpdir(), 'lede-copies-'))
try {
  for (const source of process.argv.length > 2 ? process.argv.slice(2) : SOURCES) await measure(source)
} finally {
  await rm(folder, { recursive: true })
}

async function measure(source: string): Promise<void> {
  const out = join(folder, 'index')
  const corpus = source.endsWith('.jsonl.gz') ? await unpacked(source) : source
  const { spent: building } = await spentOn(() =>
    buildBundle({ sources: [corpus], out, engine: 'packed', noCache: true }),
  )
  const { records, engine } = await openBundle(out)
  const passages = Array.from({ length: records.size }, (_, index) => records.passage(index))
  const texts = passages.filter(({ kind }) => kind !== 'boilerplate').map(({ text }) => text)
  engine.close()
  const { made: natural, spent: finding } = await spentOn(async () => pairsIn(texts))
  const long = texts.filter(text => comparedWords(text).length >= LEAST_WORDS)
  console.log(
    `\n${source}: ${texts.length} passages, ${natural.length} of them copies of others. Finding these took ${finding.toFixed(1)} s of CPU, the whole build ${building.toFixed(1)} s. Planted:\n`,
  )
  const table = beginTable(`copies, ${basename(source).replace(/\..*/u, '')}`, [
    'words changed',
    'copies planted',
    'found',
    'recall',
    'joined to another passage',
  ])
  for (const share of SHARES) {
    const random = randomNumbers(7)
    const words = texts.flatMap(text => comparedWords(text).map(({ form }) => form))
    const step = Math.max(1, Math.floor(long.length / COPIED))
    const originals = long.filter((_, at) => at % step === 0)
    const planted = originals.map(text => changed(text, share, random, words))
    const number = new Map(texts.map((text, at) => [text, at]))
    const pairs = new Map(pairsIn([...texts, ...planted]).map(([first, other]) => [other, first]))
    const group = (passage: number): number => pairs.get(passage) ?? passage
    let found = 0
    let wrong = 0
    for (const [at, text] of originals.entries()) {
      const first = pairs.get(texts.length + at)
      if (first === undefined) continue
      if (first === group(number.get(text) ?? -1)) found++
      else wrong++
    }
    table.row([`${Math.round(100 * share)} %`, `${planted.length}`, `${found}`, (found / planted.length).toFixed(3), `${wrong}`]) // biome-ignore format: a row
  }
  table.end()
  for (const [first, other] of natural.slice(0, 20))
    console.log(`\n${texts[first]?.slice(0, 160)}\n= ${texts[other]?.slice(0, 160)}`)
}

/** A folder with a file for each document of a set; each line of one is a paragraph. */
async function unpacked(path: string): Promise<string> {
  const corpus = join(folder, 'corpus')
  await rm(corpus, { recursive: true, force: true })
  await mkdir(corpus)
  const lines = gunzipSync(await readFile(path))
    .toString()
    .trim()
    .split('\n')
  for (const [number, line] of lines.entries()) {
    const { text } = JSON.parse(line) as { text: string }
    await writeFile(join(corpus, `${String(number).padStart(6, '0')}.md`), text.replaceAll(/\n+/gu, '\n\n'))
  }
  return corpus
}

/** Seconds of CPU, of all threads. */
async function spentOn<T>(work: () => Promise<T>): Promise<{ made: T; spent: number }> {
  const before = process.cpuUsage()
  const made = await work()
  const { user, system } = process.cpuUsage(before)
  return { made, spent: (user + system) / 1_000_000 }
}

/** Each passage that is a copy, with the first of its group. */
function pairsIn(texts: readonly string[]): (readonly [first: number, other: number])[] {
  const finder = new CopyFinder(folder)
  try {
    for (const [number, text] of texts.entries()) finder.add(number, text)
    return [...finder.groups()].flatMap(([first = 0, ...others]) =>
      others.map(other => [first, other] as const),
    )
  } finally {
    finder.close()
  }
}

/** The text with so many of its words replaced, taken out or joined by another, in turn at random. */
function changed(text: string, share: number, random: () => number, words: readonly string[]): string {
  const own = comparedWords(text)
  const chosen = new Set<number>()
  while (chosen.size < Math.round(share * own.length)) chosen.add(Math.floor(random() * own.length))
  const other = (): string => words[Math.floor(random() * words.length)] ?? ''
  let made = ''
  let at = 0
  for (const [number, { start, end }] of own.entries()) {
    made += text.slice(at, start)
    const word = text.slice(start, end)
    const way = chosen.has(number) ? Math.floor(random() * 3) : -1
    made += way === 0 ? other() : way === 1 ? '' : way === 2 ? `${word} ${other()}` : word
    at = end
  }
  return made + text.slice(at)
}
