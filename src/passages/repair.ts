// Which neighbouring paragraphs are two halves of one sentence? They are joined again and marked.
import { HYPHENS, type LineJoint, lineJoint } from '../corpus/line-ends.ts'
import { endsAsSentence } from '../corpus/roles/document-view.ts'
import type { TextEvidence } from '../corpus/text-evidence.ts'
import type { Block } from './blocks.ts'
import { endsWithLeadingAbbreviation } from './sentences.ts'

/** Joins paragraphs of one container where a sentence or quotation was broken between them. */
export function repairBroken(blocks: readonly Block[], evidence: TextEvidence): Block[] {
  const repaired: Block[] = []
  for (const block of blocks) {
    const previous = repaired.at(-1)
    const joint = previous === undefined ? null : jointOf(previous, block, evidence)
    if (previous !== undefined && joint !== null) repaired[repaired.length - 1] = join(previous, block, joint)
    else repaired.push(block)
  }
  return repaired
}

const OPENING_QUOTE = /^["“”«'‘]\s*/u
const CLOSING_QUOTE = /\s*["”“»'’]$/u

/** How the halves of a sentence become one; null where they are none. */
function jointOf(first: Block, second: Block, evidence: TextEvidence): LineJoint | null {
  if (first.kind !== 'paragraph' && first.kind !== 'quote') return null
  if (first.kind !== second.kind || first.container !== second.container) return null
  if (first.role?.rule !== second.role?.rule || first.isOnlyLinks === true) return null
  const [end, start] = [first.plain.text.trim(), second.plain.text.trim()]
  const before = end.replace(CLOSING_QUOTE, '')
  const after = start.replace(OPENING_QUOTE, '')
  if (before.split(/\s+/u).length < FEWEST_WORDS || after === '') return null
  if (HYPHENS.test(end.slice(-1))) return cutWord(end, start, evidence)
  if (!isBroken(before, after)) return null
  const quotes = CLOSING_QUOTE.test(end) && OPENING_QUOTE.test(start) ? 1 : 0
  return { drop: quotes, between: ' ', skip: quotes }
}

/** Fewest words of a sentence that breaks off. */
const FEWEST_WORDS = 4

/** A word that the end of a page or a column cut goes on with a small letter, in a paragraph of more words than itself. */
function cutWord(end: string, start: string, evidence: TextEvidence): LineJoint | null {
  const joint =
    /\p{Ll}.$/u.test(end) && /^\p{Ll}\S*\s+\S/u.test(start) ? lineJoint(end, start, evidence) : null
  return joint?.between === '' && mayEndSentence(start) ? joint : null
}

function isBroken(before: string, after: string): boolean {
  if (isAddressed(before)) return false
  if (endsWithLeadingAbbreviation(before)) return /^[\p{Lu}\d(]/u.test(after)
  return (
    mayEndSentence(after) &&
    /[\p{L}\p{N},]$/u.test(before) &&
    /^\p{Ll}[\p{Ll}’']*[\s,]/u.test(after) &&
    !/^(?:[a-z]|i{1,3}|iv|v|vi{1,3})[.)]/u.test(after)
  )
}

/** Most words by which one person is addressed. */
const LONGEST_ADDRESS = 5

/** `Sehr geehrte Frau Specht,`: a line that addresses somebody is whole, also in languages that go on with a small letter. */
function isAddressed(text: string): boolean {
  const [end, ...parts] = text.split(/[,،]/u).reverse()
  const isShort = parts.every(
    part => part.trim().split(/\s+/u, LONGEST_ADDRESS + 1).length <= LONGEST_ADDRESS,
  )
  return end === '' && parts.length <= 2 && isShort && !text.includes('\n')
}

/** Fewest words of a half that itself breaks off. */
const BROKEN_AGAIN = 10

/** The end of a sentence, or a text as long as one: a short line with neither is a heading or a label, whatever letter it begins with. */
function mayEndSentence(text: string): boolean {
  return endsAsSentence(text) || text.split(/\s+/u, BROKEN_AGAIN).length === BROKEN_AGAIN
}

/** One block from the start of the first to the end of the second. */
function join(first: Block, second: Block, joint: LineJoint): Block {
  return { ...first, plain: first.plain.joined(second.plain, joint), end: second.end, repaired: true }
}
