// The pages a person opens in a browser. Thin: the same calls as the JSON interface, shown.
import { type Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { streamText } from 'hono/streaming'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { IncomingFile, IngestProgress, IngestReport } from '../build/ingest.ts'
import type { LeftOutFile } from '../build/left-out.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import type { ServedBundle } from '../bundle/serving.ts'
import { idPath } from '../domain/addresses.ts'
import type { Deadline } from '../domain/deadline.ts'
import { ENTITY_TYPES } from '../domain/document.ts'
import { RequestError } from '../domain/errors.ts'
import { facetFilter } from '../domain/facet-parameters.ts'
import type { Correction } from '../entities/write-correction.ts'
import { locatePlaces } from '../places/locate.ts'
import { type BatchResult, readBatch, runBatch, written } from '../search/batch.ts'
import { oneByOne, searchByDocument } from '../search/by-document.ts'
import { listCopies } from '../search/copies.ts'
import { listDocuments, markedDocument } from '../search/documents.ts'
import { getEntity, listEntities } from '../search/entities.ts'
import { EXPORTS } from '../search/export.ts'
import { facetValues } from '../search/facet-values.ts'
import { formerEntity } from '../search/former-ids.ts'
import { LIMITS } from '../search/limits.ts'
import { similarInMeaning } from '../search/meaning/similar.ts'
import { network } from '../search/network.ts'
import { getContext, getPassage, markedPassage, similarPassages } from '../search/passages.ts'
import { references } from '../search/references.ts'
import {
  collectParameters,
  parseFacetValuesRequest,
  parseNetworkRequest,
  parseSearchRequest,
  parseSelection,
  parseSimilarToRequest,
  type SearchRequest,
} from '../search/request.ts'
import { requestDeadline } from '../search/request-deadline.ts'
import { type Hit, type SearchPage, search } from '../search/search.ts'
import { stats } from '../search/stats.ts'
import { bodyOf, textStream } from '../search/text-stream.ts'
import type { WatchReport } from '../watch/report.ts'
import type { WatchedSearch } from '../watch/write-watch.ts'
import { findAsset } from './assets.ts'
import { batchPage, ON_PAGE } from './batch-page.ts'
import { askedCorrection, correctedPage, correctionSection } from './correction.ts'
import { badDates, timelineInterval } from './date-filter.ts'
import { documentPage, documentsPage } from './document-page.ts'
import { entityPage } from './entity-page.ts'
import { FACET_VALUES, facetPage } from './facets.ts'
import { ingestPage, reportTable } from './ingest-page.ts'
import { helpPage, layout } from './layout.ts'
import { LEFT_OUT, leftOutPage } from './left-out-page.ts'
import { address, EXPLAIN, LANGUAGE, ONCE, OPEN, ViewParameters } from './links.ts'
import { mapPage, PLACES } from './map-page.ts'
import { englishText, type Html, html, plainText, tell } from './marked-text.ts'
import { namesPage } from './names-page.ts'
import { networkPage } from './network-page.ts'
import { nothingFound } from './nothing-found.ts'
import { type IngestState, NEW_LINK } from './page-key.ts'
import { passagePage } from './passage-page.ts'
import { emptyReader, readerAlone, readerPane } from './reader-pane.ts'
import {
  SAVED_SEARCHES,
  type SavedSearchesContent,
  savedSearchesPage,
  usualLabel,
} from './saved-searches-page.ts'
import { isNothing, searchPage } from './search-page.ts'
import type { SearchFrame } from './search-view.ts'
import { startPage } from './start-page.ts'
import { say } from './words/spoken.ts'
import { notebookPage, passagesPage } from './workspace-page.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** That of the page which sent the request, where the link of the terminal gave it one. */
    pageKey?: string
  }
}

