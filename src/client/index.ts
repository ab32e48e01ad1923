// `lede/client`: the interface from TypeScript. Every answer has the type of the schema that the service itself answers by.
import type { z } from 'zod'
import { idPath } from '../domain/addresses.ts'
import type * as answer from '../http/schemas.ts'

export type SearchPage = z.infer<typeof answer.searchPage>
export type PassagePage = z.infer<typeof answer.passagePage>
export type ContextPage = z.infer<typeof answer.contextPage>
export type CopyList = z.infer<typeof answer.copyList>
export type SimilarPage = z.infer<typeof answer.similarPage>
export type SimilarInMeaning = z.infer<typeof answer.similarInMeaning>
export type Themes = z.infer<typeof answer.themes>
export type References = z.infer<typeof answer.references>
export type DocumentList = z.infer<typeof answer.documentList>
export type DocumentPage = z.infer<typeof answer.documentPage>
export type EntityList = z.infer<typeof answer.entityList>
export type EntityPage = z.infer<typeof answer.entityPage>
export type Suggestions = z.infer<typeof answer.suggestions>
export type FacetValues = z.infer<typeof answer.facetValues>
export type WatchReports = z.infer<typeof answer.watchReports>
export type Network = z.infer<typeof answer.network>
export type TimelinePage = z.infer<typeof answer.timelinePage>
export type StatsPage = z.infer<typeof answer.statsPage>
export type Problem = z.infer<typeof answer.problemDetails>

type Value = string | number | boolean
/** Parameters by name, as the interface has them; lists are given several times. */
export type Parameters = Readonly<Record<string, Value | readonly Value[] | undefined>>

type Facet = 'document' | 'kind' | 'source' | 'author' | 'language' | 'year' | 'folder' | 'filetype'

/** By facet: `source` allows values, `allSource` demands them, `notSource` leaves them out. */
type FacetFilters = {
  readonly [Name in Facet | `${'all' | 'not'}${Capitalize<Facet>}`]?: string | readonly string[]
}

/** What filters passages. */
export interface Filters extends FacetFilters {
  readonly entity?: string | readonly string[]
  readonly anyEntity?: string | readonly string[]
  readonly notEntity?: string | readonly string[]
  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly from?: string
  readonly to?: string
  readonly boilerplate?: boolean
  /** Document metadata: of `meta.` all must hold, of `anyMeta.` one, of `notMeta.` none. */
  readonly [metadata: `${'meta' | 'anyMeta' | 'notMeta'}.${string}`]: string | readonly string[] | undefined
}

/** What chooses passages. */
export interface Selection extends Filters {
  readonly q?: string
  readonly match?: 'any' | 'all'
  readonly fuzzy?: 'auto' | 'off'
  readonly prefix?: 'last' | 'off'
  /** `off`: no sign in the query is read. */
  readonly syntax?: 'on' | 'off'
}

export interface SearchParameters extends Selection {
  readonly limit?: number
  readonly offset?: number
  readonly sort?: 'relevance' | 'newest' | 'oldest'
  readonly facets?: string | readonly string[]
  readonly facetLimit?: number
  readonly group?: 'document' | 'none'
  readonly explain?: boolean
  readonly timeline?: 'day' | 'month' | 'year'
  /** `auto`: passages that say it in other words are found too; `only`: by meaning alone. */
  readonly meaning?: 'auto' | 'off' | 'only'
}

export interface ClientOptions {
  /** Sent as a bearer. */
  readonly key?: string
  readonly fetch?: typeof fetch
}

/** The service refused a call; `problem` says why (RFC 9457). */
export class LedeError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'LedeError'
    this.problem = problem
  }
}

/**
 * A client of one service. Every call throws `LedeError` where the service refuses it, and what `fetch` throws where it cannot be reached.
 * @example const { hits } = await new LedeClient('http://127.0.0.1:3000').search({ q: 'cluster munitions', limit: 3 })
 */
export class LedeClient {
  private readonly base: string
  private readonly options: ClientOptions

  constructor(base: string, options: ClientOptions = {}) {
    this.base = base.replace(/\/+$/u, '')
    this.options = options
  }

  search(parameters: SearchParameters): Promise<SearchPage> {
    return this.get('/v1/search', parameters)
  }

  async multiSearch(searches: readonly SearchParameters[]): Promise<readonly SearchPage[]> {
    const body = JSON.stringify({ searches })
    const answer = await this.send('/v1/multi-search', { method: 'POST', body })
    return ((await answer.json()) as { results: SearchPage[] }).results
  }

  /** The page after this one, of the same index; null where this is the last. */
  async next({ cursor }: SearchPage): Promise<SearchPage | null> {
    return cursor === undefined ? null : this.get('/v1/search', { cursor })
  }

