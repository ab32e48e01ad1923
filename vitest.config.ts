import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { slownessOf } from './scripts/slow-tests.ts'

/** The longest first, so that none of them is alone at the end. In a fresh clone nothing else knows how long a file takes. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rest = await super.sort(files)
    const seconds = ({ moduleId, project }: TestSpecification): number =>
      slownessOf(moduleId.slice(project.config.root.length + 1))?.seconds ?? 0
    return rest.toSorted((a, b) => seconds(b) - seconds(a))
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/contract.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
})
