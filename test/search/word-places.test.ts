// The sentence before the arithmetic of a score.
import { describe, expect, it } from 'vitest'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { build } from '../support/fixtures.ts'

describe('an explanation begins with where the words stand', () => {
  const labels = async (q: string): Promise<Map<string, string | undefined>> => {
    const { bundle } = await build({
      'a.md': '---\ntitle: A treaty\n---\n\nThe treaty bans mines.\n\nThe harvest was late that year.',
      'b.md': '---\ntitle: Weather\n---\n\nIt rained on the treaty and the mines.',
    })
    const { hits } = await search(bundle, parseSearchRequest({ q, fuzzy: 'off', explain: true }))
    return new Map(hits.map(({ passage, explanation }) => [passage.text, explanation?.label]))
  }

  it('in the passage, in the title, elsewhere in the document', async () => {
    const found = await labels('treaty mines harvest treaty')
    expect(found.get('The treaty bans mines.')).toBe(
      'score: 2 of 3 words in the passage, 1 in the title, 1 elsewhere in the document',
    )
    expect(found.get('It rained on the treaty and the mines.')).toBe('score: 2 of 3 words in the passage')
  })

  it('says of one word whether it stands there', async () => {
    const found = await labels('treaty')
    expect(found.get('The treaty bans mines.')).toBe('score: the word in the passage, in the title')
  })

  it('counts a word once, however else it may be written', async () => {
    const { bundle } = await build({
      'a.md': '---\ntitle: Talks\n---\n\nArmen Sarkissian spoke of the cease-fire.\n\nThe harvest was late.',
      'b.md': '---\ntitle: More\n---\n\nA ceasefire was near, said Armen Sarkissian.',
    })
    const said = async (q: string): Promise<(string | undefined)[]> => {
      const { hits } = await search(bundle, parseSearchRequest({ q, explain: true }))
      return hits.map(({ explanation }) => explanation?.label)
    }
    for (const q of ['Armen Sarkisyan', 'ceasefire Sarkissian'])
      expect(await said(q), q).toEqual(Array(2).fill('score: 2 of 2 words in the passage'))
    expect(await said('cease-fire Sarkissian')).toEqual(Array(2).fill('score: 3 of 3 words in the passage'))
  })

  it('is silent where words are sought in a field only', async () => {
    expect([...(await labels('title:treaty')).values()]).toContain('score')
  })
})
