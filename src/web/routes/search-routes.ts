// Pages of a search: results, network, map, the values of a facet, and the passage beside them.
import { Hono } from 'hono'
import type { Bundle } from '../../bundle/open-bundle.ts'
import type { ServedBundle } from '../../bundle/serving.ts'
import type { Deadline } from '../../domain/deadline.ts'
import { ENTITY_TYPES } from '../../domain/document.ts'
import { facetFilter } from '../../domain/facet-parameters.ts'
import { locatePlaces } from '../../places/locate.ts'
import { oneByOne, searchByDocument } from '../../search/by-document.ts'
import { markedDocument } from '../../search/documents.ts'
import { facetValues } from '../../search/facet-values.ts'
import { formerEntity } from '../../search/former-ids.ts'
import { network } from '../../search/network.ts'
import { getPassage } from '../../search/passages.ts'
import {
  collectParameters,
  parseFacetValuesRequest,
  parseNetworkRequest,
  parseSearchRequest,
  parseSelection,
  type SearchRequest,
} from '../../search/request.ts'
import { requestDeadline } from '../../search/request-deadline.ts'
import { type SearchPage, search } from '../../search/search.ts'
import { stats } from '../../search/stats.ts'
import { badDates, timelineInterval } from '../date-filter.ts'
import { FACET_VALUES, facetPage } from '../facets.ts'
import { EXPLAIN, LANGUAGE, OPEN, ViewParameters } from '../links.ts'
import { mapPage, PLACES } from '../map-page.ts'
import type { Html } from '../marked-text.ts'
import { networkPage } from '../network-page.ts'
import { nothingFound } from '../nothing-found.ts'
import { emptyReader, readerAlone, readerPane } from '../reader-pane.ts'
import { isNothing, searchPage } from '../search-page.ts'
import type { SearchFrame } from '../search-view.ts'
import { startPage } from '../start-page.ts'

/** Metadata fields that are facets unless all are asked for: those of the offered ones that most documents have, and those filtered by. */
const FIELDS_SHOWN = 12

/** Of a place that the atlas does not have. */
const UNKNOWN = { kind: 'unknown' } as const

export function searchRoutes(served: ServedBundle): Hono {
  const app = new Hono()
  app.get('/', async c => {
    const bundle = served.current
    const deadline = requestDeadline(c.req.raw.signal)
    const asked = askedOf(bundle, ViewParameters.of(c.req.queries()))
    const { view } = asked
    const isStart =
      view.all.every(([name]) => name === 'fields' || name === LANGUAGE) && bundle.records.size > 0
    if (isStart)
      return c.html(startPage(bundle, { ...asked, page: await search(bundle, asked.request, deadline) }))
    const grouped = (view.get('group') ?? 'document') === 'document'
    const page = grouped
      ? await searchByDocument(bundle, asked.request, deadline)
      : oneByOne(await search(bundle, asked.request, deadline))
    const nothing = await nothingIn(bundle, page, view, deadline)
    const reader = await readerOf(bundle, view, deadline)
    return c.html(searchPage(bundle, { ...asked, page, grouped, nothing, reader }))
  })
  app.get('/network', async c => {
    const bundle = served.current
    const asked = askedOf(bundle, ViewParameters.of(c.req.queries()))
    const deadline = requestDeadline(c.req.raw.signal)
    const page = await search(bundle, asked.request, deadline)
    const request = parseNetworkRequest(collectParameters(asked.view.selection.all))
    const nothing = await nothingIn(bundle, page, asked.view, deadline)
    return c.html(networkPage(bundle, await network(bundle, request, deadline), { ...asked, page, nothing }))
  })
  app.get('/map', async c => {
    const bundle = served.current
    const asked = askedOf(bundle, ViewParameters.of(c.req.queries()))
    const deadline = requestDeadline(c.req.raw.signal)
    const page = await search(bundle, asked.request, deadline)
    const given = collectParameters(asked.view.selection.all)
    const request = parseFacetValuesRequest('place', { ...given, limit: PLACES.asked })
    const { values, total, partial } = await facetValues(bundle, request, deadline)
    const ids = values.map(({ id }) => id)
    const located = await locatePlaces(bundle, ids, deadline)
    const places = values.map(value => ({ ...value, located: located.get(value.id) ?? UNKNOWN }))
    const nothing = await nothingIn(bundle, page, asked.view, deadline)
    return c.html(mapPage(bundle, { ...asked, page, places, total, partial: partial === true, nothing }))
  })
  app.get('/facets/:facet{.+}', async c => {
    const { name = '', order = 'count', offset = '0' } = c.req.query()
    const view = ViewParameters.of(c.req.queries())
    const given = collectParameters([
      ...view.selection.all,
      ['name', name],
      ['order', order],
      ['offset', offset],
    ])
    const request = parseFacetValuesRequest(c.req.param('facet'), { ...given, limit: 100 })
    return c.html(
      facetPage(await facetValues(served.current, request, requestDeadline(c.req.raw.signal)), view, name),
    )
  })
  app.get('/reader/:id{.+}', async c => {
    const id = c.req.param('id')
    const view = ViewParameters.of(c.req.queries()).set(OPEN, id)
    const { document } = getPassage(served.current, id)
    const reader = await readerOf(served.current, view, requestDeadline(c.req.raw.signal))
    return c.html(readerAlone(document.title, reader))
  })
  return app
}

