// A search found nothing: what would help? Each way out with how many passages it would find.
import type { Bundle } from '../bundle/open-bundle.ts'
import { counted } from '../domain/counted.ts'
import { countPassages } from '../search/other-filters.ts'
import { parseSearchRequest } from '../search/request.ts'
import { requestDeadline } from '../search/request-deadline.ts'
import { parametersFrom } from './filter-flags.ts'

type Given = Readonly<Record<string, string | undefined>>

interface WayOut {
  readonly name: string
  readonly given: Given
  readonly filters: readonly string[]
}

/** Lines of advice, those with figures first. @param given the options of the search that found nothing */
export async function adviceForNothing(
  bundle: Bundle,
  given: Given,
  filters: readonly string[],
): Promise<string[]> {
  const deadline = requestDeadline()
  const lines: string[] = []
  for (const way of waysOut(given, filters)) {
    const request = parseSearchRequest(parametersFrom(way.given, way.filters))
    const total = await countPassages(bundle, request, deadline)
    if (total !== null && total > 0) lines.push(`${way.name}: ${counted(total, 'passage')}`)
  }
  return [...lines, 'Try fewer words, or part of one: observ*. Look for a name with lede entities.']
}

function waysOut(given: Given, filters: readonly string[]): WayOut[] {
  const { q = '', match } = given
  const ways: WayOut[] = filters.map((filter, at) => ({
    name: `Without --filter ${filter}`,
    given,
    filters: filters.toSpliced(at, 1),
  }))
  if (filters.length > 1) ways.push({ name: 'Without any filter', given, filters: [] })
  if (match === 'all')
    ways.push({
      name: 'Any of the words (without --match all)',
      given: { ...given, match: undefined },
      filters,
    })
  if (/["“”]/u.test(q)) {
    const unquoted = { ...given, q: q.replaceAll(/["“”]/gu, ' ').trim() }
    ways.push({ name: 'The words in any order, without quotation marks', given: unquoted, filters })
  }
  return ways
}
