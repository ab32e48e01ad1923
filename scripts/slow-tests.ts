// Which test files take long, and why? Seconds on a quiet machine of two cores. They start first when all are run, and `scripts/test --changed`
// leaves them out where neither they nor their own support changed.
export interface SlowTest {
  /** A file of tests, or a folder of them. */
  readonly path: string
  readonly seconds: number
  readonly reason: string
}

export const SLOW_TESTS: readonly SlowTest[] = [
  { path: 'test/opensearch/faults.test.ts', seconds: 960, reason: 'kills nodes and builders of a cluster' },
  { path: 'test/bundle/faults.test.ts', seconds: 400, reason: 'kills builds, loses bits' },
  { path: 'test/opensearch/service.test.ts', seconds: 376, reason: 'a service before a cluster' },
  { path: 'test/corpus/formats.test.ts', seconds: 165, reason: 'files that are made to take long' },
  { path: 'test/opensearch', seconds: 150, reason: 'starts a cluster' },
  { path: 'test/web', seconds: 130, reason: 'a browser' },
  { path: 'test/docs', seconds: 110, reason: 'runs every command of the documentation' },
  { path: 'test/build/deaths.test.ts', seconds: 95, reason: 'a death at each step of the disk' },
  { path: 'test/engine/packed.test.ts', seconds: 80, reason: 'compares engines on generated corpora' },
  { path: 'test/package/package.test.ts', seconds: 78, reason: 'packs and installs the package' },
  { path: 'test/build/mixed-folder.test.ts', seconds: 75, reason: 'kills builds of a folder of all formats' },
  { path: 'test/http/load.test.ts', seconds: 60, reason: 'load for seconds on end' },
  { path: 'test/http/fuzz.test.ts', seconds: 50, reason: 'thousands of hostile requests' },
  { path: 'test/evaluation/relevance.test.ts', seconds: 20, reason: 'ranks a whole collection' },
]

/** The entry of a test file, the nearest where a folder has one too. */
export function slownessOf(file: string): SlowTest | null {
  return (
    SLOW_TESTS.find(({ path }) => path === file) ??
    SLOW_TESTS.find(({ path }) => file.startsWith(`${path}/`)) ??
    null
  )
}
