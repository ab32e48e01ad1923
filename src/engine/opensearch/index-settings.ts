// How does an index of OpenSearch hold passages so that terms and scores are Lede's own? Its mapping, and the encoding of frequencies.
//
// Terms come analysed: each field is a list of `term|frequency` that the cluster cuts at spaces and stores as it is, so no
// analyzer of the cluster can disagree with ours. The frequency stored is not the term's own, but what BM25 makes of it in a field
// of this length: tf / (1 - b + b · length / mean), in steps of 1 / STEPS. The cluster then scores with b = 0 and k · STEPS, which is the same
// formula with a length that is exact, where Lucene keeps lengths beyond 40 to about a tenth only.
//
// A word of every field of every passage is `*`: so all passages count as having the field, as they do for Lede's idf.
import { hash } from 'node:crypto'
import { ENTITY_TYPES } from '../../domain/document.ts'
import {
  ANY_WORD,
  type FacetName,
  type Field,
  isPlainFacet,
  PLAIN_FACETS,
  type PlainFacet,
  WORDED_FIELDS,
  type WordedField,
} from '../../domain/query.ts'
import { BM25 } from '../scoring.ts'

/** Part of an index's name: raised whenever an index of the old form can no longer be searched. */
export const MAPPING_VERSION = 3

/** Steps of one unit of a normalised frequency: of a field fifteen times as long as the mean it is right to a ten-thousandth. */
const STEPS = 65_536
/** Stored frequencies are below this: there the score is within a thousandth of its limit, and sums stay below 2^31. */
const MOST = 2 ** 26
const SUM = 2 ** 31 - 1

/** A word of every field. No term of a text begins with it. */
const EVERYWHERE = '*'
/** Words between two texts of a field, more than any distance. */
const APART = 10_000
/** UTF-16 code units above which a term or a value is indexed by its hash: Lucene takes 32 766 bytes. */
const LONGEST = 8_000

/** There are no copies until all is sent. */
export const COPIES = {
  number_of_replicas: 0,
  // A node that hung cannot take its copies again while searches are open on them, five minutes by default, and is tried every five seconds.
  'allocation.max_retries': 100,
} as const

/** Values that a passage is sorted or placed by, or counted over time. */
export const COLUMNS = {
  /** Place in the corpus, from 0; ids are the same number. */
  index: 'index',
  /** Number of the document, from 0. */
  documentNumber: 'documentNumber',
  /** Number of its group of copies; where it has none, its place behind all groups. */
  copies: 'copies',
  /** First day of the document's date, and of its month and year; missing where it is undated. */
  day: 'day',
  month: 'month',
  year: 'year',
  /** The record, as its line of JSON: the cluster would order the keys of an object as it likes, and a bundle is the same byte for byte. */
  passage: 'passage',
} as const

/** Where the words of a field stand in order, as they were written, for phrases. */
export function wordsField(field: WordedField): string {
  return `${field}Words`
}

/** Where the terms of the same words stand, at the same places: for words near each other that are meant in all their forms. */
export function termsField(field: WordedField): string {
  return `${field}Terms`
}

/** @param metadataKeys all of the corpus, sorted: their place is the field's name, as keys may be any text */
export function facetField(name: FacetName, metadataKeys: readonly string[]): string | null {
  if (isPlainFacet(name)) return plainField(name)
  if (!name.startsWith('meta.')) return `entity_${name}`
  const number = metadataKeys.indexOf(name.slice('meta.'.length))
  return number < 0 ? null : metadataField(number)
}

/** `year` is a period of the timeline, and other facets may be called as fields of words are. */
export function plainField(name: PlainFacet): string {
  return `facet_${name}`
}

function metadataField(number: number): string {
  return `meta${number}`
}

/** What stands in the index for a term. */
export function termKey(term: string): string {
  return term.length > LONGEST ? hashKey(term) : term
}

/** What stands in the index for a value. */
export function valueKey(value: string): string {
  return value.length > LONGEST ? hashKey(value) : value
}

/** Whether a key is a hash, not the value itself. */
export function isHashed(key: string): boolean {
  return key.startsWith(HASHED)
}

