// Where does the passage with this id stand in the corpus?
import type { Bundle } from '../bundle/open-bundle.ts'
import { NotFoundError } from '../domain/errors.ts'

/** @throws {NotFoundError} */
export function indexOf(bundle: Bundle, id: string): number {
  const index = bundle.records.passageIndex(id)
  if (index === null) throw new NotFoundError(`There is no passage ${id} in this index.`)
  return index
}
