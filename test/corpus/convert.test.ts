// The process that reads files which may mean harm: what it knows, what it may do, and how its end is told.
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { convert, DEFAULT_LIMITS } from '../../src/corpus/convert.ts'
import type { Recognised } from '../../src/corpus/ocr/recognition.ts'
import { temporaryFolder } from '../support/fixtures.ts'

const page = (text: string): Buffer => Buffer.from(`<html><body><p>${text}</p></body></html>`)
/** Takes some seconds to read. */
const LONG = page('<b><i>word</i></b> '.repeat(300_000))

/** The processes that this one started and that read files. */
function readers(): number[] {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ')
  return children
    .map(Number)
    .filter(pid => pid > 0 && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('convert-process'))
}

/** Ends the process that reads as soon as it is there. */
async function crash(signal: NodeJS.Signals): Promise<void> {
  await expect.poll(() => readers().length, { timeout: 20_000, interval: 10 }).toBeGreaterThan(0)
  for (const pid of readers()) process.kill(pid, signal)
}

describe.runIf(process.platform === 'linux')('the process that reads files', () => {
  it('knows nothing of the environment', async () => {
    process.env['LEDE_ADMIN_KEY'] = 'a secret of the newsroom'
    try {
      await convert('html', 'a.html', page('Text.'), { limits: DEFAULT_LIMITS })
      const environments = readers().map(pid => readFileSync(`/proc/${pid}/environ`, 'utf8'))
      expect(environments).toHaveLength(1)
      expect(environments[0]).not.toContain('LEDE_ADMIN_KEY')
      expect(environments[0]).not.toContain('HOME=')
    } finally {
      delete process.env['LEDE_ADMIN_KEY']
    }
  })

  it('runs with permissions that let it write no file and start no program', async () => {
    await convert('html', 'a.html', page('Text.'), { limits: DEFAULT_LIMITS })
    const [command = ''] = readers().map(pid => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
    const flags = command.split('\0').filter(flag => /^--(?:permission|allow-)/u.test(flag))
    expect(flags).toEqual(['--permission', '--allow-fs-read=*', '--allow-worker'])
    // What these flags mean is Node's: a process under them is refused both.
    const { spawnSync } = await import('node:child_process')
    const folder = await temporaryFolder()
    await writeFile(
      join(folder, 'try.mjs'),
      `
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
for (const act of [() => writeFileSync('${join(folder, 'out')}', ''), () => spawnSync('true')])
  try { act(); console.log('done') } catch (error) { console.log(error.code) }
`,
    )
    const { stdout } = spawnSync(process.execPath, [...flags, join(folder, 'try.mjs')], { encoding: 'utf8' })
    expect(stdout).toBe('ERR_ACCESS_DENIED\nERR_ACCESS_DENIED\n')
  })

  it.each([
    [
      'SIGSEGV',
      'reader-crashed',
      /The program that reads long\.html crashed \(SIGSEGV\)\..*convert it to text/u,
    ],
    ['SIGABRT', 'reader-crashed', /crashed \(SIGABRT\)/u],
    ['SIGKILL', 'too-much-memory', /took more than 1024 MB/u],
  ] as const)('is told to have ended by %s as %s', async (signal, rule, message) => {
    const reading = convert('html', 'long.html', LONG, { limits: DEFAULT_LIMITS })
    const outcome = reading.then(
      () => null,
      (error: unknown) => error,
    )
    await crash(signal)
    expect(await outcome).toMatchObject({ rule, message: expect.stringMatching(message) })
    expect(
      await convert('html', 'a.html', page('The next file is read.'), { limits: DEFAULT_LIMITS }),
    ).toHaveLength(1)
  })

  it('is ended where the recognition of text fails', async () => {
    const recognise = () => Promise.reject(new Error('no space left on device'))
    const reading = convert('picture', 'scan.png', Buffer.from('a picture'), {
      limits: DEFAULT_LIMITS,
      recognise,
    })
    await expect(reading).rejects.toMatchObject({
      rule: 'reader-crashed',
      message: expect.stringContaining('no space left on device'),
    })
    await expect.poll(readers, { timeout: 20_000 }).toEqual([])
    expect(
      await convert('html', 'a.html', page('The next file is read.'), { limits: DEFAULT_LIMITS }),
    ).toHaveLength(1)
  })

  it('may end while its pages are read', async () => {
    const read = Promise.withResolvers<Recognised>()
    const isAsked = Promise.withResolvers<void>()
    const reading = convert('picture', 'scan.png', Buffer.from('a picture'), {
      limits: DEFAULT_LIMITS,
      recognise: () => {
        isAsked.resolve()
        return read.promise
      },
    })
    const outcome = reading.then(
      () => null,
      (error: unknown) => error,
    )
    await isAsked.promise
    await crash('SIGKILL')
    expect(await outcome).toMatchObject({ rule: 'too-much-memory' })
    read.resolve({ pages: [], failures: [] })
    expect(
      await convert('html', 'a.html', page('The next file is read.'), { limits: DEFAULT_LIMITS }),
    ).toHaveLength(1)
  })

  it('is told to have had too little memory where its heap is full', async () => {
    const small = { seconds: 60, megabytes: 60 }
    await expect(convert('html', 'long.html', LONG, { limits: small })).rejects.toMatchObject({
      rule: 'too-much-memory',
    })
  })
})
