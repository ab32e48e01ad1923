// A bundle was built: look for what is waited for, keep what was found, tell whoever wants to hear.
import { existsSync } from 'node:fs'
import type { BuildConfig } from '../build/config.ts'
import { openBundle, readManifestIfAny } from '../bundle/open-bundle.ts'
import { BundleError } from '../domain/errors.ts'
import type { Connection } from '../engine/opensearch/connection.ts'
import { reportOn, type WatchReport, type WatchResult } from './report.ts'
import { findWatchList } from './watch-list.ts'
import { NOTHING_TOLD, readState, writeState } from './watch-state.ts'
import { tellWebhook, type Webhook } from './webhook.ts'

export interface WatchOptions {
  readonly sources: readonly string[]
  readonly index: string
  readonly config: BuildConfig
  /** Where a bundle of the opensearch engine is searched. */
  readonly cluster?: Connection | null
  /** Ends the telling: what the webhook has not taken by then it is told by the next call. */
  readonly signal?: AbortSignal
}

export interface Watched {
  readonly report: WatchReport
  /** What could not be done. */
  readonly warnings: readonly string[]
}

/** An entry that is new, or asks something else than before, and what it knows from now on. */
export type Begun = Pick<WatchResult, 'label' | 'total'>

/**
 * Before a build: what the bundle on disk has is known to the entries that are new, so that only what the build adds is told to them.
 * Where there is no bundle yet, or none that can be read, the first look takes all that it finds as known.
 * @throws {ConfigError} where the list cannot be used
 */
export async function beginWatching({
  sources,
  index,
  config,
  cluster = null,
}: WatchOptions): Promise<readonly Begun[]> {
  const there = sources.filter(source => existsSync(source))
  const list = await findWatchList(there, config)
  if (list === null) return []
  const before = (await readState(index)) ?? NOTHING_TOLD
  const entries = list.entries.filter(({ key }) => before.told[key] === undefined)
  if (entries.length === 0 || (await readManifestIfAny(index)) === null) return []
  const bundle = await openBundle(index, cluster).catch((error: unknown) => {
    if (error instanceof BundleError) return null
    throw error
  })
  if (bundle === null) return []
  try {
    const { report, told } = await reportOn(bundle, { ...list, entries }, {}, new Date())
    await writeState(index, { ...before, told: { ...before.told, ...told } })
    return report.results
  } finally {
    bundle.engine.close()
  }
}

/**
 * Searches the bundle on disk for every entry of the watch list. Null where there is no list. What was found is on disk before anybody is
 * told; what the webhook did not take is sent again by the next call.
 * @throws {ConfigError} where the list cannot be used
 */
export async function watchBundle({
  sources,
  index,
  config,
  cluster = null,
  signal,
}: WatchOptions): Promise<Watched | null> {
  const list = await findWatchList(sources, config)
  if (list === null) return null
  const before = (await readState(index)) ?? NOTHING_TOLD
  const bundle = await openBundle(index, cluster)
  try {
    const { report, told } = await reportOn(bundle, list, before.told, new Date())
    const isNews = report.fresh > 0
    const reports = isNews || before.reports.length === 0 ? [report, ...before.reports] : before.reports
    const undelivered = list.webhook === null ? [] : [...before.undelivered, ...(isNews ? [report.at] : [])]
    await writeState(index, { told, reports, undelivered })
    if (list.webhook === null) return { report, warnings: [] }
    // Signs what the webhook is told.
    const secret = process.env['LEDE_WEBHOOK_SECRET'] ?? null
    const { left, reason } = await deliver({ address: list.webhook, secret, signal }, reports, undelivered)
    await writeState(index, { told, reports, undelivered: left })
    const warning = `The webhook ${new URL(list.webhook).host} did not take ${left.length === 1 ? 'a report' : `${left.length} reports`}: ${reason}. The next build sends again.`
    return { report, warnings: left.length === 0 ? [] : [warning] }
  } finally {
    bundle.engine.close()
  }
}

/** The oldest first; after one that is not taken the others wait. */
async function deliver(
  webhook: Webhook,
  reports: readonly WatchReport[],
  times: readonly string[],
): Promise<{ left: string[]; reason: string }> {
  const waiting = [...times]
  while (waiting.length > 0) {
    const report = reports.find(({ at }) => at === waiting[0])
    const reason = report === undefined ? null : await tellWebhook(webhook, report)
    if (reason !== null) return { left: waiting, reason }
    waiting.shift()
  }
  return { left: [], reason: '' }
}
