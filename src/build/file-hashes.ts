// Which bytes does each file have? Every file is read for it once in a build, whoever asks.

import type { SourceFile } from '../corpus/discover.ts'
import { readBytes } from '../corpus/read-bytes.ts'
import { hashOf } from './prepare-document.ts'

export class FileHashes {
  private readonly known = new Map<SourceFile, string>()

  async of(file: SourceFile): Promise<string> {
    const before = this.known.get(file)
    if (before !== undefined) return before
    const made = hashOf(await readBytes(file).catch(() => null))
    this.known.set(file, made)
    return made
  }
}
