// An engine for large corpora: immutable typed arrays, read where they lie. The same answers as MiniSearch's engine.
import { Deadline } from '../../domain/deadline.ts'
import { type Filters, WORDED_FIELDS, type WordedField } from '../../domain/query.ts'
import {
  type Engine,
  type EngineAnswer,
  type EngineRequest,
  type Limits,
  NO_GROUPS,
  type PassageGroups,
  type TermSequences,
} from '../engine.ts'
import { ArrayFile } from './array-file.ts'
import { spreadBits } from './bits.ts'
import { Collector } from './collector.ts'
import { type FacetBits, PackedColumns } from './columns.ts'
import { PACKED_FILES } from './layout.ts'
import { Mentions } from './mentions.ts'
import { type PackedIndex, Planner } from './plan.ts'
import { PostingFile } from './postings.ts'
import { Scratches } from './scratch.ts'
import { Sequences } from './sequences.ts'
import { SlotFillers } from './slot-fillers.ts'
import { PackedVocabulary } from './vocabulary.ts'
import { type Planned, WindowHits } from './window-hits.ts'
import type { PackedFile } from './write.ts'

/** Passages of a window: its scores take 256 KiB. */
const WINDOW = 32_768
/** Postings of a window, about: a window of a query of many frequent words is smaller, so that others may have their turn after it. */
const WINDOW_POSTINGS = 400_000
const SMALLEST_WINDOW = 512
/** Passages that are scored one by one before others may have their turn. */
const SCORED_AT_A_TIME = 256

export interface PackedEngine extends Engine {
  readonly columns: PackedColumns
}

export interface PackedSettings {
  /** Passages that are evaluated at a time, a multiple of 32. */
  readonly window?: number
  readonly copies?: PassageGroups
}

/**
 * Opens an index over its files' bytes, each on an eight-byte boundary of its buffer.
 * @throws {BundleError} where a file is damaged or of another version
 */
export function openPacked(
  files: Readonly<Record<PackedFile, Uint8Array>>,
  { window = WINDOW, copies = NO_GROUPS }: PackedSettings = {},
): PackedEngine {
  const file = (name: PackedFile): ArrayFile => new ArrayFile(files[name], name)
  const columns = new PackedColumns(file(PACKED_FILES.columns))
  const sequences = file(PACKED_FILES.sequences)
  const index: PackedIndex = {
    columns,
    copies,
    postings: new PostingFile(file(PACKED_FILES.postings), columns.runs),
    vocabulary: new PackedVocabulary(file(PACKED_FILES.words), sequences.unsigned('terms')),
    sequences: Object.fromEntries(
      WORDED_FIELDS.map(field => [field, new Sequences(sequences, field)]),
    ) as Record<WordedField, Sequences>,
    mentions: new Mentions(sequences, columns),
  }
  const scratches = new Scratches(window)
  return {
    name: 'packed',
    vocabulary: index.vocabulary,
    sequences: termSequences(index),
    columns,
    search: request => search(index, scratches, request),
    allowed: (filters, limits = {}) => allowed(columns, filters, limits),
    close: () => {},
  }
}

function termSequences({ columns, sequences, vocabulary }: PackedIndex): TermSequences {
  return {
    terms: vocabulary.terms,
    text: index => vocabulary.termsOfRanks(sequences.text.ranks(index)),
    title: index => vocabulary.termsOfRanks(sequences.title.ranks(columns.documentOf[index] ?? 0)),
    numberOf: term => vocabulary.termPlace(term),
    termOf: place => vocabulary.termAt(place),
    counter: terms => {
      const termByRank = new Map<number, number>()
      for (const term of terms) for (const rank of vocabulary.ranksAt(term)) termByRank.set(rank, term)
      const count = sequences.text.counter([...termByRank.keys()])
      return (from, to, frequencies) =>
        count(from, to, (rank, times) => {
          const term = termByRank.get(rank) as number
          frequencies.set(term, (frequencies.get(term) ?? 0) + times)
        })
    },
  }
}

async function search(
  index: PackedIndex,
  scratches: Scratches,
  request: EngineRequest,
): Promise<EngineAnswer> {
  const { columns, copies } = index
  const deadline = new Deadline(request.budgetMs ?? Infinity, request.signal)
  const { allowed, apart } = columns.filter(request.filters, request.facets)
  const scratch = scratches.take()
  try {
    const planner = new Planner(index, scratch)
    await planner.prepare(request.query, deadline)
    return await evaluate(
      { columns, copies, scratch, planner, allowed, apart, deadline, window: scratches.window },
      request,
    )
  } finally {
    scratches.give(scratch)
  }
}

/** Passages whose bits are spread before others may have their turn. */
const SPREAD = 262_144

async function allowed(
  columns: PackedColumns,
  filters: Filters,
  { budgetMs = Infinity, signal }: Limits,
): Promise<Uint8Array | null> {
  const deadline = new Deadline(budgetMs, signal)
  const { allowed: bits } = columns.filter(filters, [])
  const marks = new Uint8Array(columns.passages)
  for (let from = 0; from < marks.length; from += SPREAD) {
    await deadline.share()
    if (deadline.isOver) return null
    spreadBits(bits, marks, from, Math.min(marks.length, from + SPREAD))
  }
  return marks
}

interface Prepared extends Planned {
  readonly copies: PassageGroups
  /** What is allowed of facets that are counted without it. */
  readonly apart: readonly FacetBits[]
  readonly deadline: Deadline
  /** Passages of a window at most. */
  readonly window: number
}

async function evaluate(prepared: Prepared, request: EngineRequest): Promise<EngineAnswer> {
  const { columns, planner, apart, deadline, scratch, window: most } = prepared
  const slots = request.slots === undefined ? null : new SlotFillers(request.slots, planner, columns)
  const collector = new Collector(request, prepared, apart, scratch, slots)
  const hits = await WindowHits.of(prepared, request, deadline)
  const width = widestWindow(most, columns.passages, planner.postings)
  let isCut = false
  for (let from = 0, to = 0; from < columns.passages && !isCut; from = to) {
    await deadline.share()
    request.signal?.throwIfAborted()
    isCut = deadline.isOver
    to = Math.min(columns.passages, from + width)
    if (!isCut) hits.collect({ from, to }, collector)
  }
  const score = async (passages: Int32Array): Promise<Float64Array> => {
    const found = new Float64Array(passages.length)
    const operator = planner.plan(request.query)
    for (let from = 0; from < passages.length; from += SCORED_AT_A_TIME) {
      await deadline.share()
      const some = passages.subarray(from, from + SCORED_AT_A_TIME)
      operator.probe(some, new Uint8Array(some.length), found.subarray(from, from + some.length))
    }
    return found
  }
  return collector.answer(isCut, score, await hits.collectLeads(most, score, collector))
}

/** So many passages that the postings of a window are read in one turn; a multiple of 32. */
function widestWindow(window: number, passages: number, postings: number): number {
  const affordable = Math.floor((WINDOW_POSTINGS / Math.max(1, postings)) * passages)
  return Math.min(window, Math.max(SMALLEST_WINDOW, affordable - (affordable % 32)))
}