/** Adding documents from a page. */
export interface PageIngest {
  readonly state: IngestState
  /** The files of a form. @throws {HTTPException} where the key is wrong or they cannot be taken */
  receive(c: Context): Promise<readonly IncomingFile[]>
  /** @throws where the files cannot be taken */
  add(files: readonly IncomingFile[], onProgress: IngestProgress): Promise<IngestReport>
  /** @throws {HTTPException} where it is not the admin's */
  checkKey(key: string): void
  /** Writes a correction and builds. @throws where it cannot be written, or nothing be built with it */
  correct(correction: Correction): Promise<void>
  /** A key for the page, in exchange for the code of the link on the terminal; null for a code that is none or was used. */
  redeem(code: string): string | null
  /** Files of the folder that are not in the collection; null where readers are not told. */
  leftOut(): Promise<readonly LeftOutFile[] | null>
  /** Prints a link for a page on the terminal: the one that waits to be used, or a new one. False where there are none. */
  printLink(): boolean
  /** Adds an entry to the watch list. @throws {HTTPException} where it cannot be written */
  watch(search: WatchedSearch): Promise<void>
  /** What the watch list has told, the newest first. */
  reports(): Promise<readonly WatchReport[]>
  /** Told of what is nobody's mistake but the service's. */
  readonly onFault: (error: Error) => void
}

