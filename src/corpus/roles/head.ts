// What does the head of an article say? Title, byline, date line, labels, standfirst: the run of such lines that opens the text.
import { countWords } from '../../domain/count-words.ts'
import type { BlockRole, HeadFact, Label } from './block-role.ts'
import { readByline } from './byline.ts'
import { readDateLine } from './date-line.ts'
import { type BlockView, type DocumentView, isEmphasised } from './document-view.ts'
import type { HeadLine } from './head-line.ts'
import { readLabelLines } from './label-lines.ts'
import { separatorOf } from './separators.ts'
import { isOneOfSeries } from './series.ts'

const READERS = [readByline, readDateLine, readLabelLines]
/** Blocks before the title that are looked at. */
const BEFORE_TITLE = 15
/** What a paragraph of badges and pictures has. */
const BESIDE_PROSE: ReadonlySet<string> = new Set([
  'link',
  'linkReference',
  'image',
  'imageReference',
  'html',
  'break',
])
/** Longest standfirst, in words. */
const LONGEST_STANDFIRST = 120

/** Labels the title and the lines below it; the head ends at the first block that is none of its parts. */
export function labelHead(view: DocumentView): Label[] {
  if (view.isHeadless) return []
  const title = titleOf(view)
  const labels: Label[] = title === null ? [] : [title]
  const from = title === null ? 0 : view.blocks.findIndex(({ node }) => node === title.block) + 1
  const lines: { readonly block: BlockView; readonly line: HeadLine }[] = []
  let at = from
  for (; at < view.blocks.length; at++) {
    const block = view.blocks[at] as BlockView // at < length
    if (view.roles.has(block.node)) continue
    const separator = separatorOf(block)
    if (separator !== null) {
      labels.push(separator)
      continue
    }
    const line = readLine(block, view, view.blocks.slice(at + 1))
    if (line === null) break
    lines.push({ block, line })
  }
  const kinds = new Set(
    lines.filter(({ line }) => line.evidence !== 'doubtful').map(({ line }) => line.reason),
  )
  for (const { block, line } of lines) {
    if (line.evidence === 'with-others' && kinds.size < 2) continue
    labels.push({ block: block.node, role: roleOf(line, kinds.size >= 2), facts: line.facts })
  }
  return [...labels, ...standfirst(view, at)]
}

/** Two kinds of line make a head: either could be a sentence, both together are none. */
function roleOf({ reason, rule, evidence }: HeadLine, hasOthers: boolean): BlockRole {
  const isPassage = evidence === 'doubtful' || (evidence === 'likely' && !hasOthers)
  return {
    role: 'metadata',
    reason,
    rule,
    signals: ['form', ...(hasOthers ? ['other-lines'] : [])],
    isPassage,
  }
}

function readLine(block: BlockView, view: DocumentView, later: readonly BlockView[]): HeadLine | null {
  for (const read of READERS) {
    const line = read(block, view, later)
    if (line !== null && !view.rules.isOff(line.rule)) return line
  }
  return null
}

/** The heading that opens the document, or one near its beginning that says the title that is known or is the only one of the first rank. */
function titleOf(view: DocumentView): Label | null {
  const { blocks, title, roles, rules } = view
  if (rules.isOff('head/title')) return null
  const near = blocks.slice(0, BEFORE_TITLE)
  const opening = near.find(({ node, text }) => !roles.has(node) && text !== '' && !FIELD.test(text))
  const headings = blocks.filter(block => rankOf(block) !== null).map(({ text }) => lineOf(text))
  const isTitle = (block: BlockView): boolean => {
    const rank = rankOf(block)
    if (rank === null) return false
    const line = lineOf(block.text)
    return title === null ? rank <= 2 && !isOneOfSeries(line, headings) : line === title
  }
  const found =
    opening !== undefined && isTitle(opening)
      ? opening
      : title === null
        ? onlyOfFirstRank(blocks, near)
        : near.find(isTitle)
  if (found === undefined) return title === null ? titleWithin(view, near) : null
  const fact: HeadFact = { label: 'title', values: [lineOf(found.text)], line: found.line }
  return {
    block: found.node,
    role: titleRole(false),
    ...(title === null ? { facts: [fact] } : {}),
  }
}

