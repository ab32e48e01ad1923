// What goes wrong outside: a builder that is killed, a disk that loses bits, a folder that cannot be written. Old answers or a clear
// refusal, never a wrong one. LEDE_FAULTS multiplies how often each is tried: by default six builders of each engine are killed, one in each sixth of the
// time in which publishing happens, four editions replace each other, and 150 bits or ends are lost.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdir, readdir, readFile, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { openBundle } from '../../src/bundle/open-bundle.ts'
import { BundleError } from '../../src/domain/errors.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { ROOT, temporaryFolder, writeFiles } from '../support/fixtures.ts'
import fc from '../support/properties.ts'
import { serve } from '../support/server.ts'

const TIMES = Number(process.env['LEDE_FAULTS'] ?? 1)
const KILLS = 6 * TIMES
const EDITIONS = 4 * TIMES
/** Milliseconds between an answer and the next question of a client: builder and service share the process, and the builder must come on. */
const BREATH_MS = 25

/** A corpus in which every passage says which edition it is of. */
function edition(name: string): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [
      `d${at}.md`,
      `# Title ${at}\n\nThe ${name} edition names Oslo and Geneva.\n\nMore of ${name}.\n`,
    ]),
  )
}

/** Which editions a bundle's passages are of. */
async function editionsOf(folder: string): Promise<string[]> {
  const bundle = await openBundle(folder)
  const found = []
  for (const name of ['first', 'second']) {
    const { total } = await search(bundle, parseSearchRequest({ q: `"${name} edition"`, facets: 'none' }))
    if (total > 0) found.push(`${name} ${total}`)
  }
  bundle.engine.close()
  return found
}

describe.each(['minisearch', 'packed'])('a builder of the %s engine that is killed', engine => {
  it('at any instant leaves the old bundle or the new one, whole, and the next one builds', async () => {
    const folder = await temporaryFolder()
    const out = join(folder, 'index')
    const corpora = { first: join(folder, 'first'), second: join(folder, 'second') }
    for (const [name, path] of Object.entries(corpora)) {
      await mkdir(path)
      await writeFiles(path, edition(name))
    }
    const build = (corpus: string) =>
      spawn(
        process.execPath,
        [join(ROOT, 'src/cli/main.ts'), 'build', corpus, '--out', out, '--engine', engine],
        { stdio: 'ignore' },
      )
    const started = performance.now()
    await once(build(corpora.first), 'exit')
    const whole = performance.now() - started
    let names: ('first' | 'second')[] = ['first', 'second']
    for (let time = 0; time < KILLS; time++) {
      names = [names[1] as 'first', names[0] as 'second']
      const child = build(corpora[names[0] as 'first'])
      const ended = once(child, 'exit')
      // Where publishing happens is late: most of the instants are there. Each is in a part of its own, at random there.
      await pause(whole * (0.3 + 0.7 * Math.sqrt((time + Math.random()) / KILLS)))
      child.kill('SIGKILL')
      await ended
      expect(['first 40', 'second 40']).toContain((await editionsOf(out)).join())
    }
    expect(await once(build(corpora.second), 'exit')).toEqual([0, null])
    expect(await editionsOf(out)).toEqual(['second 40'])
    const left = (await readdir(folder)).filter(name => /building|previous|lock|new$/u.test(name))
    expect(left).toEqual([])
  }, 300_000)

  it('while it is served loses no answer and mixes none', async () => {
    const folder = await temporaryFolder()
    const [corpus, out] = [join(folder, 'corpus'), join(folder, 'index')]
    await mkdir(corpus)
    await writeFiles(corpus, edition('first'))
    const options = { sources: [corpus], out, engine: engine as 'packed' }
    await buildBundle(options)
    const server = await serve(out, { watch: true })
    let isDone = false
    const editions = new Set<string>()
    const asking = Array.from({ length: 8 }, async () => {
      while (!isDone) {
        const { status, body } = await server.json('/v1/search?q=edition&limit=40&facets=none&group=none')
        expect(status).toBe(200)
        const { hits, total } = body as { total: number; hits: { passage: { text: string } }[] }
        const names = new Set(hits.map(({ passage }) => /The (\w+) edition/u.exec(passage.text)?.[1]))
        expect([total, hits.length, names.size]).toEqual([40, 40, 1])
        editions.add([...names].join())
        await pause(BREATH_MS)
      }
    })
    for (let time = 0; time < EDITIONS; time++) {
      await writeFiles(corpus, edition(time % 2 === 0 ? 'second' : 'first'))
      await buildBundle(options)
      await server.served.reload()
    }
    isDone = true
    await Promise.all(asking)
    expect([...editions].sort()).toEqual(['first', 'second'])
  }, 300_000)

  it('whose disk loses bits or ends of files is refused by the name of the file', async () => {
    const folder = await temporaryFolder()
    const [corpus, out, damaged] = [join(folder, 'corpus'), join(folder, 'index'), join(folder, 'damaged')]
    await mkdir(corpus)
    await writeFiles(corpus, edition('first'))
    await buildBundle({ sources: [corpus], out, engine: engine as 'packed' })
    await cp(out, damaged, { recursive: true })
    const files = (await readdir(out, { recursive: true, withFileTypes: true })).flatMap(entry =>
      entry.isFile() ? [join(entry.parentPath, entry.name).slice(out.length + 1)] : [],
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.nat({ max: 8 }),
        async (name, place, bit) => {
          const path = join(damaged, name)
          const bytes = await readFile(path)
          const at = Math.floor(place * bytes.length)
          if (bit === 8) await truncate(path, at)
          else {
            const flipped = Buffer.from(bytes)
            flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
            await writeFile(path, flipped)
          }
          const error = await openBundle(damaged).then(
            bundle => bundle.engine.close(),
            (reason: unknown) => reason,
          )
          await writeFile(path, bytes)
          // A bit of the manifest may change what no answer rests on; then the bundle is as good as it was.
          if (error === undefined && name === 'manifest.json') return
          expect(error, `${name} at ${at}, bit ${bit}`).toBeInstanceOf(BundleError)
          expect((error as BundleError).message).toMatch(/index|manifest|\.jsonl|\.json|packed|damaged/u)
        },
      ),
      { numRuns: 150 * TIMES },
    )
    expect(await editionsOf(damaged)).toEqual(['first 40'])
  }, 300_000)
})

