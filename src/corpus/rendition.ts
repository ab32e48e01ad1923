// What does a reader make of a file? A text, its blocks, and what is said about it; a file may hold several documents.
import type { Nodes, Root } from 'mdast'
import type { Author } from '../domain/author.ts'
import type { BoilerplateReason, FILE_PROPERTIES, Problem, SourceSpan } from '../domain/document.ts'

/** Something that a file says about itself: a label as written, its values, and where it is kept, if not in the text. A name in parts, or one of a list, is never split. */
export type Fact = readonly [
  label: string,
  values: readonly (string | Author)[],
  from?: typeof FILE_PROPERTIES,
]

export interface Rendition {
  /** What sets its id apart where a file holds several documents; null for the file's own. */
  readonly part: string | null
  /** What offsets count in: the decoded file, or the text that was extracted from it. */
  readonly source: string
  /** The blocks of `source`; every node has a position. Top-level blocks may carry a `boilerplate` reason in `data`. */
  readonly root: Root
  /** Whether nothing in its text is the head of an article, as of a message, a sheet, spoken words. */
  readonly isHeadless?: boolean
  /** In order of trust: the first value of a field stands. */
  readonly facts: readonly Fact[]
  /** Taken only where neither `facts` nor the text itself says so. */
  readonly fallbacks?: readonly Fact[]
  /** In a format with pages: at which offsets which page begins, in order of offsets. */
  readonly pages?: readonly PageStart[]
  /** Of a table: at which offsets which row begins, in order of offsets. */
  readonly rows?: readonly RowStart[]
  /** Of words that were spoken: at which offsets which stretch of time begins, in order of offsets. */
  readonly times?: readonly TimeStart[]
  /** Of pages that were pictures: the words that were recognised on them, in order of offsets. */
  readonly recognised?: readonly RecognisedWord[]
  /** Whether it rests on what recognises text, or would if there were anything that does. */
  readonly restsOnRecognition?: true
  /** Name of the file inside the file, which stands in every passage's place. */
  readonly inside?: string
  /** Where the file is longer than `source`: the place in the file of a place in `source`. */
  readonly locate?: (start: number, end: number) => Pick<SourceSpan, 'start' | 'end' | 'line' | 'endLine'>
  readonly problems?: readonly Omit<Problem, 'path'>[]
  /** Names of files inside the file that were left out because of their formats. */
  readonly leftOut?: readonly string[]
}

export interface PageStart {
  readonly at: number
  /** 1-based. */
  readonly page: number
}

/** A word that was recognised on the picture of a page. */
export interface RecognisedWord {
  readonly at: number
  readonly length: number
  /** In percent. */
  readonly confidence: number
}

export interface RowStart {
  readonly at: number
  /** 1-based, as the sheet numbers it; null where something begins that stands in no row. */
  readonly row: number | null
  /** The name of the sheet, where there are sheets. */
  readonly sheet?: string
}

export interface TimeStart {
  readonly at: number
  /** Seconds from the beginning of the recording to that of the words, and to their end. */
  readonly time: number
  readonly endTime: number
}

declare module 'mdast' {
  interface Data {
    boilerplate?: BoilerplateReason
    /** Whose words a quotation is; null where nobody is named. */
    speaker?: string | null
    /** Set as a superscript. */
    isRaised?: boolean
    /** Of the item of a list: what is printed before it, such as `4.`. */
    number?: string
  }
}

/** What a file inside a file holds, named by it. */
export function inside(name: string, rendition: Rendition): Rendition {
  return {
    ...rendition,
    part: rendition.part === null ? name : `${name}/${rendition.part}`,
    inside: rendition.inside === undefined ? name : `${name}/${rendition.inside}`,
  }
}

/** What is to be told, in a rendition without text. */
export function told(...problems: readonly Omit<Problem, 'path'>[]): Rendition {
  return { part: null, source: '', root: { type: 'root', children: [] }, facts: [], problems }
}

/** A file that cannot be read as what it says it is, or not within bounds; `rule` as in problems. */
export class UnreadableError extends Error {
  readonly rule: string
  constructor(rule: string, message: string) {
    super(message)
    this.rule = rule
  }
}

/** Gives every node a position: that of its children, or none wide where the one before it ends. */
export function fillPositions(node: Nodes, before = 0): number {
  let end = before
  let start: number | undefined
  if ('children' in node) {
    end = node.position?.start.offset ?? before
    for (const child of node.children) {
      end = fillPositions(child, end)
      start ??= child.position?.start.offset
    }
  }
  if (node.position?.start.offset === undefined)
    node.position = spanning(start ?? before, Math.max(start ?? before, end))
  return node.position.end.offset ?? end
}

/** A position by its offsets; lines are found when they are asked for. */
export function spanning(start: number, end: number): NonNullable<Nodes['position']> {
  const point = (offset: number) => ({ line: 1, column: 1, offset })
  return { start: point(start), end: point(end) }
}
