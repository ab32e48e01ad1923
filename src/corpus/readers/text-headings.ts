// Which lines of plain text are headings, and of which rank? A line with a rule of its own length right below it, or with one above it as well.
import type { Heading, RootContent, Text } from 'mdast'
import { span } from '../markdown.ts'
import { spanning } from '../rendition.ts'
import { endsAsSentence } from '../roles/document-view.ts'

/** How much longer or shorter than its heading an underline may be. */
const UNEVEN = 3

/** Shortest rule that may stand below a heading. */
const SHORTEST_RULE = 3

const LOWEST_RANK = 6

/** A heading before its rank is known: it goes by the look of its rules, the same throughout a text. */
interface Found {
  readonly heading: Heading
  /** The sign of its rules, twice where one stands above it as well. */
  readonly look: string
}

/**
 * Blocks with headings in place of lines and the rules about them. What is seen first is higher. Where neither a frame nor `=` makes a
 * title, the first rank stays free for it.
 */
export function withHeadings(blocks: readonly RootContent[], source: string): RootContent[] {
  const read: RootContent[] = []
  const found: Found[] = []
  for (const block of blocks) {
    const line = read.at(-1)
    const heading = line === undefined ? null : headingOf(line, block, read.at(-2), source)
    if (heading === null) read.push(block)
    else {
      read.splice(-heading.look.length, heading.look.length, heading.heading)
      found.push(heading)
    }
  }
  const looks = looksInOrder(found)
  const first = looks[0] === undefined || isPlain(looks[0]) ? 2 : 1
  for (const { heading, look } of found)
    heading.depth = Math.min(LOWEST_RANK, first + looks.indexOf(look)) as Heading['depth']
  return read
}

/** As they are first seen; but `=` is never below another sign that frames nothing. */
function looksInOrder(found: readonly Found[]): string[] {
  const looks = [...new Set(found.map(({ look }) => look))]
  const plain = looks.findIndex(isPlain)
  return plain === -1 || looks.indexOf('=') < plain
    ? looks
    : [...looks.slice(0, plain), '=', ...looks.slice(plain).filter(look => look !== '=')]
}

function isPlain(look: string): boolean {
  return look.length === 1 && look !== '='
}

/** The heading that a line makes with the rule below it, and that above it, if there is one. */
function headingOf(
  line: RootContent,
  below: RootContent,
  above: RootContent | undefined,
  source: string,
): Found | null {
  const text = line.type === 'paragraph' && line.children.length === 1 ? line.children[0] : undefined
  if (below.type !== 'thematicBreak' || text?.type !== 'text' || text.value.includes('\n')) return null
  const rule = written(below, source)
  const [sign = ''] = rule
  if (rule.length < SHORTEST_RULE || !isRightBelow(line, below, source)) return null
  const upper =
    above?.type === 'thematicBreak' && isRightBelow(above, line, source) ? written(above, source) : ''
  const isFramed = upper === rule && text.value.length <= rule.length && /\p{L}/u.test(text.value)
  const mayBe = isFramed || isAsLong(text, written(line, source), rule)
  if (!mayBe || (endsAsSentence(text.value) && (isFramed || sign !== '='))) return null
  const from = isFramed && above !== undefined ? above : line
  const position = spanning(span(from).start, span(below).end)
  return {
    heading: { type: 'heading', depth: 1, position, children: [text] },
    look: isFramed ? sign + sign : sign,
  }
}

/** @param line as it is written, with the signs that frame it */
function isAsLong({ value }: Text, line: string, rule: string): boolean {
  return [value, line].some(({ length }) => Math.abs(length - rule.length) <= UNEVEN)
}

function isRightBelow(above: RootContent, below: RootContent, source: string): boolean {
  return /^[ \t]*(?:\r\n|\n|\r)[ \t]*$/u.test(source.slice(span(above).end, span(below).start))
}

function written(block: RootContent, source: string): string {
  const { start, end } = span(block)
  return source.slice(start, end)
}
