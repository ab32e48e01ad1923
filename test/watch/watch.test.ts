// What is waited for is told once, when it comes: by the build, the interface, and a webhook.
import { createHmac } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { DEFAULT_CONFIG } from '../../src/build/config.ts'
import type { WatchReport } from '../../src/watch/report.ts'
import { beginWatching, watchBundle } from '../../src/watch/watch.ts'
import { parseWatchList } from '../../src/watch/watch-list.ts'
import { lede } from '../support/cli.ts'
import { temporaryFolder, writeFiles } from '../support/fixtures.ts'
import { serve } from '../support/server.ts'

const LIST = `watch:
  - label: Bombs in Asia
    q: '"cluster munitions"'
    meta.region: Asia
  - names: [Armen Sarkissian, Sarkissian of Yerevan]
`
const FILES = {
  'corpus/watch.yaml': LIST,
  'corpus/a.md': '---\nregion: Asia\n---\nLaos cleared cluster munitions.\n\nAnother paragraph on rice.',
  'corpus/b.md': '---\nregion: Europe\n---\nGermany destroyed cluster munitions.',
}

/** A corpus, its index, and what builds that as the command line does, in this process. */
async function corpus(list = LIST) {
  const folder = await temporaryFolder()
  await writeFiles(folder, { ...FILES, 'corpus/watch.yaml': list })
  const index = join(folder, 'index')
  const source = join(folder, 'corpus')
  const build = async (): Promise<WatchReport> => {
    const options = { sources: [source], index, config: DEFAULT_CONFIG }
    await beginWatching(options)
    await buildBundle({ ...options, out: index })
    const watched = await watchBundle(options)
    if (watched === null) throw new Error('there is no watch list')
    return watched.report
  }
  return { folder, source, index, build }
}

const figures = ({ results }: WatchReport) =>
  results.map(({ label, total, fresh, isFirst }) => [label, total, fresh, isFirst])

