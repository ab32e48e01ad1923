// How does a collection call the kinds of names that it has? Titles that its packs give, of many and of one.
import type { EntityType } from './document.ts'

/** `{ work: ['Treaties', 'Treaty'] }`. */
export type TypeTitles = Readonly<Partial<Record<EntityType, readonly [many: string, one: string]>>>
