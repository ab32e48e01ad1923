// Pages where documents are added.
import { type Context, Hono } from 'hono'
import { streamText } from 'hono/streaming'
import type { IncomingFile } from '../../build/ingest.ts'
import { ingestPage, reportTable } from '../ingest-page.ts'
import { ONCE } from '../links.ts'
import { type PageActions, troubleOf } from '../page-actions.ts'
import { NEW_LINK } from '../page-key.ts'
import { say } from '../words/spoken.ts'

/** A page with JavaScript asks for this, and shows how far it is. */
const PROGRESS = 'application/x-ndjson'

export function ingestRoutes(actions: PageActions): Hono {
  const app = new Hono()
  app.get('/ingest', c => {
    const code = c.req.query(ONCE)
    if (code === undefined) return c.html(ingestPage(actions.state))
    // Whoever only asks for the head has not opened it.
    const key = c.req.method === 'GET' ? actions.redeem(code) : null
    c.header('cache-control', 'no-store')
    if (key !== null) return c.html(ingestPage(actions.state, { key }))
    return c.html(ingestPage(actions.state, { trouble: say('add.usedLink') }), 403)
  })
  app.post(NEW_LINK, c => {
    if (!actions.printLink()) return c.notFound()
    return c.html(ingestPage(actions.state, { isLinkPrinted: true }))
  })
  app.post('/ingest', async c => {
    try {
      const files = await actions.receive(c)
      if (c.req.header('accept') === PROGRESS) return progressOf(c, actions, files)
      const report = await actions.add(files, () => {})
      return c.html(ingestPage(actions.state, { report, key: c.get('pageKey') ?? null }))
    } catch (error) {
      const { trouble, status } = troubleOf(error as Error, actions)
      if (c.req.header('accept') === PROGRESS)
        return c.body(`${JSON.stringify({ trouble })}\n`, status, { 'content-type': PROGRESS })
      return c.html(ingestPage(actions.state, { trouble }), status)
    }
  })
  return app
}

/** Lines of JSON while files are added: `{"progress": …}`, at last `{"html": …}` with the report or `{"trouble": …}`. */
function progressOf(c: Context, actions: PageActions, files: readonly IncomingFile[]): Response {
  c.header('content-type', PROGRESS)
  return streamText(c, async stream => {
    const say = (line: object): Promise<unknown> => stream.write(`${JSON.stringify(line)}\n`)
    try {
      const report = await actions.add(
        files,
        (stage, done, total) => void say({ progress: { stage, done, total } }),
      )
      await say({ html: String(await reportTable(report)) })
    } catch (error) {
      await say({ trouble: troubleOf(error as Error, actions).trouble })
    }
  })
}
