// Which entity had this id before a correction merged, retyped or renamed it?
import type { Bundle } from '../bundle/open-bundle.ts'
import type { EntityRecord } from '../domain/document.ts'
import { perBundle } from './per-bundle.ts'

/** Null where no entity had it. */
export function formerEntity(bundle: Bundle, id: string): EntityRecord | null {
  return byFormerId(bundle).get(id) ?? null
}

const byFormerId = perBundle(
  ({ records }) =>
    new Map(records.entities.flatMap(entity => (entity.formerIds ?? []).map(id => [id, entity] as const))),
)
