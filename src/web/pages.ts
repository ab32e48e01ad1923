// The pages a person opens in a browser. Thin: the same calls as the JSON interface, shown.
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import type { ServedBundle } from '../bundle/serving.ts'
import { ENTITY_TYPES } from '../domain/document.ts'
import { getDocument, listDocuments } from '../search/documents.ts'
import { getEntity, listEntities } from '../search/entities.ts'
import { LIMITS } from '../search/limits.ts'
import { getContext, getPassage, similarPassages } from '../search/passages.ts'
import { collectParameters, parseSearchRequest } from '../search/request.ts'
import { search } from '../search/search.ts'
import { documentPage, documentsPage, passagePage } from './document-page.ts'
import { entitiesPage, entityPage } from './entity-page.ts'
import { layout } from './layout.ts'
import { ViewParameters } from './links.ts'
import { type Html, html } from './marked-text.ts'
import { searchPage } from './search-page.ts'

const ASSETS = {
  'style.css': {
    type: 'text/css; charset=utf-8',
    body: readFileSync(new URL('./style.css', import.meta.url)),
  },
  'icon.svg': { type: 'image/svg+xml', body: readFileSync(new URL('./icon.svg', import.meta.url)) },
} as const

/** Facets shown beside results; metadata keys of the corpus are added. */
const PAGE_FACETS = ENTITY_TYPES

export function pages(served: ServedBundle): Hono {
  const app = new Hono()
  app.get('/', async c => {
    const bundle = served.current
    const view = new ViewParameters(
      Object.entries(c.req.queries()).flatMap(([name, values]) =>
        values.map(value => [name, value] as const),
      ),
    )
    const { metadataKeys } = bundle.records
    const facets = [...PAGE_FACETS, ...Array.from(metadataKeys.keys(), key => `meta.${key}`)]
    // With nothing asked the page lists documents, each by its first passage.
    const isBare = view.all.every(([name]) => name === 'offset' || name === 'sort')
    const grouping = isBare ? { group: 'document' } : {}
    const request = parseSearchRequest({
      facetLimit: 10,
      facets,
      ...grouping,
      ...collectParameters(view.all),
    })
    return c.html(searchPage(bundle, await search(bundle, request), view, request.group !== null))
  })
  app.get('/documents', c => {
    const q = c.req.query('q') ?? ''
    return c.html(
      documentsPage(
        listDocuments(served.current, q, offsetOf(c.req.query('offset')), LIMITS.list.default),
        q,
      ),
    )
  })
  app.get('/documents/:id{.+}', c => c.html(documentPage(getDocument(served.current, c.req.param('id')))))
  app.get('/passages/:id{.+}', async c => {
    const bundle = served.current
    const id = c.req.param('id')
    const page = getPassage(bundle, id)
    return c.html(passagePage(page, getContext(bundle, id, 3, 3), await similarPassages(bundle, id, 5)))
  })
  app.get('/entities', c => {
    const q = c.req.query('q') ?? ''
    const type = ENTITY_TYPES.find(candidate => candidate === c.req.query('type')) ?? null
    const list = listEntities(served.current, {
      q,
      type,
      sort: 'count',
      offset: offsetOf(c.req.query('offset')),
      limit: 100,
    })
    return c.html(entitiesPage(list, q, type ?? ''))
  })
  app.get('/entities/:id{.+}', async c =>
    c.html(entityPage(await getEntity(served.current, c.req.param('id')))),
  )
  app.get('/assets/:name', c => {
    const name = c.req.param('name')
    if (!Object.hasOwn(ASSETS, name)) return c.notFound()
    const { type, body } = ASSETS[name as keyof typeof ASSETS]
    return c.body(new Uint8Array(body), 200, { 'content-type': type, 'cache-control': 'max-age=300' })
  })
  return app
}

/** A page for a problem, in the frame of the others. */
export function errorPage({ title, detail }: { title: string; detail: string }): Html {
  return layout({
    title,
    body: html`<div class="empty"><h1>${title}</h1><p>${detail}</p><p><a href="/">Start a new search</a></p></div>`,
  })
}

function offsetOf(text: string | undefined): number {
  return /^\d{1,7}$/u.test(text ?? '') ? Number(text) : 0
}
