// What is a block of a document for? Every block that is not plain body has a role, a reason and the rule that gave it.
import type { RootContent } from 'mdast'
import type { BoilerplateReason } from '../../domain/document.ts'

interface Reasoned {
  /** Stable id of the rule that decided, e.g. `en/copyright-notice` or `head/byline`. */
  readonly rule: string
  /** What spoke for it, e.g. `wording`, `end`. */
  readonly signals: readonly string[]
}

export type BlockRole =
  | (Reasoned & {
      readonly role: 'metadata' | 'standfirst'
      readonly reason: 'front-matter' | 'title' | 'byline' | 'date-line' | 'labels' | 'standfirst'
      /** Whether it is searched as well: a line that may be a sentence is read as both. */
      readonly isPassage: boolean
    })
  | (Reasoned & { readonly role: 'separator'; readonly reason: 'separator' })
  | (Reasoned & { readonly role: 'boilerplate'; readonly reason: BoilerplateReason })

/** What a block would be, did a second signal speak for it. */
export interface Suspect {
  readonly reason: BoilerplateReason
  readonly rule: string
}

export type BlockRoles = ReadonlyMap<RootContent, BlockRole>

/** What a transform says of one block; `facts` are what the block says about the document. */
export interface Label {
  readonly block: RootContent
  readonly role: BlockRole
  readonly facts?: readonly HeadFact[]
}

export interface HeadFact {
  readonly label: string
  readonly values: readonly string[]
  /** 1-based line of the file. */
  readonly line: number
}
