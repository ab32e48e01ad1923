// The same suite as for the embedded engines, on a real cluster; and the same answers as theirs.
import { afterEach } from 'vitest'
import { describeEngine } from '../engine/conformance.ts'
import { describeCluster } from '../support/cluster.ts'
import { openSearchOver } from '../support/engines.ts'

/** Generated corpora: each takes an index of its own, a tenth of a second and more. */
const RUNS = 60

describeCluster('a cluster of one node', 1, cluster => {
  let removals: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const remove of removals) await remove()
    removals = []
  })

  describeEngine(
    'opensearch',
    async source => {
      for (const remove of removals) await remove()
      const { engine, remove } = await openSearchOver(source, cluster().urls)
      removals = [remove]
      return engine
    },
    RUNS,
  )
})
