// What does a call look like? One example for each route, of the sample corpus: shown in the reference, tried by the tests.
import { idPath } from '../domain/addresses.ts'

export interface Example {
  /** In the path. */
  readonly id?: string
  /** In the query string, or in the JSON body. */
  readonly parameters?: Readonly<Record<string, unknown>>
}

const PASSAGE = 'korean-armistice~g7vshag0'

/** By method and path, as in `ROUTES`. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  'get /v1/search': {
    parameters: { q: '"cease-fire" observers', facets: 'person,meta.theme,kind', limit: 3 },
  },
  'post /v1/search': {
    parameters: { q: 'mines', limit: 2, facets: ['place'], entity: ['place:laos'], 'meta.region': 'Asia' },
  },
  'post /v1/multi-search': {
    parameters: {
      searches: [
        { q: 'mines', limit: 1 },
        { q: '', timeline: 'year' },
      ],
    },
  },
  'post /v1/batch': { parameters: { queries: ['mines', { name: 'Jody Williams', from: '2010' }], limit: 2 } },
  'get /v1/passages/{id}': { id: PASSAGE },
  'get /v1/passages/{id}/context': { id: PASSAGE, parameters: { before: 1, after: 3 } },
  'get /v1/passages/{id}/similar': { id: PASSAGE, parameters: { limit: 3 } },
  'get /v1/passages/{id}/copies': { id: PASSAGE, parameters: { limit: 5 } },
  'get /v1/passages/{id}/cite': { id: PASSAGE },
  'get /v1/documents': { parameters: { q: 'armistice' } },
  'get /v1/documents/{id}': { id: 'korean-armistice' },
  'get /v1/entities': { parameters: { type: 'place', q: 'kor', sort: 'name' } },
  'get /v1/entities/{id}': { id: 'place:north-korea' },
  'get /v1/suggest': { parameters: { q: 'korean arm' } },
  'get /v1/timeline': { parameters: { q: 'observers', interval: 'year', 'meta.theme': 'Observers' } },
  'get /v1/facets/{id}': { id: 'place', parameters: { q: 'armistice', name: 'kor', order: 'name' } },
  'get /v1/watch': { parameters: { limit: 1 } },
  'get /v1/network': { parameters: { q: 'armistice', limit: 5, 'anyMeta.region': ['Asia', 'Europe'] } },
  'get /v1/similar': { parameters: { passage: [PASSAGE], group: 'document', limit: 3 } },
  'get /v1/themes': { parameters: { q: 'armistice', limit: 4 } },
  'get /v1/export': { parameters: { q: 'armistice', format: 'csv' } },
}

/** The address of a call with its parameters in the query string. */
export function addressOf(path: string, { id = '', parameters = {} }: Example): string {
  const address = path.replace('{id}', idPath(id))
  const query = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) =>
      [value].flat().map(one => [name, String(one)] as [string, string]),
    ),
  )
  return query.size === 0 ? address : `${address}?${query}`
}
