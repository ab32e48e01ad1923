// Where else was this passage published, when first, and what was changed?
import type { Bundle } from '../bundle/open-bundle.ts'
import { type Change, changesBetween } from '../copies/changes.ts'
import { type ComparedWord, comparedWords } from '../copies/words.ts'
import type { Deadline } from '../domain/deadline.ts'
import { remember } from '../domain/memo.ts'
import { compareTexts } from '../domain/order.ts'
import { type Citation, cite } from './citation.ts'
import { type DocumentSummary, summarise } from './document-summary.ts'
import { indexOf } from './passage-index.ts'
import { perBundle } from './per-bundle.ts'

export interface TextChange {
  /** Of both texts (as the copy writes it), of the passage asked for alone, or of the copy alone. */
  readonly kind: Change['kind']
  readonly text: string
}

export interface PassageCopy {
  /** Its id. */
  readonly passage: string
  readonly document: DocumentSummary
  readonly citation: Citation
  /** From the passage asked for to this copy, in order: all but what was removed is the copy's text. */
  readonly changes: readonly TextChange[]
}

export interface CopyList {
  /** The passage asked for and all its copies. */
  readonly total: number
  readonly offset: number
  readonly limit: number
  /** By the dates of their documents, the first appearance first, undated ones last. The passage asked for is among them. */
  readonly copies: readonly PassageCopy[]
  /** The time was up before all of these were compared: the others are shown as two whole texts. */
  readonly partial?: true
}

/** Words that may differ in what is compared; the work grows with their square. */
const MOST_CHANGES = 1_000

/** @throws {NotFoundError} */
export async function listCopies(
  bundle: Bundle,
  id: string,
  { offset, limit }: { readonly offset: number; readonly limit: number },
  deadline: Deadline,
): Promise<CopyList> {
  const { records } = bundle
  const asked = indexOf(bundle, id)
  const copies = byAppearance(bundle, records.copies.of(asked))
  const { text } = records.passage(asked)
  const listed: PassageCopy[] = []
  let isPartial = false
  for (const index of copies.slice(offset, offset + limit)) {
    await deadline.share()
    const passage = records.passage(index)
    const document = records.documentOf(index)
    isPartial ||= deadline.isOver
    listed.push({
      passage: passage.id,
      document: summarise(document),
      citation: cite(passage, document, '', ''),
      changes: isPartial ? replaced(text, passage.text) : changesOf(text, passage.text),
    })
  }
  return { total: copies.length, offset, limit, copies: listed, ...(isPartial ? { partial: true } : {}) }
}

export interface CopySummary {
  /** All passages with nearly the same text, this one among them. */
  readonly total: number
  /** Those that this search finds. */
  readonly matching: number
  /** The one whose document has the earliest date. */
  readonly first: { readonly passage: string; readonly document: DocumentSummary }
}

/** What is said of a hit that has copies; null where it has none. @param matching copies that the search finds, itself among them */
export function summariseCopies(bundle: Bundle, index: number, matching: number): CopySummary | null {
  const { records } = bundle
  const group = records.copies.groupOf(index)
  if (group < 0) return null
  const first = firstsOf(bundle)(group)
  return {
    total: records.copies.members(group).length,
    matching,
    first: { passage: records.passage(first).id, document: summarise(records.documentOf(first)) },
  }
}

/** Groups whose first appearance is remembered. */
const FIRSTS = 10_000

/** The first appearance of each group: found once, as each hit of a search asks for it. */
const firstsOf = perBundle(bundle =>
  remember(FIRSTS, (group: number) =>
    bundle.records.copies
      .members(group)
      .reduce((best, other) => (appearsBefore(bundle, other, best) < 0 ? other : best)),
  ),
)

export interface DocumentCopy {
  readonly document: DocumentSummary
  /** Passages of the document asked for that this one has too. */
  readonly passages: number
}

/** Documents that have passages of this one, the most first. */
export function documentCopies({ records }: Bundle, id: string): DocumentCopy[] {
  const { from, to } = records.passageRange(id)
  /** By the number of a document, its first passage that was seen, and how many of this document's it has. */
  const shared = new Map<number, { first: number; passages: number }>()
  for (let index = from; index < to; index++) {
    const seen = new Set([records.documentNumber(index)])
    for (const copy of records.copies.of(index)) {
      const number = records.documentNumber(copy)
      if (seen.has(number)) continue
      seen.add(number)
      const known = shared.get(number)
      if (known === undefined) shared.set(number, { first: copy, passages: 1 })
      else known.passages++
    }
  }
  return [...shared.values()]
    .sort((a, b) => b.passages - a.passages || a.first - b.first)
    .map(({ first, passages }) => ({ document: summarise(records.documentOf(first)), passages }))
}

function byAppearance(bundle: Bundle, passages: readonly number[]): number[] {
  return passages.toSorted((a, b) => appearsBefore(bundle, a, b))
}

/** Below 0 where one passage's document is dated before the other's; a date of less precision counts from its first day. */
function appearsBefore({ records }: Bundle, a: number, b: number): number {
  const [dateA, dateB] = [records.documentOf(a).date, records.documentOf(b).date]
  if (dateA === null || dateB === null) return dateA === dateB ? a - b : dateA === null ? 1 : -1
  return compareTexts(dateA, dateB) || a - b
}

function changesOf(asked: string, copy: string): TextChange[] {
  const [before, after] = [comparedWords(asked), comparedWords(copy)]
  const changes = changesBetween(
    before.map(({ form }) => form),
    after.map(({ form }) => form),
    MOST_CHANGES,
  )
  if (changes === null) return replaced(asked, copy)
  const parts: TextChange[] = []
  let [atBefore, atAfter] = [0, 0]
  for (const { kind, count } of changes) {
    const text =
      kind === 'removed'
        ? stretch(asked, before, atBefore, atBefore + count)
        : stretch(copy, after, atAfter, atAfter + count)
    parts.push({ kind, text })
    if (kind !== 'added') atBefore += count
    if (kind !== 'removed') atAfter += count
  }
  return parts
}

function replaced(asked: string, copy: string): TextChange[] {
  return [
    { kind: 'removed', text: asked },
    { kind: 'added', text: copy },
  ]
}

/** The text from one word to another, the end left out, with the signs after each word; the first has also those before it. */
function stretch(text: string, words: readonly ComparedWord[], from: number, to: number): string {
  return text.slice(from === 0 ? 0 : words[from]?.start, words[to]?.start)
}
