// Pages by cursor: all of one bundle, whatever is built meanwhile.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { build, writeFiles } from '../support/fixtures.ts'
import { serve } from '../support/server.ts'

interface Page {
  readonly total: number
  readonly cursor?: string
  readonly hits: readonly { readonly passage: { readonly id: string; readonly text: string } }[]
}

async function corpus() {
  const files = Object.fromEntries(
    Array.from({ length: 45 }, (_, n) => [`d${n}.md`, `Laos, text number ${n}.`]),
  )
  const { corpus: folder, out } = await build(files)
  const server = await serve(out)
  const page = async (query: string): Promise<Page> => (await server.json(`/v1/search?${query}`)).body
  const rebuild = async (n: number): Promise<void> => {
    await writeFiles(folder, { [`new${n}.md`]: `Laos Laos Laos, a newer text ${n}.` })
    await buildBundle({ sources: [folder], out })
    await server.served.reload()
  }
  return { server, page, rebuild, folder: join(folder) }
}

describe('a cursor', () => {
  it('leads through all hits once, also where the index is replaced on the way', async () => {
    const { page, rebuild } = await corpus()
    const seen: string[] = []
    let next: string | undefined = 'q=laos&limit=10&facets=none'
    for (let turn = 0; next !== undefined; turn++) {
      const { hits, total, cursor }: Page = await page(next)
      expect(total).toBe(45)
      seen.push(...hits.map(({ passage }) => passage.id))
      if (turn === 1) await rebuild(1)
      next = cursor === undefined ? undefined : `cursor=${cursor}`
    }
    expect(new Set(seen).size).toBe(45)
    expect(seen.length).toBe(45)
    expect((await page('q=laos')).total).toBe(46)
  })

  it('whose index is kept no longer says so', async () => {
    const { server, page, rebuild } = await corpus()
    const { cursor } = await page('q=laos')
    await rebuild(1)
    expect((await page(`cursor=${cursor}`)).total).toBe(45)
    await rebuild(2)
    const { status, body } = await server.json(`/v1/search?cursor=${cursor}`)
    expect([status, body]).toEqual([
      410,
      expect.objectContaining({ detail: expect.stringContaining('Begin the search again') }),
    ])
  })

  it('that is none, or stands beside other parameters, is refused', async () => {
    const { server, page } = await corpus()
    const { cursor = '' } = await page('q=laos')
    const forged = Buffer.from(JSON.stringify({ version: 'x', offset: -1, parameters: {} })).toString(
      'base64url',
    )
    for (const query of [
      `cursor=x`,
      `cursor=${forged}`,
      `cursor=${cursor}&q=laos`,
      `cursor=${cursor}&cursor=${cursor}`,
    ]) {
      const { status, body } = await server.json(`/v1/search?${query}`)
      expect([query.slice(0, 20), status, body]).toEqual([
        query.slice(0, 20),
        400,
        expect.objectContaining({ errors: [expect.objectContaining({ parameter: 'cursor' })] }),
      ])
    }
  })

  it('can be sent in a body', async () => {
    const { server, page } = await corpus()
    const { cursor } = await page('q=laos&limit=30')
    const { body } = await server.json('/v1/search', { method: 'POST', body: JSON.stringify({ cursor }) })
    expect((body as Page).hits.length).toBe(15)
    expect((body as Page).cursor).toBeUndefined()
  })
})
