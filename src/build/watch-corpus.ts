// Did a file of the corpus change, or a pack of names? Watches a folder and further files, and says so once all are quiet again.
import { watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/** Milliseconds without a change after which the folder is quiet. */
const QUIET = 500

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
  const others = [...new Set(files.map(file => dirname(file)))].map(place =>
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
