// How does one more correction come into `entities.yaml`? As an entry of its own; whatever else stands in the file stays as it is.
import { listWithItem, withListItem } from '../corpus/yaml-list.ts'
import type { EntityType } from '../domain/document.ts'
import { ConfigError } from '../domain/errors.ts'
import { type Corrections, parseCorrections } from './corrections.ts'

/** What a person says of one entity, each named by its id. */
export type Correction =
  /** It is no name. */
  | { readonly kind: 'drop'; readonly entity: string }
  /** It is of another type. */
  | { readonly kind: 'retype'; readonly entity: string; readonly to: EntityType }
  /** It is the same as another. */
  | { readonly kind: 'merge'; readonly entity: string; readonly into: string }

/** The lines of YAML, as they stand in a file that says nothing else. */
export function correctionEntry(correction: Correction): string {
  return listWithItem(correction.kind, itemOf(correction))
}

function itemOf(correction: Correction): object {
  switch (correction.kind) {
    case 'drop':
      return { entity: correction.entity }
    case 'retype':
      return { entity: correction.entity, to: correction.to }
    case 'merge':
      return { into: correction.into, from: [correction.entity] }
  }
}

/**
 * The text of a file with one entry more, after the others of its kind.
 * @param path of the file, for messages
 * @throws {ConfigError} where the file cannot be read as it is, or not be added to
 */
export function withCorrection(text: string, correction: Correction, path: string): string {
  const before = parseCorrections(text, path)
  const longer = withListItem(text, correction.kind, itemOf(correction))
  const added = countOf(tryParse(longer, path), correction) - countOf(before, correction)
  if (added === 1) return longer
  throw new ConfigError(
    `${path} has a form to which nothing can be added here: write the entry into it by hand.`,
  )
}

function countOf(corrections: Corrections | null, { kind }: Correction): number {
  return corrections?.[kind].length ?? 0
}

function tryParse(text: string, path: string): Corrections | null {
  try {
    return parseCorrections(text, path)
  } catch (error) {
    if (error instanceof ConfigError) return null
    throw error
  }
}