export function pages(served: ServedBundle, ingest: PageIngest): Hono {
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
  app.get('/documents', async c => {
    const q = c.req.query('q') ?? ''
    const offset = digits(c.req.query('offset'), 0)
    const list = await listDocuments(served.current, q, offset, LIMITS.list.default)
    return c.html(documentsPage(list, q, ingest.state === 'link'))
  })
  app.get(LEFT_OUT, async c => {
    const files = await ingest.leftOut()
    return files === null ? c.notFound() : c.html(leftOutPage(files))
  })
  app.get('/documents/:id{.+}', async c => {
    const view = ViewParameters.of(c.req.queries())
    const selection = parseSelection(collectParameters(view.searched))
    const deadline = requestDeadline(c.req.raw.signal)
    const marked = await markedDocument(served.current, c.req.param('id'), selection, deadline)
    const page = await documentPage(marked, view)
    return c.body(bodyOf(String(page), deadline), 200, { 'content-type': 'text/html; charset=UTF-8' })
  })
  app.get('/passages/:id{.+}', async c => {
    const bundle = served.current
    const id = c.req.param('id')
    const q = c.req.query('q') ?? ''
    const before = Math.min(digits(c.req.query('before'), 3), LIMITS.context.max)
    const after = Math.min(digits(c.req.query('after'), 3), LIMITS.context.max)
    const deadline = requestDeadline(c.req.raw.signal)
    const page = await markedPassage(bundle, id, parseSelection({ q }), deadline)
    const context = getContext(bundle, id, before, after)
    const similar = await similarPassages(bundle, id, 5, deadline)
    const inMeaning =
      bundle.vectors === null
        ? null
        : await similarInMeaning(bundle, parseSimilarToRequest({ passage: id, limit: 5 }), deadline)
    const copies = await listCopies(bundle, id, { offset: 0, limit: LIMITS.copies.default }, deadline)
    const cited = await references(bundle, page)
    return c.html(
      passagePage({ page, context, before, after, copies, similar, inMeaning, references: cited, q }),
    )
  })
  app.get('/reader/:id{.+}', async c => {
    const id = c.req.param('id')
    const view = ViewParameters.of(c.req.queries()).set(OPEN, id)
    const { document } = getPassage(served.current, id)
    const reader = await readerOf(served.current, view, requestDeadline(c.req.raw.signal))
    return c.html(readerAlone(document.title, reader))
  })
  app.get('/entities', async c => {
    const { q = '', offset } = c.req.query()
    const type = ENTITY_TYPES.find(candidate => candidate === c.req.query('type')) ?? 'names'
    const sort =
      (['name', 'documents'] as const).find(candidate => candidate === c.req.query('sort')) ?? 'count'
    const request = { q, type, sort, offset: digits(offset, 0), limit: 100 } as const
    const list = await listEntities(served.current, request)
    return c.html(namesPage(list, request, stats(served.current).entities))
  })
  app.get('/entities/:id{.+}', async c => {
    const bundle = served.current
    const id = c.req.param('id')
    const page = await getEntity(bundle, id, requestDeadline(c.req.raw.signal))
    // A correction may be taken back: browsers would keep the way for good.
    if (page.entity.id !== id) {
      c.header('cache-control', 'no-cache')
      return c.redirect(`/entities/${idPath(page.entity.id)}${new URL(c.req.url).search}`, 308)
    }
    const asked = askedCorrection(bundle, page.entity.id, c.req.query())
    return c.html(entityPage(page, correctionSection(page.entity, asked, ingest.state)))
  })
  app.post('/entities/:id{.+}', async c => {
    const bundle = served.current
    const page = await getEntity(bundle, c.req.param('id'), requestDeadline(c.req.raw.signal))
    const given = textsOf(await c.req.parseBody())
    const asked = askedCorrection(bundle, page.entity.id, given)
    try {
      ingest.checkKey(given['key'] ?? '')
      if (asked.correction !== null) {
        await ingest.correct(asked.correction)
        return c.html(correctedPage(page.entity))
      }
      return c.html(entityPage(page, correctionSection(page.entity, asked, ingest.state)), 400)
    } catch (error) {
      const { trouble, status } = troubleOf(error as Error, ingest)
      return c.html(entityPage(page, correctionSection(page.entity, asked, ingest.state, trouble)), status)
    }
  })
  app.get('/workspace', async c => {
    const bundle = served.current
    const named = [...new Set(c.req.queries('passage') ?? [])]
    if (named.length === 0) return c.html(notebookPage())
    const ids = named.slice(0, LIMITS.repeats)
    const isKnown = (id: string): boolean => bundle.records.passageIndex(id) !== null
    const nothing = parseSelection({})
    const deadline = requestDeadline(c.req.raw.signal)
    const hits: Hit[] = []
    for (const id of ids.filter(isKnown)) hits.push(await markedPassage(bundle, id, nothing, deadline))
    const missing = ids.filter(id => !isKnown(id))
    return c.html(passagesPage(hits, missing, named.length - ids.length))
  })
  app.get(SAVED_SEARCHES, async c => {
    const view = ViewParameters.of(c.req.queries())
    const bundle = served.current
    const search = await toSave(bundle, view, requestDeadline(c.req.raw.signal))
    return c.html(savedSearchesPage({ bundle, state: ingest.state, search }))
  })
  app.post(SAVED_SEARCHES, async c => {
    const bundle = served.current
    const form = await c.req.parseBody({ all: true })
    const view = new ViewParameters(
      Object.entries(form).flatMap(([name, value]) =>
        name === 'key'
          ? []
          : [value].flat().flatMap(each => (typeof each === 'string' ? [[name, each] as const] : [])),
      ),
    )
    const search = await toSave(bundle, view, requestDeadline(c.req.raw.signal))
    const content = { bundle, state: ingest.state, search }
    try {
      ingest.checkKey(typeof form['key'] === 'string' ? form['key'] : '')
      if (search === null) return c.html(savedSearchesPage({ ...content, reports: await ingest.reports() }))
      await ingest.watch(search.watched)
      return c.html(savedSearchesPage({ ...content, isWritten: true }))
    } catch (error) {
      const { trouble, status } = troubleOf(error as Error, ingest)
      return c.html(savedSearchesPage({ ...content, trouble }), status)
    }
  })
  app.get('/help', c => c.html(helpPage()))
  app.get('/batch', c => c.html(batchPage({ list: '', as: 'names' })))
  app.post('/batch', async c => {
    const form = await c.req.parseBody()
    const text = (name: string): string => (typeof form[name] === 'string' ? form[name] : '')
    const list = text('list')
    const as = text('as') === 'queries' ? 'queries' : 'names'
    const isFile = text('format') === 'csv'
    try {
      const most = isFile ? LIMITS.batch.queries : ON_PAGE
      const limit = isFile ? LIMITS.batch.hits : 1
      const { queries, how } = readBatch(list, { as, limit, place: 'list', most })
      const results = await runBatch(served.current, queries, c.req.raw.signal)
      if (isFile)
        return c.body(textStream(written(results, 'csv')), 200, {
          'content-type': EXPORTS.csv.type,
          'content-disposition': 'attachment; filename="names.csv"',
        })
      const found: BatchResult[] = []
      for await (const result of results) found.push(result)
      return c.html(batchPage({ list, as }, { answer: { results: found, how } }))
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      return c.html(batchPage({ list, as }, { trouble: error.message }), 400)
    }
  })
  app.get('/ingest', c => {
    const code = c.req.query(ONCE)
    if (code === undefined) return c.html(ingestPage(ingest.state))
    // Whoever only asks for the head has not opened it.
    const key = c.req.method === 'GET' ? ingest.redeem(code) : null
    c.header('cache-control', 'no-store')
    if (key !== null) return c.html(ingestPage(ingest.state, { key }))
    return c.html(ingestPage(ingest.state, { trouble: say('add.usedLink') }), 403)
  })
  app.post(NEW_LINK, c => {
    if (!ingest.printLink()) return c.notFound()
    return c.html(ingestPage(ingest.state, { isLinkPrinted: true }))
  })
  app.post('/ingest', async c => {
    try {
      const files = await ingest.receive(c)
      if (c.req.header('accept') === PROGRESS) return progressOf(c, ingest, files)
      const report = await ingest.add(files, () => {})
      return c.html(ingestPage(ingest.state, { report, key: c.get('pageKey') ?? null }))
    } catch (error) {
      const { trouble, status } = troubleOf(error as Error, ingest)
      if (c.req.header('accept') === PROGRESS)
        return c.body(`${JSON.stringify({ trouble })}\n`, status, { 'content-type': PROGRESS })
      return c.html(ingestPage(ingest.state, { trouble }), status)
    }
  })
  app.get('/assets/:name', async c => {
    const asset = findAsset(c.req.param('name'))
    if (asset === null) return c.notFound()
    const accepted = c.req.header('accept-encoding') ?? ''
    const encoding = asset.encodings.find(name => new RegExp(`\\b${name}\\b`, 'u').test(accepted))
    const body = encoding === undefined ? asset.body : await asset.encoded(encoding)
    const isNamed = c.req.query('v') === asset.version
    return c.body(body, 200, {
      'content-type': asset.type,
      'cache-control': isNamed ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    })
  })
  return app
}

