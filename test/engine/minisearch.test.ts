import { openMiniSearch } from '../../src/engine/minisearch/open.ts'
import { buildMiniSearch } from '../../src/engine/minisearch/write.ts'
import { describeEngine } from './conformance.ts'

describeEngine('minisearch', async source => {
  const { json, vocabulary } = buildMiniSearch(source)
  return openMiniSearch(json, source, vocabulary)
})
