// An engine for large corpora: immutable typed arrays, read where they lie. The same answers as MiniSearch's engine.
import { Deadline } from '../../domain/deadline.ts'
import { WORDED_FIELDS, type WordedField } from '../../domain/query.ts'
import type { Engine, EngineAnswer, EngineRequest, TermSequences } from '../engine.ts'
import { ArrayFile } from './array-file.ts'
import { keepBits } from './bits.ts'
import { Collector, HitCollector } from './collector.ts'
import { PackedColumns } from './columns.ts'
import { collectBestOfAll } from './conjunction.ts'
import type { PostingCursor, Window } from './cursor.ts'
import { collectBest, sweepAll, type Touched } from './disjunction.ts'
import { PACKED_FILES } from './layout.ts'
import type { Operator } from './operators.ts'
import { type PackedIndex, Planner } from './plan.ts'
import { PostingFile } from './postings.ts'
import { type Scratch, Scratches } from './scratch.ts'
import { Sequences } from './sequences.ts'
import { PackedVocabulary } from './vocabulary.ts'
import type { PackedFile } from './write.ts'

/** Passages of a window: its scores take 256 KiB. */
const WINDOW = 32_768
/** Of the first window where only the best hits are wanted, each being twice the one before: until there are hits, nothing is without a chance. */
const FIRST_WINDOW = 1024
/** Postings of a window, about: a window of a query of many frequent words is smaller, so that others may have their turn after it. */
const WINDOW_POSTINGS = 400_000
const SMALLEST_WINDOW = 512

export interface PackedEngine extends Engine {
  readonly columns: PackedColumns
}

export interface PackedSettings {
  /** Passages that are evaluated at a time, a multiple of 32. */
  readonly window?: number
}

/**
 * Opens an index over its files' bytes, each on an eight-byte boundary of its buffer.
 * @throws {BundleError} where a file is damaged or of another version
 */
export function openPacked(
  files: Readonly<Record<PackedFile, Uint8Array>>,
  { window = WINDOW }: PackedSettings = {},
): PackedEngine {
  const file = (name: PackedFile): ArrayFile => new ArrayFile(files[name], name)
  const columns = new PackedColumns(file(PACKED_FILES.columns))
  const sequences = file(PACKED_FILES.sequences)
  const index: PackedIndex = {
    columns,
    postings: new PostingFile(file(PACKED_FILES.postings), columns.runs),
    vocabulary: new PackedVocabulary(file(PACKED_FILES.words), sequences.unsigned('terms')),
    sequences: Object.fromEntries(
      WORDED_FIELDS.map(field => [field, new Sequences(sequences, field)]),
    ) as Record<WordedField, Sequences>,
  }
  const scratches = new Scratches(window)
  return {
    name: 'packed',
    vocabulary: index.vocabulary,
    sequences: termSequences(index),
    columns,
    search: request => search(index, scratches, request),
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
  }
}

async function search(
  index: PackedIndex,
  scratches: Scratches,
  request: EngineRequest,
): Promise<EngineAnswer> {
  const { columns } = index
  const deadline = new Deadline(request.budgetMs ?? Infinity, request.signal)
  const allowed = columns.filter(request.filters)
  const scratch = scratches.take()
  try {
    const planner = new Planner(index, scratch)
    await planner.prepare(request.query, deadline)
    return await evaluate({ index, scratch, planner, allowed, deadline, window: scratches.window }, request)
  } finally {
    scratches.give(scratch)
  }
}

interface Prepared {
  readonly index: PackedIndex
  readonly scratch: Scratch
  readonly planner: Planner
  /** The passages that the filters let through. */
  readonly allowed: Int32Array
  readonly deadline: Deadline
  /** Passages of a window at most. */
  readonly window: number
}

async function evaluate(
  { index: { columns }, scratch, planner, allowed, deadline, window: most }: Prepared,
  request: EngineRequest,
): Promise<EngineAnswer> {
  const isHitsOnly = request.hitsOnly === true && !request.groupByDocument
  const collector = isHitsOnly ? new HitCollector(request, columns) : new Collector(request, columns, scratch)
  const isScored = request.sort === 'relevance'
  const disjunction = isScored ? planner.disjunction(request.query) : null
  const conjunction =
    isScored && isHitsOnly && disjunction === null ? planner.conjunction(request.query) : null
  const operator = disjunction === null && conjunction === null ? planner.plan(request.query) : null
  const score = (passages: Int32Array): Float64Array => {
    const found = new Float64Array(passages.length)
    planner.plan(request.query).probe(passages, new Uint8Array(passages.length), found)
    return found
  }
  const isPruned = isHitsOnly && operator === null
  const widest = widestWindow(most, columns.passages, planner.postings)
  let width = isPruned ? Math.min(FIRST_WINDOW, widest) : widest
  for (let from = 0, to = 0; from < columns.passages; from = to) {
    await deadline.share()
    request.signal?.throwIfAborted()
    if (deadline.isOver) return collector.answer(true, score)
    to = Math.min(columns.passages, from + width)
    width = Math.min(widest, 2 * width)
    const window: Window = { from, to }
    if (conjunction !== null)
      collectBestOfAll(conjunction, window, columns, allowed, collector.top, scratch.candidates)
    else if (disjunction !== null && isPruned)
      collectBest(disjunction, window, columns, allowed, collector.top, scratch.touched)
    else if (disjunction !== null) collectAny(disjunction, window, allowed, collector, scratch.touched)
    else if (operator !== null) collect(operator, window, allowed, collector, scratch, isScored)
  }
  return collector.answer(false, score)
}

/** So many passages that the postings of a window are read in one turn; a multiple of 32. */
function widestWindow(window: number, passages: number, postings: number): number {
  const affordable = Math.floor((WINDOW_POSTINGS / Math.max(1, postings)) * passages)
  return Math.min(window, Math.max(SMALLEST_WINDOW, affordable - (affordable % 32)))
}

function collectAny(
  lists: readonly PostingCursor[],
  window: Window,
  allowed: Int32Array,
  collector: HitCollector,
  touched: Touched,
): void {
  sweepAll(lists, window, touched)
  collector.add(window.from, touched.keep(window.from, allowed, 0), touched.scores)
  touched.clear()
}

function collect(
  operator: Operator,
  window: Window,
  allowed: Int32Array,
  collector: HitCollector,
  scratch: Scratch,
  isScored: boolean,
): void {
  const scores = isScored ? scratch.scores : null
  scores?.fill(0, 0, window.to - window.from)
  collector.add(window.from, keepBits(operator.list(window, scores), allowed, window.from), scores)
}
