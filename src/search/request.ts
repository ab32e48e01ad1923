// What may a search ask? The schema of its parameters, the same for HTTP, command line and page.
import { z } from 'zod'
import { dayRange } from '../domain/dates.ts'
import { ENTITY_TYPES, type EntityType, isEntityType, PASSAGE_KINDS } from '../domain/document.ts'
import { type ParameterProblem, RequestError } from '../domain/errors.ts'
import {
  facetFilter,
  type PlainParameter,
  plainParameter,
  RELATIONS,
  type Relation,
} from '../domain/facet-parameters.ts'
import {
  type FacetCondition,
  type FacetName,
  type Filters,
  INTERVALS,
  type Interval,
  isFacetName,
  isPlainFacet,
  PLAIN_FACETS,
  type Sort,
} from '../domain/query.ts'
import type { Grouping } from '../engine/engine.ts'
import { LIMITS } from './limits.ts'

/** A whole number given as a number or as digits. */
export function wholeNumber(min: number, max: number) {
  const range = `must be a whole number from ${min} to ${max}`
  return z
    .union([z.number(), z.string().regex(/^\d{1,9}$/u, range)], range)
    .transform(Number)
    .pipe(z.int(range).min(min, range).max(max, range))
}

const list = z
  .union([z.string(), z.array(z.string())], 'must be a text or a list of texts')
  .transform(value => (Array.isArray(value) ? value : [value]))
  .pipe(
    z
      .array(z.string().min(1, 'must not be empty'))
      .max(LIMITS.repeats, `may be given ${LIMITS.repeats} times at most`),
  )

const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])], 'must be true or false')
  .transform(value => value === true || value === 'true')

const isoDate = z
  .string('must be a date')
  .refine(text => dayRange(text) !== null, 'must be a date: YYYY, YYYY-MM or YYYY-MM-DD')

const entity = list.pipe(
  z.array(
    z
      .string()
      .regex(
        new RegExp(`^(?:${ENTITY_TYPES.join('|')}):.+$`, 'u'),
        'must be an entity id, e.g. place:armenia',
      ),
  ),
)

const FACET_NAMES = [...ENTITY_TYPES, ...PLAIN_FACETS, 'meta.<key>'].join(', ')

const facets = z
  .union([z.string(), z.array(z.string())], 'must be a list of facets')
  .transform(value =>
    (Array.isArray(value) ? value : value.split(',')).map(name => name.trim()).filter(name => name !== ''),
  )
  .pipe(
    z.array(
      z
        .string()
        .refine(name => name === 'none' || isFacetName(name), `must be none, or a list of ${FACET_NAMES}`),
    ),
  )

const values = list.default([])
/** What a filter of each relation asks of a passage. */
const SAID = {
  any: 'one of these values of',
  all: 'all of these values of',
  not: 'none of these values of',
} as const
/** Filters by facets that are neither names nor metadata. */
const plainParameters = Object.fromEntries(
  PLAIN_FACETS.flatMap(facet => {
    const schema = facet === 'kind' ? list.pipe(z.array(z.enum(PASSAGE_KINDS))).default([]) : values
    return RELATIONS.map(relation => [
      plainParameter(relation, facet),
      schema.describe(`${SAID[relation]} ${facet}; repeatable`),
    ])
  }),
) as Record<PlainParameter, typeof values>

