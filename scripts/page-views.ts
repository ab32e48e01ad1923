// Which views does the page have, and how is each reached? For pictures of all of them, and for tests that ask something of each.
import type { Page } from 'playwright-core'

/** A view of a served collection, whichever it is. */
export interface PageView {
  readonly name: string
  readonly path: (known: Known) => string
  /** What is done once the page is there. */
  readonly act?: (page: Page, known: Known) => Promise<unknown>
  /** Where it can be seen; everywhere unless given. */
  readonly only?: 'narrow' | 'wide'
}

/** What the addresses of views are made of. */
export interface Known {
  readonly q: string
  /** Places that passages of the query name. */
  readonly places: readonly string[]
  readonly passage: string
  readonly document: string
  readonly entity: string
  readonly adminKey: string
}

/** What the collection of a service has, for a query that finds something. */
export async function knownOf(url: string, q: string, adminKey: string): Promise<Known> {
  const get = async (path: string): Promise<never> => (await fetch(`${url}${path}`)).json() as Promise<never>
  const found = await get(`/v1/search?q=${encodeURIComponent(q)}&limit=1&facets=place`)
  const { hits, facets } = found as {
    hits: readonly { passage: { id: string; document: string } }[]
    facets: { place?: readonly { id: string }[] }
  }
  const { entities } = (await get('/v1/entities?limit=1')) as { entities: readonly { id: string }[] }
  const places = (facets.place ?? []).map(({ id }) => id)
  const [hit] = hits
  const [entity] = entities
  if (hit === undefined || entity === undefined || places.length < 2)
    throw new Error(`Ask for words that passages with two places have: ${q} is none.`)
  return { q, places, passage: hit.passage.id, document: hit.passage.document, entity: entity.id, adminKey }
}

const asked = ({ q }: Known, rest: readonly (readonly [string, string])[] = []): string =>
  `/?${new URLSearchParams([['q', q], ...rest.map(([name, value]) => [name, value])])}`

const path = (start: string, id: string): string =>
  `${start}/${id.split('/').map(encodeURIComponent).join('/')}`

