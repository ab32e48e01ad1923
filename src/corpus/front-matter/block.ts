// A block of front matter: where it stands, and what it says in whatever notation.
import type { Value } from '../record.ts'

export type FrontMatterForm = 'yaml' | 'toml' | 'json' | 'headers' | 'pandoc' | 'org'

export interface FrontMatter {
  readonly form: FrontMatterForm
  /** The block with its fences, in UTF-16 code units of the file. */
  readonly start: number
  readonly end: number
  /** What stands between the fences. */
  readonly from: number
  readonly to: number
  /** False where no second fence was found. */
  readonly isClosed: boolean
}

export interface ReadEntry {
  readonly key: string
  readonly value: Value
  /** 0-based line in the block. */
  readonly line: number
}

export interface ReadBlock {
  readonly entries: readonly ReadEntry[]
  /** What could not be read as it should be, as the end of a sentence. */
  readonly faults: readonly { readonly line: number; readonly message: string }[]
}