  /** Every hit of a search, one after the other, however many. */
  async *every(parameters: Selection): AsyncGenerator<SearchPage['hits'][number]> {
    const answer = await this.send(withParameters('/v1/export', { ...parameters, format: 'ndjson' }))
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    let rest = ''
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
      const lines = (rest + part.value).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line !== '') yield JSON.parse(line)
    }
  }

  passage(id: string): Promise<PassagePage> {
    return this.get(`/v1/passages/${idPath(id)}`)
  }

  context(
    id: string,
    parameters: { before?: number; after?: number; boilerplate?: boolean } = {},
  ): Promise<ContextPage> {
    return this.get(`/v1/passages/${idPath(id)}/context`, parameters)
  }

  similar(id: string, parameters: { limit?: number } = {}): Promise<SimilarPage> {
    return this.get(`/v1/passages/${idPath(id)}/similar`, parameters)
  }

  copies(id: string, parameters: { offset?: number; limit?: number } = {}): Promise<CopyList> {
    return this.get(`/v1/passages/${idPath(id)}/copies`, parameters)
  }

  cite(id: string): Promise<References> {
    return this.get(`/v1/passages/${idPath(id)}/cite`)
  }

  documents(parameters: { q?: string; offset?: number; limit?: number } = {}): Promise<DocumentList> {
    return this.get('/v1/documents', parameters)
  }

  document(id: string): Promise<DocumentPage> {
    return this.get(`/v1/documents/${idPath(id)}`)
  }

  entities(
    parameters: { q?: string; type?: string; sort?: 'count' | 'name'; offset?: number; limit?: number } = {},
  ): Promise<EntityList> {
    return this.get('/v1/entities', parameters)
  }

  entity(id: string): Promise<EntityPage> {
    return this.get(`/v1/entities/${idPath(id)}`)
  }

  /** @param selection options and filters of the search that is completed: they decide the figures */
  suggest(q: string, limit?: number, selection: Omit<Selection, 'q'> = {}): Promise<Suggestions> {
    return this.get('/v1/suggest', { ...selection, q, limit })
  }

  facet(
    name: string,
    parameters: Selection & { name?: string; order?: 'count' | 'name'; offset?: number; limit?: number } = {},
  ): Promise<FacetValues> {
    return this.get(`/v1/facets/${idPath(name)}`, parameters)
  }

  watch(parameters: { limit?: number } = {}): Promise<WatchReports> {
    return this.get('/v1/watch', parameters)
  }

  network(parameters: Selection & { limit?: number } = {}): Promise<Network> {
    return this.get('/v1/network', parameters)
  }

  /** Passages that mean much the same as those with the given ids, all of them together. */
  similarTo(
    passage: string | readonly string[],
    parameters: Filters & { limit?: number; group?: 'copies' | 'document' | 'none'; least?: number } = {},
  ): Promise<SimilarInMeaning> {
    return this.get('/v1/similar', { ...parameters, passage })
  }

  /** The best hits of a search in groups that mean much the same. */
  themes(parameters: Selection & { limit?: number } = {}): Promise<Themes> {
    return this.get('/v1/themes', parameters)
  }

  timeline(parameters: Selection & { interval?: 'day' | 'month' | 'year' }): Promise<TimelinePage> {
    return this.get('/v1/timeline', parameters)
  }

  stats(): Promise<StatsPage> {
    return this.get('/v1/stats')
  }

  private async get<T>(address: string, parameters: object = {}): Promise<T> {
    const answer = await this.send(withParameters(address, parameters as Parameters))
    return (await answer.json()) as T
  }

  private async send(address: string, init: RequestInit = {}): Promise<Response> {
    const { key, fetch: ask = fetch } = this.options
    const headers = key === undefined ? {} : { authorization: `Bearer ${key}` }
    const answer = await ask(`${this.base}${address}`, { ...init, headers })
    if (answer.ok) return answer
    throw new LedeError(await problemOf(answer))
  }
}

/** What is in the way may answer something else than the service. */
async function problemOf(answer: Response): Promise<Problem> {
  const text = await answer.text()
  try {
    return JSON.parse(text) as Problem
  } catch {
    return {
      type: 'about:blank',
      title: answer.statusText,
      status: answer.status,
      detail: text.slice(0, 500),
    }
  }
}

function withParameters(address: string, parameters: Parameters): string {
  const written = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue
    if (typeof value === 'object') for (const one of value) written.append(name, String(one))
    else written.append(name, String(value))
  }
  return written.size === 0 ? address : `${address}?${written}`
}
