// How many of the names in a text are found, and how many found are right? Strict spans against gold annotation.
import { z } from 'zod'
import { ENTITY_TYPES, type EntityType } from '../domain/document.ts'
import { NO_CORRECTIONS } from '../entities/corrections.ts'
import { createGazetteer, type Gazetteer } from '../entities/gazetteer/gazetteer.ts'
import type { Pack } from '../entities/gazetteer/pack.ts'
import { applyLexicon } from '../entities/lexicon/apply.ts'
import { gatherEvidence } from '../entities/lexicon/evidence.ts'
import { CorpusLexicon } from '../entities/lexicon/lexicon.ts'
import type { ResolvedMention } from '../entities/mention-target.ts'
import { resolveDocument } from '../entities/resolve-document.ts'
import { createTagger } from '../entities/tagger/create-tagger.ts'
import type { LanguageModel } from '../entities/tagger/language-model.ts'
import type { Tagger } from '../entities/tagger/tagger.ts'
import type { WholeWeights } from '../entities/tagger/viterbi.ts'
import { EntityIndex } from '../entities/things/entity-index.ts'
import { type ClusterReport, compareClusters } from './clusters.ts'
import { readLines } from './read-lines.ts'
import { type Score, scoreOf } from './score.ts'

const line = z.object({
  text: z.string(),
  title: z.string().default(''),
  date: z.string().nullable().default(null),
  lang: z.string().nullable().default(null),
  spans: z.array(z.object({ start: z.int(), end: z.int(), type: z.string(), entity: z.string().optional() })),
})

/**
 * A document with its annotation: lines of the text are its passages; UTF-16 offsets in `text`, end exclusive; types as in
 * the data (PER, ORG, LOC, GROUP, …) or as in Lede; `lang` as ISO 639-1, English where there is none. Where a span says which `entity` it names, the resolver is measured too.
 */
export type GoldDocument = z.infer<typeof line>

export interface TaggingReport {
  readonly documents: number
  readonly words: number
  readonly wordsPerSecond: number
  /** Over the types of `MICRO_TYPES` that the data annotate. */
  readonly micro: Score
  readonly types: Readonly<Record<string, Score & { readonly gold: number }>>
  /** Null where the data do not say which entity a span names. */
  readonly resolver: ClusterReport | null
}

/** What our types are called in the data. */
const DATA_TYPE: Readonly<Record<EntityType, string>> = {
  person: 'PER', organization: 'ORG', place: 'LOC', group: 'GROUP', work: 'MISC', event: 'MISC', product: 'PRODUCT', other: 'MISC', date: 'DATE',
} // biome-ignore format: a table

const MICRO_TYPES = ['PER', 'ORG', 'LOC', 'GROUP'] as const

/** Reads gold annotation. @throws {CorpusError} naming file and line */
export function readGold(path: string): Promise<GoldDocument[]> {
  return readLines(path, line)
}

/** A span found in a document: UTF-16 offsets in its text, and a type of the data. */
export interface FoundSpan {
  readonly start: number
  readonly end: number
  readonly type: string
}

/**
 * Tags and resolves the documents as one corpus, their lines as passages, and compares spans as `scoreSpans` does.
 * @param model weights to tag English with instead of those of the model's file
 * @param modelOf models to tag other languages with instead of those of their files
 * @param packs names that are known beside those that Lede knows everywhere
 */
export function evaluateTagging(
  documents: readonly GoldDocument[],
  model?: WholeWeights,
  modelOf?: (language: string) => LanguageModel | null,
  packs: readonly Pack[] = [],
): TaggingReport {
  const gazetteer = createGazetteer([], packs)
  const tag = createTagger(gazetteer, model, modelOf)
  return measureTagging(documents, () => tag, new CorpusLexicon(gazetteer), gazetteer)
}

/**
 * The same with a tagger for each document.
 * @param lexicon takes the documents as one corpus; null where each is to be read alone
 */
