// How many of the names in a text are found, and how many found are right? Strict spans against gold annotation.
import { z } from 'zod'
import type { EntityType } from '../domain/document.ts'
import { createGazetteer } from '../entities/gazetteer/gazetteer.ts'
import { resolveDocument } from '../entities/resolve-document.ts'
import { createTagger } from '../entities/tagger/create-tagger.ts'
import { readLines } from './read-lines.ts'

const line = z.object({
  text: z.string(),
  spans: z.array(z.object({ start: z.int(), end: z.int(), type: z.string() })),
})

export interface GoldDocument {
  readonly text: string
  /** UTF-16 offsets in `text`, end exclusive; types as in the data: PER, ORG, LOC, GROUP, … */
  readonly spans: readonly { readonly start: number; readonly end: number; readonly type: string }[]
}

export interface Score {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

export interface TaggingReport {
  readonly documents: number
  readonly words: number
  readonly wordsPerSecond: number
  /** Over the types of `MICRO_TYPES` that the data annotate. */
  readonly micro: Score
  readonly types: Readonly<Record<string, Score & { readonly gold: number }>>
}

/** What our types are called in the data. */
const DATA_TYPE: Readonly<Record<EntityType, string>> = {
  person: 'PER', organization: 'ORG', place: 'LOC', group: 'GROUP', work: 'MISC', event: 'MISC', product: 'PRODUCT', date: 'DATE',
} // biome-ignore format: a table

const MICRO_TYPES = ['PER', 'ORG', 'LOC', 'GROUP'] as const

/** Reads gold annotation. @throws {CorpusError} naming file and line */
export function readGold(path: string): Promise<GoldDocument[]> {
  return readLines(path, line)
}

/**
 * Tags and resolves each document, its lines as passages, and compares spans: same place, same type, after a leading
 * article and a possessive are dropped from both. `GPE` counts as GROUP where it is a known nationality, else as LOC.
 */
export function evaluateTagging(documents: readonly GoldDocument[]): TaggingReport {
  const gazetteer = createGazetteer()
  const tag = createTagger(gazetteer)
  const counts = new Map<string, { right: number; found: number; gold: number }>()
  const countOf = (type: string) => {
    const known = counts.get(type) ?? { right: 0, found: 0, gold: 0 }
    counts.set(type, known)
    return known
  }
  let words = 0
  let ms = 0
  for (const { text, spans } of documents) {
    const lines = text.split('\n')
    words += text.split(/\s+/u).length
    const started = performance.now()
    const mentions = resolveDocument(lines, tag({ texts: lines, title: '', date: null }))
    ms += performance.now() - started
    let offset = 0
    const found: { start: number; end: number; type: string }[] = []
    for (const [index, content] of lines.entries()) {
      for (const { start, end, type } of mentions[index] ?? [])
        found.push({ start: start + offset, end: end + offset, type: DATA_TYPE[type] })
      offset += content.length + 1
    }
    const gold = new Set(
      spans.map(span =>
        keyOf(text, {
          ...span,
          type: goldType(span.type, text.slice(span.start, span.end), gazetteer.find.bind(gazetteer)),
        }),
      ),
    )
    for (const key of gold) countOf(key.split(' ')[0] ?? '').gold++
    for (const key of new Set(found.map(span => keyOf(text, span)))) {
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
    documents: documents.length,
    words,
    wordsPerSecond: Math.round(words / (ms / 1000)),
    micro: score(sum),
    types: Object.fromEntries(types.map(([type, count]) => [type, { ...score(count), gold: count.gold }])),
  }
}

function goldType(
  type: string,
  text: string,
  find: (name: string) => { readonly type: EntityType } | null,
): string {
  if (type !== 'GPE') return type
  return find(text)?.type === 'group' ? 'GROUP' : 'LOC'
}

function keyOf(text: string, { start, end, type }: { start: number; end: number; type: string }): string {
  const name = text.slice(start, end)
  const article = /^(?:the|an?)\s+/iu.exec(name)?.[0].length ?? 0
  const possessive = /['’]s?$/u.exec(name)?.[0].length ?? 0
  return `${type} ${start + article} ${end - possessive}`
}

function score({ right, found, gold }: { right: number; found: number; gold: number }): Score {
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
  return { precision: share(right, found), recall: share(right, gold), f1: share(2 * right, found + gold) }
}
