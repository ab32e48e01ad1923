// Which blocks only set parts of a text apart? A thematic break, or a paragraph of asterisks that stands for one.
import type { Label } from './block-role.ts'
import type { BlockView, DocumentView } from './document-view.ts'

export function labelSeparators({ blocks, roles }: DocumentView): Label[] {
  return blocks.flatMap(block => (roles.has(block.node) ? [] : (separatorOf(block) ?? [])))
}

export function separatorOf({ node, text }: BlockView): Label | null {
  const isSeparator =
    node.type === 'thematicBreak' || (node.type === 'paragraph' && /^[\s*•·_~#—–-]+$/u.test(text))
  if (!isSeparator) return null
  return {
    block: node,
    role: { role: 'separator', reason: 'separator', rule: 'form/separator', signals: ['form'] },
  }
}
