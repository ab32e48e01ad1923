// Where does this lead? Every address of the page, so that each view has a permanent link.
import { idPath } from '../domain/addresses.ts'
import { facetFilter } from '../domain/facet-parameters.ts'
import { spoken } from './words/spoken.ts'

/** The views of a search, by where they are found, and how each is called. */
export const VIEWS = { '/': 'view.passages', '/network': 'view.network', '/map': 'view.map' } as const
export type ViewPath = keyof typeof VIEWS

/** @param q what the passages were searched by: its matches stay marked */
export const documentLink = (id: string, q = ''): string => address(`/documents/${idPath(id)}`, asked(q))
export const passageLink = (id: string, q = ''): string => address(`/passages/${idPath(id)}`, asked(q))
/** The page of a passage in its document by itself, as the reader beside the results shows it. */
export const readerPath = (id: string): string => `/reader/${idPath(id)}`
export const entityLink = (id: string): string => address(`/entities/${idPath(id)}`)

function asked(q: string): readonly Pair[] {
  return q.trim() === '' ? [] : [['q', q]]
}

type Pair = readonly [name: string, value: string]

/** The parameter that names the language of the page. */
export const LANGUAGE = 'lang'

/** The parameter that has the code of the link by which one page may add documents. */
export const ONCE = 'once'

/** An address of the page, in the language that this page's own address names. */
export function address(path: string, pairs: Iterable<Pair> = []): string {
  const { isNamed, tag } = spoken()
  const given = Array.from(pairs, ([name, value]) => [name, value])
  const isSaid = !isNamed || given.some(([name]) => name === LANGUAGE) || isInterface(path)
  const written = new URLSearchParams(isSaid ? given : [...given, [LANGUAGE, tag]]).toString()
  return written === '' ? path : `${path}?${written.replaceAll(PLAIN, decodeURIComponent)}`
}

/** Signs of ids that a query may have as they are (RFC 3986, 3.4): such an address is read, and weighs less on a page of many. */
const PLAIN = /%(?:2F|3A|7E)/gu

function isInterface(path: string): boolean {
  return path.startsWith('/v1/')
}

/** Parameters of a view that narrow it down, besides the query. */
const FILTERS = new Set(['from', 'to'])

function isFilter(name: string): boolean {
  return FILTERS.has(name) || facetFilter(name) !== null
}

/** The view that a list of facet values was reached from, where it is not the first. */
const ORIGIN = 'origin'

/** The passage that the reader beside the results shows. */
export const OPEN = 'open'

/** Why passages were found: `true` for all of them, on the page also the id of one. */
export const EXPLAIN = 'explain'

/** Parameters that only the page knows: what the reader shows, whether all facets are shown, where a list was reached from, its language. */
const PAGE_PARAMETERS = new Set([OPEN, 'fields', ORIGIN, LANGUAGE])

/** The parameters of a search view, in the order in which they are written. */
export class ViewParameters {
  private readonly pairs: readonly (readonly [string, string])[]

  constructor(pairs: Iterable<readonly [string, string]>) {
    this.pairs = Array.from(pairs).filter(([, value]) => value !== '')
  }

  /** @param queries as Hono gives them */
  static of(queries: Readonly<Record<string, readonly string[]>>): ViewParameters {
    return new ViewParameters(
      Object.entries(queries).flatMap(([name, values]) => values.map(value => [name, value] as const)),
    )
  }

  get all(): readonly (readonly [string, string])[] {
    return this.pairs
  }

  /** What the search is asked. */
  get searched(): readonly (readonly [string, string])[] {
    return this.pairs.filter(([name]) => !PAGE_PARAMETERS.has(name))
  }

  get filters(): readonly (readonly [string, string])[] {
    return this.pairs.filter(([name]) => isFilter(name))
  }

  /** Query, filters and ways of matching: what chooses passages, and not how they are shown. */
  get selection(): ViewParameters {
    const chooses = new Set(['q', 'match', 'fuzzy', 'prefix', 'syntax', 'boilerplate'])
    return new ViewParameters(this.pairs.filter(([name]) => chooses.has(name) || isFilter(name)))
  }

  get(name: string): string | null {
    return this.pairs.find(([key]) => key === name)?.[1] ?? null
  }

  has(name: string, value: string): boolean {
    return this.pairs.some(([key, given]) => key === name && given === value)
  }

  /** Adds a value; the first page is shown. */
  with(name: string, value: string): ViewParameters {
    return new ViewParameters([...this.without(name, value).first.pairs, [name, value]])
  }

  /** Replaces all values of a parameter. */
  set(name: string, value: string): ViewParameters {
    return new ViewParameters([...this.without(name).pairs, [name, value]])
  }

  /** Another value in the place of one, which may stand there already. */
  replaced(name: string, value: string, by: string): ViewParameters {
    const pairs = this.pairs.map(([key, given]): Pair => [key, key === name && given === value ? by : given])
    const isRepeated = ([key, given]: Pair, at: number): boolean =>
      key === name && given === by && pairs.findIndex(other => other[0] === key && other[1] === given) < at
    return new ViewParameters(pairs.filter((pair, at) => !isRepeated(pair, at)))
  }

  without(name: string, value?: string): ViewParameters {
    return new ViewParameters(
      this.pairs.filter(([key, given]) => key !== name || (value !== undefined && given !== value)),
    )
  }

  /** Says where a list of facet values is reached from. */
  from(path: ViewPath): ViewParameters {
    return path === '/' ? this.without(ORIGIN) : this.set(ORIGIN, path)
  }

  /** Where the values of a list of facet values lead to. */
  get origin(): ViewPath {
    const given = this.get(ORIGIN)
    return Object.keys(VIEWS).find((path): path is ViewPath => path === given) ?? '/'
  }

  /** The same view from its first hit on, with nothing open beside it. */
  get first(): ViewParameters {
    return this.without('offset').without(OPEN)
  }

  /** The same view without what narrows it down. */
  get unfiltered(): ViewParameters {
    return new ViewParameters(this.pairs.filter(([name]) => !isFilter(name))).first
  }

  at(path: string): string {
    return address(path, this.pairs)
  }

  get link(): string {
    return this.at('/')
  }
}

/** An address of another site that is safe to link to, or null. */
export function outsideLink(url: string | null): string | null {
  return url !== null && URL.canParse(url) && /^https?:\/\//iu.test(url) ? url : null
}
