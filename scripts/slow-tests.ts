// Which test files take long, and why? Seconds on a quiet machine of two cores. They start first when all are run, and `scripts/test --changed`
// leaves them out where neither they nor their own support changed, but for those that it says are run even so.
export interface SlowTest {
  /** A file of tests, or a folder of them. */
  readonly path: string
  readonly seconds: number
  readonly reason: string
  /** A change needs it, however long it takes. */
  readonly isRunOnChange?: true
}

export const SLOW_TESTS: readonly SlowTest[] = [
  { path: 'test/opensearch/faults.test.ts', seconds: 300, reason: 'kills nodes and builders of a cluster' },
  { path: 'test/web/accessibility.test.ts', seconds: 150, reason: 'audits every page four times' },
  { path: 'test/opensearch', seconds: 140, reason: 'starts a cluster' },
  { path: 'test/bundle/faults.test.ts', seconds: 130, reason: 'kills builds, loses bits' },
  { path: 'test/web/search.test.ts', seconds: 115, reason: 'a browser' },
  {
    path: 'test/http/worst-cases.test.ts',
    seconds: 100,
    reason: 'the hardest requests',
    isRunOnChange: true,
  },
  { path: 'test/docs', seconds: 85, reason: 'runs every command of the documentation' },
  { path: 'test/package/package.test.ts', seconds: 84, reason: 'packs and installs the package' },
  { path: 'test/corpus/formats.test.ts', seconds: 74, reason: 'files that are made to take long' },
  { path: 'test/build/mixed-folder.test.ts', seconds: 70, reason: 'kills builds of a folder of all formats' },
  { path: 'test/build/deaths.test.ts', seconds: 68, reason: 'a death at each step of the disk' },
  { path: 'test/watch/watch.test.ts', seconds: 60, reason: 'builds again and again', isRunOnChange: true },
  { path: 'test/http/lifecycle.test.ts', seconds: 57, reason: 'processes that die', isRunOnChange: true },
  { path: 'test/cli/cli.test.ts', seconds: 55, reason: 'a process for each command', isRunOnChange: true },
  { path: 'test/engine/packed.test.ts', seconds: 40, reason: 'compares engines on generated corpora' },
  { path: 'test/regular-expressions.test.ts', seconds: 39, reason: 'all patterns', isRunOnChange: true },
  { path: 'test/web', seconds: 35, reason: 'a browser' },
  { path: 'test/corpus/ocr.test.ts', seconds: 35, reason: 'reads pictures', isRunOnChange: true },
  { path: 'test/bundle/bundle.test.ts', seconds: 30, reason: 'kills builds', isRunOnChange: true },
  { path: 'test/evaluation/relevance.test.ts', seconds: 30, reason: 'ranks a whole collection' },
  { path: 'test/meaning/kills.test.ts', seconds: 15, reason: 'kills builds', isRunOnChange: true },
  { path: 'test/http/load.test.ts', seconds: 15, reason: 'load for seconds on end' },
  { path: 'test/http/fuzz.test.ts', seconds: 9, reason: 'thousands of hostile requests' },
]

/** The entry of a test file, the nearest where a folder has one too. */
export function slownessOf(file: string): SlowTest | null {
  return (
    SLOW_TESTS.find(({ path }) => path === file) ??
    SLOW_TESTS.find(({ path }) => file.startsWith(`${path}/`)) ??
    null
  )
}
