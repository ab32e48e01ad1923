import { describe, expect, it } from 'vitest'
import { split } from '../support/fixtures.ts'

const kinds = (source: string): string[] => split(source).passages.map(passage => passage.kind)
const texts = (source: string, maxWords?: number): string[] =>
  split(source, maxWords).passages.map(passage => passage.text)

describe('kinds of passage', () => {
  it('follow the blocks of the document', () => {
    const source = [
      '# Title',
      'A paragraph.',
      '> A quotation.',
      '- one\n- two',
      '| A | B |\n|---|---|\n| 1 | 2 |',
      '```\ncode()\n```',
      '![A bridge](bridge.png)',
      '## Empty section',
    ].join('\n\n')
    expect(kinds(source)).toEqual(['paragraph', 'quote', 'list', 'table', 'code', 'caption', 'heading-only'])
  })

  it('a document of a title alone is found by it', () => {
    expect(split('# Only a title').passages).toMatchObject([{ kind: 'heading-only', text: 'Only a title' }])
  })
})

describe('the section path', () => {
  it('lists the headings above a passage, the title left out', () => {
    const { passages } = split('# Title\n\nLead.\n\n## One\n\n### Deep\n\nInside.\n\n## Two\n\nAfter.')
    expect(passages.map(passage => passage.headings)).toEqual([[], ['One', 'Deep'], ['Two']])
  })
})

describe('tables', () => {
  it('give a passage for each row, with its headers', () => {
    const source = '# T\n\n| Treaty | Year |\n|---|---|\n| Ottawa | 1997 |\n| Oslo | 2008 |'
    expect(texts(source)).toEqual(['Treaty: Ottawa\nYear: 1997', 'Treaty: Oslo\nYear: 2008'])
  })
})

describe('a table without rows', () => {
  it('keeps its words apart', () => {
    expect(texts('# T\n\n| Treaty | www.a.example |\n|---|---|')).toEqual(['Treaty\nwww.a.example'])
  })
})

describe('lists', () => {
  it('short ones are one passage, long ones an item each', () => {
    const item = `${'word '.repeat(50)}end.`
    expect(texts('- one\n- two\n  - nested')).toEqual(['one\ntwo\nnested'])
    expect(texts(`- ${item}\n- ${item} x\n- ${item} y`)).toHaveLength(3)
  })
})

describe('the numbers of items', () => {
  it.each([
    ['are read as they are written', '4. The State party\n5. The Committee', ['4. The State party\n5. The Committee']],
    ['are days where they look like them', '26. April 1945\n\n28. April 1945', ['26. April 1945\n28. April 1945']],
    ['are counted where all are the same', '1) one\n1) two\n1) three', ['1) one\n2) two\n3) three']],
    ['stand once before an item of several blocks', '7. He said:\n\n   > No.\n\n   Then.\n\n8. Yes.', ['7. He said:', 'No.', 'Then.', '8. Yes.']],
    ['stand before those of a list within', '1. a\n   1. b\n   2. c\n2. d', ['1. a\n1. b\n2. c\n2. d']],
    ['are none of an item without words', '1. a\n2.\n3. c', ['1. a\n3. c']],
    ['are none of a list without order', '- a\n- b', ['a\nb']],
  ])('%s', (_, source, expected) => expect(texts(`# T\n\n${source}`)).toEqual(expected)) // biome-ignore format: an instance a line

  it('have their place in the source', () => {
    const source = '# T\n\n12. The Committee notes.'
    expect(split(source).passages[0]?.source).toMatchObject({ start: 5, end: source.length })
  })
})

describe('quotations and footnotes', () => {
  it('nested block quotes keep their words and kind', () => {
    expect(split('> outer\n>\n> > inner').passages).toMatchObject([
      { kind: 'quote', text: 'outer' },
      { kind: 'quote', text: 'inner' },
    ])
  })

  it('footnotes are passages, their marks are not text', () => {
    expect(texts('# T\n\nSaid here.[^1]\n\n[^1]: The note.')).toEqual(['Said here.', 'The note.'])
  })
})

describe('HTML blocks', () => {
  it('give their text; comments and scripts give none', () => {
    expect(
      texts('# T\n\n<div>\n<p>Hidden <b>words</b></p>\n</div>\n\n<!-- no -->\n\n<script>\nno()\n</script>'),
    ).toEqual(['Hidden words'])
  })
})

describe('long paragraphs', () => {
  const sentence = (number: number): string => `Sentence ${number} has exactly eight words in it.`
  const long = Array.from({ length: 40 }, (_, index) => sentence(index)).join(' ')

  it('are cut at sentence ends into pieces of at most 120 words of even length', () => {
    const { passages, document } = split(`# T\n\n${long}`)
    expect(passages).toHaveLength(3)
    for (const { text, source } of passages) {
      expect(text.split(' ').length).toBeLessThanOrEqual(120)
      expect(text).toMatch(/^Sentence .*\.$/u)
      expect(document.source.slice(source.start, source.end)).toBe(text)
    }
    expect(passages.map(passage => passage.text).join(' ')).toBe(long)
  })

  it('are not cut after an abbreviation', () => {
    const source = `${'word '.repeat(18)}the U.S. Army met Gen. Smith and No. 5 of the Mk. II type. ${'more '.repeat(18)}end.`
    for (const text of texts(source, 30)) expect(text).not.toMatch(/(?:U\.S|Gen|No|Mk)\.$/u)
  })

  it.each(['Mr', 'St', 'Mt', 'Ft', 'Lt', 'Prof', 'Ed', 'Eds', 'Res', 'Doc', 'Reg', 'Op'])(
    'are not cut after %s.',
    abbreviation => {
      const source = `${'word '.repeat(26)}the ${abbreviation}. Smith ${'more '.repeat(18)}end.`
      for (const text of texts(source, 30)) expect(text).not.toMatch(new RegExp(`${abbreviation}\\.$`, 'u'))
      expect(texts(source, 30).join(' ')).toContain(`${abbreviation}. Smith`)
    },
  )

  it('are not cut inside a quotation where another place will do', () => {
    const quotation = `“${Array.from({ length: 8 }, (_, index) => sentence(index)).join(' ')}”`
    const source = `${long.slice(0, 47 * 6)} ${quotation} ${sentence(90)} ${sentence(91)}`
    expect(texts(source, 80).some(text => text.includes(quotation))).toBe(true)
  })

  it('a sentence without an end is cut between words, and nothing is lost', () => {
    const words = Array.from({ length: 300 }, (_, index) => `w${index}`)
    const pieces = texts(words.join(' '))
    expect(pieces.length).toBeGreaterThan(2)
    expect(pieces.join(' ')).toBe(words.join(' '))
  })
})

