// Which words does the annotated text name? Reads the sets of the shared test data as examples for the tagger.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { createGazetteer, type GazetteerMatch } from '../../src/entities/gazetteer/gazetteer.ts'
import { prepareText } from '../../src/entities/tagger/capitalised.ts'
import { TITLE_PARTS, TITLES } from '../../src/entities/tagger/cues.ts'
import { DocumentStatistics } from '../../src/entities/tagger/document-statistics.ts'
import { extractFeatures } from '../../src/entities/tagger/features.ts'
import { MODEL_TYPES } from '../../src/entities/tagger/labels.ts'
import { ANY_LABEL, type Example } from './chain-trainer.ts'

interface Span {
  readonly start: number
  readonly end: number
  readonly type: string
}

export interface TrainingSet {
  readonly name: string
  /** How often a round visits it. */
  readonly weight: number
  /** Whether nationalities and peoples are annotated. */
  readonly groups: boolean
  /** Annotated by machine: its labels are doubted. */
  readonly silver: boolean
  /** Whether its terms plainly allow a model to be shared: CC BY, public domain, OGL. */
  readonly open: boolean
}

export const SETS: readonly TrainingSet[] = [
  { name: 'worldwide-dev', weight: 3, groups: true, silver: false, open: false },
  { name: 'wikigold', weight: 2, groups: false, silver: false, open: true },
  { name: 'gmb', weight: 1, groups: true, silver: true, open: false },
  { name: 'wnut17-train', weight: 1, groups: false, silver: false, open: true },
  { name: 'btc', weight: 1, groups: false, silver: false, open: true },
  { name: 're3d-open', weight: 3, groups: true, silver: false, open: true },
  { name: 'crossner-literature', weight: 1, groups: false, silver: false, open: false },
  { name: 'crossner-music', weight: 1, groups: false, silver: false, open: false },
  { name: 'crossner-science', weight: 1, groups: false, silver: false, open: false },
  { name: 'crossner-ai', weight: 1, groups: false, silver: false, open: false },
]

const DATA_TYPES: Readonly<Record<string, (typeof MODEL_TYPES)[number]>> = {
  PER: 'person', ORG: 'organization', LOC: 'place', GROUP: 'group',
} // biome-ignore format: a table

const gazetteer = createGazetteer()

/** Whether a document is one of those that models are measured on: one in five of worldwide-dev. */
export function isMeasured(set: string, number: number): boolean {
  return set === 'worldwide-dev' && number % 5 === 4
}

/** A file of the shared test data. @throws {Error} where there is none */
export function sharedFile(path: string): string {
  const shared = [
    process.env['LEDE_SHARED'],
    fileURLToPath(new URL('../../../shared', import.meta.url)),
  ].find(folder => folder !== undefined && existsSync(folder))
  if (shared === undefined) throw new Error('The shared test data is absent; set LEDE_SHARED to its folder.')
  return join(shared, path)
}

export function readDocuments(set: string): { readonly text: string; readonly spans: readonly Span[] }[] {
  return gunzipSync(readFileSync(sharedFile(`data/entities/${set}.jsonl.gz`)))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as { text: string; spans: Span[] })
}

/** Each document of a set as examples, one a line of its text; a line end parts texts, as it does passages. */
export function readSet({ name, groups }: TrainingSet): Example[][] {
  return readDocuments(name).map(({ text, spans }) => makeExamples(text, spans, groups))
}

function makeExamples(text: string, spans: readonly Span[], groups: boolean): Example[] {
  const parts = text.split('\n')
  const prepared = parts.map(part => prepareText(part))
  const statistics = new DocumentStatistics(prepared)
  let offset = 0
  return prepared.map((input, index) => {
    const allowed = new Uint16Array(input.tokens.length).fill(OUTSIDE)
    for (const span of spans) {
      const within = input.tokens.flatMap((token, at) =>
        token.start + offset < span.end && token.end + offset > span.start ? [at] : [],
      )
      const type = typeOf(span, text.slice(span.start, span.end))
      if (type !== null) labelName(allowed, trimmed(within, input.folded, type), type)
      else if (span.type === 'MISC' && !groups) for (const at of within) allowed[at] = ANY_LABEL
    }
    const matches = gazetteer.matches(input.tokens, input.folded, input.text)
    if (!groups) labelDemonyms(matches, allowed)
    offset += (parts[index]?.length ?? 0) + 1
    return { features: extractFeatures(input, statistics, matches), allowed }
  })
}

const OUTSIDE = 1

/** Without a leading article and a person's titles, which some sets annotate and others do not. */
function trimmed(within: readonly number[], folded: readonly string[], type: string): readonly number[] {
  const first = within.findIndex((at, position) => {
    const word = folded[at] ?? ''
    const isTitle = type === 'person' && (TITLES.has(word) || TITLE_PARTS.has(word))
    return !(word === 'the' || (isTitle && position < within.length - 1))
  })
  return first < 0 ? [] : within.slice(first)
}

function labelName(allowed: Uint16Array, words: readonly number[], type: (typeof MODEL_TYPES)[number]): void {
  const begin = 1 + MODEL_TYPES.indexOf(type) * 2
  for (const [position, at] of words.entries()) allowed[at] = 1 << (position === 0 ? begin : begin + 1)
}

/** Countries and nationalities are mixed as GPE in one set; nationalities are MISC in others. */
function typeOf(span: Span, text: string): (typeof MODEL_TYPES)[number] | null {
  const type = DATA_TYPES[span.type]
  if (type !== undefined) return type
  const isGroup = gazetteer.find(text)?.type === 'group'
  if (span.type === 'GPE') return isGroup ? 'group' : 'place'
  return span.type === 'MISC' && isGroup ? 'group' : null
}

function labelDemonyms(matches: readonly (GazetteerMatch | null)[], allowed: Uint16Array): void {
  for (const [at, match] of matches.entries())
    if (match?.entry.type === 'group' && (allowed[at] === OUTSIDE || allowed[at] === ANY_LABEL))
      allowed[at] = 1 << (1 + MODEL_TYPES.indexOf('group') * 2)
}
