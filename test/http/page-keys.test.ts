// The link on the terminal lets one page add documents; nobody else, however they ask.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeKey } from '../../src/http/keys.ts'
import { build, temporaryFolder } from '../support/fixtures.ts'
import { serve } from '../support/server.ts'

const FIRST = { 'first.md': '# First\n\nThe armistice was signed in Oslo.\n' }

async function opened() {
  const { corpus, out } = await build(FIRST)
  const server = await serve(out, { corpus, printsLink: true })
  const link = server.addLink ?? ''
  const key = async (): Promise<string | null> => {
    const page = await (await fetch(link)).text()
    return /name="key" value="([\w-]{43})"/u.exec(page)?.[1] ?? null
  }
  const add = (headers: Record<string, string>): Promise<Response> => {
    const body = new FormData()
    body.append('files', new File(['# Second\n\nGrain.\n'], 'second.md'))
    return fetch(`${server.url}/ingest`, {
      method: 'POST',
      body,
      headers: { accept: 'text/html', ...headers },
    })
  }
  return { corpus, out, server, link, key, add }
}

describe('the link', () => {
  it('works once, and its page is kept nowhere', async () => {
    const { link, key, server } = await opened()
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/ingest\?once=[\w-]{43}$/u)
    await fetch(link, { method: 'HEAD' })
    expect(await key()).toMatch(/^[\w-]{43}$/u)
    const second = await fetch(link)
    expect([second.status, second.headers.get('cache-control')]).toEqual([403, 'no-store'])
    expect(await second.text()).toContain('This link was used already')
    expect((await fetch(`${server.url}/ingest?once=guess`)).status).toBe(403)
  })

  it('is printed again for whoever asks for it from a page, and works once as the first did', async () => {
    const { link, key, server, out, corpus } = await opened()
    const ask = (): Promise<Response> => fetch(`${server.url}/ingest/link`, { method: 'POST' })
    const printed = (): string => /http\S+/u.exec(server.logged.at(-1) ?? '')?.[0] ?? ''
    expect(await (await ask()).text()).toContain('A new link stands in the terminal')
    expect(printed()).toBe(link)
    await key()
    const answer = await (await ask()).text()
    const again = printed()
    expect(again).not.toBe(link)
    expect(answer).not.toContain(new URL(again).searchParams.get('once'))
    expect((await fetch(again)).status).toBe(200)
    expect((await fetch(again)).status).toBe(403)
    const other = await serve(out, { corpus, adminKey: 'a key' })
    expect((await fetch(`${other.url}/ingest/link`, { method: 'POST' })).status).toBe(404)
  })

  it('gives a key that adds documents, and its code is none', async () => {
    const { corpus, key, add, link } = await opened()
    const code = new URL(link).searchParams.get('once') ?? ''
    expect((await add({ authorization: `Bearer ${code}` })).status).toBe(401)
    expect((await add({})).status).toBe(401)
    const granted = (await key()) ?? ''
    expect((await add({ authorization: `Bearer ${code}` })).status).toBe(401)
    expect((await add({ authorization: `Basic ${btoa(`a:${granted}`)}` })).status).toBe(401)
    expect(await readdir(corpus)).toEqual(['first.md'])
    expect((await add({ authorization: `Bearer ${granted}` })).status).toBe(200)
    expect((await readdir(corpus)).sort()).toEqual(['first.md', 'second.md'])
  })

  it('does not help a page of another site, nor one that is reached by another name', async () => {
    const { corpus, key, add } = await opened()
    const authorization = `Bearer ${await key()}`
    for (const origin of ['https://evil.example', 'http://127.0.0.1:1', 'null'])
      expect((await add({ authorization, origin, 'sec-fetch-site': 'cross-site' })).status, origin).toBe(403)
    expect(await readdir(corpus)).toEqual(['first.md'])
  })

  it('is of one process, and made only where it is printed', async () => {
    const { out, corpus, key } = await opened()
    const granted = (await key()) ?? ''
    const other = await serve(out, { corpus, printsLink: true })
    const body = new FormData()
    body.append('files', new File(['# Third\n\nGrain.\n'], 'third.md'))
    const headers = { authorization: `Bearer ${granted}` }
    expect((await fetch(`${other.url}/ingest`, { method: 'POST', body, headers })).status).toBe(401)
    expect((await serve(out, { corpus })).addLink).toBeNull()
    expect((await serve(out, { printsLink: true })).addLink).toBeNull()
  })

  it('is not made where readers need a key, which its page would not have', async () => {
    const { corpus, out } = await build(FIRST)
    const keys = join(await temporaryFolder(), 'keys.json')
    makeKey(keys, 'admin', 'desk', new Date())
    expect((await serve(out, { corpus, printsLink: true, keys })).addLink).toBeNull()
  })
})
