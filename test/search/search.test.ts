import { describe, expect, it } from 'vitest'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { snippet } from '../../src/search/snippet.ts'
import { build } from '../support/fixtures.ts'

/** Highlighted texts of each hit. */
async function marks(body: string, q: string): Promise<string[][]> {
  const { bundle } = await build({ 'a.md': `# T\n\n${body}` })
  const { hits } = await search(bundle, parseSearchRequest({ q, prefix: 'off' }))
  return hits.map(({ passage, highlights }) =>
    highlights.map(({ start, end }) => passage.text.slice(start, end)),
  )
}

describe('highlights', () => {
  it('mark the words that matched, in all their forms', async () => {
    expect(await marks('A mine, two mines, Mining; a minister.', 'mines')).toEqual([
      ['mine', 'mines', 'Mining'],
    ])
  })

  it('mark a phrase as a phrase, and its words alone nowhere', async () => {
    expect(await marks('The peace treaty: a treaty of peace.', '"peace treaty"')).toEqual([['peace treaty']])
  })

  it('merge what overlaps', async () => {
    expect(await marks('The peace treaty talks.', '"peace treaty" "treaty talks" peace')).toEqual([
      ['peace treaty talks'],
    ])
  })

  it('mark nothing that is excluded, dropped, or of another field', async () => {
    expect(await marks('The war of words.', 'words -peace the')).toEqual([['words']])
    expect(await marks('A t for title.', 'title:t')).toEqual([[]])
  })

  it('mark the mention of an entity that the query names', async () => {
    expect(await marks('Then NK fell.\n\nIn Nagorno-Karabakh (NK below).', 'nagorno')).toEqual([
      ['Nagorno', 'NK'],
      ['NK'],
    ])
    expect(await marks('Mr. John Smith left; Smith fell.', 'person:"John Smith"')).toEqual([
      ['John Smith', 'Smith'],
    ])
  })
})

describe('snippets', () => {
  const long = `${'Start here with some words. '.repeat(20)}Then the cluster munitions were found near a bridge. ${'More words follow after that. '.repeat(20)}`

  it('show the window with the most different matches, at whole words', () => {
    const at = (word: string) => ({ start: long.indexOf(word), end: long.indexOf(word) + word.length })
    const { text, highlights } = snippet(long, [at('words'), at('cluster'), at('munitions'), at('bridge')])
    expect(highlights.map(({ start, end }) => text.slice(start, end))).toEqual([
      'cluster',
      'munitions',
      'bridge',
    ])
    expect(text).toMatch(/^….*…$/su)
    expect(text.length).toBeLessThan(300)
    expect(long).toContain(text.slice(1, -1))
    expect(text.slice(1)).toMatch(/^\p{L}+/u)
  })

  it('give a short passage whole', () =>
    expect(snippet('Short.', [])).toEqual({ text: 'Short.', highlights: [] }))
})

describe('a citation', () => {
  it('says who, what, where and when, and selects the passage exactly', async () => {
    const { bundle } = await build({
      'a.md':
        '---\ntitle: The Talks\ndate: 2020-10-26\nauthor: Ann Lee\nsource: The Daily\n---\n\nBefore.\n\nThe well-known, long sentence that goes on for more than twelve words in all.\n\nAfter.',
    })
    const { hits } = await search(bundle, parseSearchRequest({ q: 'sentence' }))
    expect(hits[0]?.citation).toEqual({
      text: 'Ann Lee, “The Talks”, The Daily, 26 October 2020, ¶2',
      selector: { exact: hits[0]?.passage.text, prefix: 'Before.', suffix: 'After.' },
      textFragment:
        '#:~:text=The%20well%2Dknown%2C%20long%20sentence%20that,than%20twelve%20words%20in%20all.',
    })
  })
})

describe('an explanation', () => {
  it('adds up to the score', async () => {
    const { bundle } = await build({
      'a.md': '# Peace\n\nThe war and the peace treaty.\n\nA war.',
      'b.md': '# War\n\nOther words of peace.',
    })
    const { hits } = await search(
      bundle,
      parseSearchRequest({ q: 'war peace "peace treaty"', explain: true }),
    )
    for (const { score, explanation } of hits) {
      expect(explanation?.parts.reduce((sum, part) => sum + part.value, 0)).toBeCloseTo(score, 9)
    }
  })
})

describe('an empty query', () => {
  it('lists everything, newest first', async () => {
    const { bundle } = await build({
      'a.md': '---\ndate: 2019\n---\n\nOld.',
      'b.md': '---\ndate: 2021\n---\n\nNew.',
      'c.md': 'Undated.',
    })
    const { hits, total } = await search(bundle, parseSearchRequest({}))
    expect([total, hits.map(hit => hit.passage.text)]).toEqual([3, ['New.', 'Old.', 'Undated.']])
  })
})
