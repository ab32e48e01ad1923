// Pages of a reader's own work: the notebook, saved searches, lists of names.
import { Hono } from 'hono'
import type { Bundle } from '../../bundle/open-bundle.ts'
import type { ServedBundle } from '../../bundle/serving.ts'
import type { Deadline } from '../../domain/deadline.ts'
import { RequestError } from '../../domain/errors.ts'
import { type BatchResult, readBatch, runBatch, written } from '../../search/batch.ts'
import { EXPORTS } from '../../search/export.ts'
import { LIMITS } from '../../search/limits.ts'
import { markedPassage } from '../../search/passages.ts'
import { collectParameters, parseSearchRequest, parseSelection } from '../../search/request.ts'
import { requestDeadline } from '../../search/request-deadline.ts'
import { type Hit, search } from '../../search/search.ts'
import { textStream } from '../../search/text-stream.ts'
import type { WatchedSearch } from '../../watch/write-watch.ts'
import { batchPage, ON_PAGE } from '../batch-page.ts'
import { ViewParameters } from '../links.ts'
import { type PageActions, troubleOf } from '../page-actions.ts'
import {
  SAVED_SEARCHES,
  type SavedSearchesContent,
  savedSearchesPage,
  usualLabel,
} from '../saved-searches-page.ts'
import { notebookPage, passagesPage } from '../workspace-page.ts'

export function deskRoutes(served: ServedBundle, actions: PageActions): Hono {
  const app = new Hono()
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
    return c.html(savedSearchesPage({ bundle, state: actions.state, search }))
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
    const content = { bundle, state: actions.state, search }
    try {
      actions.checkKey(typeof form['key'] === 'string' ? form['key'] : '')
      if (search === null) return c.html(savedSearchesPage({ ...content, reports: await actions.reports() }))
      await actions.watch(search.watched)
      return c.html(savedSearchesPage({ ...content, isWritten: true }))
    } catch (error) {
      const { trouble, status } = troubleOf(error as Error, actions)
      return c.html(savedSearchesPage({ ...content, trouble }), status)
    }
  })
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
  return app
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
