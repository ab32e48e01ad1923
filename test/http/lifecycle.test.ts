// Several processes on one port; an index that follows its corpus.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
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
  port = 0,
): Promise<{ url: string; child: ChildProcess }> {
  const args = ['serve', '--index', index, '--port', String(port), '--processes', String(processes)]
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
    const { url, child } = await serveProcesses(out, 2, await freePort())
    let isAsking = true
    let answers = 0
    const ends = new Set<string>()
    const askOnAndOn = async (): Promise<void> => {
      while (isAsking) {
        const answer = fetch(`${url}/v1/search?q=armistice`, {
          headers: { connection: 'close' },
          signal: AbortSignal.timeout(10_000),
        })
        await answer
          .then(async response => {
            const { total } = (await response.json()) as SearchPage
            ends.add(`${response.status}, ${total} found`)
            answers++
          })
          .catch(async (error: Error) => {
            ends.add(error.name)
            await pause(50)
          })
      }
    }
    const clients = Array.from({ length: 4 }, askOnAndOn)
    for (let kill = 0; kill < 3; kill++) {
      const before = answers
      await killOne(child)
      await expect.poll(() => answers, { timeout: 60_000 }).toBeGreaterThan(before + 20)
    }
    isAsking = false
    await Promise.all(clients)
    // A request in the process that is killed ends with its connection, and while both are dead none is taken: `fetch` says a TypeError.
    ends.delete('TypeError')
    expect([...ends]).toEqual(['200, 1 found'])
  }, 180_000)
})

/** A port that nobody uses. With port 0, processes that start when all others are dead would listen on another. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

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

/** A thread that builds loads all code first. */
const PATIENT = { timeout: 60_000, interval: 200 }

describe('--watch', () => {
  it('builds again when a document changes, comes or goes, and serves it', async () => {
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

  it('notices a watch list that is new, and tells of what comes after it', async () => {
    const { out, corpus } = await build({ 'a.md': 'One armistice.\n' })
    const server = await serve(out, { corpus, watch: true })
    const logged = (): string => server.logged.join('\n')
    await writeFiles(corpus, { 'watch.yaml': 'watch:\n  - q: armistice\n' })
    await expect.poll(logged, PATIENT).toContain('Watching “armistice” from now on: 1 passages are known.')
    expect(logged()).not.toContain('built again')
    await writeFiles(corpus, { 'b.md': 'Two armistices.\n' })
    await expect.poll(logged, PATIENT).toContain('Watch “armistice”: 1 new of 2.')
    await writeFiles(corpus, { 'watch.yaml': 'watch: 3\n' })
    await expect.poll(logged, PATIENT).toMatch(/watch list was not searched: .*watch\.yaml:1/su)
  }, 240_000)

  it('notices settings beside the folder and those that they name, new ones too', async () => {
    const { out, corpus, folder } = await build({ 'a.md': 'The ceasefire held in Mordovia.\n' })
    const server = await serve(out, { corpus, watch: true })
    const total = async (q: string): Promise<number> =>
      ((await server.json(`/v1/search?fuzzy=off&q=${q}`)).body as SearchPage).total
    expect(await total('armistice')).toBe(0)
    await writeFiles(folder, { 'synonyms.yaml': 'synonyms:\n  - [armistice, ceasefire]\n' })
    await expect.poll(() => total('armistice'), PATIENT).toBe(1)
    await writeFiles(folder, { 'settings/names.yaml': 'entities: []\n' })
    await writeFiles(folder, { 'lede.yaml': 'synonyms:\n  list: settings/words.yaml\n' })
    await expect.poll(() => server.logged.join('\n'), PATIENT).toContain('settings/words.yaml does not exist')
    await writeFiles(folder, { 'settings/words.yaml': 'synonyms:\n  - [truce, ceasefire]\n' })
    await expect.poll(() => total('truce'), PATIENT).toBe(1)
    expect(await total('armistice')).toBe(0)
    await writeFiles(folder, { 'settings/words.yaml': 'synonyms:\n  - [quiet, ceasefire]\n' })
    await expect.poll(() => total('quiet'), PATIENT).toBe(1)
    await writeFiles(folder, { 'lede.yaml': 'synonyms: 5\n' })
    await expect.poll(() => server.logged.join('\n'), PATIENT).toContain('lede.yaml:1')
    expect(await total('quiet')).toBe(1)
  }, 240_000)

  it('keeps the old index where the new one cannot be built', async () => {
    const { out, corpus } = await build({ 'a.md': 'One armistice.\n' })
    const server = await serve(out, { corpus, watch: true })
    await writeFiles(corpus, { 'entities.yaml': 'drop: [{ entity: Nobody }]\n', 'b.md': 'Two.\n' })
    await expect.poll(() => server.logged.join('\n')).toContain('no entity is called “Nobody”')
    await pause(200)
    expect((await server.json('/v1/search?q=armistice')).status).toBe(200)
  })
})
