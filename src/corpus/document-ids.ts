// Which id does each document get? One rule for files, lines of JSON and attachments; what would have the id of another is told apart.
//
// The id of a file is its path without the extension, slugged. Of several files with one id the first by path keeps it. Every other
// gets its extension (`minutes-txt`), or a number where that does not tell it apart (`minutes-2`).
// So an id depends on another file only where both would have the same. The first of such files has the same id with the others and
// without. Where the first goes or a new first comes, the one next to it is renamed, and only files of its extension get new numbers.
//
// The id of a document inside a file is the file's, a slash, and what the file calls it. Of several with one id the first in
// the file keeps it, the others are numbered in order.
import type { Problem } from '../domain/document.ts'
import { slug } from '../domain/ids.ts'
import { endingOf } from './formats.ts'

/**
 * `Reports/Mine Action.md` gives `reports/mine-action`. A segment with no letter or digit that can be transliterated keeps a hash
 * of its name, so that no file is without an id.
 */
export function documentId(path: string): string {
  return path
    .slice(0, path.length - endingOf(path).length)
    .split('/')
    .map(slug)
    .join('/')
}

/** Gives the files their ids, in place of those that they would have alone. @param files sorted by path */
export function giveFileIds<T extends { readonly path: string }>(
  files: readonly T[],
): { readonly files: (T & { readonly id: string })[]; readonly problems: Problem[] } {
  const first = new Map<string, string>()
  for (const { path } of files) if (!first.has(documentId(path))) first.set(documentId(path), path)
  const taken = new Taken(first.keys())
  const kept = new Set<string>()
  const problems: Problem[] = []
  const named = files.map(file => {
    const plain = documentId(file.path)
    const other = first.get(plain) ?? file.path
    if (!kept.has(plain)) {
      kept.add(plain)
      return { ...file, id: plain }
    }
    const id = taken.next(
      plain,
      extensionOf(file.path) === extensionOf(other) ? null : extensionOf(file.path),
    )
    const message = `The id “${plain}” is that of ${other}. This document is “${id}”.`
    problems.push({ severity: 'warning', rule: 'same-id', path: file.path, message })
    return { ...file, id }
  })
  return { files: named, problems }
}

function extensionOf(path: string): string {
  return slug(endingOf(path).slice(1))
}

/** Problems of one file that are told one by one. */
const TOLD = 20

/** Gives the documents their ids once all of them are known: takes those that they would have alone, in order. */
export class DocumentIds {
  private readonly ofFiles: Taken
  private readonly inside = new Set<string>()
  private readonly repeats: { number: number; id: string; path: string; line: number | undefined }[] = []
  private number = 0
  /** The id of the file that had a document of its own last. */
  private last: string | null = null

  constructor(files: Iterable<{ readonly id: string }>) {
    this.ofFiles = new Taken(Array.from(files, ({ id }) => id))
  }

  /** @param id what the document would have alone; a file of one document has its id already */
  add(id: string, file: { readonly id: string; readonly path: string }, line?: number): void {
    const number = this.number++
    if (id === file.id && this.last !== id) {
      this.last = id
      return
    }
    if (this.inside.has(id) || this.ofFiles.has(id)) this.repeats.push({ number, id, path: file.path, line })
    else this.inside.add(id)
  }

  /** By the number of the document, the id of each that cannot have its own; what is to be said of them. */
  settle(): { readonly renamed: ReadonlyMap<number, string>; readonly problems: readonly Problem[] } {
    for (const id of this.inside) this.ofFiles.add(id)
    const renamed = new Map<number, string>()
    const problems: Problem[] = []
    const told = new Map<string, number>()
    for (const { number, id, path, line } of this.repeats) {
      const given = this.ofFiles.next(id, null)
      renamed.set(number, given)
      const times = (told.get(path) ?? 0) + 1
      told.set(path, times)
      if (times > TOLD) continue
      const message = `The id “${id}” is that of another document. This one is “${given}”.`
      const place = line === undefined ? {} : { line }
      problems.push({ severity: 'warning', rule: 'same-id', path, ...place, message })
    }
    for (const [path, times] of told) {
      if (times <= TOLD) continue
      const message = `${times - TOLD} more documents of the file have the id of another. They are numbered too.`
      problems.push({ severity: 'warning', rule: 'same-id', path, message })
    }
    return { renamed, problems }
  }
}

/** Ids that are given. */
class Taken {
  private readonly ids: Set<string>
  /** The number that comes next, by what is numbered. */
  private readonly numbers = new Map<string, number>()

  constructor(ids: Iterable<string>) {
    this.ids = new Set(ids)
  }

  has(id: string): boolean {
    return this.ids.has(id)
  }

  add(id: string): void {
    this.ids.add(id)
  }

  /** A free id that begins with this one. @param suffix tells it apart where it can; else a number does */
  next(id: string, suffix: string | null): string {
    const base = suffix === null ? id : `${id}-${suffix}`
    let given = base
    if (this.ids.has(base)) {
      let number = this.numbers.get(base) ?? 2
      while (this.ids.has(`${base}-${number}`)) number++
      this.numbers.set(base, number + 1)
      given = `${base}-${number}`
    }
    this.ids.add(given)
    return given
  }
}