describe('a broken quotation', () => {
  it('becomes one passage where an abbreviation was taken for an end', () => {
    const source =
      '# T\n\n"The systems are apparently armed with Mk."\n\n"II cluster rockets, which carry M095."\n\nNext.'
    expect(split(source).passages).toMatchObject([
      {
        text: '"The systems are apparently armed with Mk. II cluster rockets, which carry M095."',
        repaired: true,
      },
      { text: 'Next.' },
    ])
  })

  it('becomes one passage where a sentence goes on in lower case', () => {
    expect(texts('# T\n\nThe committee met in the old town,\n\nwhich was then divided by a wall.')).toEqual([
      'The committee met in the old town, which was then divided by a wall.',
    ])
  })

  it.each([
    ['Burada beş yıl otursaydım şehri düşmana kazandır-', 'maktan başka bir şey yapmazdım.', 'Burada beş yıl otursaydım şehri düşmana kazandırmaktan başka bir şey yapmazdım.'],
    ['Die Kommission sprach lange über die Demobili-', 'sierung der Verbände im Tal.', 'Die Kommission sprach lange über die Demobilisierung der Verbände im Tal.'],
    ['Комиссия долго говорила о разору-', 'жении отрядов в долине.', 'Комиссия долго говорила о разоружении отрядов в долине.'],
  ])('becomes one passage where a word was cut: %s', (first, second, expected) => {
    expect(texts(`# T\n\n${first}\n\n${second}`)).toEqual([expected])
  }) // biome-ignore format: a table

  it.each([
    ['They counted all that was pre-', 'and post-war, as the commission had asked.'],
    ['They counted the men of the northern camp –', 'nobody asked why they did it.'],
    ['the gates of the mill, and what be-', 'longs'],
  ])('stays as it is where none was: %s', (first, second) => {
    expect(texts(`# T\n\n${first}\n\n${second}`)).toEqual([first, second])
  })

  it.each([
    ['Sehr geehrte Damen und Herren,', 'das Wehr ist seit gestern offen.'],
    ['Liebe Frau Dr. Specht, lieber Herr Amsel,', 'wir danken Ihnen für die Nachricht.'],
    ['Chères et chers collègues,', 'nous avons fermé la vanne hier.'],
    ['Caro collega della diga,', 'la chiusa è aperta da ieri.'],
    ['Kære alle sammen her,', 'slusen har været åben siden i går.'],
  ])('is none where somebody is addressed: %s', (line, text) => {
    expect(texts(`# T\n\n${line}\n\n${text}`)).toEqual([line, text])
  })

  it('paragraphs that end properly are left apart', () => {
    expect(
      texts(
        '# T\n\n"One quotation ends here."\n\n"Another begins there."\n\nIt gave three reasons:\n\nfirst of all, money.',
      ),
    ).toHaveLength(4)
  })
})

describe('passage ids', () => {
  it('survive the edit of another paragraph', () => {
    const before = split('# T\n\nFirst.\n\nSecond.\n\nThird.').passages.map(passage => passage.id)
    const after = split('# T\n\nFirst.\n\nChanged.\n\nThird.').passages.map(passage => passage.id)
    expect(after[0]).toBe(before[0])
    expect(after[1]).not.toBe(before[1])
    expect(after[2]).toBe(before[2])
  })

  it('number repeats and have eight base32 characters', () => {
    const ids = split('# T\n\nSame.\n\nSame.\n\nSame.').passages.map(passage => passage.id)
    expect(ids[0]).toMatch(/^doc~[0-9a-hjkmnp-tv-z]{8}$/u)
    expect(ids.slice(1)).toEqual([`${ids[0]}-2`, `${ids[0]}-3`])
  })
})

describe('places in the source', () => {
  it('count UTF-16 code units and lines, a byte-order mark included', () => {
    const source = '\uFEFF# 🕊 T\r\n\r\nA 🕊 dove.\r\n\r\nSecond\r\nline.'
    const { passages } = split(source)
    expect(passages.map(({ source: { start, end } }) => source.slice(start, end))).toEqual([
      'A 🕊 dove.',
      'Second\r\nline.',
    ])
    expect(passages[1]?.source).toMatchObject({ line: 5, endLine: 6 })
  })
})

describe('bare addresses', () => {
  it('are text like any other, long paragraphs around them cut exactly', () => {
    const sentence = (number: number): string =>
      `See www.site${number}.example or write to person${number}@mail.example, sentence ${number}.`
    const source = `# T\n\n${Array.from({ length: 40 }, (_, index) => sentence(index)).join(' ')}`
    const { passages } = split(source)
    expect(passages.length).toBeGreaterThan(1)
    for (const { text, source: place } of passages) expect(source.slice(place.start, place.end)).toBe(text)
  })
})
