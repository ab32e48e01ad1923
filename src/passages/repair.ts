// Which neighbouring paragraphs are two halves of one sentence? They are joined again and marked.
import { endsAsSentence } from '../corpus/roles/document-view.ts'
import type { Block } from './blocks.ts'
import { endsWithLeadingAbbreviation } from './sentences.ts'

/** Joins paragraphs of one container where a sentence or quotation was broken between them. */
export function repairBroken(blocks: readonly Block[]): Block[] {
  const repaired: Block[] = []
  for (const block of blocks) {
    const previous = repaired.at(-1)
    if (previous !== undefined && isBroken(previous, block))
      repaired[repaired.length - 1] = join(previous, block)
    else repaired.push(block)
  }
  return repaired
}

const OPENING_QUOTE = /^["“”«'‘]\s*/u
const CLOSING_QUOTE = /\s*["”“»'’]$/u

function isBroken(first: Block, second: Block): boolean {
  if (first.kind !== 'paragraph' && first.kind !== 'quote') return false
  if (first.kind !== second.kind || first.container !== second.container) return false
  if (first.role?.rule !== second.role?.rule || first.isOnlyLinks === true) return false
  const before = first.plain.text.trim().replace(CLOSING_QUOTE, '')
  const after = second.plain.text.trim().replace(OPENING_QUOTE, '')
  if (before.split(/\s+/u).length < 4 || after === '') return false
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

/** One block from the start of the first to the end of the second, the quotation marks at the break dropped. */
function join(first: Block, second: Block): Block {
  const dropsQuotes =
    CLOSING_QUOTE.test(first.plain.text.trimEnd()) && OPENING_QUOTE.test(second.plain.text.trimStart())
  return { ...first, plain: first.plain.joined(second.plain, dropsQuotes), end: second.end, repaired: true }
}