const UNKNOWN = { kind: 'unknown' } as const

const PROGRESS = 'application/x-ndjson'

/** The fields of a form, those that are no files. */
function textsOf(form: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
  )
}

/** Lines of JSON while files are added: `{"progress": …}`, at last `{"html": …}` with the report or `{"trouble": …}`. */
function progressOf(c: Context, ingest: PageIngest, files: readonly IncomingFile[]): Response {
  c.header('content-type', PROGRESS)
  return streamText(c, async stream => {
    const say = (line: object): Promise<unknown> => stream.write(`${JSON.stringify(line)}\n`)
    try {
      const report = await ingest.add(
        files,
        (stage, done, total) => void say({ progress: { stage, done, total } }),
      )
      await say({ html: String(await reportTable(report)) })
    } catch (error) {
      await say({ trouble: troubleOf(error as Error, ingest).trouble })
    }
  })
}

/** What whoever added files can mend is said as it is; a fault is told the service, and only that it is one to the page. */
function troubleOf(error: Error, { onFault }: PageIngest): { trouble: string; status: ContentfulStatusCode } {
  if (error instanceof HTTPException) return { trouble: error.message, status: error.status }
  onFault(error)
  return { trouble: say('add.fault'), status: 500 }
}

/** A page for a problem, in the frame of the others. */
export function errorPage({ status, detail }: { readonly status: number; readonly detail: string }): Html {
  const named = ERRORS.find(each => each === status)
  const title = say(named === undefined ? 'error.other' : `error.${named}`)
  return errorFrame(title, tell('error.detail', { detail: englishText(detail) }))
}

export function noSuchPage(path: string): Html {
  return errorFrame(say('error.page'), tell('error.noPage', { path: plainText(path) }))
}

function errorFrame(title: string, detail: Html): Html {
  return layout({
    title,
    body: html`<div class="reader empty"><h1>${title}</h1><p>${detail}</p><p><a href="${address('/')}">${say('error.again')}</a></p></div>`,
  })
}

const ERRORS = [400, 401, 403, 404, 405, 409, 410, 413, 414, 415, 421, 429, 500, 503] as const

/** Metadata fields that are facets unless all are asked for: those of the offered ones that most documents have, and those filtered by. */
const FIELDS_SHOWN = 12

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

/** The search that an address or a form wants to be saved, by the label that it gives; null where it asks for nothing. */
async function toSave(
  bundle: Bundle,
  given: ViewParameters,
  deadline: Deadline,
): Promise<SavedSearchesContent['search']> {
  const view = given.selection
  if (view.all.length === 0) return null
  const parameters = collectParameters(view.searched) as WatchedSearch['parameters']
  const request = parseSearchRequest({
    ...parameters,
    limit: 1,
    facets: 'none',
    counts: false,
    meaning: 'off',
  })
  const { total } = await search(bundle, request, deadline)
  const label = given.get('label')?.trim() ?? usualLabel(bundle, view)
  return { view, total, watched: { label, parameters } }
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

function digits(text: string | undefined, otherwise: number): number {
  return /^\d{1,7}$/u.test(text ?? '') ? Number(text) : otherwise
}
