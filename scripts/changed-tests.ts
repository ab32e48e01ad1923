// Which tests does a change need? `node scripts/changed-tests.ts [REF]` prints the test files, one a line, and says on stderr what was left out.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { slownessOf } from './slow-tests.ts'

/** Tests that ask something of all sources. */
const ALWAYS = ['test/architecture.test.ts', 'test/regular-expressions.test.ts']

/** Which folders of `src` a table of cases is about. */
const CASES: Readonly<Record<string, readonly string[]>> = {
  analysis: ['languages', 'query-words', 'words', 'words-of-the-program'],
  corpus: [
    'documentation', 'formats', 'front-matter', 'ids', 'json', 'json-lines', 'languages', 'mail', 'pdf', 'roles', 'word',
  ],
  dates: ['dates'],
  domain: ['citations', 'ids'],
  passages: ['documentation', 'formats'],
  query: ['query-words', 'words-of-the-program'],
  search: ['citations', 'query-words'],
} // biome-ignore format: one folder a line

export interface TestFile {
  readonly path: string
  /** Files of the repository that it imports. */
  readonly imports: readonly string[]
}

export interface Selection {
  readonly run: readonly string[]
  /** Slow ones that the folders of the change would have asked for. */
  readonly leftOut: readonly string[]
}

/** @param changed paths of files that changed, from the root of the repository */
export function testsFor(changed: readonly string[], tests: readonly TestFile[]): Selection {
  const isSlow = (path: string): boolean => {
    const slow = slownessOf(path)
    return slow !== null && slow.isRunOnChange !== true
  }
  const importers = (file: string): TestFile[] => tests.filter(({ imports }) => imports.includes(file))
  const run = new Set<string>(ALWAYS)
  const leftOut = new Set<string>()
  const want = ({ path }: TestFile): void => void (isSlow(path) ? leftOut : run).add(path)
  for (const file of changed) {
    const [top = '', folder = ''] = file.split('/')
    if (top === 'src') {
      const cases = (CASES[folder] ?? []).map(name => `test/cases/${name}.test.ts`)
      for (const test of tests)
        if (test.path.startsWith(`test/${folder}/`) || cases.includes(test.path)) want(test)
    }
    // What the documentation says is asked by these.
    if (top === 'docs' || file.endsWith('.md'))
      for (const test of tests) if (/^test\/(?:repository|docs)\//u.test(test.path)) want(test)
    for (const test of importers(file)) if (top !== 'src') want(test)
    const users = importers(file)
    // What only slow tests lean on cannot be tested without them.
    if (top === 'test' && users.every(({ path }) => isSlow(path))) for (const { path } of users) run.add(path)
    for (const { path } of tests) if (path === file) run.add(path)
  }
  const paths = new Set(tests.map(({ path }) => path))
  return {
    run: [...run].filter(path => paths.has(path)).sort(),
    leftOut: [...leftOut].filter(path => !run.has(path)).sort(),
  }
}

/** Files that changed since a commit, those that git does not know yet among them; by default since the branch left main. */
function changedSince(ref: string | undefined): string[] {
  const since = ref ?? baseOfBranch()
  const commit = git(['rev-parse', '--verify', '--quiet', `${since}^{commit}`])
  return [
    ...git(['diff', '--name-only', commit.trim(), '--']).split('\n'),
    ...git(['ls-files', '--others', '--exclude-standard']).split('\n'),
  ].filter(Boolean)
}

/** Where the branch left main; on main itself, or without one, the last commit. */
function baseOfBranch(): string {
  for (const main of ['main', 'origin/main']) {
    try {
      return git(['merge-base', main, 'HEAD']).trim()
    } catch (error) {
      if (!(error instanceof Error)) throw error
    }
  }
  return 'HEAD'
}

function git(args: readonly string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1e8 })
}

function readTests(): TestFile[] {
  const files = git(['ls-files', '--cached', '--others', '--exclude-standard', '--', 'test']).split('\n')
  return files
    .filter(path => path.endsWith('.test.ts') && existsSync(path))
    .map(path => ({ path, imports: importsOf(path) }))
}

function importsOf(path: string): string[] {
  const found = readFileSync(path, 'utf8').matchAll(/\bfrom '(\.[^']+)'/gu)
  return Array.from(found, ([, target = '']) => join(dirname(path), target))
}

if (import.meta.main) {
  const [ref] = process.argv.slice(2)
  try {
    const { run, leftOut } = testsFor(changedSince(ref), readTests())
    process.stdout.write(run.map(path => `${path}\n`).join(''))
    if (leftOut.length > 0)
      process.stderr.write(
        `Left out, because they take long: ${leftOut.map(path => path.slice(5)).join(', ')}\n`,
      )
  } catch (error) {
    if (!(error instanceof Error)) throw error
    process.stderr.write(
      `The change cannot be found: git does not know ${ref ?? 'HEAD'}. Name a commit or a branch.\n`,
    )
    process.exitCode = 2
  }
}
