// The article that users have: what it must become. Skipped, and said so, where the shared data is absent.

import { mkdtempSync } from 'node:fs'
import { cp, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildBundle } from '../src/build/build.ts'
import { type Bundle, openBundle } from '../src/bundle/open-bundle.ts'
import type { Passage } from '../src/domain/document.ts'
import { parseSearchRequest } from '../src/search/request.ts'
import { type SearchPage, search } from '../src/search/search.ts'
import { passagesOf, SHARED, writeFiles } from './support/fixtures.ts'

if (SHARED === undefined)
  process.stderr.write('SKIPPED: the shared test data is absent; set LEDE_SHARED to its folder.\n')

describe.skipIf(SHARED === undefined)('the article, built alone', () => {
  let bundle: Bundle
  let body: Passage[]
  const ask = (parameters: Record<string, string>): Promise<SearchPage> =>
    search(bundle, parseSearchRequest(parameters))

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lede-article-'))
    await mkdir(join(folder, 'corpus'))
    await cp(join(SHARED ?? '', 'data/article.md'), join(folder, 'corpus/article.md'))
    await writeFiles(folder, { 'corpus/lede.yaml': 'packs: [disarmament]' })
    await buildBundle({ sources: [join(folder, 'corpus')], out: join(folder, 'index') })
    bundle = await openBundle(join(folder, 'index'))
    body = passagesOf(bundle).filter(passage => passage.kind !== 'boilerplate')
  })

  it('has its metadata', () => {
    expect(bundle.records.documents).toMatchObject([{
      title: 'Azeris Using Banned Cluster Munitions in Nagorno-Karabakh', authors: ['Stephen Lendman'], date: '2020-10-26', source: 'Global Research',
      meta: { region: ['Asia', 'Europe'], theme: ['Law and Justice', 'Militarization and WMD'] },
    }]) // biome-ignore format: one record
  })

  it('gives 33 passages of body text and 15 of boilerplate', async () => {
    expect(bundle.records.size).toBe(48)
    expect(body).toHaveLength(33)
    expect((await ask({ facets: 'none' })).total).toBe(33)
    expect((await ask({ facets: 'none', boilerplate: 'true' })).total).toBe(48)
    expect(body.map(passage => passage.text).join('\n')).not.toMatch(
      /Note to readers|lives in Chicago|Copyright|Disclaimer|fair use|media inquiries|About the author/u,
    )
  })

  it('repairs the sentence that was broken at "Mk."', () => {
    const repaired = body.filter(passage => passage.repaired)
    expect(repaired.map(passage => passage.text)).toEqual([
      expect.stringContaining('armed with Mk. II cluster rockets'),
    ])
  })

  it('slices its source exactly', async () => {
    const { readFile } = await import('node:fs/promises')
    const source = await readFile(join(SHARED ?? '', 'data/article.md'), 'utf8')
    for (const { text, source: place, repaired } of passagesOf(bundle)) {
      const plain = source
        .slice(place.start, place.end)
        .replace(/[*_<>\\]|\]\([^)]*\)|\[|^#+ /gu, '')
        .replace(/ {2}\n/gu, '\n')
      if (repaired !== true) expect(plain).toBe(text)
    }
  })

  it('ranks passages about cluster munitions first', async () => {
    const { hits } = await ask({ q: 'cluster munitions', limit: '5' })
    for (const { passage } of hits) expect(passage.text).toMatch(/cluster (?:munition|bomb|rocket)/iu)
  })

  it('knows who and what it is about', async () => {
    const { facets } = await ask({ facetLimit: '100' })
    const ids = Object.values(facets).flatMap(values => values.map(value => value.id))
    expect(ids).toEqual(expect.arrayContaining([
      'place:nagorno-karabakh', 'place:stepanakert', 'place:armenia', 'place:azerbaijan', 'organization:cluster-munition-coalition', 'organization:nato',
      'person:armen-sarkissian', 'person:erdogan', 'person:jody-williams', 'work:convention-on-cluster-munitions', 'product:lar-160', 'product:m095',
    ])) // biome-ignore format: a list of ids
    expect(ids.filter(id => /^work:|ccm/u.test(id))).toEqual(['work:convention-on-cluster-munitions'])
    const karabakh = body.filter(passage => /\bNK\b|Karabakh/u.test(passage.text)).length
    expect(facets['place']?.find(value => value.id === 'place:nagorno-karabakh')?.count).toBe(karabakh)
  })
})