export const EXPORT_FORMATS = ['csv', 'ndjson', 'markdown', 'bibtex', 'ris'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

const NEARNESS = 'must be a number from 0 to 1'

/** Parameters that filter passages: the same for every call that finds some. */
const filterParameters = {
  entity: entity
    .default([])
    .describe('names by id, such as place:laos: all of them must be in the passage; repeatable'),
  anyEntity: entity.default([]).describe('one of these names; repeatable'),
  notEntity: entity.default([]).describe('none of these names; repeatable'),
  ...plainParameters,
  from: isoDate.optional().describe('first day of the document’s date: YYYY, YYYY-MM or YYYY-MM-DD'),
  to: isoDate.optional().describe('last day of the document’s date, likewise'),
  boilerplate: flag.default(false).describe('search menus, footers and notices too'),
} as const

/** Parameters that choose passages: the same for every call that searches. */
const selectionParameters = {
  q: z
    .string()
    .max(LIMITS.queryLength, `must have at most ${LIMITS.queryLength} characters`)
    .default('')
    .describe('what would be typed into the search box; empty for all passages'),
  match: z.enum(['any', 'all']).default('any').describe('any or all of the words'),
  fuzzy: z
    .enum(['auto', 'off'])
    .default('auto')
    .describe('auto: a word that the corpus does not have is replaced by similar ones'),
  prefix: z
    .enum(['off', 'last'])
    .default('off')
    .describe('last: the last word may be the beginning of one, as while somebody types'),
  syntax: z.enum(['on', 'off']).default('on').describe('off: no sign is read, all of it is words'),
  synonyms: z.enum(['on', 'off']).default('on').describe('off: the synonyms of the corpus are not searched'),
  variants: z
    .enum(['on', 'off'])
    .default('on')
    .describe('off: names are searched only as they are typed, not in other spellings of the corpus'),
  ...filterParameters,
} as const

export const searchParameters = z.strictObject({
  ...selectionParameters,
  limit: wholeNumber(1, LIMITS.limit.max).default(LIMITS.limit.default).describe('hits'),
  offset: wholeNumber(0, LIMITS.depth).default(0).describe('hits to skip'),
  sort: z
    .enum(['relevance', 'newest', 'oldest'])
    .optional()
    .describe('default: relevance, or newest where q is empty'),
  facets: facets
    .optional()
    .describe('facets to count, by commas, such as person,year,meta.region; none for none'),
  facetLimit: wholeNumber(1, LIMITS.facetLimit.max)
    .default(LIMITS.facetLimit.default)
    .describe('values of each facet'),
  group: z
    .enum(['copies', 'document', 'none'])
    .default('copies')
    .describe('what is one hit: a passage with its copies, a document, or each passage'),
  explain: flag.default(false).describe('say what each hit got its place for'),
  counts: flag.default(true).describe('count what other readings of the query find'),
  timeline: z.enum(INTERVALS).optional().describe('count hits over time too, by this interval'),
  meaning: z
    .enum(['auto', 'off', 'only'])
    .optional()
    .describe(
      'auto: passages that say it in other words are found too; only: by meaning alone. Default: auto where the index has vectors',
    ),
})

export const timelineParameters = z.strictObject({
  ...selectionParameters,
  interval: z.enum(INTERVALS).default('month').describe('what is counted together'),
})

/** @throws {RequestError} where it names no facet */
function facetName(name: string): FacetName {
  if (isFacetName(name)) return name
  throw new RequestError([{ parameter: 'facet', message: `must be one of ${FACET_NAMES}` }])
}

export const facetValuesParameters = z.strictObject({
  ...selectionParameters,
  name: z.string().max(LIMITS.queryLength).default('').describe('only values with this in their name'),
  order: z.enum(['count', 'name']).default('count').describe('the most frequent first, or by name'),
  limit: wholeNumber(1, LIMITS.list.max).default(LIMITS.list.default).describe('values'),
  offset: wholeNumber(0, 10_000_000).default(0).describe('values to skip'),
})

export const networkParameters = z.strictObject({
  ...selectionParameters,
  limit: wholeNumber(2, LIMITS.network.max).default(LIMITS.network.default).describe('names'),
})

export const themesParameters = z.strictObject({
  ...selectionParameters,
  limit: wholeNumber(2, LIMITS.themes.max).default(LIMITS.themes.default).describe('groups'),
})

export const similarToParameters = z.strictObject({
  ...filterParameters,
  passage: list
    .pipe(z.array(z.string()).max(LIMITS.like.passages))
    .describe('passages that others should be like, all of them together; repeatable'),
  limit: wholeNumber(1, LIMITS.similar.max).default(LIMITS.similar.default).describe('passages'),
  group: searchParameters.shape.group.describe(
    'copies: of a passage and its copies one; document: of each other document one; none: every passage',
  ),
  least: z
    .union([z.number(), z.string().regex(/^\d(?:\.\d{1,6})?$/u, NEARNESS)], NEARNESS)
    .transform(Number)
    .pipe(z.number().min(0, NEARNESS).max(1, NEARNESS))
    .default(0)
    .describe('how near they must be: 1 for the same text, 0 for one as near as passages are on average'),
})

export const exportParameters = z.strictObject({
  ...selectionParameters,
  sort: searchParameters.shape.sort,
  passage: list
    .default([])
    .describe('only these passages, in this order, whatever else is asked; repeatable'),
  format: z.enum(EXPORT_FORMATS).describe('form of the file'),
})

export const suggestParameters = z.strictObject({
  ...selectionParameters,
  limit: wholeNumber(1, LIMITS.suggestions.max).default(LIMITS.suggestions.default).describe('suggestions'),
})

/** What to search: query, options and filters. */
export interface Selection {
  readonly q: string
  readonly match: 'any' | 'all'
  readonly fuzzy: 'auto' | 'off'
  readonly prefix: 'last' | 'off'
  readonly syntax: 'on' | 'off'
  readonly synonyms: 'on' | 'off'
  readonly variants: 'on' | 'off'
  readonly filters: Filters
}

export interface SearchRequest extends Selection {
  readonly limit: number
  readonly offset: number
  readonly sort: Sort
  /** Empty for `facets=none`. */
  readonly facets: readonly FacetName[]
  readonly facetLimit: number
  readonly group: Grouping | null
  readonly explain: boolean
  /** Count what other readings of the query find. */
  readonly counts: boolean
  /** Count the hits over time too. */
  readonly timeline: Interval | null
  /** Search meaning too, or alone; undefined for what the index can. */
  readonly meaning: 'auto' | 'off' | 'only' | undefined
}

/** Parameters as they come: from a query string, a JSON body or the command line. */
export type RawParameters = Readonly<Record<string, unknown>>

/** Parameters from pairs of name and value: those given several times become lists. */
export function collectParameters(pairs: Iterable<readonly [string, string]>): RawParameters {
  const values = new Map<string, string[]>()
  for (const [name, value] of pairs) {
    const known = values.get(name)
    if (known === undefined) values.set(name, [value])
    else known.push(value)
  }
  return Object.fromEntries(Array.from(values, ([name, all]) => [name, all.length === 1 ? all[0] : all]))
}

/** @throws {RequestError} naming each parameter that is unknown or cannot be used */
export function parseSearchRequest(raw: RawParameters): SearchRequest {
  const { parameters, selection } = select(searchParameters, raw)
  if (parameters.offset + parameters.limit > LIMITS.depth) {
    throw new RequestError([
      { parameter: 'offset', message: `offset + limit must not exceed ${LIMITS.depth}; narrow the search` },
    ])
  }
  const sort = parameters.sort ?? usualSort(selection.q)
  if (parameters.meaning === 'only' && sort !== 'relevance') {
    const message = 'must not be only without a query, or where hits are in the order of their dates'
    throw new RequestError([{ parameter: 'meaning', message }])
  }
  return {
    ...selection,
    limit: parameters.limit,
    offset: parameters.offset,
    sort,
    facets: toFacets(parameters.facets),
    facetLimit: parameters.facetLimit,
    group: parameters.group === 'none' ? null : parameters.group,
    explain: parameters.explain,
    counts: parameters.counts,
    timeline: parameters.timeline ?? null,
    meaning: parameters.meaning,
  }
}

export interface TimelineRequest extends Selection {
  readonly interval: Interval
}

/** What a view that only marks matches takes. @throws {RequestError} as `parseSearchRequest` */
export function parseSelection(raw: RawParameters): Selection {
  return select(z.strictObject(selectionParameters), raw).selection
}

/** @throws {RequestError} as `parseSearchRequest` */
export function parseTimelineRequest(raw: RawParameters): TimelineRequest {
  const { parameters, selection } = select(timelineParameters, raw)
  return { ...selection, interval: parameters.interval }
}

export interface FacetValuesRequest extends Selection {
  readonly facet: FacetName
  /** Beginnings of words of the values wanted; all where empty. */
  readonly name: string
  readonly order: 'count' | 'name'
  readonly offset: number
  readonly limit: number
}

/** @throws {RequestError} as `parseSearchRequest` */
export function parseFacetValuesRequest(facet: string, raw: RawParameters): FacetValuesRequest {
  const { parameters, selection } = select(facetValuesParameters, raw)
  const { name, order, offset, limit } = parameters
  return { ...selection, facet: facetName(facet), name, order, offset, limit }
}

export interface NetworkRequest extends Selection {
  /** Entities. */
  readonly limit: number
}

/** @throws {RequestError} as `parseSearchRequest` */
export function parseNetworkRequest(raw: RawParameters): NetworkRequest {
  const { parameters, selection } = select(networkParameters, raw)
  return { ...selection, limit: parameters.limit }
}

export interface ThemesRequest extends Selection {
  /** Groups at most. */
  readonly limit: number
}

/** @throws {RequestError} as `parseSearchRequest` */
export function parseThemesRequest(raw: RawParameters): ThemesRequest {
  const { parameters, selection } = select(themesParameters, raw)
  return { ...selection, limit: parameters.limit }
}

export interface SimilarToRequest {
  /** Ids, one at least. */
  readonly passages: readonly string[]
  readonly filters: Filters
  readonly limit: number
  readonly group: Grouping | null
  readonly least: number
}

/** @throws {RequestError} as `parseSearchRequest` */
export function parseSimilarToRequest(raw: RawParameters): SimilarToRequest {
  const { metadata, rest } = takeMetadata(raw)
  const { passage, limit, group, least, ...filters } = validate(similarToParameters, rest)
  if (passage.length === 0)
    throw new RequestError([{ parameter: 'passage', message: 'must be given: the id of a passage' }])
  return {
    passages: [...new Set(passage)],
    filters: toFilters(filters, metadata),
    limit,
    group: group === 'none' ? null : group,
    least,
  }
}

export interface SuggestRequest extends Selection {
  readonly limit: number
}

/** @throws {RequestError} as `parseSearchRequest` */
export function parseSuggestRequest(raw: RawParameters): SuggestRequest {
  const { parameters, selection } = select(suggestParameters, raw)
  return { ...selection, limit: parameters.limit }
}

export interface ExportRequest extends Selection {
  readonly sort: Sort
  /** Ids of the only passages that are wanted; empty for all that the search finds. */
  readonly passages: readonly string[]
  readonly format: ExportFormat
}

/** @throws {RequestError} as `parseSearchRequest` */
export function parseExportRequest(raw: RawParameters): ExportRequest {
  const { parameters, selection } = select(exportParameters, raw)
  const { sort = usualSort(selection.q), format, passage } = parameters
  return { ...selection, sort, format, passages: [...new Set(passage)] }
}

/** Without a query there is nothing to rank by. */
export function usualSort(q: string): Sort {
  return q.trim() === '' ? 'newest' : 'relevance'
}

/** Validates parameters against a strict schema. @throws {RequestError} */
export function validate<T>(schema: z.ZodType<T>, raw: unknown): T {
  if (typeof raw === 'object' && raw !== null && Object.hasOwn(raw, '__proto__')) {
    throw new RequestError([{ parameter: '__proto__', message: 'is not a parameter of this call' }])
  }
  const result = schema.safeParse(raw)
  if (result.success) return result.data
  throw new RequestError(result.error.issues.flatMap(toProblems))
}

function toProblems(issue: z.core.$ZodIssue): ParameterProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(parameter => ({ parameter, message: unknown(parameter) }))
  }
  const parameter = String(issue.path[0] ?? 'body')
  if (issue.code === 'invalid_value')
    return [{ parameter, message: `must be one of ${issue.values.map(String).join(', ')}` }]
  if (issue.code === 'invalid_type') return [{ parameter, message: `must be a single ${issue.expected}` }]
  return [{ parameter, message: issue.message }]
}

