// Which headings stand above what is about the page? "About the author", "Related stories": never a section that has text of its own.

import type { SectionRule } from '../rules/rule-set.ts'
import type { BlockRole, Label } from './block-role.ts'
import { isLine, says } from './boilerplate.ts'
import { type BlockView, type DocumentView, isOnlyLinks } from './document-view.ts'

/** Headings of such sections are short, in UTF-16 code units. */
const LONGEST_HEADING = 100
/** Longest block that is tried, likewise. */
const LONGEST_BLOCK = 2_000

/** Labels a heading that a rule knows with the blocks below it, up to the first that has text of its own. */
export function labelSections(view: DocumentView): Label[] {
  const { blocks, roles } = view
  const labels: Label[] = []
  for (const [at, heading] of blocks.entries()) {
    if (heading.node.type !== 'heading' || roles.has(heading.node) || heading.text.length > LONGEST_HEADING)
      continue
    const rule = view.rules.sections.find(section => section.heading.test(heading.text))
    if (rule === undefined) continue
    const below = blocksBelow(view, at)
    const end = below.findIndex(block => !roles.has(block.node) && !belongs(block, rule, view))
    const taken = (end === -1 ? below : below.slice(0, end)).filter(({ node }) => !roles.has(node))
    const isEmptyAtEnd = below.length === 0 && at === blocks.length - 1 && blocks.length > 1
    if (taken.every(({ text }) => text === '') && !isEmptyAtEnd) continue
    for (const { node } of [heading, ...taken]) labels.push({ block: node, role: roleOf(rule) })
  }
  return labels
}

function roleOf({ id, reason }: SectionRule): BlockRole {
  return { role: 'boilerplate', reason, rule: id, signals: ['heading', 'form'] }
}

function blocksBelow({ blocks }: DocumentView, heading: number): readonly BlockView[] {
  const rest = blocks.slice(heading + 1)
  const next = rest.findIndex(({ node }) => node.type === 'heading' || node.type === 'thematicBreak')
  return next === -1 ? rest : rest.slice(0, next)
}

/** A list of links, an address, words that a rule knows, or those that the section's own rule asks for. */
function belongs(block: BlockView, { pattern, maxWords }: SectionRule, view: DocumentView): boolean {
  const { node, text } = block
  if (isOnlyLinks(node) || text === '') return true
  if (text.length <= LONGEST_BLOCK && /^(?:https?:\/\/\S+|[^\s@]+@[^\s@]+)$/u.test(text)) return true
  if ((node.type !== 'paragraph' && node.type !== 'list') || text.length > LONGEST_BLOCK) return false
  if (isLine(block) && view.rules.boilerplate.some(rule => says(rule, block))) return true
  return pattern !== null && block.words <= maxWords && pattern.test(text)
}
