import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, readdir, readFile, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { lede } from '../support/cli.ts'
import { build, ROOT, temporaryFolder, writeFiles } from '../support/fixtures.ts'

const INDEX = ['--index', join(ROOT, 'index-build')]

describe('answers', () => {
  it('search prints passages with their citations, and JSON for machines', async () => {
    const people = await lede(['search', 'armistice', '--limit', '2', '--facets', 'place', ...INDEX])
    expect(people).toMatchObject({ code: 0, error: '' })
    expect(people.out).toMatch(/\d+ passages in \d+ documents/u)
    expect(people.out).toMatch(/Lede Sample Desk, “.+”, Lede Samples, .+, ¶\d+ {2}[a-z0-9-]+~[0-9a-z]{8}/u)
    const machine = await lede([
      'search',
      'war',
      '--filter',
      'entity=place:angola',
      '--filter',
      'meta.region=Africa',
      '--json',
      ...INDEX,
    ])
    const page = JSON.parse(machine.out)
    expect(page.total).toBeGreaterThan(0)
    const id = page.hits[0].passage.id
    const context = await lede(['context', id, '--before', '1', '--after', '0', '--json', ...INDEX])
    expect(JSON.parse(context.out)).toMatchObject({ passage: { id }, after: [] })
    expect((await lede(['context', id, ...INDEX])).out.match(/^→ ¶\d+/gmu)).toHaveLength(1)
    const mistaken = await lede(['search', 'war', '--filter', 'place=North Korea', ...INDEX])
    expect(mistaken).toMatchObject({
      code: 2,
      error: expect.stringContaining('did you mean entity=place:north-korea?'),
    })
  })

  it('search takes words without quotation marks, and says what would help where it finds nothing', async () => {
    const words = await lede(['search', 'jody', 'williams', ...INDEX])
    expect(words.out).toContain('Jody Williams (person): 3 · any word: 5 · all words: 3 · exact phrase: 3')
    const filters = ['--filter', 'from=2020', '--filter', 'entity=place:angola']
    const nothing = await lede(['search', '"williams jody"', '--match', 'all', ...filters, ...INDEX])
    expect(nothing.code).toBe(0)
    expect(nothing.out.split('\n').slice(-2)).toEqual([
      'Try fewer words, or part of one: observ*. Look for a name with lede entities.',
      '',
    ])
    const quoted = (await lede(['search', '"williams jody"', ...INDEX])).out
    expect(quoted).toMatch(/^The words in any order, without quotation marks: 5 passages$/mu)
    const filtered = (await lede(['search', 'jody williams', ...filters, ...INDEX])).out
    expect(filtered).toMatch(/^Without any filter: 5 passages$/mu)
  })

  it('entities, verify and inspect', async () => {
    expect((await lede(['entities', 'korea', '--type', 'place', ...INDEX])).out).toMatch(
      /North Korea +place:north-korea/u,
    )
    expect((await lede(['verify', ...INDEX])).out).toMatch(
      /is whole: \d+ passages of 28 documents, 7 files checked/u,
    )
    const inspected = await lede(['inspect', join(ROOT, 'corpus/mozambique-mine-free.md')])
    expect(inspected.out).toMatch(
      /title +Mozambique[\s\S]*line 3 +metadata: byline +head\/byline +By Lede Sample Desk[\s\S]*boilerplate: note/u,
    )
  })

  it('build ends when it is done, its threads too', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, { 'articles/a.md': '# A\n\nText.', 'articles/b.md': '# B\n\nMore.' })
    const args = ['build', join(folder, 'articles'), '--out', join(folder, 'idx'), '--workers', '2', '--engine', 'packed', '--memory', '1mb']
    expect(await lede(args)).toMatchObject({ code: 0, error: '' })
  }) // biome-ignore format: one command

  it('build counts what it made, and counts paths from where npm was called', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, { 'articles/a.md': '# A\n\nText.', 'articles/b.md': Buffer.from([1, 2, 0, 3]) })
    const env = { npm_lifecycle_event: 'lede', INIT_CWD: folder }
    const built = await lede(['build', 'articles', '--out', 'idx'], ROOT, env)
    expect(built.code).toBe(0)
    expect(built.out).toMatch(
      /^Built idx: 1 documents, 1 passages \(0 boilerplate\), 0 entities in \d+\.\d s\.\nEngine: minisearch, because there are fewer than 10,000 passages .*\n1 file skipped \(see above\)\.$/mu,
    )
    expect(built.error).toMatch(/error b\.md: This is not text: byte 2 is zero/u)
    expect((await lede(['build', 'articles', '--out', 'idx', '--strict'], ROOT, env)).code).toBe(1)
    expect(
      JSON.parse((await lede(['build', 'articles', '--out', 'idx', '--json'], ROOT, env)).out).problems,
    ).toHaveLength(1)
  })
})

