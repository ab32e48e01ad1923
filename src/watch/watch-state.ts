// What was told already? The passages that each entry of the watch list has been told of, and the last reports, in a file beside the bundle.
import { readFile, rename, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { sibling } from '../domain/own-files.ts'
import type { WatchReport } from './report.ts'

/** Reports that are kept. */
const KEPT = 50

export interface WatchState {
  /** Of each entry by its key: its passages as `toldOf` gives them, joined, in order. */
  readonly told: Readonly<Record<string, string>>
  /** The newest first. */
  readonly reports: readonly WatchReport[]
  /** Times of the reports that the webhook has not taken yet, the oldest first. */
  readonly undelivered: readonly string[]
}

export const NOTHING_TOLD: WatchState = { told: {}, reports: [], undelivered: [] }

function pathOf(index: string): string {
  return sibling(resolve(index), 'watch.json')
}

/** Null where nothing was watched yet. @throws {SyntaxError} where the file is damaged */
export async function readState(index: string): Promise<WatchState | null> {
  const text = await readFile(pathOf(index), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  try {
    return JSON.parse(text) as WatchState
  } catch {
    throw new SyntaxError(
      `${pathOf(index)} is damaged. Remove it: what matches now is then taken as known, and watching begins again.`,
    )
  }
}

/** Whole or not at all. */
export async function writeState(index: string, state: WatchState): Promise<void> {
  const path = pathOf(index)
  const next = `${path}.${process.pid}.new`
  const kept = { ...state, reports: state.reports.slice(0, KEPT) }
  await writeFile(next, `${JSON.stringify(kept)}\n`, { flush: true })
  await rename(next, path)
}
