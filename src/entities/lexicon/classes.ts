// Which kinds of thing does the lexicon tell apart?
import type { EntityType } from '../../domain/document.ts'

/** No name; the types that it knows; a name of another kind. */
export const CLASSES = ['none', 'person', 'organization', 'place', 'group', 'product', 'other'] as const
export type FormClass = (typeof CLASSES)[number]

/** Number of a class by the type of what the tagger found; null where it found nothing. */
export function classOf(type: EntityType | null): number {
  if (type === null) return 0
  const at = CLASSES.indexOf(type as FormClass)
  return at < 0 ? CLASSES.length - 1 : at
}
