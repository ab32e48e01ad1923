// Was this page recognised before? Pages on disk, each written as soon as it is read: a build that was killed goes on where it was.
//
// The cache lies beside the bundle, as `.NAME.ocr`, a file for each page. It may be deleted at any time.
import { createHash, hash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import type { OcrPage } from './page.ts'

export class PageCache {
  private readonly folder: string | null

  /** @param folder null to keep nothing */
  constructor(folder: string | null) {
    this.folder = folder
  }

  /** @param content all that decides what is read */
  get(content: readonly unknown[]): OcrPage | null {
    if (this.folder === null) return null
    try {
      return JSON.parse(readFileSync(this.pathOf(content), 'utf8')) as OcrPage
    } catch {
      return null // a page that is not there, or damaged, is read anew
    }
  }

  /** Whole or not at all, also where several threads write one page. Never throws: a page that cannot be kept was read nevertheless. */
  add(content: readonly unknown[], page: OcrPage): void {
    if (this.folder === null) return
    const path = this.pathOf(content)
    const own = `${path}.${process.pid}-${Math.trunc(performance.now() * 1000)}`
    try {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(own, JSON.stringify(page))
      renameSync(own, path)
    } catch {
      rm(own, { force: true }).catch(() => {}) // on a disk that is full; where nothing can be written, nothing is there
    }
  }

  private pathOf(content: readonly unknown[]): string {
    const key = hash('sha256', JSON.stringify(content))
    return join(this.folder ?? '', key.slice(0, 2), `${key.slice(2, 40)}.json`)
  }
}

/** A fingerprint of the code that reads pages: of all that lies in this folder. A page that other code read is read again. */
export function codeOfReading(): string {
  known ??= codeIn(import.meta.dirname)
  return known
}

let known: string | null = null

/** @param folder of sources, or of compiled code */
export function codeIn(folder: string): string {
  const sum = createHash('sha256')
  for (const name of readdirSync(folder).sort()) {
    if (extname(name) !== extname(import.meta.filename)) continue
    const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
    sum.update(`${name}\0${text.length}\0${text}`)
  }
  return sum.digest('hex').slice(0, 16)
}