export function measureTagging(
  documents: readonly GoldDocument[],
  taggerOf: (document: number) => Tagger,
  lexicon: CorpusLexicon | null,
  gazetteer = createGazetteer(),
): TaggingReport {
  const index = new EntityIndex()
  const passages: { document: string; mentions: readonly ResolvedMention[]; places: string[] }[] = []
  let words = 0
  let ms = 0
  const tagged = documents.map(({ text, title, date, lang }, number) => {
    const lines = text.split('\n')
    words += text.split(/\s+/u).length
    const started = performance.now()
    const read = taggerOf(number)({ texts: lines, title, date, languages: lines.map(() => lang) })
    const { passedOver, ...evidence } = gatherEvidence(read, gazetteer)
    lexicon?.add(evidence)
    ms += performance.now() - started
    return { lines, candidates: read.candidates, passedOver, above: read.peopleAbove }
  })
  const found = tagged.map(({ lines, candidates, passedOver, above }, number): FoundSpan[] => {
    const text = documents[number]?.text ?? ''
    const started = performance.now()
    const names = lexicon === null ? candidates : applyLexicon(lines, candidates, passedOver, lexicon, above)
    const mentions = resolveDocument(
      lines,
      names,
      lines.map(() => documents[number]?.lang ?? null),
      above,
    )
    ms += performance.now() - started
    let offset = 0
    return mentions.flatMap((list, at) => {
      const from = offset
      offset += (lines[at]?.length ?? 0) + 1
      index.gather([list])
      const places = list.map(({ start, end }) => `${number} ${placeOf(text, start + from, end + from)}`)
      passages.push({ document: String(number), mentions: list, places })
      return list.map(({ start, end, type }) => ({
        start: start + from,
        end: end + from,
        type: DATA_TYPE[type],
      }))
    })
  })
  const gold = new Map<string, string>()
  for (const [number, { text, spans }] of documents.entries())
    for (const { start, end, entity } of spans)
      if (entity !== undefined) gold.set(`${number} ${placeOf(text, start, end)}`, entity)
  const linked = new Map<string, string>()
  const resolved = index.resolve(NO_CORRECTIONS, () => [])
  for (const { document, mentions, places } of passages) {
    for (const [number, { entity }] of resolved.mentionsIn(document, mentions).entries()) {
      const place = places[number] ?? ''
      linked.set(place, entity ?? `ambiguous ${place}`)
    }
  }
  return {
    documents: documents.length,
    words,
    wordsPerSecond: Math.round(words / (ms / 1000)),
    ...scoreSpans(documents, found),
    resolver: gold.size === 0 ? null : compareClusters(gold, linked),
  }
}

/**
 * Strict spans, for each document of the gold annotation: same place, same type, after a leading article and a possessive
 * are dropped from both. `GPE` counts as GROUP where it is a known nationality, else as LOC.
 */
export function scoreSpans(
  documents: readonly GoldDocument[],
  found: readonly (readonly FoundSpan[])[],
): Pick<TaggingReport, 'micro' | 'types'> {
  const gazetteer = createGazetteer()
  const counts = new Map<string, { right: number; found: number; gold: number }>()
  const countOf = (type: string) => {
    const known = counts.get(type) ?? { right: 0, found: 0, gold: 0 }
    counts.set(type, known)
    return known
  }
  for (const [number, { text, spans }] of documents.entries()) {
    const keyOf = ({ start, end, type }: FoundSpan): string => `${type} ${placeOf(text, start, end)}`
    const gold = new Set(
      spans.map(span =>
        keyOf({ ...span, type: goldType(span.type, text.slice(span.start, span.end), gazetteer) }),
      ),
    )
    for (const key of gold) countOf(key.split(' ')[0] ?? '').gold++
    for (const key of new Set(found[number]?.map(keyOf))) {
      const count = countOf(key.split(' ')[0] ?? '')
      count.found++
      if (gold.has(key)) count.right++
    }
  }
  const annotated = MICRO_TYPES.filter(type => (counts.get(type)?.gold ?? 0) > 0)
  const sum = annotated.map(countOf).reduce(
    (all, one) => ({
      right: all.right + one.right,
      found: all.found + one.found,
      gold: all.gold + one.gold,
    }),
    { right: 0, found: 0, gold: 0 },
  )
  const types = [...counts].filter(([, count]) => count.gold > 0).sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    micro: score(sum),
    types: Object.fromEntries(types.map(([type, count]) => [type, { ...score(count), gold: count.gold }])),
  }
}

function goldType(type: string, text: string, gazetteer: Gazetteer): string {
  if (type === 'GPE') return gazetteer.find(text)?.type === 'group' ? 'GROUP' : 'LOC'
  const own = ENTITY_TYPES.find(known => known === type)
  return own === undefined ? type : DATA_TYPE[own]
}

/** Where a span stands, without a leading article and a possessive. */
function placeOf(text: string, start: number, end: number): string {
  const name = text.slice(start, end)
  const article = /^(?:the|an?)\s+/iu.exec(name)?.[0].length ?? 0
  const possessive = /['’]s?$/u.exec(name)?.[0].length ?? 0
  return `${start + article} ${end - possessive}`
}

function score({ right, found, gold }: { right: number; found: number; gold: number }): Score {
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
  return scoreOf(share(right, found), share(right, gold))
}
