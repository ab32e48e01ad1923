// How does one more correction come into `entities.yaml`? As an entry of its own; whatever else stands in the file stays as it is.
import { isSeq, parseDocument, stringify } from 'yaml'
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
  return stringify({ [correction.kind]: [itemOf(correction)] }, { lineWidth: 0 })
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
  const longer = insert(text, correction)
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

function insert(text: string, correction: Correction): string {
  const { kind } = correction
  const file = parseDocument(text, { schema: 'core' })
  const list = file.get(kind, true)
  const item = stringify([itemOf(correction)], { lineWidth: 0 })
  if (isSeq(list) && list.flow !== true && list.range != null) {
    const start = text.lastIndexOf('\n', list.range[0] - 1) + 1
    const indent = text.slice(start, list.range[0])
    // Behind the last entry, before comments that follow it.
    const last = text.slice(0, list.range[1]).trimEnd().length
    const ending = text.indexOf('\n', last)
    const at = ending === -1 ? text.length : ending + 1
    return `${withLineEnd(text.slice(0, at))}${indented(item, indent)}${text.slice(at)}`
  }
  if (!file.has(kind)) return `${withLineEnd(text)}${correctionEntry(correction)}`
  const items: unknown = isSeq(list) ? list.toJSON() : []
  file.set(kind, file.createNode([...(Array.isArray(items) ? items : []), itemOf(correction)]))
  return file.toString({ lineWidth: 0 })
}

function withLineEnd(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

function indented(lines: string, indent: string): string {
  return lines.replaceAll(/^(?=.)/gmu, indent)
}
