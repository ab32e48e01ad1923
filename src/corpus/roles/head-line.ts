// What is a line of an article's head? What each reader of such lines is given, and what it answers.

import type { HeadFact } from './block-role.ts'
import type { BlockView, DocumentView } from './document-view.ts'

export interface HeadLine {
  readonly reason: 'byline' | 'date-line' | 'labels'
  readonly rule: string
  /**
   * `evident`: no more than metadata. `likely`: metadata and a passage, unless another line of a head stands beside it.
   * `doubtful`: metadata and a passage. `with-others`: metadata only beside another line of a head, else nothing.
   */
  readonly evidence: 'evident' | 'likely' | 'doubtful' | 'with-others'
  readonly facts: readonly HeadFact[]
}

/** @param later the blocks after this one: what goes on there belongs to the text */
export type HeadReader = (
  block: BlockView,
  view: DocumentView,
  later: readonly BlockView[],
) => HeadLine | null
