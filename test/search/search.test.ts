import { describe, expect, it } from 'vitest'
import { UNHURRIED } from '../../src/domain/deadline.ts'
import { listCopies } from '../../src/search/copies.ts'
import type { Explanation } from '../../src/search/ranking/explanation.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { snippet } from '../../src/search/snippet.ts'
import { build, type Files } from '../support/fixtures.ts'

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
    expect(snippet('Short.', [])).toEqual({ text: 'Short.', start: 0, end: 6, highlights: [] }))
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

describe('the text fragment of a list', () => {
  it('leads from its first words to its last: a page prints the numbers and does not have them as text', async () => {
    const { bundle } = await build({ 'a.md': '# T\n\n4. The first rule\n5. The second rule' })
    const { hits } = await search(bundle, parseSearchRequest({ q: 'rule' }))
    expect(hits[0]?.citation.textFragment).toBe('#:~:text=The%20first%20rule,The%20second%20rule')
  })
})

describe('an explanation', () => {
  /** What the operation of a node makes of its parts. */
  const computed = ({ operation, value, parts }: Explanation): number => {
    const values = parts.map(part => part.value)
    if (operation === 'sum') return values.reduce((total, part) => total + part, 0)
    if (operation === 'product') return values.reduce((total, part) => total * part, 1)
    if (operation === undefined) return value
    const [tf = 0, norm = 0, k = 0, b = 0] = values
    return (tf * (k + 1)) / (tf + k * (1 - b + b * norm))
  }
  const check = (node: Explanation): void => {
    expect(computed(node)).toBeCloseTo(node.value, 9)
    for (const part of node.parts) check(part)
  }

  it.each([
    'war peace "peace treaty"',
    'war',
    'title:war pea*',
    'treaties wars words others peace',
    '(war OR peac~) -other',
  ])('of “%s” gives the score, node by node', async q => {
    const { bundle } = await build({
      'a.md':
        '# Peace\n\nThe war and the peace treaty.\n\nA war.\n\n## Treaty\n\nPeace treaties, treaties of peace.',
      'b.md': '# War\n\nOther words of peace and war in Armenia.',
      'c.md': '# Other words\n\nOther words of peace treaty makers.',
    })
    const { hits } = await search(bundle, parseSearchRequest({ q, explain: true }))
    expect(hits.length).toBeGreaterThan(0)
    for (const { score, explanation } of hits) {
      // Scores are rounded to one part in 65,536, those of the engine and those of the ranking.
      expect(Math.abs((explanation?.value ?? 0) - score) / score).toBeLessThan(2 ** -15)
      if (explanation !== undefined) check(explanation)
    }
  })
})

describe('the order of hits', () => {
  const page = async (files: Files, q: string, more: object = {}) => {
    const { bundle } = await build(files)
    return search(bundle, parseSearchRequest({ q, ...more }))
  }

  it('puts the passage first whose neighbours and title are about the query too', async () => {
    const { hits } = await page(
      {
        'a.md': '# Bakery news\n\nFlour arrived.\n\nThe mines were mentioned once.\n\nBread was baked.',
        'b.md':
          '# Mines of Huambo\n\nMines lie near the road.\n\nThe mines were mentioned twice.\n\nClearing mines takes years.',
      },
      'mines mentioned',
    )
    expect(hits[0]?.passage.text).toBe('The mines were mentioned twice.')
  })

  it('puts words that are a known name before the same words apart', async () => {
    const { hits } = await page(
      {
        'lede.yaml': 'packs: [disarmament]',
        'a.md': 'Munitions of a cluster kind were seen there.',
        'b.md': 'Of some kind cluster munitions were seen there.',
      },
      'cluster munitions',
    )
    expect(hits.map(hit => hit.passage.document)).toEqual(['b', 'a'])
  })

  it('gives copies of a text one hit, counts them, and loses none', async () => {
    const agency =
      'The agency reports that the truce along the river was broken again on Monday near the old bridge.'
    const files = Object.fromEntries([
      ...['one', 'two', 'three'].map((name, at) => [`${name}.md`, `---\ntitle: Truce broken\ndate: 2020-0${3 - at}-01\n---\n\n${agency}`]),
      ['other.md', '# Markets\n\nPrices rose. Nobody spoke of the truce.'],
    ]) // biome-ignore format: a file a line
    const { bundle } = await build(files)
    const ask = (group: string) => search(bundle, parseSearchRequest({ q: 'truce broken', group }))
    const { hits, total, groups } = await ask('copies')
    expect([total, groups, hits.length]).toEqual([4, 2, 2])
    expect(hits[0]?.copies).toMatchObject({ total: 3, matching: 3, first: { document: { id: 'three' } } })
    expect(hits[1]).not.toHaveProperty('copies')
    const all = await ask('none')
    expect(all.hits.map(hit => hit.passage.document)).toEqual(['one', 'other', 'two', 'three'])
    const { copies } = await listCopies(
      bundle,
      all.hits[0]?.passage.id ?? '',
      { offset: 0, limit: 10 },
      UNHURRIED,
    )
    expect(copies.map(({ document }) => document.id)).toEqual(['three', 'two', 'one'])
  })

  it('is the same whether hits are asked for by pages or at once', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 130 }, (_, n) => [
        `${n}.md`,
        `# Report ${n}\n\nMines number ${n}. ${'mines '.repeat(n % 7)}${'filler '.repeat(n % 11)}`,
      ]),
    )
    const { bundle } = await build(files)
    const ids = async (offset: number, limit: number) =>
      (await search(bundle, parseSearchRequest({ q: 'mines number', offset, limit }))).hits.map(
        hit => hit.passage.id,
      )
    const all = [...(await ids(0, 100)), ...(await ids(100, 100))]
    expect(new Set(all).size).toBe(130)
    const pages: string[] = []
    for (let offset = 0; offset < 130; offset += 15) pages.push(...(await ids(offset, 15)))
    expect(pages).toEqual(all)
  })
})

