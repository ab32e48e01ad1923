// Common words alone, in corpora of one language and of several; and weights, which change the order and nothing else.
import { describe, expect, it } from 'vitest'
import type { Bundle } from '../../src/bundle/open-bundle.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { build } from '../support/fixtures.ts'

const ENGLISH =
  'The treaty was signed by nobody.\n\nTo be or not to be, that was the question of the day for those who wrote to the council.'
const GERMAN = 'Der Vertrag wurde von niemandem unterzeichnet, und die Frage blieb offen.'

async function total(bundle: Bundle, q: string): Promise<number> {
  return (await search(bundle, parseSearchRequest({ q }))).total
}

describe('common words alone', () => {
  it.each([
    ['one language', { 'a.md': ENGLISH }],
    ['several', { 'a.md': ENGLISH, 'b.md': `---\nlang: de\n---\n${GERMAN}` }],
  ])('are found as they stand in a corpus of %s', async (_, files) => {
    const { bundle } = await build(files)
    expect(await total(bundle, 'the')).toBe(2)
    expect(await total(bundle, 'to be or not to be')).toBe(1)
    expect(await total(bundle, 'to be')).toBe(1)
  })

  it('are found in passages of every language, also where one of them indexes the word', async () => {
    const files = {
      'a.md': 'The treaty was signed at noon by those who came.',
      'b.md': `---\nlang: de\n---\n${GERMAN} Was geschah?`,
    }
    const { bundle } = await build(files)
    expect([await total(bundle, 'was'), await total(bundle, '"was"')]).toEqual([2, 2])
  })
})

describe('a common word beside words that the corpus lacks', () => {
  const FILES = {
    'a.md': 'The treaty was signed.',
    'b.md': 'The man who came was tired of it.',
    'c.md': 'Rain fell.',
  }
  it.each([
    ['the OR het', 2], ['het OR the', 2], ['the het', 2], ['the AND het', 0], ['the -het', 2], ['the -treaty', 1], ['+the het', 2], ['het -the', 0], ['of OR het', 1], ['(the OR het) AND treaty', 1],
  ])('is searched, as nothing else is there: %s finds %s', async (q, expected) => {
    const { bundle } = await build(FILES)
    const { total: found, query } = await search(bundle, parseSearchRequest({ q, fuzzy: 'off' }))
    expect([found, query.notes]).toEqual([expected, []])
  }) // biome-ignore format: a table

  it('leaves other words in capitals what they are', async () => {
    const german = (text: string): string => `---\nlang: de\n---\n${text}`
    const { bundle } = await build({
      'a.md': german('Wir lesen DIE ZEIT am Abend, und die Zeit vergeht.'),
      'b.md': german('Die Zeit war lang, sagte sie.'),
      'c.md': 'Who told us of the WHO?',
      'd.md': 'The man who came.',
    })
    for (const [q, expected] of [['zeit -DIE', 1], ['zeit NOT DIE', 1], ['the -WHO', 1], ['the AND WHO', 1]] as const)
      expect([q, await total(bundle, q)]).toEqual([q, expected])
  }) // biome-ignore format: a table

  it('is left out and named where the corpus has another word, or one like it', async () => {
    const { bundle } = await build(FILES)
    for (const q of ['the OR treaty', 'the rain het']) {
      const { query } = await search(bundle, parseSearchRequest({ q }))
      expect(query.notes.join(' ')).toContain('left out: “the”')
    }
  })
})

describe('a weight', () => {
  it('leaves a quotation or a distance what it is: words beside it only raise the score', async () => {
    const { bundle } = await build({
      'a.md': 'The council met in spring.\n\nThe Security Council met, and spoke of peace.',
    })
    for (const clause of ['"security council"', 'security NEAR/0 council', '(security NEAR/0 council)'])
      expect(
        [await total(bundle, `${clause}^2 mines`), await total(bundle, `${clause}^0.5 spring`)],
        clause,
      ).toEqual([1, 1])
  })
})
