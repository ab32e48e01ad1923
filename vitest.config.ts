import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { filesThatShare } from './scripts/own-process.ts'
import { slownessOf } from './scripts/slow-tests.ts'

const ALL = ['test/**/*.test.ts']
const TOGETHER = filesThatShare(fileURLToPath(new URL('.', import.meta.url)))

/**
 * The longest first, so that none of them is alone at the end. In a fresh clone nothing else knows how long a file takes. Of the rest those with
 * a process of their own come first: a process that others share ends where one of them is next.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rest = await super.sort(files)
    const seconds = ({ moduleId, project }: TestSpecification): number =>
      slownessOf(moduleId.slice(project.config.root.length + 1))?.seconds ?? (project.config.isolate ? 1 : 0)
    return rest.toSorted((a, b) => seconds(b) - seconds(a))
  }
}

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'apart', include: ALL, exclude: TOGETHER, isolate: true } },
      { extends: true, test: { name: 'together', include: TOGETHER, isolate: false } },
    ],
    setupFiles: ['test/support/compiled.ts', 'test/support/contract.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    pool: 'forks',
    // Node itself loads the sources, as it does for users: in half the time, and with calls between files as fast as theirs.
    experimental: { viteModuleRunner: false },
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
})
