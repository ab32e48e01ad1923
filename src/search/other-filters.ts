// What would be found with other filters? Totals only, for the page that finds nothing.
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Deadline } from '../domain/deadline.ts'
import { askFigures } from '../engine/engine-requests.ts'
import { compile } from './compile.ts'
import type { Selection } from './request.ts'
import { limitsOf } from './request-deadline.ts'

/** @returns null where not the whole corpus could be searched */
export async function countPassages(
  bundle: Bundle,
  selection: Selection,
  deadline: Deadline,
): Promise<number | null> {
  const { tree, filters } = await compile(bundle, selection, deadline)
  const { total, partial } = await bundle.engine.search(
    askFigures({ query: tree, filters, ...limitsOf(deadline) }),
  )
  return partial === true ? null : total
}
