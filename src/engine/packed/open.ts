// An engine for large corpora: immutable typed arrays, read where they lie. The same answers as MiniSearch's engine.
import { setImmediate as pause } from 'node:timers/promises'
import { FIELDS, type Field } from '../../domain/query.ts'
import type { Engine, EngineAnswer, EngineRequest } from '../engine.ts'
import { ArrayFile } from './array-file.ts'
import { andWindow } from './bits.ts'
import { Collector } from './collector.ts'
import { PackedColumns } from './columns.ts'
import { PACKED_FILES } from './layout.ts'
import { collectBest } from './max-score.ts'
import type { Window } from './operators.ts'
import { type PackedIndex, Planner } from './plan.ts'
import { PostingFile } from './postings.ts'
import { Sequences } from './sequences.ts'
import { PackedVocabulary } from './vocabulary.ts'
import type { PackedFile } from './write.ts'

/** Passages of a window at least: its scores take 256 KiB. Windows end where documents end. */
const WINDOW = 32_768
/** After this time others are let in; a window takes a few milliseconds at most. */
const TURN_MS = 10

export interface PackedEngine extends Engine {
  readonly columns: PackedColumns
}

/**
 * Opens an index over its files' bytes, each on an eight-byte boundary of its buffer.
 * @throws {BundleError} where a file is damaged or of another version
 */
export function openPacked(files: Readonly<Record<PackedFile, Uint8Array>>): PackedEngine {
  const file = (name: PackedFile): ArrayFile => new ArrayFile(files[name], name)
  const columns = new PackedColumns(file(PACKED_FILES.columns))
  const sequences = file(PACKED_FILES.sequences)
  const index: PackedIndex = {
    columns,
    postings: new PostingFile(file(PACKED_FILES.postings), columns.runs),
    vocabulary: new PackedVocabulary(file(PACKED_FILES.words), sequences.unsigned('terms')),
    sequences: Object.fromEntries(FIELDS.map(field => [field, new Sequences(sequences, field)])) as Record<
      Field,
      Sequences
    >,
  }
  const windows = windowsOf(columns.documentFirst)
  return {
    name: 'packed',
    vocabulary: index.vocabulary,
    columns,
    search: request => search(index, windows, request),
    close: () => {},
  }
}

async function search(
  index: PackedIndex,
  windows: readonly Window[],
  request: EngineRequest,
): Promise<EngineAnswer> {
  const { columns } = index
  const planner = new Planner(index)
  const allowed = columns.filter(request.filters)
  const collector = new Collector(request, columns)
  const isScored = request.sort === 'relevance'
  const disjunction =
    request.hitsOnly === true && isScored && !request.groupByDocument
      ? planner.disjunction(request.query)
      : null
  const operator = disjunction === null ? planner.plan(request.query) : null
  const largest = windows.reduce((size, { base, to }) => Math.max(size, to - base), 0)
  const scores = isScored ? new Float64Array(largest) : null
  const bits = new Uint32Array(Math.ceil(largest / 32))
  const score = (passages: Uint32Array): Float64Array => {
    const found = new Float64Array(passages.length)
    planner.plan(request.query).probe(passages, new Uint8Array(passages.length), found)
    return found
  }
  const started = performance.now()
  let turn = started
  for (const window of windows) {
    const now = performance.now()
    if (now - turn > TURN_MS) {
      await pause()
      turn = performance.now()
    }
    request.signal?.throwIfAborted()
    if (now - started > (request.budgetMs ?? Infinity)) return collector.answer(true, score)
    const size = window.to - window.base
    const own = bits.subarray(0, Math.ceil(size / 32))
    if (disjunction !== null && scores !== null) {
      collectBest(disjunction, window, columns, allowed, collector.top)
      continue
    }
    own.fill(0)
    scores?.fill(0, 0, size)
    operator?.sweep(window, own, scores)
    andWindow(own, allowed, window.base)
    collector.add(window, own, scores)
  }
  return collector.answer(false, score)
}

/** Runs of whole documents. */
function windowsOf(documentFirst: Uint32Array): Window[] {
  const windows: Window[] = []
  let from = 0
  for (let document = 1; document < documentFirst.length; document++) {
    const to = documentFirst[document] as number
    if (to - from < WINDOW && document < documentFirst.length - 1) continue
    windows.push({ from, to, base: from - (from % 32) })
    from = to
  }
  return windows
}
