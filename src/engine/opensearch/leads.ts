// Which passages stand for documents of which only the title or the headings match? A cluster does not compare passages with each other,
// so it is asked twice: where only titles and headings match, and which of these documents have hits of their own.
import { hash } from 'node:crypto'
import { byteCache } from '../../domain/byte-cache.ts'
import type { EngineRequest } from '../engine.ts'
import { Leads } from '../hits.ts'
import { aggregation, type ClusterIndex, ClusterSearch } from './cluster-search.ts'
import type { Dsl } from './dsl.ts'
import { COLUMNS, plainField } from './index-settings.ts'

/** Documents that are asked for at once. */
const AT_ONCE = 10_000
const KEPT_BYTES = 16 * 2 ** 20

interface Bucket {
  readonly text: { readonly first: { readonly value: number | null } }
  readonly boilerplate: { readonly first: { readonly value: number | null } }
}
interface DocumentPage {
  readonly buckets: readonly (Bucket & { readonly key: { readonly document: number } })[]
  readonly after_key?: { readonly document: number }
}
interface DocumentList {
  readonly buckets: readonly (Bucket & { readonly key: number })[]
}

export interface FoundLeads {
  /** Ascending. */
  readonly passages: Int32Array
  /** A part of the cluster did not answer. */
  readonly isPartial: boolean
}

export class ClusterLeads {
  private readonly index: ClusterIndex
  /** Of whole answers; a page of a search needs the same as the page before. */
  private readonly known = byteCache<string, Int32Array>(
    KEPT_BYTES,
    ({ byteLength }, key) => byteLength + 2 * key.length,
  )

  constructor(index: ClusterIndex) {
    this.index = index
  }

  /**
   * @param matching what the query holds for
   * @param own what makes a match a hit by itself
   * @throws {ClusterError} as `ClusterSearch.ask`
   */
  async find(request: EngineRequest, matching: Dsl, own: Dsl): Promise<FoundLeads> {
    const key = hash('sha256', JSON.stringify([matching, own]))
    const before = this.known.get(key)
    if (before !== undefined) return { passages: before, isPartial: false }
    const { connection, index } = this.index
    const search = (query: Dsl): ClusterSearch => new ClusterSearch(connection, index, request, query)
    const context = search({ bool: { filter: [matching], must_not: [own] } })
    const found: number[] = []
    let isPartial = false
    let after: number | undefined
    do {
      const answer = await context.count({ documents: pageOfDocuments(after) })
      const { buckets, after_key } = aggregation<DocumentPage>(answer, 'documents')
      const documents = buckets.map(({ key: { document } }) => document)
      const hits = search({
        bool: { filter: [matching, own, { terms: { [COLUMNS.documentNumber]: documents } }] },
      })
      const list =
        documents.length === 0
          ? { buckets: [] }
          : aggregation<DocumentList>(
              await hits.count({ documents: listOfDocuments(documents.length) }),
              'documents',
            )
      found.push(
        ...leadsAmong(
          buckets.map(bucket => ({ ...bucket, key: bucket.key.document })),
          list.buckets,
        ),
      )
      isPartial ||= context.isPartial || hits.isPartial
      after = buckets.length < AT_ONCE ? undefined : after_key?.document
    } while (after !== undefined)
    const passages = Int32Array.from(found).sort()
    if (!isPartial) this.known.set(key, passages)
    return { passages, isPartial }
  }
}

function leadsAmong(context: DocumentList['buckets'], own: DocumentList['buckets']): Int32Array {
  const numberOf = new Map(context.map(({ key }, number) => [key, number]))
  const boilerplate = new Set([...context, ...own].flatMap(({ boilerplate: { first } }) => first.value ?? []))
  const leads = new Leads(new Int32Array(context.length), new Int32Array(context.length), passage =>
    boilerplate.has(passage),
  )
  const each = (buckets: DocumentList['buckets'], add: (document: number, passage: number) => void): void => {
    for (const { key, text, boilerplate: feet } of buckets)
      for (const { value } of [text.first, feet.first]) if (value !== null) add(numberOf.get(key) ?? 0, value)
  }
  each(context, (document, passage) => leads.addContext(document, passage))
  each(own, (document, passage) => leads.addOwn(document, passage))
  return leads.passages()
}

const FIRST: Dsl = { first: { min: { field: COLUMNS.index } } }
const IS_BOILERPLATE: Dsl = { term: { [plainField('kind')]: 'boilerplate' } }
/** The first matching passage of each kind. */
const FIRST_OF_KINDS: Dsl = {
  text: { filter: { bool: { must_not: [IS_BOILERPLATE] } }, aggs: FIRST },
  boilerplate: { filter: IS_BOILERPLATE, aggs: FIRST },
}

/** @param after the last document of the page before */
function pageOfDocuments(after: number | undefined): Dsl {
  return {
    composite: {
      size: AT_ONCE,
      sources: [{ document: { terms: { field: COLUMNS.documentNumber } } }],
      ...(after === undefined ? {} : { after: { document: after } }),
    },
    aggs: FIRST_OF_KINDS,
  }
}

/** All passages of a document lie in one shard, and no shard leaves any document out. */
function listOfDocuments(size: number): Dsl {
  return { terms: { field: COLUMNS.documentNumber, size, shard_size: size }, aggs: FIRST_OF_KINDS }
}