describe('the watch list', () => {
  it('takes what is there as known, then tells of new and of changed passages, once', async () => {
    const { source, index } = await corpus()
    const build = async (): Promise<WatchReport> => {
      const { code, out, error } = await lede(['build', source, '--out', index, '--json'])
      expect(code, error).toBe(0)
      return JSON.parse(out).watch
    }
    expect(figures(await build())).toEqual([
      ['Bombs in Asia', 1, 0, true],
      ['Armen Sarkissian', 0, 0, true],
    ])
    await writeFiles(source, {
      'a.md': '---\nregion: Asia\n---\nLaos cleared cluster munitions in 2020.\n\nAnother paragraph on rice.',
      'c.md':
        'By Ann Lee\n\nThe president is Armen Sarkissian. Sarkissian of Yerevan spoke.\n\nRice.\n\nSarkissian of Yerevan left.',
    })
    const report = await build()
    expect(figures(report)).toEqual([
      ['Bombs in Asia', 1, 1, false],
      ['Armen Sarkissian', 2, 2, false],
    ])
    expect(report.results[0]?.hits).toMatchObject([
      {
        passage: { text: 'Laos cleared cluster munitions in 2020.' },
        citation: { text: expect.stringContaining('¶1') },
      },
    ])
    expect(figures(await build())).toEqual([
      ['Bombs in Asia', 1, 0, false],
      ['Armen Sarkissian', 2, 0, false],
    ])
    const { body } = await (await serve(index)).json('/v1/watch')
    expect(body).toMatchObject({ total: 2, reports: [{ fresh: 3 }, { fresh: 0 }] })
  })

  it('is printed for people', async () => {
    const { source, index } = await corpus()
    const build = () => lede(['build', source, '--out', index])
    expect((await build()).out).toContain('Watching “Bombs in Asia” from now on: 1 passages are known.')
    expect((await build()).out).toContain('Nothing new for the watch list.')
    await writeFiles(source, { 'd.md': '---\nregion: Asia\n---\nVietnam found cluster munitions too.' })
    const { out } = await build()
    expect(out).toContain('Watch “Bombs in Asia”: 1 new of 2.')
    expect(out).toContain('Vietnam found cluster munitions too.')
  })

  it('that asks something else knows what was there, for that entry alone', async () => {
    const { source, build } = await corpus()
    await build()
    await writeFile(join(source, 'watch.yaml'), LIST.replace('cluster munitions', 'munitions'))
    await writeFiles(source, { 'd.md': '---\nregion: Asia\n---\nArmen Sarkissian spoke of munitions.' })
    expect(figures(await build())).toEqual([
      ['Bombs in Asia', 2, 1, false],
      ['Armen Sarkissian', 1, 1, false],
    ])
  })

  it('that is new knows what was in the index before, and tells of what comes with it', async () => {
    const { source, index } = await corpus()
    const build = () => lede(['build', source, '--out', index])
    await rm(join(source, 'watch.yaml'))
    await build()
    await writeFile(join(source, 'watch.yaml'), LIST)
    await writeFiles(source, { 'd.md': '---\nregion: Asia\n---\nVietnam found cluster munitions too.' })
    const { out } = await build()
    expect(out).toContain('Watching “Bombs in Asia” from now on: 1 passages are known.')
    expect(out).toContain('Watch “Bombs in Asia”: 1 new of 2.')
    expect(out).toContain('Vietnam found cluster munitions too.')
    expect((await build()).out).toContain('Nothing new for the watch list.')
  })

  it('that is new is told of what comes with it also where the index before cannot be read, as known', async () => {
    const { source, index } = await corpus()
    await lede(['build', source, '--out', index])
    await writeFile(join(source, 'watch.yaml'), 'watch:\n  - q: rice\n')
    await writeFile(join(index, 'manifest.json'), '{ "format": "lede-bundle", "version": 1 }')
    const { code, out } = await lede(['build', source, '--out', index])
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('Watching “rice” from now on: 1 passages are known.'),
    ])
  })

  it('is not lost where the process ends between the build and the report', async () => {
    const { folder, source, index, build } = await corpus()
    await build()
    await writeFiles(source, { 'd.md': '---\nregion: Asia\n---\nVietnam found cluster munitions too.' })
    const state = await readFile(join(folder, '.index.watch.json'))
    await build()
    await writeFile(join(folder, '.index.watch.json'), state) // as if it had ended there
    const again = await watchBundle({ sources: [source], index, config: DEFAULT_CONFIG })
    expect(figures(again?.report as WatchReport)[0]).toEqual(['Bombs in Asia', 2, 1, false])
  })

  it('has years and other numbers as one writes them', () => {
    const { entries } = parseWatchList(
      'watch:\n  - q: a\n    from: 2018\n    year: [2019, 2020]',
      'watch.yaml',
    )
    expect(entries[0]?.parameters).toEqual({ from: '2018', year: ['2019', '2020'] })
  })

  it('is refused where it is wrong, with the line, and the index is built even so', async () => {
    for (const [yaml, message] of [
      ['watch:\n  - label: x', /watch\.yaml:2: .*give q, or names/u],
      [
        'watch:\n  - q: a\n    meta.x: 1\n  - q: b\n    lmit: 1',
        /watch\.yaml:.*must be a text|watch\.yaml:4: lmit: is not a parameter/u,
      ],
      ['watch:\n  - q: a\n  - q: a', /watch\.yaml:3: “a” comes twice/u],
      ['webhook: ftp://x', /watch\.yaml:1: webhook: must be an address/u],
    ] as const)
      expect(() => parseWatchList(yaml, 'watch.yaml')).toThrow(message)
    const { source, index } = await corpus('watch: 3')
    const { code, error } = await lede(['build', source, '--out', index])
    expect([code, error]).toEqual([1, expect.stringContaining('watch.yaml:1')])
    expect((await lede(['verify', '--index', index])).code).toBe(0)
  })

  it('that is damaged on disk says what to do', async () => {
    const { folder, source, index, build } = await corpus()
    await build()
    await writeFile(join(folder, '.index.watch.json'), '{"told":')
    const { code, error } = await lede(['build', source, '--out', index])
    expect([code, error]).toEqual([1, expect.stringContaining('Remove it')])
    await rm(join(folder, '.index.watch.json'))
    expect(figures(await build())[0]).toEqual(['Bombs in Asia', 1, 0, false])
  })
})