/** `:description: …`: what plain text says of itself may stand above its title. */
const FIELD = /^:\p{L}[^:\n]{0,40}:(?:\s|$)/u

function titleRole(isPassage: boolean): BlockRole {
  return { role: 'metadata', reason: 'title', rule: 'head/title', signals: ['form', 'start'], isPassage }
}

/** The only heading of the first rank may open an element that has text as well: it is read as both. */
function titleWithin({ blocks, roles }: DocumentView, near: readonly BlockView[]): Label | null {
  const found = near.find(({ node }) => node.type === 'html' && BEGINS_WITH_HEADING.test(node.value))
  if (found === undefined || roles.has(found.node) || blocks.some(block => rankOf(block) === 1)) return null
  const [line = ''] = found.text.split('\n')
  const before = near.slice(0, near.indexOf(found))
  if (line.trim() === '' || before.some(block => rankOf(block) !== null || isProse(block))) return null
  return {
    block: found.node,
    role: titleRole(true),
    facts: [{ label: 'title', values: [line.trim()], line: found.line }],
  }
}

const BEGINS_WITH_HEADING = /^(?:\s|<(?!h1\b)[^<>]*>)*<h1[\s>]/iu

/** Badges, notices and pictures may stand above the title; another heading may not, nor may a text that has begun. */
function onlyOfFirstRank(blocks: readonly BlockView[], near: readonly BlockView[]): BlockView | undefined {
  const [first, ...others] = blocks.filter(block => rankOf(block) === 1)
  const opening = near.findIndex(block => rankOf(block) !== null)
  if (first === undefined || others.length > 0 || first !== near[opening]) return undefined
  return near.slice(0, opening).some(isProse) ? undefined : first
}

/** A paragraph with words outside of its links and pictures. */
function isProse({ node }: BlockView): boolean {
  if (node.type !== 'paragraph') return false
  return node.children.some(child =>
    child.type === 'text' ? /\p{L}/u.test(child.value) : !BESIDE_PROSE.has(child.type),
  )
}

/** The rank of a heading, written as Markdown or as an element that stands alone; null for what is none. */
function rankOf({ node, text }: BlockView): number | null {
  if (text === '') return null
  if (node.type === 'heading') return node.depth
  return node.type === 'html' && /^<h1[\s>](?:[^<]|<(?!\/?h1\b))*<\/h1>\s*$/iu.test(node.value) ? 1 : null
}

function lineOf(text: string): string {
  return text.replace(/\s+/gu, ' ')
}

/** Emphasised paragraphs between the head and the text; a text that is emphasised throughout has none. */
function standfirst({ blocks, roles, rules }: DocumentView, from: number): Label[] {
  const rest = blocks.slice(from).filter(({ node }) => !roles.has(node))
  const end = rest.findIndex(({ node }) => !isEmphasisedOnly(node))
  const found = rest.slice(0, Math.max(0, end))
  const text = found.map(block => block.text).join(' ')
  const goesOn = rest.slice(end).some(block => separatorOf(block) === null)
  if (
    found.length === 0 ||
    !goesOn ||
    countWords(text) > LONGEST_STANDFIRST ||
    rules.isOff('head/standfirst')
  )
    return []
  return found.map(({ node, line }, index) => ({
    block: node,
    role: {
      role: 'standfirst',
      reason: 'standfirst',
      rule: 'head/standfirst',
      signals: ['emphasis', 'start'],
      isPassage: true,
    },
    facts: index === 0 ? [{ label: 'standfirst', values: [text], line }] : [],
  }))
}

function isEmphasisedOnly(node: BlockView['node']): boolean {
  return (
    isEmphasised(node) && node.type === 'paragraph' && node.children.every(child => child.type !== 'strong')
  )
}
