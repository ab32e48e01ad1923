import { describe, expect, it } from 'vitest'
import { analyze, terms } from '../../src/analysis/analyzer.ts'
import { containsPhrase } from '../../src/analysis/phrase.ts'

const surfaces = (text: string): string[] => analyze(text).map(token => token.surface)

describe('the analyzer', () => {
  it.each([
    ['The U.S. and US', ['the', 'us', 'and', 'us']],
    ['Nagorno-Karabakh', ['nagorno', 'karabakh']],
    ['Erdoğan’s speech', ['erdogan', 'speech']],
    ["O'Brien don't", ['obrien', 'dont']],
    ['1,200 men, 3.5 km', ['1200', 'men', '3.5', 'km']],
    ['LAR-160 M095', ['lar', '160', 'm095']],
    ['Straße Łódź Ørsted', ['strasse', 'lodz', 'orsted']],
    ['co\u00ADoperate', ['cooperate']],
    ['東京都に', expect.arrayContaining(['東京'])],
    ['ΑΘΗΝΑ Москва', ['αθηνα', 'москва']],
  ])('reads “%s”', (text, expected) => expect(surfaces(text)).toEqual(expected))

  it('stems English and leaves 33 words out of the index', () => {
    expect(terms('The negotiations and the negotiators of cluster munitions')).toEqual([
      'negoti',
      'negoti',
      'cluster',
      'munit',
    ])
  })

  it('gives offsets in the text', () => {
    const text = 'In Erdoğan’s “U.S.” talks'
    expect(analyze(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'In',
      'Erdoğan’s',
      'U.S.',
      'talks',
    ])
  })

  it('compares phrases as written: folded, not stemmed', () => {
    expect(containsPhrase('The Cluster Munitions treaty', ['cluster', 'munitions'])).toBe(true)
    expect(containsPhrase('The cluster munition treaty', ['cluster', 'munitions'])).toBe(false)
  })
})