/** The command line as a person without rights runs it: root may read and write anything. */
async function asNobody(args: readonly string[]): Promise<{ code: number | null; said: string }> {
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...args], { ...nobody, cwd: '/' })
  let said = ''
  child.stdout.on('data', data => { said += data }) // biome-ignore format: one action
  child.stderr.on('data', data => { said += data }) // biome-ignore format: one action
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said }
}

describe('a disk that is full', () => {
  it('leaves the old bundle, says what is wrong, and the next build has room again', async () => {
    const folder = await temporaryFolder()
    const [corpus, disk] = [join(folder, 'corpus'), join(folder, 'disk')]
    await mkdir(corpus)
    await mkdir(disk)
    await writeFiles(corpus, edition('first'))
    // A small disk of its own, seen by this shell alone. $1 corpus, $2 disk, $3 node, $4 project.
    const script = `
      "$3" "$4/src/cli/main.ts" build "$1" --out "$1/../first" --no-cache >/dev/null || echo "no first build"
      mount -t tmpfs -o size=3m none "$2"
      for left in 0 8 32 64 128 256 512; do
        rm -rf "$2/filler" "$2/index"
        cp -R "$1/../first" "$2/index" || echo "no room for the first build"
        sed -i s/first/second/g "$1"/*.md
        head -c 10m /dev/zero > "$2/filler" 2>/dev/null
        truncate -s "-$left"k "$2/filler"
        "$3" "$4/src/cli/main.ts" build "$1" --out "$2/index" --no-cache >"$1/../said" 2>&1; status=$?
        "$3" "$4/src/cli/main.ts" verify --index "$2/index" >/dev/null; verified=$?
        echo "$left: status $status, verified $verified, $(grep -c 'first edition' "$2"/index/passages.jsonl) first, $(grep -c 'second edition' "$2"/index/passages.jsonl) second, left: $(ls -A "$2" | tr '\\n' ' ')$(grep -o 'there is no space left' "$1/../said")"
      done`
    const run = spawn('unshare', ['-rm', 'bash', '-c', script, 'sh', corpus, disk, process.execPath, ROOT])
    let said = ''
    run.stdout.on('data', data => { said += data }) // biome-ignore format: one action
    run.stderr.on('data', data => { said += data }) // biome-ignore format: one action
    await once(run, 'close')
    const failed =
      /^\d+: status 1, verified 0, 40 first, 0 second, left: filler index there is no space left$/u
    const done = /^\d+: status 0, verified 0, 0 first, 40 second, left: filler index ?$/u
    const lines = said.trimEnd().split('\n')
    expect(lines.length).toBe(7)
    for (const line of lines) expect(line).toMatch(line.includes('status 1') ? failed : done)
    expect(lines.filter(line => failed.test(line)).length).toBeGreaterThan(2)
    expect(lines.at(-1)).toMatch(done)
  }, 300_000)
})

