// How is a small file replaced? It has the old text or the new one, whenever the process dies.
import { rename, writeFile } from 'node:fs/promises'

export async function replaceFile(path: string, text: string): Promise<void> {
  const next = `${path}.next`
  await writeFile(next, text)
  await rename(next, path)
}
