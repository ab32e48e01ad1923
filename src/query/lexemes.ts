// What does a query consist of? Words, quotations, patterns, ranges, and the signs between them.
import type { TypedRange } from './date-ranges.ts'

interface Placed {
  /** UTF-16 offset in the query, of the field where there is one. */
  readonly at: number
}

export type Lexeme =
  | (Placed & {
      readonly type: 'word'
      readonly text: string
      readonly suffix: '' | '*' | '~'
      /** The number after `~`, as typed: edits by which a spelling may differ. */
      readonly edits?: number
      readonly field: string | null
    })
  | (Placed & { readonly type: 'phrase'; readonly text: string; readonly field: string | null })
  /** Stands for words of the corpus: `wom?n`, `*vention`, `/Dimitr[iyu]/` without its slashes. */
  | (Placed & {
      readonly type: 'pattern'
      readonly syntax: 'wildcard' | 'regex'
      readonly text: string
      readonly field: string | null
    })
  | (Placed & { readonly type: 'range'; readonly field: string | null } & TypedRange)
  | (Placed & { readonly type: 'open'; readonly field: string | null })
  | (Placed & { readonly type: 'close' })
  /** Before what must or must not stand in the passage. */
  | (Placed & { readonly type: 'plus' | 'minus' })
  | (Placed & { readonly type: 'operator'; readonly text: 'AND' | 'OR' | 'NOT'; readonly typed: string })
  /** `NEAR/5` between two operands; null where no number is typed. */
  | (Placed & {
      readonly type: 'near'
      readonly typed: string
      readonly distance: number | null
      readonly isOrdered: boolean
    })
  /** `~5` after a quotation. */
  | (Placed & { readonly type: 'slop'; readonly distance: number })
  /** `^2` after an operand. */
  | (Placed & { readonly type: 'boost'; readonly factor: number })