/** The search that a view asks for, with facets and figures over time. Dates that are none are left out of it, and given back. */
function askedOf(
  bundle: Bundle,
  typed: ViewParameters,
): Omit<SearchFrame, 'page'> & { readonly request: SearchRequest } {
  const bad = badDates(typed)
  const asked = Object.keys(bad).reduce((left, name) => left.without(name), typed)
  // What is searched is what was asked, so that a note tells which id is another now; all that is shown speaks of it as it is now.
  const view = withPresentIds(bundle, asked)
  const offered = stats(bundle).facets.map(({ facet }) => facet)
  const isMetadata = (facet: string): boolean => facet.startsWith('meta.')
  const keys = [...bundle.records.metadataKeys.keys()].map(key => `meta.${key}`)
  const filtered = keys.filter(key => view.filters.some(([name]) => facetFilter(name)?.facet === key))
  const some = new Set([...offered.filter(isMetadata).slice(0, FIELDS_SHOWN), ...filtered])
  const shown = view.get('fields') === 'all' ? keys : [...some]
  const facets = [...ENTITY_TYPES, ...offered.filter(facet => !isMetadata(facet)), ...shown]
  const request = parseSearchRequest({
    facetLimit: FACET_VALUES.asked,
    facets,
    timeline: timelineInterval(bundle),
    ...collectParameters(asked.searched),
    ...(isPassage(bundle, view.get(EXPLAIN)) ? { [EXPLAIN]: 'true' } : {}),
  })
  return { view, bad, request, hiddenFields: keys.length - shown.length }
}

/** Each name by the id that it has since a correction merged, renamed or retyped it, once. */
function withPresentIds(bundle: Bundle, view: ViewParameters): ViewParameters {
  const present = (name: string, value: string): string =>
    facetFilter(name)?.facet === 'entity' && bundle.records.entity(value) === null
      ? (formerEntity(bundle, value)?.id ?? value)
      : value
  return view.all.reduce(
    (left, [name, value]) =>
      present(name, value) === value ? left : left.replaced(name, value, present(name, value)),
    view,
  )
}

function isPassage(bundle: Bundle, id: string | null): boolean {
  return id !== null && bundle.records.passageIndex(id) !== null
}

/** The passage that the address opens, in its document. One that is not there is none: the results are. */
async function readerOf(bundle: Bundle, view: ViewParameters, deadline: Deadline): Promise<Html> {
  const id = view.get(OPEN)
  const index = id === null ? null : bundle.records.passageIndex(id)
  if (id === null || index === null) return emptyReader()
  const document = bundle.records.documentOf(index).id
  const selection = parseSelection(collectParameters(view.selection.all))
  return readerPane(await markedDocument(bundle, document, selection, deadline), id, view)
}

/** What a view says where no passage was found; null where there are some. */
async function nothingIn(
  bundle: Bundle,
  page: SearchPage,
  view: ViewParameters,
  deadline: Deadline,
): Promise<Html | null> {
  return isNothing(page, view) ? nothingFound(bundle, view, deadline) : null
}
