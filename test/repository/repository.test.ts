// What must hold for the repository itself: sizes, one truth about Node, subjects of commits.
import { execFile } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ROOT, temporaryFolder, writeFiles } from '../support/fixtures.ts'

const execute = promisify(execFile)
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const needed = /"node": ">=([\d.]+)"/u.exec(read('package.json'))?.[1] ?? ''

/** Files over a megabyte that belong here: the tagger's models, one a language. */
const LARGE_FILES = /^src\/entities\/tagger\/(?:model|models\/[a-z]{2})\.bin$/u

it('no file over a megabyte comes in unnamed', async () => {
  const { stdout } = await execute('git', ['ls-files', '-z'], { cwd: ROOT, maxBuffer: 10_000_000 })
  const files = stdout.split('\0').filter(path => path !== '')
  expect(files.length).toBeGreaterThan(100)
  const large = files.filter(
    path => (statSync(join(ROOT, path), { throwIfNoEntry: false })?.size ?? 0) > 1_000_000,
  )
  expect(large).toContain('src/entities/tagger/model.bin')
  expect(large.filter(path => !LARGE_FILES.test(path))).toEqual([])
})

describe('the version of Node', () => {
  it('is the same in package.json and in the README, and stands in no script', () => {
    expect(needed).toMatch(/^\d+\.\d+$/u)
    expect(read('README.md')).toContain(`Node.js ${needed} or later`)
    expect(read('scripts/lib.sh') + read('scripts/start') + read('scripts/test')).not.toMatch(/Node\.js \d/u)
  })

  it.each(['18.19.1', '20.20.2', '22.17.9'])('%s is refused with a sentence and no stack', async version => {
    const pretend = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`
    const run = execute(process.execPath, ['--import', pretend, join(ROOT, 'src/cli/main.ts'), '--version'])
    await expect(run).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: `Lede needs Node.js ${needed} or later, and this is ${version}. Install a newer one of your system’s or from https://nodejs.org, or with npm: npm install -g --prefix ~/.local node@24, with ~/.local/bin the first in PATH.\n`,
    })
  })

  it.each(['22.18.0', '23.0.0', '24.21.0', '30.1.0'])('%s runs the command line', async version => {
    const pretend = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`
    const { stdout } = await execute(process.execPath, [
      '--import',
      pretend,
      join(ROOT, 'src/cli/main.ts'),
      '--version',
    ])
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/u)
  })
})

describe('the subject of a commit', () => {
  const check = async (message: string): Promise<string> => {
    const folder = await temporaryFolder()
    await writeFiles(folder, { message })
    const hook = join(ROOT, 'scripts/hooks/commit-msg')
    return execute(hook, [join(folder, 'message')]).then(
      () => '',
      (error: { stderr: string }) => error.stderr,
    )
  }

  it.each([
    'Read dates in the language of their document',
    'Process a file once',
    'Embed fonts\n\nThe page fetched them, which a strict policy forbids. It may be a long line that goes on and on and on.',
    `Find ${'é'.repeat(67)}`,
    'Revert "Added something"',
  ])('%j is taken', async message => expect(await check(message)).toBe(''))

  it.each([
    ['Added dates', 'Write "Add", not "Added"'],
    ['Fixes a bug', 'Write "Add", not "Added"'],
    ['The trigrams of a query take no memory', 'does not begin with a verb'],
    ['Find the word.', 'ends with a full stop'],
    ['', 'is empty'],
    [`Find ${'é'.repeat(68)}`, 'has 73 characters'],
  ])('%j is refused', async (message, reason) => expect(await check(message)).toContain(reason))
})
