// Pages of what the collection holds: documents, passages, names.
import { Hono } from 'hono'
import type { ServedBundle } from '../../bundle/serving.ts'
import { idPath } from '../../domain/addresses.ts'
import { ENTITY_TYPES } from '../../domain/document.ts'
import { listCopies } from '../../search/copies.ts'
import { listDocuments, markedDocument } from '../../search/documents.ts'
import { getEntity, listEntities } from '../../search/entities.ts'
import { LIMITS } from '../../search/limits.ts'
import { similarInMeaning } from '../../search/meaning/similar.ts'
import { getContext, markedPassage, similarPassages } from '../../search/passages.ts'
import { references } from '../../search/references.ts'
import { collectParameters, parseSelection, parseSimilarToRequest } from '../../search/request.ts'
import { requestDeadline } from '../../search/request-deadline.ts'
import { stats } from '../../search/stats.ts'
import { bodyOf } from '../../search/text-stream.ts'
import { askedCorrection, correctedPage, correctionSection } from '../correction.ts'
import { documentPage, documentsPage } from '../document-page.ts'
import { entityPage } from '../entity-page.ts'
import { LEFT_OUT, leftOutPage } from '../left-out-page.ts'
import { ViewParameters } from '../links.ts'
import { namesPage } from '../names-page.ts'
import { type PageActions, troubleOf } from '../page-actions.ts'
import { passagePage } from '../passage-page.ts'

export function collectionRoutes(served: ServedBundle, actions: PageActions): Hono {
  const app = new Hono()
  app.get('/documents', async c => {
    const q = c.req.query('q') ?? ''
    const offset = digits(c.req.query('offset'), 0)
    const list = await listDocuments(served.current, q, offset, LIMITS.list.default)
    return c.html(documentsPage(list, q, actions.state === 'link'))
  })
  app.get(LEFT_OUT, async c => {
    const files = await actions.leftOut()
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
    return c.html(entityPage(page, correctionSection(page.entity, asked, actions.state)))
  })
  app.post('/entities/:id{.+}', async c => {
    const bundle = served.current
    const page = await getEntity(bundle, c.req.param('id'), requestDeadline(c.req.raw.signal))
    const given = textsOf(await c.req.parseBody())
    const asked = askedCorrection(bundle, page.entity.id, given)
    try {
      actions.checkKey(given['key'] ?? '')
      if (asked.correction !== null) {
        await actions.correct(asked.correction)
        return c.html(correctedPage(page.entity))
      }
      return c.html(entityPage(page, correctionSection(page.entity, asked, actions.state)), 400)
    } catch (error) {
      const { trouble, status } = troubleOf(error as Error, actions)
      return c.html(entityPage(page, correctionSection(page.entity, asked, actions.state, trouble)), status)
    }
  })
  return app
}

/** The fields of a form, those that are no files. */
function textsOf(form: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
  )
}

function digits(text: string | undefined, otherwise: number): number {
  return /^\d{1,7}$/u.test(text ?? '') ? Number(text) : otherwise
}
