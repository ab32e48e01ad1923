import { describe, expect, it } from 'vitest'
import { analyze, termsOf } from '../../src/analysis/analyzer.ts'
import { detectLanguage } from '../../src/analysis/detect-languages.ts'
import { fold } from '../../src/analysis/fold.ts'
import { containsPhrase } from '../../src/analysis/phrase.ts'
import { tokenize, WORD } from '../../src/analysis/tokenize.ts'
import fc from '../support/properties.ts'

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
    ['東京都に', ['東', '京', '都', 'に']],
    ['ΑΘΗΝΑ Москва', ['αθηνα', 'москва']],
  ])('reads “%s”', (text, expected) => expect(surfaces(text)).toEqual(expected))

  it('cuts what it can tell by letters alone where the rule would', () => {
    const piece = fc.constantFrom(
      'a', 'b', 'Z', 'word', 'U.S.', '.', ',', "'", '’', 'ʼ', ' ', '-', '_', '\n', '1', '23', 'é', 'e\u0301', '\u00ad', '\u200d', 'ß', 'ﬁ', '１', '٣', '\ud800', '\u{1f600}', 'ж',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        const text = pieces.join('')
        const expected = Array.from(text.matchAll(new RegExp(WORD)), ({ 0: raw, index }) => ({ start: index, end: index + raw.length, raw }))
        expect(tokenize(text)).toEqual(expected)
      }),
      { numRuns: 3000 },
    )
  }) // biome-ignore format: one property

  it('stems English and leaves 33 words out of the index', () => {
    expect(termsOf('The negotiations and the negotiators of cluster munitions', 'en')).toEqual([
      'negoti',
      'negoti',
      'cluster',
      'munit',
    ])
  })

  it.each([
    'organise organize organised organizing', 'organisation organizations', 'colour color colours', 'neighbourhood neighborhoods', 'defence defense', 'centre center centres',
    'kilometres kilometer', 'licence license licences', 'practise practice practising', 'catalogue catalog', 'judgement judgment', 'programme programs',
    'analyse analyze analysing', 'analysis analyses', 'crisis crises', 'hypothesis hypotheses', 'diagnosis diagnoses', 'child children', 'woman women', 'index indices',
    'anaemia anemia', 'haemorrhage hemorrhages', 'paediatric pediatric', 'foetus fetus', 'tumour tumors', 'sulphur sulfur', 'aluminium aluminum', 'manoeuvre maneuvers manoeuvred', 'α alpha', 'κB kappaB',
    'revise revised revising', 'exercise exercised', 'precise precisely', 'promise promises promised promising', 'surprise surprising surprisingly', 'advertise advertised', 'use uses used', 'noise noises', 'case cases', 'house houses',
  ])('takes as one word: %s', words => expect(new Set(termsOf(words, 'en')).size).toBe(1)) // biome-ignore format: lists

  it.each([
    'four fort', 'tour tor', 'hour hors', 'flour floor', 'wise size', 'treatise treaty', 'paradise parade', 'poet pet', 'does dose', 'bases basis', 'analysis analyst', 'μm mum', 'grey gray', 'Denise Deniz', 'court cort',
  ])('keeps apart: %s', words => expect(new Set(termsOf(words, 'en')).size).toBeGreaterThan(1)) // biome-ignore format: a list

  it('reads words that name parts of every object, and very long ones', () => {
    expect(termsOf('constructor toString __proto__ valueOf', 'en')).toEqual([
      'constructor',
      'tostr',
      'proto',
      'valueof',
    ])
    expect(termsOf(`${'organis'.repeat(20_000)}ed`, 'en')).toHaveLength(1)
  })

  it('leaves the spellings of other languages alone', () => {
    expect(termsOf('analyse organiser labour', 'fr')).toEqual(termsOf('analyses organiser labour', 'fr'))
    expect(termsOf('η λόγος α', 'el')).toEqual(['η', 'λογος', 'α'])
  })

  it.each([
    ['fr', 'Les négociations et les négociateurs', ['le', 'negoci', 'et', 'le', 'negoci']],
    ['es', 'las negociaciones', ['las', 'negoci']],
    ['de', 'die Verhandlungen', ['die', 'verhandl']],
    ['ru', 'Российские переговоры, российский', ['россииск', 'переговор', 'россииск']],
    ['vi', 'đàm phán', ['dam', 'phan']],
    ['fr-CA', 'maisons', ['maison']],
  ])('stems %s as its own language', (language, text, expected) =>
    expect(termsOf(text, language)).toEqual(expected),
  )

  it('gives a query the terms of every language of the corpus, each once', () => {
    const [table, houses] = analyze('table maisons', ['en', 'fr'])
    expect(table?.terms).toEqual(['tabl'])
    expect(houses?.terms).toEqual(['maison'])
    expect(analyze('mines', ['en', 'de'])[0]?.terms).toEqual(['mine', 'min'])
  })

  it.each([
    [
      'The observers counted the violations along the line of contact near the village during the night.',
      'en',
    ],
    ['Les observateurs ont compté les violations le long de la ligne de contact pendant la nuit.', 'fr'],
    [
      'Die Beobachter zählten in der Nacht die Verstöße entlang der Kontaktlinie in der Nähe des Dorfes.',
      'de',
    ],
    ['Наблюдатели подсчитали нарушения вдоль линии соприкосновения недалеко от деревни этой ночью.', 'ru'],
    ['Short.', null],
    ['12345 67890 '.repeat(20), null],
  ])('tells the language of “%s”', async (text, language) => expect(detectLanguage(text)).toBe(language))

  it('gives offsets in the text', () => {
    const text = 'In Erdoğan’s “U.S.” talks'
    expect(analyze(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'In',
      'Erdoğan’s',
      'U.S.',
      'talks',
    ])
  })

  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          ...'aÉß1٣३,. \'’‘ʿ"״-\u00AD\u200B\u200D\uFEFF\u0301\u05B8אש\u0640محمآकक़ि空港ｱﾞでกี่ក្រ한\u1112\u1161ıİΣςA𝟙🙂\uD800',
          'l’',
          "qu'",
          ' 000',
          '12.000',
          'U.S.A',
        ),
        { maxLength: 30 },
      )
      .map(pieces => pieces.join('')),
  )

  it('gives exact, ordered offsets and folded forms for any text in any language', () => {
    const languages = fc.constantFrom(
      'en',
      'fr',
      'it',
      'de',
      'tr',
      'ar',
      'hi',
      'he',
      'ja',
      'th',
      'el',
      'ru',
      'xx',
    )
    fc.assert(
      fc.property(anyText, languages, (text, language) => {
        let before = 0
        for (const { start, end, reach, raw, surface, terms } of analyze(text, [language])) {
          expect(start).toBeGreaterThanOrEqual(before)
          expect(end).toBeGreaterThan(start)
          expect(reach).toBeGreaterThanOrEqual(end)
          expect(reach).toBeLessThanOrEqual(text.length)
          expect(raw).toBe(text.slice(start, end))
          expect(surface).not.toBe('')
          expect(terms).not.toContain('')
          before = end
        }
      }),
      { numRuns: 5000 },
    )
  })

  it('folds what is folded to itself', () => {
    fc.assert(
      fc.property(anyText, text => {
        for (const { surface } of analyze(text)) expect(fold(surface)).toBe(surface)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['marks on one letter', `a${'\u0301\u0327'.repeat(30_000)}`],
    ['marks that are kept', `क${'\u093F\u0CBC\u302A'.repeat(20_000)}`],
    ['numbers in groups', '1 000 '.repeat(30_000)],
    ['digits and points', '1,'.repeat(60_000)],
    ['apostrophes', "l'".repeat(60_000)],
    ['points', 'a.'.repeat(60_000)],
    ['characters without spaces', '国'.repeat(60_000)],
    ['characters and digits in turn', '国1'.repeat(30_000)],
    ['signs that nobody sees', `a${'\u200B'.repeat(20_000)}b`],
    ['quotation marks between Hebrew letters', 'א"'.repeat(60_000)],
  ])('takes no long time for %s', (_, text) => {
    const { user } = process.cpuUsage()
    for (const language of ['en', 'fr', 'ru']) analyze(text, [language])
    expect(process.cpuUsage().user - user).toBeLessThan(5_000_000)
  })

  it('compares phrases as written: folded, not stemmed', () => {
    expect(containsPhrase('The Cluster Munitions treaty', ['cluster', 'munitions'], 'en')).toBe(true)
    expect(containsPhrase('The cluster munition treaty', ['cluster', 'munitions'], 'en')).toBe(false)
  })
})
