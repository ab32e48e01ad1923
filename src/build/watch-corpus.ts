// Did a file of the corpus change? Watches a folder, and says so once it is quiet again.
import { watch } from 'node:fs'

/** Milliseconds without a change after which the folder is quiet. */
const QUIET = 500

/** @returns what stops the watching */
export function watchCorpus(
  folder: string,
  onChange: () => void,
  onError: (error: Error) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(folder, { recursive: true }, (_event, name) => {
    // Hidden files are no documents: among them those that wait to be added.
    if (name?.split(/[\\/]/u).some(part => part.startsWith('.')) === true) return
    clearTimeout(timer)
    timer = setTimeout(onChange, QUIET)
  })
  watcher.on('error', onError)
  return () => {
    clearTimeout(timer)
    watcher.close()
  }
}