function unknown(parameter: string): string {
  const advice = isEntityType(parameter) ? `: did you mean entity=${parameter}:…?` : ''
  return `is not a parameter of this call${advice}`
}

/** Parameters by their schema, and the selection among them. @throws {RequestError} */
function select<T extends SelectionParameters>(
  schema: z.ZodType<T>,
  raw: RawParameters,
): { readonly parameters: T; readonly selection: Selection } {
  const { metadata, rest } = takeMetadata(raw)
  const parameters = validate(schema, rest)
  return { parameters, selection: toSelection(parameters, metadata) }
}

type Conditions = Readonly<Record<Relation, FacetCondition[]>>

function takeMetadata(raw: RawParameters): { metadata: Conditions; rest: RawParameters } {
  const metadata: Conditions = { all: [], any: [], not: [] }
  const rest: [string, unknown][] = []
  for (const [name, value] of Object.entries(raw)) {
    const filter = facetFilter(name)
    if (filter === null || filter.facet === 'entity' || isPlainFacet(filter.facet)) {
      rest.push([name, value])
      continue
    }
    const given = list.safeParse(value)
    if (!given.success)
      throw new RequestError([{ parameter: name, message: 'must be a text or a list of texts' }])
    metadata[filter.relation].push(...conditions(filter.facet, given.data))
  }
  // Not by assignment: a parameter called `__proto__` is unknown like any other.
  return { metadata, rest: Object.fromEntries(rest) }
}

