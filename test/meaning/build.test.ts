import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { findConfig, readConfig } from '../../src/build/config.ts'
import { openBundle, verifyBundle } from '../../src/bundle/open-bundle.ts'
import { UNHURRIED } from '../../src/domain/deadline.ts'
import { lede } from '../support/cli.ts'
import { conceptVector, serveEmbeddings } from '../support/embeddings.ts'
import { build, passagesOf, temporaryFolder, writeFiles } from '../support/fixtures.ts'

const FILES = {
  'war.md':
    '# The war\n\nResidential areas came under rocket fire.\n\n## At sea\n\nA vessel left the harbour.',
  'budget.md': '# The budget\n\nThe treasury has no money.\n\nThe treasury has no money.',
}

async function corpus(): Promise<{ folder: string; sources: string[]; out: string }> {
  const folder = await temporaryFolder()
  await writeFiles(join(folder, 'corpus'), FILES)
  return { folder, sources: [join(folder, 'corpus')], out: join(folder, 'index') }
}

describe('a bundle that is built with an encoder', () => {
  it('has a vector of each passage, with its title and headings, and the name of the model', async () => {
    const { sources, out } = await corpus()
    const { address, texts } = await serveEmbeddings()
    const { manifest } = await buildBundle({ sources, out, encoder: address })
    expect(manifest?.meaning).toMatchObject({ model: { name: 'concepts', sha256: null, dimensions: 64 } })
    expect(texts()).toContain('The war\nAt sea\nA vessel left the harbour.')
    // The same text under the same title is sent once.
    expect(texts()).toHaveLength(3)
    await verifyBundle(out)
    const bundle = await openBundle(out)
    const query = Float32Array.from(conceptVector('rockets'))
    const cosines = await bundle.vectors?.cosines(query, UNHURRIED)
    const best = cosines?.indexOf(Math.max(...cosines)) ?? -1
    expect(passagesOf(bundle)[best]?.text).toBe('Residential areas came under rocket fire.')
  })

  it('is, vectors aside, the one that is built without', async () => {
    const { folder, sources } = await corpus()
    const { address } = await serveEmbeddings()
    await buildBundle({ sources, out: join(folder, 'with'), encoder: address })
    const { manifest } = await buildBundle({ sources, out: join(folder, 'without') })
    expect(manifest).not.toHaveProperty('meaning')
    const names = readdirSync(join(folder, 'without'))
    expect(readdirSync(join(folder, 'with')).sort()).toEqual([...names, 'vectors.bin'].sort())
    for (const name of names.filter(each => each !== 'manifest.json'))
      expect(await readFile(join(folder, 'with', name))).toEqual(
        await readFile(join(folder, 'without', name)),
      )
    expect((await openBundle(join(folder, 'without'))).vectors).toBeNull()
  })

  it.each(['minisearch', 'packed'] as const)(
    'of the %s engine, costs one encoding for a changed paragraph',
    async engine => {
      const { sources, out } = await corpus()
      const { address, texts } = await serveEmbeddings()
      await buildBundle({ sources, out, encoder: address, engine })
      const before = texts().length
      const vectors = await readFile(join(out, 'vectors.bin'))
      await buildBundle({ sources, out, encoder: address, engine })
      expect(texts()).toHaveLength(before)
      expect(await readFile(join(out, 'vectors.bin'))).toEqual(vectors)
      await writeFiles(sources[0] ?? '', { 'war.md': FILES['war.md'].replace('vessel', 'ship') })
      await buildBundle({ sources, out, encoder: address, engine })
      expect(texts().slice(before)).toEqual(['The war\nAt sea\nA ship left the harbour.'])
    },
  )

  it('is the same wherever its model was', async () => {
    const { folder, sources } = await corpus()
    const places = [(await serveEmbeddings()).address, (await serveEmbeddings()).address]
    expect(places[0]).not.toBe(places[1])
    for (const [at, encoder] of places.entries())
      await buildBundle({ sources, out: join(folder, `${at}`), encoder })
    for (const name of readdirSync(join(folder, '0'), { recursive: true }) as string[])
      expect(await readFile(join(folder, '0', name))).toEqual(await readFile(join(folder, '1', name)))
    const bundles = [await openBundle(join(folder, '0')), await openBundle(join(folder, '1'))]
    expect(bundles.map(({ encoder }) => encoder)).toEqual(places)
  })

  it('is known to be up to date without a text being encoded', async () => {
    const { sources, out } = await corpus()
    const { address, asked, keys } = await serveEmbeddings()
    await buildBundle({ sources, out, encoder: address })
    const [texts, calls] = [asked.length, keys.length]
    expect(await buildBundle({ sources, out, encoder: address, ifStale: true })).toMatchObject({
      upToDate: true,
    })
    expect([asked.length - texts, keys.length - calls]).toEqual([0, 1])
    const named = await buildBundle({ sources, out, encoder: `${address}#concepts`, ifStale: true })
    expect(named).toMatchObject({ upToDate: true })
    expect([asked.length - texts, keys.length - calls]).toEqual([0, 1])
    expect((await openBundle(out)).encoder).toBe(`${address}#concepts`)
  })

  it('keeps its vectors where it is built again without a word about them, or is not built', async () => {
    const { folder, sources, out } = await corpus()
    const { address } = await serveEmbeddings()
    const again = { sources, out, keepEncoder: true }
    expect((await buildBundle(again)).manifest).not.toHaveProperty('meaning')
    await buildBundle({ sources, out, encoder: address })
    await writeFiles(sources[0] ?? '', { 'new.md': 'A ship sank.' })
    expect((await buildBundle(again)).manifest?.meaning?.model.name).toBe('concepts')
    await rm(join(folder, '.index.encoder'))
    await writeFiles(sources[0] ?? '', { 'new.md': 'Two ships sank.' })
    await expect(buildBundle(again)).rejects.toThrow(/built with the encoder concepts.*Name it: --encoder/u)
    expect((await openBundle(out)).vectors?.size).toBe(5)
  })

  it('is up to date for the same encoder only', async () => {
    const { sources, out } = await corpus()
    const { address } = await serveEmbeddings()
    const { address: other } = await serveEmbeddings({ models: ['another'] })
    await buildBundle({ sources, out, encoder: address })
    const isFresh = async (encoder?: string): Promise<boolean> =>
      (await buildBundle({ sources, out, ifStale: true, ...(encoder === undefined ? {} : { encoder }) }))
        .upToDate
    expect(await isFresh(address)).toBe(true)
    expect(await isFresh(other)).toBe(false)
    expect(await isFresh()).toBe(false)
    expect(await isFresh()).toBe(true)
    expect(existsSync(join(out, 'vectors.bin'))).toBe(false)
  })

  it('stays as it was where the service fails, and the next build goes on where this one was', async () => {
    const { folder, sources, out } = await corpus()
    const many = Array.from({ length: 200 }, (_, at) => [
      `p${at}.md`,
      `# Page ${at}\n\nShips of number ${at}.`,
    ])
    await writeFiles(sources[0] ?? '', Object.fromEntries(many))
    await buildBundle({ sources, out })
    const before = await readFile(join(out, 'manifest.json'))
    let isDown = false
    let calls = 0
    const { address, texts } = await serveEmbeddings({
      answer: (_, response) => {
        isDown = ++calls === 5 || isDown
        if (isDown) response.writeHead(400).end('down')
        return isDown
      },
    })
    const building = buildBundle({ sources, out, encoder: address })
    await expect(building).rejects.toThrow(/status 400: down/u)
    expect(await readFile(join(out, 'manifest.json'))).toEqual(before)
    expect(readdirSync(folder).filter(name => name.includes('building'))).toEqual([])
    const kept = 64
    isDown = false
    calls = 10
    const asked = texts().length
    await buildBundle({ sources, out, encoder: address })
    expect(texts().length - asked).toBe(203 - kept)
    await verifyBundle(out)
  })

  it('keeps nothing beside it without a cache', async () => {
    const { folder, sources, out } = await corpus()
    const { address } = await serveEmbeddings()
    await buildBundle({ sources, out, encoder: address, noCache: true })
    // Where the model is has to be known to whoever searches.
    expect(readdirSync(folder).sort()).toEqual(['.index.encoder', 'corpus', 'index'])
  })

  it('is refused where its vectors were changed, by the name of the file', async () => {
    const { sources, out } = await corpus()
    const { address } = await serveEmbeddings()
    await buildBundle({ sources, out, encoder: address })
    const bytes = await readFile(join(out, 'vectors.bin'))
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    await writeFile(join(out, 'vectors.bin'), bytes)
    await expect(openBundle(out)).rejects.toThrow(/vectors\.bin is damaged/u)
  })
})

