// What became of each file of the corpus? One line for a file, and one for each document and each left-out file inside of it.
import type { Discovery, LeftOut, SourceFile } from '../corpus/discover.ts'
import type { Problem } from '../domain/document.ts'
import { compareTexts } from '../domain/order.ts'
import type { PreparedFile } from './prepare-document.ts'

export interface FileOutcome {
  /** Path under the source folder, with forward slashes. */
  readonly path: string
  /** Name of the file inside the file, or null for the file itself. */
  readonly part: string | null
  /** `unchanged` was read by an earlier build and taken from there. */
  readonly outcome: 'read' | 'unchanged' | 'left out'
  readonly documents: number
  readonly passages: number
  /** Why it was left out, and what else is to be known of it, in sentences; empty where nothing is. */
  readonly remarks: string
}

/** Takes the outcomes of a build in order. */
export interface OutcomeSink {
  add(outcome: FileOutcome): void
}

/** What was never read: files of other formats, hidden ones, links. */
export function tellLeftOut({ files, leftOut, problems }: Discovery, sink: OutcomeSink): void {
  const read = new Set(files.map(({ path }) => path))
  const told = problems
    .filter(({ path }) => !read.has(path))
    .map(({ path, message }) => ({ path, why: message }))
  for (const { path, why } of [...leftOut, ...told])
    sink.add({ path, part: null, outcome: 'left out', documents: 0, passages: 0, remarks: why })
}

/** Files of other formats, by how their names end. */
export interface OtherFormat {
  /** With its point; empty where the names have none. */
  readonly ending: string
  readonly files: number
  /** A few of them. */
  readonly some: readonly string[]
}

const SOME = 3

/** The endings of most files first. */
export function otherFormats(leftOut: readonly LeftOut[]): OtherFormat[] {
  const others = leftOut.filter(({ ending }) => ending !== undefined)
  const byEnding = Map.groupBy(others, ({ ending = '' }) => ending)
  return Array.from(byEnding, ([ending, files]) => ({
    ending,
    files: files.length,
    some: files.slice(0, SOME).map(({ path }) => path),
  })).sort((a, b) => b.files - a.files || compareTexts(a.ending, b.ending))
}

/** Gathers what is told of one file: a long one is read in pieces that follow each other. */
export class FileOutcomes {
  private readonly sink: OutcomeSink
  private readonly before: ReadonlyMap<string, readonly Problem[]>
  private path: string | null = null
  private isReused = true
  private documents = 0
  private passages = 0
  private remarks: string[] = []
  private parts: FileOutcome[] = []

  /** @param problems of files that were told before any was read */
  constructor(sink: OutcomeSink, problems: readonly Problem[]) {
    this.sink = sink
    this.before = Map.groupBy(problems, ({ path }) => path)
  }

  add({ path }: SourceFile, made: PreparedFile, isReused: boolean): void {
    if (path !== this.path) this.finish()
    if (this.path === null) this.remarks = told(this.before.get(path) ?? [], made).map(sentence)
    this.path = path
    this.isReused = this.isReused && isReused
    this.remarks.push(...made.problems.map(sentence))
    for (const { passages } of made.documents) {
      this.documents++
      this.passages += passages.length
      const part = passages[0]?.source.part
      if (part !== undefined) this.tellPart(part, this.isReused ? 'unchanged' : 'read', passages.length, '')
    }
    for (const part of made.leftOut ?? [])
      this.tellPart(part, 'left out', 0, 'Lede does not read files of this format.')
  }

  /** After the last file. */
  finish(): void {
    const { path, isReused, documents, passages, remarks } = this
    if (path !== null) {
      const outcome = documents === 0 ? 'left out' : isReused ? 'unchanged' : 'read'
      this.sink.add({ path, part: null, outcome, documents, passages, remarks: remarks.join(' ') })
      for (const part of this.parts) this.sink.add(part)
    }
    this.path = null
    this.isReused = true
    this.documents = 0
    this.passages = 0
    this.remarks = []
    this.parts = []
  }

  private tellPart(part: string, outcome: FileOutcome['outcome'], passages: number, remarks: string): void {
    const path = this.path ?? ''
    this.parts.push({ path, part, outcome, documents: passages > 0 ? 1 : 0, passages, remarks })
  }
}

/** Of a file that gives no document nobody needs to know which id it would have had. */
function told(problems: readonly Problem[], { documents }: PreparedFile): readonly Problem[] {
  return documents.length > 0 ? problems : problems.filter(({ rule }) => rule !== 'same-id')
}

function sentence({ line, message }: Problem): string {
  return line === undefined ? message : `Line ${line}: ${message}`
}