function conditions(facet: FacetName, given: readonly string[]): FacetCondition[] {
  return given.map(value => ({ facet, values: [value] }))
}

type SelectionParameters = z.infer<z.ZodObject<typeof selectionParameters>>

function toSelection(parameters: SelectionParameters, metadata: Conditions): Selection {
  const { q, match, fuzzy, prefix, syntax, synonyms, variants } = parameters
  return { q, match, fuzzy, prefix, syntax, synonyms, variants, filters: toFilters(parameters, metadata) }
}

type FilterParameters = z.infer<z.ZodObject<typeof filterParameters>>

function toFilters(parameters: FilterParameters, metadata: Conditions): Filters {
  const { from, to } = parameters
  const entities = { all: parameters.entity, any: parameters.anyEntity, not: parameters.notEntity }
  const of = (relation: Relation): FacetCondition[] => [
    ...entities[relation].flatMap(id => conditions(id.slice(0, id.indexOf(':')) as EntityType, [id])),
    ...PLAIN_FACETS.flatMap(facet => conditions(facet, parameters[plainParameter(relation, facet)])),
    ...metadata[relation],
  ]
  return {
    all: of('all'),
    any: of('any'),
    not: of('not'),
    fromDay: from === undefined ? null : (dayRange(from)?.first ?? null),
    toDay: to === undefined ? null : (dayRange(to)?.last ?? null),
    boilerplate: parameters.boilerplate,
  }
}

function toFacets(given: readonly string[] | undefined): readonly FacetName[] {
  if (given === undefined) return ENTITY_TYPES
  return [...new Set(given.filter(name => name !== 'none'))] as FacetName[]
}
