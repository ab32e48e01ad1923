// What do reference managers hold of a document?
import type { NameParts } from '../domain/names/name-parts.ts'

/** An item of CSL-JSON, Citation Style Language 1.0.2. */
export interface CslItem {
  readonly id: string
  readonly type: 'article-newspaper' | 'document'
  readonly title: string
  readonly author?: readonly NameParts[]
  readonly issued?: { readonly 'date-parts': readonly (readonly number[])[] }
  readonly 'container-title'?: string
  readonly URL?: string
  readonly note?: string
}