describe('bad use', () => {
  it.each([
    [['search', 'x', '--index', '/nowhere/at/all'], 1, /There is no index at \/nowhere\/at\/all\. Build one with: lede build/u],
    [['build', '/nowhere/at/all', '--out', '/tmp/lede-none'], 1, /no file or folder at \/nowhere\/at\/all/u],
    [['build', '--engine', 'magic'], 2, /It must be minisearch/u],
    [['build', '--memory', 'lots'], 2, /size of 1mb or more, such as 512mb/u],
    [['search'], 2, /missing required argument 'query'/u],
    [['search', 'x', '--colour'], 2, /unknown option '--colour'/u],
    [['search', '-cluster'], 2, /lede search -- '-cluster'/u],
    [['search', 'x', '--limit', 'many', ...INDEX], 2, /limit must be a whole number from 1 to 100/u],
    [['search', 'x', '--filter', 'entity', ...INDEX], 2, /--filter “entity” must be NAME=VALUE/u],
    [['search', 'x', '--filter', 'colour=red', ...INDEX], 2, /colour is not a parameter/u],
    [['entities', '--type', 'planet', ...INDEX], 2, /--type must be one of person/u],
    [['context', 'x~1', ...INDEX], 1, /There is no passage x~1/u],
    [['serve', '--port', '99999'], 2, /from 0 to 65535/u],
    [['frobnicate'], 2, /unknown command 'frobnicate'/u],
    [['inspect', '/nowhere.md'], 1, /cannot be read/u],
    [['build', 'corpus', '--config', '/nowhere.yaml'], 1, /configuration \/nowhere\.yaml cannot be read/u],
  ])('%j exits %i and says what to do', async (args, code, message) => {
    const run = await lede(args)
    expect([run.code, run.out]).toEqual([code, ''])
    expect(run.error).toMatch(message)
    expect(run.error).not.toMatch(/\n {4}at /u)
  }) // biome-ignore format: a table

  it('a configuration error names file and line', async () => {
    const { corpus, folder } = await build({ 'a.md': 'x' })
    await writeFiles(folder, { 'lede.yaml': 'passages:\n  maxWords: 5\nentites: {}\n' })
    const run = await lede([
      'build',
      corpus,
      '--out',
      join(folder, 'index'),
      '--config',
      join(folder, 'lede.yaml'),
    ])
    expect(run.code).toBe(1)
    expect(run.error).toMatch(/lede\.yaml:2: passages\.maxWords: Too small/u)
    expect(run.error).toMatch(/Unrecognized key: "entites"/u)
  })

  it('a port in use is named, with what to do', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await new Promise(resolve => server.once('listening', resolve))
    const { port } = server.address() as { port: number }
    const run = await lede(['serve', '--port', String(port), ...INDEX])
    expect(run.code).toBe(1)
    expect(run.error).toMatch(
      new RegExp(
        `Port ${port} on 127\\.0\\.0\\.1 is in use by another program\\. Choose another with --port`,
        'u',
      ),
    )
  })
})

