// What is each block of this document for? A pipeline of transforms: each looks at all blocks and labels some; none removes one.
import type { RootContent } from 'mdast'
import type { LanguageRules } from '../rules/rule-set.ts'
import type { BlockRole, BlockRoles, HeadFact, Label, Suspect } from './block-role.ts'
import { findSuspects, labelBoilerplate } from './boilerplate.ts'
import { labelContents } from './contents.ts'
import { type DocumentView, viewOf } from './document-view.ts'
import { labelHead } from './head.ts'
import { labelSections } from './sections.ts'
import { labelSeparators } from './separators.ts'
import { labelTemplates } from './templates.ts'

/** In this order; a block keeps the first role that it is given. */
const TRANSFORMS: readonly ((view: DocumentView) => readonly Label[])[] = [
  labelByReader,
  labelTemplates,
  labelHead,
  labelSeparators,
  labelContents,
  labelSections,
  labelBoilerplate,
]

export interface LabelOptions {
  readonly source: string
  readonly title: string | null
  readonly authors: readonly string[]
  readonly language: string | null
  readonly rules: LanguageRules
  readonly isHeadless: boolean
}

export interface Labelled {
  readonly roles: BlockRoles
  /** What the head says about the document. */
  readonly facts: readonly HeadFact[]
  /** Blocks of which one thing says that they are boilerplate: where they repeat in other documents, they are. */
  readonly suspects: ReadonlyMap<RootContent, Suspect>
}

/** Roles of the blocks that are not plain body. */
export function labelBlocks(nodes: readonly RootContent[], options: LabelOptions): Labelled {
  const roles = new Map<RootContent, BlockRole>()
  const facts: HeadFact[] = []
  const blocks = nodes.filter(({ type }) => type !== 'yaml').map(node => viewOf(node, options.source))
  for (const transform of TRANSFORMS) {
    const authors = [
      ...options.authors,
      ...facts.flatMap(({ label, values }) => (label === 'author' ? values : [])),
    ]
    for (const { block, role, facts: said = [] } of transform({ ...options, authors, blocks, roles })) {
      if (roles.has(block)) continue
      roles.set(block, role)
      facts.push(...said)
    }
  }
  return { roles, facts, suspects: findSuspects({ ...options, blocks, roles }) }
}

/** What the reader of the format set apart, e.g. the menus of a page. */
function labelByReader({ blocks }: DocumentView): Label[] {
  return blocks.flatMap(({ node }): Label[] => {
    const reason = node.data?.boilerplate
    if (reason === undefined) return []
    return [
      { block: node, role: { role: 'boilerplate', reason, rule: `reader/${reason}`, signals: ['markup'] } },
    ]
  })
}