const HASHED = '*sha256:'

function hashKey(text: string): string {
  return HASHED + hash('sha256', text)
}

/**
 * A field's terms as the index takes them.
 * @param frequencies of each different term
 * @param mean number of different terms of the field, over all passages
 */
export function encodeTerms(frequencies: ReadonlyMap<string, number>, mean: number): string {
  const { b } = BM25
  const norm = 1 - b + (mean === 0 ? 0 : (b * frequencies.size) / mean)
  const most = Math.min(MOST, Math.floor(SUM / (frequencies.size + 1)))
  let encoded = `${EVERYWHERE}|1`
  for (const [term, frequency] of frequencies) {
    const stored = Math.min(most, Math.max(1, Math.round((frequency / norm) * STEPS)))
    encoded += ` ${termKey(term)}|${stored}`
  }
  return encoded
}

/** What a score of the index is to be multiplied with: Lucene's BM25 leaves out k + 1, which is the same for every term. */
export const SCORE_FACTOR = BM25.k + 1

export interface IndexShape {
  readonly shards: number
  readonly metadataKeys: readonly string[]
  /** Kept with the index, to know it again. */
  readonly meta: Readonly<Record<string, unknown>>
}

/** The body that creates an index: loaded without copies, which are made when it is whole. */
export function indexBody({ shards, metadataKeys, meta }: IndexShape): Record<string, unknown> {
  const counted = { type: 'keyword', eager_global_ordinals: true }
  const number = { type: 'integer' }
  const terms = {
    type: 'text',
    analyzer: 'terms',
    search_analyzer: 'words',
    index_options: 'freqs',
    norms: false,
    similarity: 'normalised',
  }
  const words = {
    type: 'text',
    analyzer: 'places',
    index_options: 'positions',
    norms: false,
    position_increment_gap: APART,
  }
  const fields: Readonly<Record<Field, unknown>> = {
    text: terms,
    title: terms,
    headings: terms,
    entities: terms,
  }
  const metadata = metadataKeys.map((_, at) => [metadataField(at), counted] as const)
  const properties: Record<string, unknown> = {
    ...fields,
    ...Object.fromEntries(
      WORDED_FIELDS.flatMap(field => [
        [wordsField(field), words],
        [termsField(field), words],
      ]),
    ),
    ...Object.fromEntries([...ENTITY_TYPES, ...PLAIN_FACETS].map(name => [facetField(name, []), counted])),
    ...Object.fromEntries(metadata),
    [COLUMNS.index]: number,
    [COLUMNS.documentNumber]: number,
    [COLUMNS.copies]: number,
    [COLUMNS.day]: number,
    [COLUMNS.month]: number,
    [COLUMNS.year]: number,
    [COLUMNS.passage]: { type: 'keyword', index: false, doc_values: false },
  }
  return {
    settings: {
      number_of_shards: shards,
      ...COPIES,
      refresh_interval: -1,
      'mapping.total_fields.limit': Object.keys(properties).length + 100,
      // Parts of a shard that are searched side by side would each count a document that lies in both.
      'search.concurrent_segment_search.mode': 'none',
      similarity: { normalised: { type: 'BM25', k1: BM25.k * STEPS, b: 0 } },
      analysis: {
        // Longer than any term's key: otherwise a word would be cut.
        tokenizer: { spaces: { type: 'whitespace', max_token_length: 32_000 } },
        filter: {
          frequency: { type: 'delimited_term_freq', delimiter: '|' },
          gaps: { type: 'stop', stopwords: [ANY_WORD] },
        },
        analyzer: {
          terms: { type: 'custom', tokenizer: 'spaces', filter: ['frequency'] },
          words: { type: 'custom', tokenizer: 'spaces' },
          // Leaves a place empty where any word may stand, or the index has no term for the one that does.
          places: { type: 'custom', tokenizer: 'spaces', filter: ['gaps'] },
        },
      },
    },
    mappings: {
      dynamic: 'strict',
      _meta: meta,
      _routing: { required: true },
      // What is only indexed need not be kept; the record says it all.
      _source: { includes: [COLUMNS.passage] },
      properties,
    },
  }
}
