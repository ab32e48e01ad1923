// Here is a document, give me its passages: stable ids, kinds, section paths, exact places in the source.
import type { SourceDocument } from '../corpus/read-document.ts'
import type { BlockRole, Suspect } from '../corpus/roles/block-role.ts'
import type { Passage } from '../domain/document.ts'
import { textFingerprint } from '../domain/ids.ts'
import { type Block, type OtherPart, outlineBlocks } from './blocks.ts'
import { recognisedIn } from './recognised.ts'
import { repairBroken } from './repair.ts'
import { splitPoints } from './sentences.ts'

export interface PassageOptions {
  /** Longest passage in words; longer blocks are cut at sentence ends. Default 120. */
  readonly maxWords?: number
}

export const DEFAULT_MAX_WORDS = 120

/** A passage before entities are found in it, and before it is known what repeats in other documents. */
export type UntaggedPassage = Omit<Passage, 'mentions'> & { readonly suspect?: Suspect }

export interface Split {
  readonly passages: readonly UntaggedPassage[]
  /** Of each passage; null for plain body. */
  readonly roles: readonly (BlockRole | null)[]
  /** Metadata, headings and markup: with the passages they cover every non-blank character. */
  readonly others: readonly OtherPart[]
}

/**
 * Splits a document into passages, in reading order.
 * The pipeline: blocks of the tree → broken sentences joined → long blocks cut → ids and places.
 */
export function splitPassages(document: SourceDocument, options: PassageOptions = {}): Split {
  const maxWords = options.maxWords ?? DEFAULT_MAX_WORDS
  const { blocks, others, evidence } = outlineBlocks(document, maxWords)
  const inOrder = repairBroken(
    [...blocks].sort((a, b) => a.start - b.start || a.end - b.end),
    evidence,
  )
  const repeats = new Map<string, number>()
  const passages: UntaggedPassage[] = []
  const roles: (BlockRole | null)[] = []
  for (const block of inOrder) {
    for (const piece of cut(block, document.source, maxWords)) {
      const id = passageId(document.id, piece.text, repeats)
      const source = document.locate(piece.start, piece.end)
      const { kind, headings, role, suspect } = block
      roles.push(role ?? null)
      passages.push({
        id,
        document: document.id,
        ordinal: passages.length + 1,
        kind,
        headings,
        text: piece.text,
        source,
        ...(block.repaired === undefined ? {} : { repaired: true as const }),
        ...(role?.role === 'boilerplate' ? { boilerplate: role.reason, boilerplateRule: role.rule } : {}),
        ...(suspect === undefined ? {} : { suspect }),
        ...(block.speaker === undefined ? {} : { speaker: block.speaker }),
        ...recognisedIn(piece.text, block.plain, piece.from, document.recognised),
      })
    }
  }
  return { passages, roles, others: [...others].sort((a, b) => a.start - b.start) }
}

interface Piece {
  readonly text: string
  /** Where it begins in the text of its block. */
  readonly from: number
  readonly start: number
  readonly end: number
}

/** Pieces tile the block: markup between two of them goes with the first. */
function cut(block: Block, source: string, maxWords: number): Piece[] {
  const { text } = block.plain
  const points = splitPoints(text, maxWords)
  const pieces: Piece[] = []
  for (const [index, point] of points.entries()) {
    const next = points[index + 1]
    const start = index === 0 ? block.start : (block.plain.sourceStart(point) ?? block.start)
    const end = next === undefined ? block.end : (block.plain.sourceStart(next) ?? block.end)
    const piece = text.slice(point, next)
    const words = piece.trim()
    if (words === '') continue
    const from = point + piece.length - piece.trimStart().length
    pieces.push({ text: words, from, start, end: trimmedEnd(source, start, end) })
  }
  return pieces
}

function trimmedEnd(source: string, start: number, end: number): number {
  let at = end
  while (at > start && /\s/u.test(source[at - 1] ?? '')) at--
  return at
}

function passageId(document: string, text: string, repeats: Map<string, number>): string {
  const fingerprint = textFingerprint(text)
  const count = (repeats.get(fingerprint) ?? 0) + 1
  repeats.set(fingerprint, count)
  return `${document}~${fingerprint}${count === 1 ? '' : `-${count}`}`
}
