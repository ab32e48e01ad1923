// How does a search become an entry of the watch list? As an item of its own in `watch.yaml`; whatever else stands there stays as it is.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bulkhead } from 'cockatiel'
import { findBeside } from '../build/beside.ts'
import type { BuildConfig } from '../build/config.ts'
import { replaceFile } from '../build/replace-file.ts'
import { listWithItem, withListItem } from '../corpus/yaml-list.ts'
import { ConfigError } from '../domain/errors.ts'
import { parseWatchList } from './watch-list.ts'

/** A search that somebody wants to be told of. */
export interface WatchedSearch {
  readonly label: string
  /** What it asks, by the names of the interface: `q` and filters. */
  readonly parameters: Readonly<Record<string, string | readonly string[]>>
}

/** The lines of YAML, as they stand in a file that says nothing else. */
export function watchEntry(search: WatchedSearch): string {
  return listWithItem('watch', itemOf(search))
}

function itemOf({ label, parameters }: WatchedSearch): object {
  const { q = '', ...rest } = parameters
  return { label, ...(String(q).trim() === '' ? {} : { q }), ...rest }
}

/**
 * The text of a file with one entry more.
 * @param path of the file, for messages
 * @throws {ConfigError} where the file cannot be read as it is, or not be added to; where it has an entry of that label
 */
export function withWatched(text: string, search: WatchedSearch, path: string): string {
  const before = parseWatchList(text, path).entries.length
  const longer = withListItem(text, 'watch', itemOf(search))
  const after = parseWatchList(longer, path).entries
  if (after.length === before + 1 && after.some(({ label }) => label === search.label)) return longer
  throw new ConfigError(
    `${path} has a form to which nothing can be added here: write the entry into it by hand.`,
  )
}

/** A folder, and the settings that it has at the moment. */
interface WatchedCorpus {
  readonly folder: string
  readonly config: BuildConfig
}

/** The watch list of a corpus, to which entries are added, one after the other. */
export class WatchFile {
  private readonly corpus: WatchedCorpus
  private readonly turns = bulkhead(1, Number.POSITIVE_INFINITY)

  constructor(corpus: WatchedCorpus) {
    this.corpus = corpus
  }

  /** Into the file there is, or a new one in the folder. @throws {ConfigError} as `withWatched` */
  add(search: WatchedSearch): Promise<void> {
    return this.turns.execute(async () => {
      const { folder, config } = this.corpus
      const known = await findBeside([folder], 'watch.yaml', config.watch.list, {
        what: 'watch',
        setting: 'watch.list',
      })
      const path = known ?? join(folder, 'watch.yaml')
      const text = known === null ? '' : await readFile(known, 'utf8')
      await replaceFile(path, withWatched(text, search, path))
    })
  }
}
