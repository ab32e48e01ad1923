// Was this page recognised before? Pages on disk, each written as soon as it is read: a build that was killed goes on where it was.
//
// The cache lies beside the bundle, as `.NAME.ocr`, a file for each page. It may be deleted at any time.
import { hash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
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