describe('documents in several languages', () => {
  const files = {
    'fr.md':
      'Les observateurs ont compté les violations du cessez-le-feu pendant la nuit, près de la ville assiégée.',
    'de.md':
      'Die Beobachter zählten in der Nacht mehrere Verstöße gegen die Waffenruhe in der Nähe des Dorfes.',
    'ru.md':
      'Наблюдатели подсчитали ночью нарушения перемирия недалеко от осаждённого города и сообщили о них.',
    'en.md':
      'The observers counted several violations of the truce during the night, near the besieged town.',
    'zh.md':
      '观察员夜间在被围困的城市附近统计了违反停火协议的次数，并向总部报告了这些违反协议的行为。他们还记录了附近村庄的情况，并采访了许多当地居民，了解战争造成的损失。',
    'ar.md':
      'أحصى المراقبون انتهاكات الهدنة خلال الليل بالقرب من المدينة المحاصرة وأبلغوا القيادة عنها في الصباح.',
  }
  it.each([
    ['observateur', ['en', 'fr']],
    ['assiegee', ['fr']],
    ['Verstoß', ['de']],
    ['beobachtern', ['de']],
    ['нарушение', ['ru']],
    ['counting', ['en']],
    ['violation', ['en', 'fr']],
    ['停火', ['zh']],
    ['الهدنة', ['ar']],
  ])('“%s” finds inflected forms', async (q, expected) => {
    const { bundle } = await build(files)
    const { hits } = await search(bundle, parseSearchRequest({ q, prefix: 'off', fuzzy: 'off' }))
    expect(hits.map(hit => hit.passage.document).sort()).toEqual(expected)
    expect(hits.every(hit => hit.highlights.length > 0)).toBe(true)
  })
})

describe('other forms of a word', () => {
  const files = {
    'a.md':
      '# Talks\n\nThe cease-fire held in Nagorno-Karabakh (NK below).\n\nNobody left NK.\n\nNagorno-Karabakh was calm.',
    'b.md':
      '# Later\n\nA ceasefire was signed by Armen Sarkissian, the president of Armenia. Sarkissian smiled.',
  }
  const texts = async (q: string) => {
    const { bundle } = await build(files)
    const { hits, query } = await search(bundle, parseSearchRequest({ q, prefix: 'off' }))
    return { found: hits.map(hit => hit.passage.text).sort(), query }
  }

  it('with and without a hyphen are found by either', async () => {
    const both = [
      'A ceasefire was signed by Armen Sarkissian, the president of Armenia. Sarkissian smiled.',
      'The cease-fire held in Nagorno-Karabakh (NK below).',
    ]
    expect((await texts('ceasefire')).found).toEqual(both)
    expect((await texts('cease-fire')).found).toEqual(both)
    expect((await texts('nagornokarabakh')).found).toHaveLength(2)
  })

  it.each([
    ['T72', 'T-72'],
    ['SU27M', 'Su-27M'],
    ['6mp', '6-MP'],
  ])('of a name with a number are found without and with the hyphen: %s, %s', async (joined, apart) => {
    const { bundle } = await build({
      'a.md': `Two of the ${apart} were counted at the border.`,
      'b.md': 'Of the other kind 72, 27 or 6 were counted.',
      'c.md': `A report names the ${joined} as well.`,
    })
    for (const q of [joined, apart]) {
      const { hits } = await search(
        bundle,
        parseSearchRequest({ q, match: 'all', fuzzy: 'off', prefix: 'off' }),
      )
      expect(hits.map(hit => hit.passage.document).sort()).toEqual(['a', 'c'])
      expect(hits.every(hit => hit.highlights.length > 0)).toBe(true)
    }
  })

  it('defined in the corpus are searched both ways, below the form that was typed', async () => {
    const { found, query } = await texts('NK')
    expect(found).toHaveLength(3)
    expect(query.notes).toEqual(['“NK” was also searched as “Nagorno-Karabakh”.'])
    expect((await texts('Nagorno-Karabakh')).found).toHaveLength(3)
    expect((await texts('"NK"')).found).toHaveLength(2)
  })

  it('that name an entity offer it: by its name, an alias, or the title that the corpus gives a person', async () => {
    const offered = async (q: string) => (await texts(q)).query.entities.map(({ id, text }) => [id, text])
    expect(await offered('what did sarkissian sign')).toEqual([['person:armen-sarkissian', 'sarkissian']])
    expect(await offered('nk')).toEqual([['place:nagorno-karabakh', 'nk']])
    expect(await offered('president of armenia')).toEqual([
      ['person:armen-sarkissian', 'president of armenia'],
      ['place:armenia', 'armenia'],
    ])
    expect(await offered('bread')).toEqual([])
    expect(await offered('president of bread')).toEqual([])
  })
})

describe('a text pasted into the query', () => {
  it('is read as prose: quotations are not required and dashes exclude nothing', async () => {
    const { bundle } = await build({
      'a.md': 'Observers counted the violations along the line of contact near the village during the night.',
    })
    const q =
      'Observers said that "nobody here" counted - or could count -violations along the whole line of contact near that village'
    const { total, query } = await search(bundle, parseSearchRequest({ q }))
    expect(total).toBe(1)
    expect(query.notes.filter(note => note.includes('read as prose'))).toHaveLength(2)
    expect((await search(bundle, parseSearchRequest({ q: 'observers "nobody here"' }))).total).toBe(0)
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