describe('serve', () => {
  it('prints one line when ready, answers, reloads on SIGHUP, ends on SIGTERM', async () => {
    const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), 'serve', '--port', '0', ...INDEX])
    onTestFinished(() => void child.kill('SIGKILL'))
    const line = await new Promise<string>(resolve =>
      child.stdout.once('data', data => resolve(String(data))),
    )
    const url = /^Lede is listening on (http:\/\/127\.0\.0\.1:\d+) \(\d+ passages of 28 documents\)\n$/u.exec(
      line,
    )?.[1]
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    // One corpus, one way to count it: the line, the interface and the page.
    const { passages, boilerplate } = (await (await fetch(`${url}/v1/stats`)).json()) as Record<
      string,
      number
    >
    expect(line).toContain(`(${passages} passages of `)
    expect(boilerplate).toBeGreaterThan(0)
    const start = await (await fetch(`${url}/`, { headers: { 'accept-language': 'en' } })).text()
    expect(start).toContain(`${passages} passages (${boilerplate} boilerplate, left out of searches)`)
    const logged = new Promise<string>(resolve => child.stderr.once('data', data => resolve(String(data))))
    child.kill('SIGHUP')
    expect(await logged).toBe('The index on disk is the one served.\n')
    child.kill('SIGTERM')
    expect(await new Promise(resolve => child.once('exit', code => resolve(code)))).toBe(0)
  })
})

describe('doctor', () => {
  it('says what there is, and what to do about what is not', async () => {
    const good = await lede(['doctor', ...INDEX])
    expect(good).toMatchObject({ code: 0, error: '' })
    expect(good.out).toMatch(/^ok +Index +28 documents, \d+ passages \(\d+ boilerplate\), engine minisearch/mu)
    const missing = await lede(['doctor', '--index', '/nowhere/at/all', '--json'])
    expect(missing.code).toBe(0)
    expect(JSON.parse(missing.out).findings).toContainEqual(expect.objectContaining({ name: 'Index', state: 'missing', advice: expect.stringContaining('lede open FOLDER') }))
    const folder = await temporaryFolder()
    await cp(join(ROOT, 'index-build'), join(folder, 'idx'), { recursive: true })

    await rm(join(folder, 'idx', 'documents.jsonl'))
    expect(await lede(['doctor', '--index', join(folder, 'idx')])).toMatchObject({ code: 1, out: expect.stringMatching(/^bad +Index[\s\S]*Build it again/mu) })
    const cluster = await lede(['doctor', '--url', 'http://127.0.0.1:9'])
    expect(cluster).toMatchObject({ code: 1, out: expect.stringContaining('does not answer') })
  }, 60_000)
}) // biome-ignore format: a case a line

