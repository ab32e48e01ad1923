// Did a file of the corpus change, or what else it is made by: packs, settings? Watches a folder and further files, and says so once all
// are quiet again.
import { existsSync, watch } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { SETTINGS_FILES } from '../domain/own-files.ts'
import type { BuildConfig } from './config.ts'

/** Milliseconds without a change after which the folder is quiet. */
const QUIET = 500

/**
 * Files besides a folder that decide what its index is: those that lie beside it, whether they are there yet or not, and those that the
 * configuration names.
 */
export function filesBeside(
  folder: string,
  { packs, entities, watch: { list }, synonyms, rules }: BuildConfig,
): string[] {
  const beside = SETTINGS_FILES.map(name => join(dirname(resolve(folder)), name))
  const named = [entities.corrections, list, synonyms.list].filter(path => path !== undefined)
  return [...beside, ...packs, ...named, ...rules.files]
}

/** @param files that decide too what the corpus becomes @returns what stops the watching */
export function watchCorpus(
  folder: string,
  files: readonly string[],
  onChange: () => void,
  onError: (error: Error) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined
  const wait = (): void => {
    clearTimeout(timer)
    timer = setTimeout(onChange, QUIET)
  }
  const folderWatcher = watch(folder, { recursive: true }, (_event, name) => {
    // Hidden files are no documents: among them those that wait to be added.
    if (name?.split(/[\\/]/u).some(part => part.startsWith('.')) === true) return
    wait()
  })
  // Editors put a new file in the place of the old one, which only its folder sees.
  const places = new Set(files.map(file => dirname(file)).filter(place => existsSync(place)))
  const others = [...places].map(place =>
    watch(place, (_event, name) => {
      if (files.some(file => dirname(file) === place && basename(file) === name)) wait()
    }),
  )
  const watchers = [folderWatcher, ...others]
  for (const watcher of watchers) watcher.on('error', onError)
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