describe('a webhook', () => {
  /** Answers with each of the statuses, then with 200, each time when `gate` resolves. */
  async function listener(statuses: number[], gate = async (): Promise<void> => {}) {
    const taken: { body: string; signature: string | undefined }[] = []
    const server = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      await gate()
      const status = statuses.shift() ?? 200
      if (status === 200 && !request.socket.destroyed)
        taken.push({ body, signature: request.headers['lede-signature'] as string | undefined })
      response.writeHead(status).end()
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    return { taken, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` }
  }

  it('is told of what is new, signed; what it did not take it is told by the next build', async () => {
    const { taken, url } = await listener([500, 500, 500])
    const { source, index, build } = await corpus(`${LIST}webhook: ${url}\n`)
    await build()
    await writeFiles(source, { 'd.md': '---\nregion: Asia\n---\nVietnam found cluster munitions too.' })
    const failed = await lede(['build', source, '--out', index])
    expect([failed.code, failed.error]).toEqual([
      0,
      expect.stringContaining('did not take a report: it answered 500. The next build sends again.'),
    ])
    expect(taken).toEqual([])
    await lede(['build', source, '--out', index], undefined, { LEDE_WEBHOOK_SECRET: 'secret' })
    expect(taken.map(({ body }) => JSON.parse(body).fresh)).toEqual([1])
    const [{ body, signature } = { body: '', signature: '' }] = taken
    expect(signature).toBe(`sha256=${createHmac('sha256', 'secret').update(body).digest('hex')}`)
    await build()
    expect(taken.length).toBe(1)
  })

  /** A service that keeps the folder, and what adds a document to it. */
  async function service(url: string) {
    const { source, index, build } = await corpus(`${LIST}webhook: ${url}\n`)
    await build()
    const server = await serve(index, { corpus: source, adminKey: 'k' })
    const add = async (name: string): Promise<void> => {
      const form = new FormData()
      const text = '---\nregion: Asia\n---\nVietnam found cluster munitions too.'
      form.append('files', new File([text], name))
      const headers = { authorization: 'Bearer k' }
      const { status } = await server.json('/v1/admin/documents', { method: 'POST', body: form, headers })
      expect(status).toBe(200)
    }
    return { server, add, build }
  }

  it('is told by a service that builds when documents change', async () => {
    const { taken, url } = await listener([])
    const { server, add } = await service(url)
    await add('d.md')
    await expect.poll(() => server.logged).toContain('Watch “Bombs in Asia”: 1 new of 2.')
    expect(taken.length).toBe(1)
    const { body } = await server.json('/v1/watch?limit=1', { headers: { authorization: 'Bearer k' } })
    expect(body).toMatchObject({ reports: [{ fresh: 1 }] })
  })

  it('that is slow hears of each of two builds once', async () => {
    const { taken, url } = await listener([], () => pause(2_000))
    const { server, add } = await service(url)
    await add('d.md')
    await add('e.md')
    await expect.poll(() => server.logged).toContain('Watch “Bombs in Asia”: 1 new of 3.')
    expect(taken.map(({ body }) => JSON.parse(body).results[0].total)).toEqual([2, 3])
  })

  it('that never answers does not keep a service from ending; the next build tells it', async () => {
    const asked = vi.fn()
    const answer = Promise.withResolvers<void>()
    const { taken, url } = await listener([], () => {
      asked()
      return answer.promise
    })
    const { server, add, build } = await service(url)
    await add('d.md')
    await expect.poll(() => asked.mock.calls.length).toBe(1)
    await server.close()
    expect(server.logged).toContainEqual(
      expect.stringContaining('did not take a report: the service is ending. The next build sends again.'),
    )
    answer.resolve()
    await build()
    expect(taken.map(({ body }) => JSON.parse(body).fresh)).toEqual([1])
  })
})
