// Several processes on one port; an index that follows its corpus.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import type { SearchPage } from '../../src/search/search.ts'
import { build, ROOT, writeFiles } from '../support/fixtures.ts'
import { serve } from '../support/server.ts'

async function serveProcesses(
  index: string,
  processes: number,
): Promise<{ url: string; child: ChildProcess }> {
  const args = ['serve', '--index', index, '--port', '0', '--processes', String(processes)]
  const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  expect(String(line)).toContain(`with ${processes} processes`)
  return { url: /http:\S+/u.exec(String(line))?.[0] ?? '', child }
}

describe('several processes', () => {
  it('share a port, survive one that dies, gather their figures, and end in order', async () => {
    const { out, corpus } = await build({ 'a.md': 'One armistice.\n' })
    const { url, child } = await serveProcesses(out, 2)
    const ask = async (): Promise<number> =>
      (
        (await (
          await fetch(`${url}/v1/search?q=armistice`, { headers: { connection: 'close' } })
        ).json()) as SearchPage
      ).total
    await Promise.all(Array.from({ length: 12 }, ask))
    const figures = await (await fetch(`${url}/metrics`)).text()
    expect(figures).toMatch(
      /lede_http_request_duration_seconds_count\{route="\/v1\/search",method="GET",status="200",engine="minisearch"\} 12/u,
    )
    expect(figures).toContain('lede_bundle_passages 1')
    await killOne(child)
    await writeFiles(corpus, { 'b.md': 'Two armistices.\n' })
    await buildBundle({ sources: [corpus], out })
    await expect.poll(async () => Promise.all(Array.from({ length: 8 }, ask))).toEqual(Array(8).fill(2))
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    await expect(fetch(url)).rejects.toThrow()
  })

  it('leave no request without an end when one of them is killed', async () => {
    const { out } = await build({ 'a.md': 'One armistice.\n' })
    const { url, child } = await serveProcesses(out, 2)
    let isAsking = true
    const failures: string[] = []
    const askOnAndOn = async (): Promise<void> => {
      while (isAsking) {
        const answer = fetch(`${url}/health/live`, {
          headers: { connection: 'close' },
          signal: AbortSignal.timeout(10_000),
        })
        await answer.then(
          response => response.text(),
          (error: Error) => failures.push(error.name),
        )
      }
    }
    const clients = Array.from({ length: 8 }, askOnAndOn)
    for (let kill = 0; kill < 3; kill++) {
      await killOne(child)
      await pause(1500)
    }
    isAsking = false
    await Promise.all(clients)
    expect(failures).not.toContain('TimeoutError')
  })
})

/** Kills one of two processes, and waits for the one that takes its place. */
async function killOne(child: ChildProcess): Promise<void> {
  const [dying] = await workersOf(child)
  process.kill(dying ?? 0, 'SIGKILL')
  await expect.poll(async () => (await workersOf(child)).filter(pid => pid !== dying).length).toBe(2)
}

/** Process ids of the children of a process, as Linux tells them. */
async function workersOf({ pid }: ChildProcess): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return children.trim().split(' ').filter(Boolean).map(Number)
}

describe('--watch', () => {
  it('builds anew when a document changes, comes or goes, and serves it', async () => {
    const { out, corpus } = await build({ 'a.md': 'One armistice.\n' })
    const server = await serve(out, { corpus, watch: true })
    const total = async (): Promise<number> =>
      ((await server.json('/v1/search?q=armistice')).body as SearchPage).total
    expect(await total()).toBe(1)
    await writeFiles(corpus, { 'talks/b.md': 'Two armistices.\n' })
    await expect.poll(total).toBe(2)
    await writeFiles(corpus, { 'a.md': 'A cease-fire.\n' })
    await expect.poll(total).toBe(1)
    await rm(join(corpus, 'talks/b.md'))
    await expect.poll(total).toBe(0)
  })

  it('keeps the old index where the new one cannot be built', async () => {
    const { out, corpus } = await build({ 'a.md': 'One armistice.\n' })
    const server = await serve(out, { corpus, watch: true })
    await writeFiles(corpus, { 'entities.yaml': 'drop: [{ entity: Nobody }]\n', 'b.md': 'Two.\n' })
    await expect.poll(() => server.logged.join('\n')).toContain('no entity is called “Nobody”')
    await pause(200)
    expect((await server.json('/v1/search?q=armistice')).status).toBe(200)
  })
})
