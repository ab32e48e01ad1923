// Which blocks are about the page and not part of the text? Share lines, biographies, copyright: each by its words and by a second signal.
import type { RootContent } from 'mdast'
import type { Signal } from '../rules/rule-file.ts'
import type { BoilerplateRule } from '../rules/rule-set.ts'
import type { BlockRole, Label, Suspect } from './block-role.ts'
import { type BlockView, type DocumentView, hasAddress, isEmphasised, isOnlyLinks } from './document-view.ts'

/** Longest block that a rule may take, in UTF-16 code units: 250 words, with room. */
const LONGEST = 5_000
/** More characters a word than any language has: what is longer has more words than a rule takes. */
const LONGEST_WORD = 40
/** Longest text, in words, that is short. */
const SHORT = 12
/** Blocks at either end of a document of which repetition may say something. */
const ENDS = 8
/** Longest part after the last separator that is taken for one that stands apart. */
const APART = { blocks: 8, words: 300 } as const

export function labelBoilerplate(view: DocumentView): Label[] {
  const start = startOf(view)
  const apart = apartFrom(view)
  const found = new Map<BlockView, Label>()
  let isStart = true
  for (const [at, block] of view.blocks.entries()) {
    if (view.roles.has(block.node)) continue
    const signals = signalsOf(block, view)
    if (isStart) signals.add('start')
    if (apart !== null && at > apart) signals.add('apart')
    const label = (at < start ? menuOf(block) : null) ?? labelOf(block, view, signals)
    if (label !== null) found.set(block, label)
    else isStart = false
  }
  for (const [at, block] of [...view.blocks.entries()].toReversed()) {
    const role = view.roles.get(block.node)
    if (found.has(block) || (role !== undefined && role.role !== 'metadata') || isPassedOver(block)) continue
    if (role !== undefined) break
    const signals = signalsOf(block, view).add('end')
    if (apart !== null && at > apart) signals.add('apart')
    const label = labelOf(block, view, signals)
    if (label === null) break
    found.set(block, label)
  }
  return [...found.values()]
}

/** Blocks near either end whose words or links alone say that they are boilerplate. */
export function findSuspects(view: DocumentView): Map<RootContent, Suspect> {
  const open = view.blocks.filter(({ node }) => !view.roles.has(node))
  const ends = new Set([...open.slice(0, ENDS), ...open.slice(-ENDS)])
  const found = new Map<RootContent, Suspect>()
  for (const block of ends) {
    const rule = isLine(block) ? view.rules.repeated.find(rule => says(rule, block)) : undefined
    if (rule !== undefined) found.set(block.node, { reason: rule.reason, rule: rule.id })
    else if (isOnlyLinks(block.node)) found.set(block.node, { reason: 'navigation', rule: 'form/menu' })
  }
  return found
}

/** Whether a rule may take a block at all: a paragraph that is not too long and no quotation. */
export function isLine({ node, text }: BlockView): boolean {
  return node.type === 'paragraph' && text.length <= LONGEST && !/^["“«„]/u.test(text)
}

/** Whether a line has the words of a rule. */
export function says(
  { pattern, maxWords }: Pick<BoilerplateRule, 'pattern' | 'maxWords'>,
  block: BlockView,
): boolean {
  if (block.text.length > maxWords * LONGEST_WORD || block.words > maxWords) return false
  return pattern.test(block.text)
}

/** Whether a pattern of the configuration takes a block, which may be long, a list or a quotation. */
function isTaken({ pattern }: BoilerplateRule, { node, text }: BlockView): boolean {
  return (
    (node.type === 'paragraph' || node.type === 'blockquote' || node.type === 'list') && pattern.test(text)
  )
}

/** What speaks for boilerplate in the form of a block, its place aside. */
function signalsOf(block: BlockView, { authors }: DocumentView): Set<Signal> {
  const { node, text } = block
  const signals = new Set<Signal>()
  if (hasAddress(block)) signals.add('link')
  if (isEmphasised(node)) signals.add('emphasis')
  if (authors.some(author => author.length > 3 && text.toLowerCase().startsWith(author.toLowerCase())))
    signals.add('author')
  if (text.length <= 100 && block.words <= SHORT && !/[.!?؟。]\s+\S/u.test(text)) signals.add('short')
  return signals
}

function labelOf(block: BlockView, view: DocumentView, signals: ReadonlySet<Signal>): Label | null {
  for (const rule of signals.size === 0 || !isLine(block) ? view.rules.always : view.rules.boilerplate) {
    const { id, reason, needs } = rule
    const met = needs.length === 0 ? [] : needs.find(all => all.every(signal => signals.has(signal)))
    if (met !== undefined && (needs.length === 0 ? isTaken(rule, block) : says(rule, block)))
      return {
        block: block.node,
        role: { role: 'boilerplate', reason, rule: id, signals: ['wording', ...met] },
      }
  }
  return null
}

/** Links alone before the title lead through the site. */
function menuOf({ node }: BlockView): Label | null {
  const role: BlockRole = {
    role: 'boilerplate',
    reason: 'navigation',
    rule: 'form/menu',
    signals: ['links-only', 'start'],
  }
  return isOnlyLinks(node) ? { block: node, role } : null
}

/** Where the text begins: at its title, else at its only heading of the first rank. */
function startOf({ blocks, roles }: DocumentView): number {
  const title = blocks.findIndex(({ node }) => roles.get(node)?.reason === 'title')
  if (title !== -1) return title
  const first = blocks.filter(({ node }) => node.type === 'heading' && node.depth === 1)
  return first.length === 1 ? blocks.indexOf(first[0] as BlockView) : 0 // one has a first
}

/** The place of the last separator, where little stands after it. */
function apartFrom({ blocks, roles }: DocumentView): number | null {
  const at = blocks.findLastIndex(({ node }) => roles.get(node)?.role === 'separator')
  if (at <= 0) return null
  const after = blocks.slice(at + 1)
  const words = after.filter(({ node }) => !roles.has(node)).reduce((sum, { words }) => sum + words, 0)
  return after.length <= APART.blocks && words <= APART.words && at >= blocks.length / 3 ? at : null
}

/** Notes are printed at the end wherever they stand, and a picture says nothing. */
function isPassedOver({ node, text }: BlockView): boolean {
  return node.type === 'footnoteDefinition' || node.type === 'definition' || text === ''
}
