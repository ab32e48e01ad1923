// Where are the corrections of a corpus, and what do they say?
import { readFile } from 'node:fs/promises'
import { type Corrections, NO_CORRECTIONS, parseCorrections } from '../entities/corrections.ts'
import { findBeside } from './beside.ts'
import type { BuildConfig } from './config.ts'

/** The corrections file: the configured one, else `entities.yaml` in a source folder or beside it. */
export async function findCorrections(
  sources: readonly string[],
  config: BuildConfig,
): Promise<{ value: Corrections; text: string; path: string | null }> {
  const names = { what: 'corrections', setting: 'entities.corrections' }
  const path = await findBeside(sources, 'entities.yaml', config.entities.corrections, names)
  if (path === null) return { value: NO_CORRECTIONS, text: '', path }
  const text = await readFile(path, 'utf8')
  return { value: parseCorrections(text, path), text, path }
}
