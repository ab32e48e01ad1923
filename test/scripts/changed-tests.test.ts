import { describe, expect, it } from 'vitest'
import { type TestFile, testsFor } from '../../scripts/changed-tests.ts'
import { SLOW_TESTS, slownessOf } from '../../scripts/slow-tests.ts'

const FIXTURES = 'test/support/fixtures.ts'
const TESTS: readonly TestFile[] = [
  ['test/architecture.test.ts'],
  ['test/regular-expressions.test.ts'],
  ['test/passages/split-passages.test.ts', FIXTURES],
  ['test/query/compile.test.ts', FIXTURES],
  ['test/corpus/read-corpus.test.ts', FIXTURES],
  ['test/corpus/formats.test.ts', FIXTURES],
  ['test/cases/mail.test.ts', FIXTURES],
  ['test/cases/dates.test.ts'],
  ['test/engine/minisearch.test.ts', 'test/engine/conformance.ts'],
  ['test/engine/packed.test.ts', 'test/engine/conformance.ts'],
  ['test/opensearch/nodes.test.ts', 'test/support/cluster.ts'],
  ['test/opensearch/faults.test.ts', 'test/support/cluster.ts'],
  ['test/scripts/mutants.test.ts', 'scripts/mutants.ts'],
  ['test/watch/watch.test.ts', 'test/support/cli.ts'],
].map(([path = '', ...imports]) => ({ path, imports }))

const ALWAYS = ['test/architecture.test.ts', 'test/regular-expressions.test.ts']
/** What runs besides the tests that always run. */
const run = (...changed: string[]): string[] =>
  testsFor(changed, TESTS).run.filter(path => !ALWAYS.includes(path))

describe('the tests of a change', () => {
  it('are those of the folders that changed, with their tables of cases', () => {
    expect(run('src/query/lex.ts')).toEqual(['test/query/compile.test.ts'])
    expect(run('src/corpus/readers/mail.ts')).toEqual([
      'test/cases/mail.test.ts',
      'test/corpus/read-corpus.test.ts',
    ])
    expect(run('src/dates/words.ts', 'src/passages/blocks.ts')).toEqual([
      'test/cases/dates.test.ts',
      'test/passages/split-passages.test.ts',
    ])
  })

  it('always ask what is asked of all sources', () => {
    expect(testsFor([], TESTS)).toEqual({ run: ALWAYS, leftOut: [] })
    expect(testsFor(['README.md'], TESTS).run).toEqual(ALWAYS)
  })

  it('are the test files themselves, slow ones too', () => {
    expect(run('test/query/compile.test.ts')).toEqual(['test/query/compile.test.ts'])
    expect(testsFor(['test/opensearch/faults.test.ts'], TESTS)).toEqual({
      run: [...ALWAYS, 'test/opensearch/faults.test.ts'].sort(),
      leftOut: [],
    })
  })

  it('leave slow ones out, and name them', () => {
    expect(testsFor(['src/corpus/decode.ts'], TESTS).leftOut).toEqual(['test/corpus/formats.test.ts'])
    expect(testsFor(['src/engine/columns.ts'], TESTS)).toMatchObject({
      run: expect.arrayContaining(['test/engine/minisearch.test.ts']),
      leftOut: ['test/engine/packed.test.ts'],
    })
  })

  it('are those that lean on changed support, slow ones where only they do', () => {
    expect(run(FIXTURES)).toEqual([
      'test/cases/mail.test.ts',
      'test/corpus/read-corpus.test.ts',
      'test/passages/split-passages.test.ts',
      'test/query/compile.test.ts',
    ])
    expect(run('test/support/cluster.ts')).toEqual([
      'test/opensearch/faults.test.ts',
      'test/opensearch/nodes.test.ts',
    ])
    expect(testsFor(['test/engine/conformance.ts'], TESTS)).toMatchObject({
      run: expect.arrayContaining(['test/engine/minisearch.test.ts']),
      leftOut: ['test/engine/packed.test.ts'],
    })
  })

  it('are those of a script', () => {
    expect(run('scripts/mutants.ts')).toEqual(['test/scripts/mutants.test.ts'])
  })

  it('are long ones too, where a change needs them', () => {
    expect(slownessOf('test/watch/watch.test.ts')).toMatchObject({ isRunOnChange: true })
    expect(run('src/watch/report.ts')).toEqual(['test/watch/watch.test.ts'])
  })

  it('are no file that is gone', () => {
    expect(run('test/query/gone.test.ts', 'src/query/gone.ts')).toEqual(['test/query/compile.test.ts'])
  })
})

it('a slow file is known by its own entry before that of its folder, the longest first', () => {
  expect(slownessOf('test/opensearch/faults.test.ts')?.path).toBe('test/opensearch/faults.test.ts')
  expect(slownessOf('test/opensearch/nodes.test.ts')?.path).toBe('test/opensearch')
  expect(slownessOf('test/query/compile.test.ts')).toBeNull()
  const seconds = SLOW_TESTS.map(slow => slow.seconds)
  expect(seconds).toEqual(seconds.toSorted((a, b) => b - a))
})
