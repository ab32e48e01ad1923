// Which faults would no test notice? Breaks one line at a time in a copy of the project, and runs tests on it:
// `node scripts/mutate.ts SRC-FILE… --tests TEST-FILE… [--limit N] [--seed S]`. Says killed, timeout or survived for each, and the score.
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Mutant, mutantsOf } from './mutants.ts'
import { randomNumbers } from './random-numbers.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const USAGE = 'Usage: node scripts/mutate.ts SRC-FILE… --tests TEST-FILE… [--limit N] [--seed S]'

const { sources, tests, limit, seed } = readArguments()
const copy = copyProject()
process.once('exit', () => rmSync(copy, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const started = performance.now()
if ((await runTests(10 * 60_000)) !== 'survived')
  fail(`The tests fail or take ten minutes on the unbroken sources: ${tests.join(' ')}`)
/** A broken loop runs for ever; a busy machine takes its time. */
const patienceMs = 20_000 + 3 * (performance.now() - started)

const all = sources.flatMap(file =>
  mutantsOf(file, readFileSync(join(copy, file), 'utf8')).map(mutant => ({ file, mutant })),
)
const sample = shuffled(all, seed).slice(0, limit)
const counts = { killed: 0, timeout: 0, survived: 0 }
for (const { file, mutant } of sample) {
  const end = await tryMutant(file, mutant)
  counts[end]++
  process.stdout.write(`${end.padEnd(8)}  ${file}:${mutant.line}:${mutant.column}  ${mutant.change}\n`)
}
const noticed = counts.killed + counts.timeout
process.stdout.write(
  `${noticed} of ${sample.length} noticed (${((100 * noticed) / sample.length).toFixed(0)} %): ${counts.killed} killed, ${counts.timeout} timeout, ` +
    `${counts.survived} survived; a sample of ${all.length} mutants in ${sources.length} files, seed ${seed}\n`,
)

type End = keyof typeof counts

async function tryMutant(file: string, mutant: Mutant): Promise<End> {
  const path = join(copy, file)
  const whole = readFileSync(path)
  writeFileSync(path, mutant.source)
  try {
    return await runTests(patienceMs)
  } finally {
    writeFileSync(path, whole)
  }
}

/** Runs the tests in the copy, in a group of processes of their own, so that what they start ends with them. */
function runTests(timeoutMs: number): Promise<End> {
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs')
  const child = spawn(process.execPath, [vitest, 'run', '--bail', '1', '--reporter', 'dot', ...tests], {
    cwd: copy,
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, LEDE_SHARED: process.env['LEDE_SHARED'] ?? join(ROOT, '../shared') },
  })
  const endGroup = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
  }
  process.once('exit', endGroup)
  return new Promise((resolve, reject) => {
    let end: End | null = null
    const timer = setTimeout(() => {
      end = 'timeout'
      endGroup()
    }, timeoutMs)
    child.once('error', reject)
    child.once('exit', code => {
      clearTimeout(timer)
      process.off('exit', endGroup)
      resolve(end ?? (code === 0 ? 'survived' : 'killed'))
    })
  })
}

/** What git knows of, and what is new; the packages are linked. */
function copyProject(): string {
  const { status, stdout } = spawnSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 1e8,
    },
  )
  if (status !== 0) fail('This is no git clone: there is no list of files to copy.')
  const folder = mkdtempSync(join(tmpdir(), 'lede-mutants-'))
  for (const file of stdout.split('\0'))
    if (file !== '' && existsSync(join(ROOT, file)))
      cpSync(join(ROOT, file), join(folder, file), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/** The same order for the same seed. */
function shuffled<T>(items: readonly T[], from: number): T[] {
  const random = randomNumbers(from)
  return items
    .map(item => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

function readArguments() {
  // `--tests` takes all that follow, as a shell expands them.
  const at = process.argv.indexOf('--tests')
  if (at === -1) fail(USAGE)
  const after = process.argv.slice(at + 1)
  const end = after.findIndex(argument => argument.startsWith('--'))
  const rest = [...process.argv.slice(2, at), ...(end === -1 ? [] : after.slice(end))]
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: { limit: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' } },
  })
  const testFiles = end === -1 ? after : after.slice(0, end)
  const [most, from] = [Number(values.limit), Number(values.seed)]
  if (
    positionals.length === 0 ||
    testFiles.length === 0 ||
    !Number.isInteger(most) ||
    most < 1 ||
    !Number.isInteger(from)
  )
    fail(USAGE)
  for (const file of [...positionals, ...testFiles])
    if (!existsSync(join(ROOT, file))) fail(`${file} does not exist. ${USAGE}`)
  return { sources: positionals, tests: testFiles, limit: most, seed: from }
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}