describe('open', () => {
  /** Lines of the running command; ended with the test. */
  const open = (folder: string, ...more: string[]) => {
    const args = [join(ROOT, 'src/cli/main.ts'), 'open', join(folder, 'articles'), '--port', '0', ...more]
    const env = { ...process.env, NO_COLOR: '1', XDG_DATA_HOME: join(folder, 'data'), BROWSER: join(folder, 'browser') }
    const child = spawn(process.execPath, args, { env })
    onTestFinished(() => void child.kill('SIGKILL'))
    let out = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', data => { out += data })
    return { child, says: (pattern: RegExp) => vi.waitFor(() => pattern.exec(out) ?? expect.fail(out), { timeout: 60_000, interval: 100 }) }
  } // biome-ignore format: one command

  it('indexes a folder, serves it, shows it in the browser, and takes in a file that comes later', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, { 'articles/a.md': '# A\n\nThe ferry sank.', 'articles/photo.heic': 'x', 'articles/Notes': Buffer.from([1, 2, 0, 3]), 'articles/bad.md': Buffer.from([1, 2, 0, 3]), browser: '#!/bin/sh\necho "$1" > "$0.opened"\n' })
    await chmod(join(folder, 'browser'), 0o755)
    const { child, says } = open(folder, '--report', join(folder, 'report.csv'))
    await says(/^error bad\.md: /mu)
    await says(/^1 file skipped \(see above\)\.\n2 files of other formats not read: 1 without an ending \(Notes\); 1 \.heic \(photo\.heic\)\.\nEach file and why: \S+report\.csv$/mu)
    expect(await readFile(join(folder, 'report.csv'), 'utf8')).toContain('photo.heic,,left out')
    const [, url = ''] = await says(/^Lede is listening on (\S+) \(1 passages of 1 documents\)$/mu)
    await says(/^The index is in .*data\/lede\/articles-[0-9a-f]{8}\. Lede looks for changed files in .*articles/mu)
    const opened = await vi.waitFor(() => readFile(join(folder, 'browser.opened'), 'utf8'), { timeout: 20_000 })
    expect(opened.trim()).toBe(url)
    const totalOf = async (q: string) => (await (await fetch(`${url}/v1/search?q=${q}`)).json()) as { total: number }
    expect(await totalOf('ferry')).toMatchObject({ total: 1 })
    await writeFiles(folder, { 'articles/b.md': '# B\n\nA lighthouse burnt.' })
    await vi.waitFor(async () => expect(await totalOf('lighthouse')).toMatchObject({ total: 1 }), { timeout: 60_000, interval: 200 })
    await says(/the index was built again\.\n(?:.*\n)*?error bad\.md: .*\nBuilt \S+: 2 documents, 2 passages .*\n(?:.*\n)*?2 files of other formats not read: .*photo\.heic/u)
    child.kill('SIGINT')
    expect(await new Promise(resolve => child.once('exit', code => resolve(code)))).toBe(0)
    expect(await readdir(join(folder, 'articles'))).toEqual(['Notes', 'a.md', 'b.md', 'bad.md', 'photo.heic'])
  }, 180_000) // biome-ignore format: one story

  it('prints no lines for machines, as serve does', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, { 'articles/a.md': '# A\n\nThe ferry sank.' })
    // Each look at the clock is two seconds later than the one before: every request is slow.
    const hurry = 'data:text/javascript,const now=performance.now.bind(performance);let late=0;performance.now=()=>now()+(late+=2000)'
    const NODE_OPTIONS = `--import "${hurry}"`
    const env = { ...process.env, NO_COLOR: '1', XDG_DATA_HOME: join(folder, 'data'), NODE_OPTIONS }
    const saidBy = async (...args: string[]): Promise<string> => {
      const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...args, '--port', '0'], { env })
      onTestFinished(() => void child.kill('SIGKILL'))
      let said = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', data => { said += data })
      const [, url] = await vi.waitFor(() => /listening on (\S+) /u.exec(said) ?? expect.fail(said), { timeout: 60_000 })
      await fetch(`${url}/healthz`)
      child.kill('SIGTERM')
      await new Promise(resolve => child.once('close', resolve))
      return said
    }
    expect(await saidBy('serve', ...INDEX)).toContain('"msg":"slow request"')
    expect(await saidBy('open', join(folder, 'articles'), '--no-browser')).not.toContain('{"level"')
  }, 180_000) // biome-ignore format: one story

  it('says of what is no folder what to give, and of a port that is taken before it builds', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, { 'a.md': '# A\n\nText.' })
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const taken = await lede(['open', folder, '--out', join(folder, 'index'), '--port', String(port)])
    expect(taken).toMatchObject({
      out: '',
      error: expect.stringContaining(`Port ${port} on 127.0.0.1 is in use`),
    })
    expect(await readdir(folder)).toEqual(['a.md'])
    expect((await lede(['open', join(folder, 'a.md')])).error).toMatch(
      /is a file\. Give lede open the folder/u,
    )
    expect((await lede(['open', join(folder, 'nowhere')])).error).toMatch(/There is no folder .*nowhere/u)
  })
})
