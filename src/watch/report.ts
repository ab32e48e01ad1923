// Here is a new bundle, what in it was waited for? Each entry of the watch list is searched, and the passages are told that were not told before.
import type { Bundle } from '../bundle/open-bundle.ts'
import { ConfigError, RequestError } from '../domain/errors.ts'
import { everyHit } from '../search/export.ts'
import { usualSort } from '../search/request.ts'
import { type Hit, toHit } from '../search/search.ts'
import { knownAmong, toldOf } from './told.ts'
import { selectionOf, type WatchEntry, type WatchList } from './watch-list.ts'

/** New passages of an entry that are shown; all are counted. */
const SHOWN = 100

export interface WatchResult {
  readonly label: string
  readonly q: string
  /** Filters and options, by the names of the interface: with `q` they find what is counted here. Reports of older builds lack them. */
  readonly parameters?: Readonly<Record<string, string | readonly string[]>>
  /** Matching passages in the whole index. */
  readonly total: number
  /** Those that no report before has told: new passages, and changed ones. */
  readonly fresh: number
  /** The entry is new, and so is the index: what matches is known from now on, and none of it is told. */
  readonly isFirst: boolean
  /** The best of the new ones, as many as `SHOWN`. */
  readonly hits: readonly Pick<Hit, 'passage' | 'document' | 'snippet' | 'citation'>[]
}

export interface WatchReport {
  /** Of the bundle. */
  readonly version: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly fresh: number
  readonly results: readonly WatchResult[]
}

/** A line for each entry that found something new, for logs and people. */
export function newsOf({ results }: Pick<WatchReport, 'results'>): string[] {
  return results
    .filter(({ fresh }) => fresh > 0)
    .map(
      ({ label, fresh, total }) =>
        `Watch “${label}”: ${fresh.toLocaleString('en')} new of ${total.toLocaleString('en')}.`,
    )
}

/** A line for each entry that is watched from now on. */
export function begunLines(begun: readonly Pick<WatchResult, 'label' | 'total'>[]): string[] {
  return begun.map(
    ({ label, total }) =>
      `Watching “${label}” from now on: ${total.toLocaleString('en')} passages are known.`,
  )
}

export type Told = Readonly<Record<string, string>>

/** @param told what was told before, by the key of the entry */
export async function reportOn(
  bundle: Bundle,
  { entries }: WatchList,
  told: Told,
  now: Date,
): Promise<{ report: WatchReport; told: Told }> {
  const results: WatchResult[] = []
  const toldNow: Record<string, string> = {}
  for (const entry of entries) {
    const known = told[entry.key]
    const { result, told: now } = await resultOf(bundle, entry, known ?? null)
    results.push(result)
    toldNow[entry.key] = now
  }
  const fresh = results.reduce((sum, result) => sum + result.fresh, 0)
  return { report: { version: bundle.version, at: now.toISOString(), fresh, results }, told: toldNow }
}

async function resultOf(
  bundle: Bundle,
  entry: WatchEntry,
  known: string | null,
): Promise<{ result: WatchResult; told: string }> {
  const selection = selectionOf(bundle, entry)
  const request = { ...selection, sort: usualSort(selection.q) }
  const { answer, ranked, marks } = await everyHit(bundle, request).catch((error: unknown) => {
    if (!(error instanceof RequestError)) throw error
    throw new ConfigError('The watch list has entries that cannot be searched:', [
      `“${entry.label}”: ${error.message}`,
    ])
  })
  const found = ranked.map(hit => toldOf(bundle.records.passage(hit.index).id))
  const isKnown = known === null ? null : knownAmong(found, known)
  const fresh = isKnown === null ? [] : ranked.filter((_, at) => isKnown[at] === false)
  const hits = fresh.slice(0, SHOWN).map(hit => {
    const { passage, document, snippet, citation } = toHit(bundle, hit, marks)
    return { passage, document, snippet, citation }
  })
  const { label } = entry
  const result = {
    label,
    q: selection.q,
    parameters: asTexts(entry.parameters),
    total: answer.total,
    fresh: fresh.length,
    isFirst: known === null,
    hits,
  }
  return { result, told: found.sort().join('') }
}

/** YAML has numbers and truth values too; an address has texts. */
function asTexts(parameters: WatchEntry['parameters']): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(String) : String(value),
    ]),
  )
}
