// Which words tell that letters with figures name a thing? Of a pack, as patterns: `mine` also finds `landmines`.
import type { EntityType } from '../../domain/document.ts'
import type { Designations } from './pack.ts'

export interface DesignationWords {
  readonly type: EntityType
  /** Such a word, or one made with it, anywhere in a text. */
  readonly anywhere: RegExp
  /** Such a word at the end. */
  readonly atEnd: RegExp
}

export function designationWords({ type, words }: Designations): DesignationWords {
  // Words have small letters and spaces alone.
  const any = `(?:${words.join('|')})s?`
  return {
    type,
    anywhere: new RegExp(`${any}(?!\\p{L})`, 'iu'),
    atEnd: new RegExp(`(?<!\\p{L})${any}$`, 'iu'),
  }
}
