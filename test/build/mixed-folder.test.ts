// A folder of files of all formats, some of them broken, whose build is killed again and again: the next one goes on, the index is the same byte
// for byte, and every file is accounted for. LEDE_MIXED says how many files, LEDE_KILLS how many builds are killed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { readDocuments } from '../../src/corpus/read-document.ts'
import { lede } from '../support/cli.ts'
import { dieAt } from '../support/dying.ts'
import { ROOT, temporaryFolder, writeFiles } from '../support/fixtures.ts'
import { mixedFiles, WHOLE, writeMixed } from '../support/mixed-files.ts'

const FILES = Number(process.env['LEDE_MIXED'] ?? 80)
const KILLS = Number(process.env['LEDE_KILLS'] ?? 4)

/** Every file of an index with its bytes. */
async function bytesOf(index: string): Promise<Record<string, string>> {
  const entries = await readdir(index, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    await Promise.all(
      files.sort().map(async path => [path.slice(index.length), await readFile(path, 'base64')] as const),
    ),
  )
}

interface ReportLine {
  readonly path: string
  readonly part?: string | null
  readonly outcome: string
  readonly remarks: unknown
}

describe('a folder of all formats whose build is killed', () => {
  it('is built by the next one, byte for byte the same, with a line on every file', async () => {
    const folder = await temporaryFolder()
    const corpus = join(folder, 'corpus')
    await mkdir(corpus)
    const files = await mixedFiles(FILES)
    await writeMixed(corpus, files)
    const build = (out: string): string[] => ['build', corpus, '--out', join(folder, out), '--no-ocr']

    const begun = performance.now()
    expect((await lede(build('whole'))).code).toBe(0)
    const whole = performance.now() - begun

    for (let kill = 0; kill < KILLS; kill++) {
      const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...build('killed')], {
        stdio: 'ignore',
      })
      const ended = once(child, 'exit')
      await pause(whole * (0.2 + (0.7 * (kill + Math.random())) / KILLS))
      child.kill('SIGKILL')
      await ended
    }
    const resumed = performance.now()
    const report = join(folder, 'report.json')
    expect((await lede([...build('killed'), '--report', report])).code).toBe(0)
    console.info(
      `${FILES} files, ${KILLS} kills: whole ${Math.round(whole / 1000)} s, last ${Math.round((performance.now() - resumed) / 1000)} s`,
    )

    expect(await bytesOf(join(folder, 'killed'))).toEqual(await bytesOf(join(folder, 'whole')))
    const lines = JSON.parse(await readFile(report, 'utf8')) as readonly ReportLine[]
    for (const { name, isWhole } of files) {
      const own = lines.filter(({ path }) => path.endsWith(name))
      expect(own.length, name).toBeGreaterThan(0)
      const outcomes = own.map(({ outcome }) => outcome)
      if (isWhole) expect(outcomes, name).not.toContain('left out')
      else {
        expect(outcomes, name).toEqual(['left out'])
        expect(JSON.stringify(own[0]?.remarks).length, name).toBeGreaterThan(20)
      }
    }
    expect((await readdir(folder)).filter(name => /building|previous|lock|new$/u.test(name))).toEqual([])
  }, 3_600_000)
})

describe('what a build had prepared when it was killed', () => {
  it('is taken by the next one, also after another that died sooner', async () => {
    const folder = await temporaryFolder()
    const corpus = join(folder, 'corpus')
    await mkdir(corpus)
    const long = 'The convoy left the northern gate at seven in the morning. '
    // So much that some of it was written to disk.
    await writeFiles(
      corpus,
      Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`${at}.md`, `${at}. ${long.repeat(60)}`])),
    )
    const options = { sources: [corpus], workers: 0, engine: 'minisearch' as const }
    const whole = join(folder, 'whole')
    await buildBundle({ ...options, out: whole })
    const index = await bytesOf(whole)

    const taken: number[] = []
    for (let step = 4; ; step += 3) {
      const out = join(folder, `killed-${step}`)
      if (!(await dieAt(step, () => buildBundle({ ...options, out })))) break
      await dieAt(5, () => buildBundle({ ...options, out }))
      taken.push((await buildBundle({ ...options, out })).reusedFiles)
      expect(await bytesOf(out), `step ${step}`).toEqual(index)
      const left = (await readdir(folder)).filter(name => name.startsWith(`.killed-${step}.`))
      expect(left, `step ${step}`).toEqual([`.killed-${step}.cache`])
    }
    expect(taken.some(files => files > 0 && files < 60)).toBe(true)
    expect(taken.at(-1)).toBe(60)
  }, 600_000)
})

describe.each(Object.keys(WHOLE))('a file that is damaged: .%s', ending => {
  it('gives documents or says why not, wherever it is cut and whichever bytes are wrong', async () => {
    const folder = await temporaryFolder()
    const words =
      'The convoy left the northern gate at seven in the morning, and nobody had been told. '.repeat(4)
    const whole = Buffer.from(await (WHOLE[ending] as (typeof WHOLE)[string])(words))
    const cut = [0, 1, 0.3, 0.6, 0.95].map(part =>
      whole.subarray(0, part === 1 ? 1 : Math.floor(whole.length * part)),
    )
    const flipped = [0.05, 0.2, 0.5, 0.8, 0.97].map(part => {
      const bytes = Buffer.from(whole)
      for (
        let at = Math.floor(bytes.length * part), times = 0;
        times < 6 && at < bytes.length;
        times++, at += 7
      )
        bytes[at] = (bytes[at] ?? 0) ^ 0x5a
      return bytes
    })
    for (const [at, bytes] of [...cut, ...flipped].entries()) {
      const name = `${at}.${ending}`
      await writeFiles(folder, { [name]: bytes })
      const { documents, problems } = await readDocuments({
        id: 'doc',
        path: name,
        absolutePath: join(folder, name),
      })
      expect(documents.length + problems.length, name).toBeGreaterThan(0)
      for (const { message } of problems) {
        expect(message, name).toMatch(/[\p{Lu}“].{15,}[.!”]$/su)
        // What a program says that Lede uses is a part of the sentence, and no end of one.
        expect(message, name).not.toMatch(/\.\.|\.[):]|\n|anew|signature|truncated/u)
      }
    }
  }, 120_000)
})
