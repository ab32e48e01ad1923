// An index with vectors in a cluster: the same answers as without a cluster.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { DEFAULT_PLACING } from '../../src/build/options.ts'
import { describeCluster } from '../support/cluster.ts'
import { serveEmbeddings } from '../support/embeddings.ts'
import { temporaryFolder, writeFiles } from '../support/fixtures.ts'
import { serve } from '../support/server.ts'

interface FoundHit {
  readonly passage: { readonly id: string }
  readonly related?: true
  readonly relatedPassages?: readonly FoundHit[]
}

describeCluster('meaning over a cluster', 1, cluster => {
  it('finds what it finds here, by vectors that are fetched with the records', async () => {
    const folder = await temporaryFolder()
    await writeFiles(join(folder, 'corpus'), {
      'war.md':
        '---\ndate: 2020\n---\n\nResidential areas came under rocket fire.\n\nThe shelling went on for a week.',
      'money.md':
        '---\ndate: 2021\n---\n\nThe treasury has no money.\n\nHouses under artillery fire were rebuilt.',
    })
    const { address } = await serveEmbeddings()
    const sources = [join(folder, 'corpus')]
    const target = { settings: { urls: cluster().urls, alias: 'meaning' }, ...DEFAULT_PLACING }
    await buildBundle({ sources, out: join(folder, 'here'), encoder: address })
    await buildBundle({
      sources,
      out: join(folder, 'built'),
      encoder: address,
      engine: 'opensearch',
      cluster: target,
    })
    const here = await serve(join(folder, 'here'))
    // Where the model is stands beside the index that was built, and no other server knows it.
    const there = await serve(join(folder, 'fetched'), { cluster: target, encoder: address })
    await there.json('/v1/search?q=week')
    for (const more of ['', '&from=2021', '&meaning=only', '&meaning=off', '&group=document']) {
      const path = `/v1/search?q=shelling+of+homes${more}`
      const [expected, found] = await Promise.all([here.json(path), there.json(path)])
      const told = ({ hits, total, counts, meaning }: { hits: FoundHit[] } & Record<string, unknown>) => ({
        hits: hits.map(({ passage, related, relatedPassages = [] }) => [
          passage.id,
          related,
          relatedPassages.map(other => other.passage.id),
        ]),
        total,
        counts,
        meaning,
      })
      expect(told(found.body)).toEqual(told(expected.body))
    }
    const { hits }: { hits: FoundHit[] } = (await here.json('/v1/search?q=shelling')).body
    for (const path of [`/v1/similar?passage=${hits[0]?.passage.id}&limit=9`, '/v1/themes?q=']) {
      const [expected, found] = await Promise.all([here.json(path), there.json(path)])
      expect(found.body).toEqual(expected.body)
    }
  }, 120_000)
})
