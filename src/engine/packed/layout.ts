// Which files does the packed engine have, and which numbers does its format rest on? docs/reference/bundle-format.md draws them.
import { BundleError } from '../../domain/errors.ts'
import type { Field } from '../../domain/query.ts'
import { BM25 } from '../scoring.ts'

/** The files in the bundle's folder. */
export const PACKED_FILES = {
  words: 'packed/words.bin',
  postings: 'packed/postings.bin',
  sequences: 'packed/sequences.bin',
  columns: 'packed/columns.bin',
} as const

/** What a list of a field counts: passages, documents, or runs of passages under the same headings. */
export type Unit = 'passage' | 'document' | 'section'
export const UNITS: Readonly<Record<Field, Unit>> = {
  text: 'passage',
  title: 'document',
  headings: 'section',
  entities: 'passage',
}

/** Facets of documents whose values have arrays of their own, besides metadata and ids. */
export const DOCUMENT_COLUMNS = ['source', 'author', 'year', 'folder', 'filetype'] as const

/** Figures of a word in the dictionary: its rank (0 where it stands nowhere), the passages that hold it, and where it is cut in two. */
export const WORD_FIGURES = 3
/** Figures of a term: its number, and the passages whose text, title or headings hold it. */
export const TERM_FIGURES = 2

/** Stands among the ranks of words between two texts of a unit. */
export const BOUNDARY = 0

/**
 * The part of BM25 that depends on a field's length, for each length: `k · (1 - b + b · length / mean)`.
 * @param longest the greatest length
 */
export function lengthNorms(longest: number, mean: number): Float64Array {
  const { k, b } = BM25
  return Float64Array.from({ length: longest + 1 }, (_, length) => k * (1 - b + (b * length) / mean))
}

/** Numbers in the files are below this, so that they can be read as signed ones. */
const TOO_LARGE = 2 ** 31

/** @throws {BundleError} `too-large` where a size does not fit the format */
export function assertFits(size: number, what: string): void {
  if (size < TOO_LARGE) return
  throw new BundleError(
    'too-large',
    `The corpus has too many ${what} for one packed index (${size}, the most is ${TOO_LARGE - 1}). Build parts of it as several indexes.`,
  )
}
