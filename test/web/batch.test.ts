// A list of names on a page: what it was read as, a row for each name, the same figures as its own search, and a file of it.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../support/fixtures.ts'
import { serve, type TestServer } from '../support/server.ts'

const INDEX = join(ROOT, 'index-build')

async function send(server: TestServer, fields: Record<string, string>) {
  const answer = await fetch(`${server.url}/batch`, {
    method: 'POST',
    headers: { origin: server.url },
    body: new URLSearchParams(fields),
  })
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}

describe('the page of a list', () => {
  it('has a form, and a link on every page', async () => {
    const server = await serve(INDEX)
    expect(await (await fetch(`${server.url}/batch`)).text()).toContain('<textarea name="list"')
    expect(await (await fetch(`${server.url}/`)).text()).toContain('href="/batch"')
  })

  it('reads names exactly, or queries, and says which', async () => {
    const server = await serve(INDEX)
    const list = 'Jody Williams\nNobody Atall\n'
    const names = await send(server, { list, as: 'names' })
    expect(names.text).toContain('Read as 2 names, exactly as written: one a line. 1 of 2 found something.')
    const queries = await send(server, { list, as: 'queries' })
    expect(queries.text).toContain('Read as 2 queries: one a line. 2 of 2 found something.')
    const { body } = await server.json('/v1/search?q=%22Jody+Williams%22&facets=none')
    const { total, documents } = body as { total: number; documents: number }
    expect(names.text).toMatch(new RegExp(`<td [^>]+>${total}</td><td [^>]+>${documents}</td>`, 'u'))
  })

  it('keeps what was typed where it cannot be read, and says why', async () => {
    const server = await serve(INDEX)
    const wrong = await send(server, { list: 'name,from\n<b>Ann</b>,x\n' })
    expect(wrong.status).toBe(400)
    expect(wrong.text).toContain('list:2.from')
    expect(wrong.text).toContain('&lt;b&gt;Ann&lt;/b&gt;')
    const many = await send(server, { list: 'Ann Lee\n'.repeat(201) })
    expect(many.text).toContain('has 201 names or queries, and may have 200 at most')
    expect((await send(server, { list: 'x'.repeat(200_000) })).status).toBe(413)
  })

  it('gives a file of it', async () => {
    const server = await serve(INDEX)
    const file = await send(server, { list: 'Jody Williams\nNobody Atall\n', format: 'csv' })
    expect(file.type).toBe('text/csv; charset=utf-8')
    expect(file.text).toMatch(/^label,query,passages/u)
    expect(file.text).toContain('Nobody Atall')
  })
})