describe('a clock that goes back', () => {
  it('hides no change: files are known by their bytes', async () => {
    const folder = await temporaryFolder()
    const [corpus, out] = [join(folder, 'corpus'), join(folder, 'index')]
    await mkdir(corpus)
    await writeFiles(corpus, edition('first'))
    await buildBundle({ sources: [corpus], out })
    await writeFiles(corpus, edition('second'))
    const past = new Date('2001-01-01T00:00:00Z')
    for (const name of await readdir(corpus)) await utimes(join(corpus, name), past, past)
    const report = await buildBundle({ sources: [corpus], out, ifStale: true })
    expect(report.published).toBe(true)
    expect(await editionsOf(out)).toEqual(['second 40'])
  })
})

describe('a folder', () => {
  it('that cannot be written is named, and what was there stays; a file that cannot be read is named, and the others are', async () => {
    const folder = await temporaryFolder()
    const [corpus, place] = [join(folder, 'corpus'), join(folder, 'place')]
    const out = join(place, 'index')
    await mkdir(corpus)
    await writeFiles(corpus, edition('first'))
    await buildBundle({ sources: [corpus], out })
    await writeFiles(corpus, edition('second'))
    await chmod(join(corpus, 'd3.md'), 0o000)
    await chmod(folder, 0o755)
    await chmod(place, 0o555)
    const refused = await asNobody(['build', corpus, '--out', out])
    expect([refused.code, refused.said]).toEqual([1, expect.stringMatching(/place\S* cannot be written/u)])
    expect(await editionsOf(out)).toEqual(['first 40'])
    const open = join(folder, 'open')
    await mkdir(open)
    await chmod(open, 0o777)
    const built = await asNobody(['build', corpus, '--out', join(open, 'index')])
    expect([built.code, built.said]).toEqual([
      0,
      expect.stringMatching(/d3\.md: The file cannot be read[\s\S]*39 documents/u),
    ])
  })

  it('from which files vanish while it is read is built without them, and says so', async () => {
    const folder = await temporaryFolder()
    const [corpus, out] = [join(folder, 'corpus'), join(folder, 'index')]
    await mkdir(corpus)
    await writeFiles(corpus, edition('first'))
    let isGone = false
    const report = await buildBundle({
      sources: [corpus],
      out,
      workers: 0,
      onProgress: (stage, done) => {
        if (stage !== 'reading' || done !== 1 || isGone) return
        isGone = true
        // At once: the build goes on as soon as this returns.
        for (const name of ['d38.md', 'd39.md']) spawn('rm', [join(corpus, name)])
      },
    })
    expect(report.published).toBe(true)
    const { documents } = report.manifest?.counts ?? { documents: 0 }
    expect(documents + report.skippedFiles).toBe(40)
    expect(report.problems.length).toBe(report.skippedFiles)
  })
})