describe('an encoder', () => {
  it('may stand in the configuration, a folder from there', async () => {
    const { folder } = await build({ 'a.md': 'Text.' }, undefined, undefined, {
      beside: {
        'own.yaml': 'meaning: { encoder: models/small }',
        'other.yaml': 'meaning: { encoder: "http://127.0.0.1:8000" }',
      },
    })
    expect((await readConfig(join(folder, 'own.yaml'))).meaning).toEqual({
      encoder: join(folder, 'models/small'),
    })
    expect((await readConfig(join(folder, 'other.yaml'))).meaning).toEqual({
      encoder: 'http://127.0.0.1:8000',
    })
  })

  it('that is named gets the key, and one that stands beside an index does not', async () => {
    const { sources, out } = await corpus()
    const { address, keys } = await serveEmbeddings()
    vi.stubEnv('LEDE_ENCODER_KEY', 'secret')
    onTestFinished(() => void vi.unstubAllEnvs())
    await buildBundle({ sources, out, encoder: address })
    expect(new Set(keys.splice(0))).toEqual(new Set(['Bearer secret']))
    await writeFiles(sources[0] ?? '', { 'new.md': 'A ship sank.' })
    await buildBundle({ sources, out, keepEncoder: true })
    expect(keys.length).toBeGreaterThan(1)
    expect(new Set(keys)).toEqual(new Set([undefined]))
  })

  it('at an address is told of on the command line before anything is sent', async () => {
    const { sources, out } = await corpus()
    const { address } = await serveEmbeddings()
    const built = await lede(['build', ...sources, '--out', out, '--encoder', address])
    expect(built).toMatchObject({
      code: 0,
      error: expect.stringMatching(/every passage is sent to http:\/\/localhost:\d+, on this machine/u),
    })
    expect(built.out).toContain('Meaning: encoded by concepts.')
    const failed = await lede(['build', ...sources, '--out', out, '--encoder', join(out, 'none')])
    expect(failed).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^error There is no folder .*none/u),
    })
  })
})

describe('a configuration that lies in a folder', () => {
  it('may name an encoder on this machine, and none on another unless it is named itself', async () => {
    const { folder } = await corpus()
    const there = join(folder, 'found')
    await mkdir(there)
    await writeFiles(there, { 'lede.yaml': 'meaning: { encoder: "http://127.0.0.1:9/v1" }' })
    expect((await findConfig([there])).meaning.encoder).toBe('http://127.0.0.1:9/v1')
    await writeFiles(there, { 'lede.yaml': 'meaning: { encoder: "https://other.example/v1" }' })
    await expect(findConfig([there])).rejects.toThrow(
      /lede\.yaml names an encoder at https:\/\/other\.example\/v1.*only where you say so: --config/u,
    )
    const named = await findConfig([there], join(there, 'lede.yaml'))
    expect(named.meaning.encoder).toBe('https://other.example/v1')
  })
})
