// Who or what does the query name? Entities to offer beside the hits.

import { analyze } from '../analysis/analyzer.ts'
import { phraseStarts } from '../analysis/phrase.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import type { EntityRecord, EntityType } from '../domain/document.ts'
import type { Engine } from '../engine/engine.ts'
import { TITLES } from '../entities/tagger/cues.ts'
import { COUNT_ONLY, NO_FILTERS } from './count-only.ts'
import { nameIndexOf } from './name-index.ts'

export interface QueryEntity {
  readonly id: string
  readonly type: EntityType
  readonly name: string
  /** What of the query names it. */
  readonly text: string
  readonly passages: number
}

const MAX_ENTITIES = 5
/** Passages read for who bears a title, at most. */
const MAX_PASSAGES = 50

/**
 * Entities whose names or aliases stand in the query (`sarkissian`), and people whom the corpus names beside a title with
 * these words (`president of armenia`); the most mentioned first for each part of the query.
 */
export async function queryEntities(bundle: Bundle, q: string): Promise<QueryEntity[]> {
  const offered = [
    ...(await bearersOfTitle(bundle, q)).map(entity => toOffer(entity, q.trim())),
    ...nameIndexOf(bundle)
      .namesIn(q)
      .flatMap(({ entities, text }) => entities.map(entity => toOffer(entity, text))),
  ]
  const seen = new Set<string>()
  return offered
    .filter(({ id, passages }) => passages > 0 && !seen.has(id) && seen.add(id))
    .slice(0, MAX_ENTITIES)
}

function toOffer({ id, type, name, passages }: EntityRecord, text: string): QueryEntity {
  return { id, type, name, text, passages }
}

/**
 * People named right beside the words of the query, which must begin with a title: "Armen Sarkissian, the president of
 * Armenia", "President Ilham Aliyev of Azerbaijan". The one named so most often first.
 */
async function bearersOfTitle(bundle: Bundle, q: string): Promise<EntityRecord[]> {
  const tokens = analyze(q, bundle.records.languages)
  const [title] = tokens
  if (title === undefined || tokens.length < 2 || tokens.length > 6 || !TITLES.has(title.surface)) return []
  const words = tokens.map(token => token.surface)
  const place = tokens.at(-1)?.surface ?? ''
  const counts = new Map<string, number>()
  for (const index of await candidates(bundle.engine, tokens)) {
    const { text, mentions } = bundle.records.passage(index)
    const found = analyze(text)
    const starts = phraseStarts(found, words)
    for (const { start, end, entity, type } of mentions) {
      if (type !== 'person' || entity === null) continue
      const isBeside = starts.some(at => {
        const from = found[at]?.start ?? 0
        const to = found[at + words.length - 1]?.end ?? 0
        return /^,? (?:the )?$/iu.test(start >= to ? text.slice(to, start) : text.slice(end, from))
      })
      const before = analyze(text.slice(0, start)).at(-1)?.surface
      const after = analyze(text.slice(end, end + 40))
      const isAround = before === title.surface && after[0]?.surface === 'of' && after[1]?.surface === place
      if (isBeside || isAround) counts.set(entity, (counts.get(entity) ?? 0) + 1)
    }
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .flatMap(([id]) => bundle.records.entity(id) ?? [])
}

async function candidates(
  engine: Engine,
  tokens: readonly { readonly raw: string; readonly terms: readonly string[] }[],
): Promise<number[]> {
  const children = tokens.flatMap(({ raw, terms }) =>
    terms.length === 0
      ? []
      : [{ type: 'terms' as const, word: raw, terms: terms.map(term => ({ term, weight: 1 })) }],
  )
  const { hits } = await engine.search({
    ...COUNT_ONLY,
    query: { type: 'and', children },
    filters: NO_FILTERS,
    limit: MAX_PASSAGES,
  })
  return hits.map(hit => hit.index)
}