export const PAGE_VIEWS: readonly PageView[] = [
  { name: 'start', path: () => '/' },
  { name: 'results', path: known => asked(known), act: readerShown },
  {
    name: 'filtered',
    path: known =>
      asked(known, [
        ['anyEntity', known.places[0] ?? ''],
        ['anyEntity', known.places[1] ?? ''],
        ['notEntity', known.places[2] ?? 'place:russia'],
        ['from', '1900'],
        ['explain', 'true'],
      ]),
    act: readerShown,
  },
  { name: 'reader', path: known => asked(known, [['open', known.passage]]) },
  { name: 'single', path: known => asked(known, [['group', 'none']]), act: readerShown },
  {
    name: 'typing',
    path: () => '/',
    act: async (page, { q }) => {
      await page.locator('#q').pressSequentially(q.slice(0, -2), { delay: 30 })
      await page.getByRole('option').first().waitFor()
      await page.locator('#q').press('ArrowDown')
    },
  },
  { name: 'help', path: known => asked(known), act: page => page.locator('.help > summary').click() },
  {
    name: 'export menu',
    path: known => asked(known),
    act: page => page.locator('.export summary').click(),
  },
  {
    name: 'passage menu',
    path: known => asked(known),
    act: async page => {
      await page.locator('.hit .menu summary').first().click()
      await page.locator('.hit .menu .unfold').nth(1).click()
      await page.locator('.unfolded').waitFor()
    },
  },
  {
    name: 'filters',
    path: known => asked(known),
    only: 'narrow',
    act: async page => {
      await page.locator('.to-filters').click()
      await page.locator('dialog').waitFor()
    },
  },
  {
    name: 'card',
    path: known => asked(known),
    only: 'wide',
    act: async page => {
      await page.locator('.hit .mention').first().hover()
      await page.locator('.name-card').waitFor()
    },
  },
  {
    name: 'selection',
    path: known => asked(known),
    act: async page => {
      for (const at of [0, 1]) await page.locator('.hit .select').nth(at).check({ force: true })
      await page.locator('.pin').first().click()
    },
  },
  { name: 'network', path: known => `/network${asked(known).slice(1)}` },
  { name: 'network of all', path: () => '/network' },
  { name: 'map', path: known => `/map${asked(known).slice(1)}` },
  { name: 'map of all', path: () => '/map' },
  { name: 'facet', path: known => `/facets/place${asked(known).slice(1)}` },
  {
    name: 'dates',
    path: known =>
      asked(known, [
        ['from', 'soon'],
        ['to', '2019'],
      ]),
  },
  { name: 'documents', path: () => '/documents' },
  { name: 'document', path: known => `${path('/documents', known.document)}${asked(known).slice(1)}` },
  { name: 'passage', path: known => `${path('/passages', known.passage)}${asked(known).slice(1)}` },
  { name: 'names', path: () => '/entities' },
  {
    name: 'name',
    path: known => path('/entities', known.entity),
    act: async page => {
      const correct = page.locator('.correct > summary')
      if ((await correct.count()) > 0) await correct.first().click()
    },
  },
  { name: 'notebook, empty', path: () => '/workspace' },
  {
    name: 'notebook',
    path: known => asked(known),
    act: async (page, known) => {
      for (const at of [0, 1]) {
        await page.locator('.pin').nth(at).click()
        await page.locator('.pin[aria-pressed="true"]').nth(at).waitFor()
      }
      await page.goto(new URL('/workspace', page.url()).href + languageOf(page))
      await page.locator('.new-list input').fill('Chapter 1')
      await page.locator('.new-list button').click()
      await page.locator('#notebook .lists button').first().click()
      await page.locator('.list-boxes input').first().check()
      await page.locator('textarea').first().fill(`Ask the archive about ${known.q}.`)
      await page.locator('.tag-field input').first().fill('to check')
    },
  },
  { name: 'searches', path: known => `/searches${asked(known).slice(1)}` },
  { name: 'batch', path: () => '/batch' },
  {
    name: 'batch, answered',
    path: () => '/batch',
    act: async (page, known) => {
      await page.locator('textarea').fill(`${known.q}\nNobody Atall\nRussia\nUnited Nations\n`)
      await page.locator('textarea').locator('xpath=ancestor::form').locator('button').first().click()
      await page.locator('main table').waitFor()
    },
  },
  { name: 'adding', path: () => '/ingest' },
  {
    name: 'adding, in progress',
    path: () => '/ingest',
    act: async (page, known) => {
      await held(page)
      await give(page, known)
      await page.locator('progress').waitFor()
    },
  },
  {
    name: 'added',
    path: () => '/ingest',
    act: async (page, known) => {
      await give(page, known)
      await page.locator('.report').waitFor({ timeout: 60_000 })
    },
  },
  {
    name: 'nothing found',
    path: known =>
      asked(known).replace('q=', 'q=zebraquasar+%22yellow+submarines%22+') +
      `&match=all&anyEntity=${known.places[0]}`,
  },
  { name: 'misspelt', path: () => '/?q=cluser+munitons' },
  { name: 'bad address', path: () => '/?limit=many' },
  { name: 'no such page', path: () => '/nowhere' },
  {
    name: 'offline',
    path: known => asked(known),
    act: async page => {
      await page.context().setOffline(true)
      await page.locator('#q').fill('another search')
      await page.locator('#trouble').waitFor()
    },
  },
  { name: 'reference', path: () => '/reference' },
]

async function readerShown(page: Page): Promise<void> {
  const width = page.viewportSize()?.width ?? 0
  if (width >= 1180)
    await page
      .locator('#reader[data-open]')
      .waitFor({ timeout: 5_000 })
      .catch(() => {})
}

function languageOf(page: Page): string {
  const lang = new URL(page.url()).searchParams.get('lang')
  return lang === null ? '' : `?lang=${lang}`
}

/** Lets an answer to added files wait, as one of many files does. */
async function held(page: Page): Promise<void> {
  await page.route('**/ingest', async (route, request) => {
    if (request.method() === 'POST') return
    await route.continue()
  })
}

async function give(page: Page, { adminKey }: Known): Promise<void> {
  const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles([
      file(
        'field-notes.md',
        `---\ndate: last spring\n---\n\n# Field Notes\n\nThe road to Lachin was cleared of mines ${Math.random()}.\n`,
      ),
      file('scan.md', '\u0000\u0001\u0000'),
      file('photo.jpg', 'x'),
    ])
  const key = page.locator('input[name="key"][type="password"]')
  if ((await key.count()) > 0) await key.fill(adminKey)
  await page.locator('#ingest button').last().click()
}
