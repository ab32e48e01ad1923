// Which parameters of the interface does a command mean? Its own options, and those that `--filter NAME=VALUE` gives.
import { isEntityType } from '../domain/document.ts'
import { RequestError } from '../domain/errors.ts'
import { entityId } from '../domain/ids.ts'
import { collectParameters, type RawParameters } from '../search/request.ts'

/** @param given options; those that were not given are undefined @throws {RequestError} where a filter is no pair */
export function parametersFrom(
  given: Readonly<Record<string, string | readonly string[] | undefined>>,
  filters: readonly string[],
): RawParameters {
  const pairs = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map(each => [name, each] as const),
  )
  return collectParameters([...pairs, ...filters.map(toPair)])
}

function toPair(filter: string): readonly [string, string] {
  const at = filter.indexOf('=')
  const [name, value] = [filter.slice(0, at), filter.slice(at + 1)]
  if (isEntityType(name))
    throw new RequestError([
      { parameter: '--filter', message: `“${filter}”: did you mean entity=${entityId(name, value)}?` },
    ])
  if (at > 0) return [name, value]
  throw new RequestError([
    { parameter: '--filter', message: `“${filter}” must be NAME=VALUE, e.g. entity=place:armenia` },
  ])
}
