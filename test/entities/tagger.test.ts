import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readUnseen, UNSEEN } from '../../bench/unseen-gold.ts'
import { readPacks } from '../../src/build/packs.ts'
import { createGazetteer } from '../../src/entities/gazetteer/gazetteer.ts'
import { prepareText } from '../../src/entities/tagger/capitalised.ts'
import { createTagger } from '../../src/entities/tagger/create-tagger.ts'
import { DocumentStatistics } from '../../src/entities/tagger/document-statistics.ts'
import {
  BUCKETS,
  certainlyOutside,
  extractFeatures,
  FEATURES,
  LANGUAGE_FEATURES,
} from '../../src/entities/tagger/features.ts'
import { LABELS, mayFollow, spansOf } from '../../src/entities/tagger/labels.ts'
import { languageModel } from '../../src/entities/tagger/language-model.ts'
import { defaultModel, readModel } from '../../src/entities/tagger/read-model.ts'
import type { Tagger } from '../../src/entities/tagger/tagger.ts'
import { bestLabels, decode } from '../../src/entities/tagger/viterbi.ts'
import { wordScoresOf } from '../../src/entities/tagger/word-scores.ts'
import { writeModel } from '../../src/entities/tagger/write-model.ts'
import { compareClusters } from '../../src/evaluation/clusters.ts'
import { evaluateTagging, readGold } from '../../src/evaluation/entities.ts'
import { ROOT, SHARED, writeFiles } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const gazetteer = createGazetteer()
const tag = createTagger(gazetteer)
const names = (...texts: string[]) => namesBy(tag, texts)
const namesBy = (tagger: Tagger, texts: readonly string[]) =>
  tagger({ texts, title: '', date: '2020-10-26' })
    .candidates.flat()
    .map(({ text, type }) => `${type}: ${text}`)

/** With the pack of disarmament. */
const packed = async () => {
  const { packs } = await readPacks([join(ROOT, 'packs/disarmament.yaml')])
  return { packs, tag: createTagger(createGazetteer([], packs)) }
}

describe('the tagger', () => {
  it('finds people, organisations, places and groups', () => {
    expect(
      names(
        'Prime Minister Nikol Pashinyan of Armenia met officials of the World Bank in Yerevan. Kurdish leaders stayed away, said Mr. Bakhtiyar.',
      ),
    ).toEqual(
      expect.arrayContaining([
        'person: Nikol Pashinyan',
        'place: Armenia',
        'organization: World Bank',
        'place: Yerevan',
        'group: Kurdish',
      ]),
    )
  })

  it('finds treaties, wars, weapons and dates', async () => {
    expect(namesBy((await packed()).tag, ['The Treaty of Versailles of 28 June 1919 ended the Great War; BM-21 rockets and cluster munitions came later.'])).toEqual([
      'work: Treaty of Versailles', 'date: 28 June 1919', 'event: Great War', 'product: BM-21', 'product: cluster munitions',
    ]) // biome-ignore format: a list
  })

  it('finds nothing in pronouns, sentence openings and month names', () => {
    expect(names('He said so. However, they left in May. Nothing else happened. It was late.')).toEqual([])
  })

  it('means one thing by a name in a document', () => {
    const found = names(
      'Gov. Bola Tinubu of Lagos spoke.',
      'Supporters of Tinubu cheered.',
      'The city gave Tinubu its vote.',
    )
    expect(found.filter(name => name.endsWith('Tinubu'))).toEqual([
      'person: Bola Tinubu',
      'person: Tinubu',
      'person: Tinubu',
    ])
  })

  it('takes for places what stands where people do not, and no given name is in it', () => {
    const typeOf = (text: string, name: string): string | undefined =>
      tag({ texts: [text], title: '', date: null })
        .candidates.flat()
        .find(found => found.text === name)?.type
    expect(
      typeOf(
        'The fortress at Srebrna Gora was built in 1765. Workers lived in Srebrna Gora.',
        'Srebrna Gora',
      ),
    ).toBe('place')
    expect(typeOf('Workers lived near Kunovar Tesk until the mine closed.', 'Kunovar Tesk')).toBe('place')
    expect(typeOf('She saw much of herself in Maria Orlova and said so.', 'Maria Orlova')).toBe('person')
  })

  it('takes a listed place of several words for no person, and a part of one for the whole', () => {
    expect(names('Cuando Cubango has most mines, followed by the coast.')).toEqual(['place: Cuando Cubango'])
    expect(names('Cabo Delgado was attacked again.')).toContain('place: Cabo Delgado')
    expect(names('She moved from Paris to Frankfurt am Main in May.')).toContain('place: Frankfurt am Main')
    // A town is called after him.
    expect(names('President Vicente Guerrero said that he would leave.')).toContain(
      'person: Vicente Guerrero',
    )
    expect(names('He flew to Frankfurt, Main Street was closed.')).toContain('place: Frankfurt')
  })

  it('ends a name at a dash that stands by itself', () => {
    const found = names(
      'Austin, Texas -- Committee members left.',
      'In Lyon – Ruth Marlow said so – it rained.',
    )
    expect(found.filter(name => /--|–/u.test(name))).toEqual([])
    expect(names('She flew from Guinea-Bissau to Baden-Baden.')).toContain('place: Guinea-Bissau')
  })

  it('ends a person’s name where it has a possessive', () => {
    const found = names('Critics praised Vladimir Nabokov’s Lolita.', "He read Ann Nabokov's Pale Fire.")
    expect(found).toContain('person: Vladimir Nabokov')
    expect(found).toContain('person: Ann Nabokov')
  })

  it('finds people in lists that have the surname first', () => {
    const people = (text: string): string[] =>
      tag({ texts: [text], title: '', date: null })
        .candidates.flat()
        .filter(({ rule }) => rule === 'inverted-name')
        .map(found => found.text)
    expect(people('Thompson, Robert J.; Nowak, Anna (ed.)')).toEqual(['Thompson, Robert J.', 'Nowak, Anna'])
    expect(people('Thompson, Robert\nNowak, Anna, 1943')).toEqual(['Thompson, Robert', 'Nowak, Anna'])
    expect(people('Paris, France; Houston, Texas; Thompson, Robert said, was late.')).toEqual([])
  })

  it('finds names in headlines in capitals by the document’s other texts', () => {
    const found = names(
      'SARKISSIAN CALLS FOR ELECTIONS AS RIOTS REACH GYUMRI',
      'President Armen Sarkissian spoke in Gyumri, a city of Armenia.',
      'He left in the evening.',
      'Nobody else came.',
      'It rained.',
    )
    expect(found.slice(0, 2)).toEqual(['person: SARKISSIAN', 'place: GYUMRI'])
  })

  it('keeps particles with a surname, and knows a maker from what bears the name', async () => {
    expect(
      names(
        'EU leaders met Ursula von der Leyen, president of the European Commission. Von der Leyen said little.',
      ),
    ).toContain('person: Von der Leyen')
    expect(
      namesBy((await packed()).tag, ['Mikhail Kalashnikov designed it. The Kalashnikov is a rifle.']),
    ).toEqual(['person: Mikhail Kalashnikov', 'product: Kalashnikov'])
  })

  it('gives spans in order, inside the text, not overlapping', () => {
    const word = fc.constantFrom(
      'Iran',
      'the',
      'Mr.',
      'Smith',
      'U.S.',
      'said',
      'UN Security Council',
      '2020',
      'of',
      'Treaty',
      '(NK)',
      'mines',
      '“',
      '—',
      '漢字',
      "Sarkissian's",
      '\n',
      'LAR-160',
    )
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 30 }).map(words => words.join(' ')),
        text => {
          let last = 0
          for (const { start, end, text: name } of tag({ texts: [text], title: '', date: null })
            .candidates[0] ?? []) {
            expect(start).toBeGreaterThanOrEqual(last)
            expect(end).toBeGreaterThan(start)
            expect(text.slice(start, end)).toBe(name)
            last = end
          }
        },
      ),
    )
  })
})

describe('the decoder', () => {
  it('finds what trying every sequence finds', () => {
    const weights = { emission: new Int8Array(BUCKETS * LABELS), transition: new Int8Array(LABELS * LABELS) }
    const small = fc.integer({ min: -9, max: 9 })
    const emissions = fc.array(fc.array(small, { minLength: LABELS, maxLength: LABELS }), {
      minLength: 1,
      maxLength: 4,
    })
    const transitions = fc.array(small, { minLength: LABELS * LABELS, maxLength: LABELS * LABELS })
    fc.assert(
      fc.property(emissions, transitions, (rows, transition) => {
        const features = new Uint32Array(rows.length * FEATURES)
        for (const [at, row] of rows.entries()) {
          features[at * FEATURES] = at + 1
          weights.emission.set(row, (at + 1) * LABELS)
        }
        weights.transition.set(transition)
        const value = (labels: readonly number[]): number =>
          labels.reduce(
            (sum, label, at) =>
              sum +
              (rows[at]?.[label] ?? 0) +
              (at === 0 ? 0 : (transition[(labels[at - 1] ?? 0) * LABELS + label] ?? 0)),
            0,
          )
        let best = Number.NEGATIVE_INFINITY
        const visit = (labels: readonly number[]): void => {
          if (labels.length === rows.length) best = Math.max(best, value(labels))
          else
            for (let label = 0; label < LABELS; label++)
              if (mayFollow(labels.at(-1) ?? 0, label)) visit([...labels, label])
        }
        visit([])
        const decoded = [...decode(features, weights)]
        expect(decoded.every((label, at) => mayFollow(decoded[at - 1] ?? 0, label))).toBe(true)
        expect(value(decoded)).toBe(best)
      }),
      { numRuns: 100 },
    )
  })

  it.each([
    [
      'English',
      null,
      ['Male', 'Polish', 'The', 'U.S.', 'Ban', 'Ki-moon', 'said', 'of', '1994', 'Kyiv.', '“Iran', '—', '\n'],
    ],
    ['German', 'de', ['Der', 'Bundeskanzler', 'traf', 'Müller', 'GmbH', 'in', 'Köln.', '1994', '„', '\n']],
    ['Chinese', 'zh', ['中国', '总理', '在', '北京', '说', '。', '联合国', 'UN', '\n']],
  ] as const)(
    'labels words in %s as the sum of all features does, whatever it has kept',
    (_name, language, words) => {
      const model = language === null ? null : languageModel(language)
      const weights = model?.weights ?? defaultModel()
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...words), { maxLength: 25 }), list => {
          const text = prepareText(list.join(' '), model)
          const document = new DocumentStatistics([text], model)
          const matches = gazetteer.matches(text.tokens, text.folded, text.text)
          const outside = model === null ? certainlyOutside(text) : null
          const features = extractFeatures(text, document, matches, outside)
          const slow = decode(features, weights, outside, model === null ? FEATURES : LANGUAGE_FEATURES)
          const scores = wordScoresOf(weights).of(text, document, matches, outside)
          expect(bestLabels(scores, weights.transition, outside)).toEqual(slow)
        }),
        { numRuns: 200 },
      )
    },
  )

  it('turns labels into spans', () => {
    expect(spansOf(Uint8Array.from([0, 1, 2, 1, 0, 5, 6, 6]))).toEqual([
      { from: 1, to: 3, type: 'person' },
      { from: 3, to: 4, type: 'person' },
      { from: 5, to: 8, type: 'place' },
    ])
  })
})

describe('the model', () => {
  it('is a file of at most 6 MB that reads as it was written', () => {
    const path = fileURLToPath(new URL('../../src/entities/tagger/model.bin', import.meta.url))
    expect(statSync(path).size).toBeLessThanOrEqual(6_000_000)
    expect(defaultModel().emission.length).toBe(BUCKETS * LABELS)
    const weights = {
      emission: Int8Array.from({ length: 50 * LABELS }, (_, at) => ((at * 37) % 127) - 63),
      transition: Int8Array.from({ length: LABELS * LABELS }, (_, at) => (at % 50) + 3),
    }
    const again = readModel(writeModel(weights))
    const kept = (weight: number): number => (Math.abs(weight) < 2 ? 0 : weight)
    expect([...again.transition]).toEqual([...weights.transition])
    expect([...again.emission]).toEqual([...weights.emission].map(kept))
    expect(() => readModel(Buffer.from('LEDETAG1 of another version'))).toThrow(/train it again/u)
  })

  it('sees every feature in a bucket', () => {
    const text = prepareText('Iran left.')
    const matches = gazetteer.matches(text.tokens, text.folded, text.text)
    const features = extractFeatures(text, new DocumentStatistics([text]), matches)
    expect(features.length).toBe(2 * FEATURES)
    expect(features.every(bucket => bucket < BUCKETS)).toBe(true)
  })
})

describe('lede eval entities', () => {
  it('counts strict spans, articles and possessives dropped', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lede-gold-'))
    const text = 'The United Nations left Iran.\nIran’s army stayed.'
    const spans = [{ start: 0, end: 18, type: 'ORG' }, { start: 24, end: 28, type: 'GPE' }, { start: 30, end: 36, type: 'LOC' }, { start: 37, end: 41, type: 'ORG' }] // biome-ignore format: a list
    await writeFiles(folder, {
      'gold.jsonl.gz': gzipSync(`${JSON.stringify({ text, spans })}\n`),
      'bad.jsonl': '{"text":"x","spans":[]}\n{"text":1}\n',
    })
    const report = evaluateTagging(await readGold(join(folder, 'gold.jsonl.gz')))
    expect(report.types['LOC']).toMatchObject({ precision: 1, recall: 1, gold: 2 })
    expect(report.types['ORG']).toMatchObject({ precision: 1, recall: 0.5, gold: 2 })
    expect(report.micro).toEqual({ precision: 1, recall: 0.75, f1: 6 / 7 })
    await expect(readGold(join(folder, 'bad.jsonl'))).rejects.toThrow(/bad\.jsonl:2: /u)
    await expect(readGold(join(folder, 'none'))).rejects.toThrow(/cannot be read/u)
  })

  it('finds the names of the sample corpus, and resolves them', async () => {
    const path = fileURLToPath(new URL('../gold/sample-corpus.jsonl', import.meta.url))
    const documents = await readGold(path)
    const { packs } = await packed()
    const { micro, resolver } = evaluateTagging(documents, undefined, undefined, packs)
    expect(evaluateTagging(documents).micro.f1).toBeGreaterThan(0.91)
    expect(documents.flatMap(({ spans }) => spans).length).toBeGreaterThan(600)
    expect(micro.f1).toBeGreaterThan(0.95)
    expect(resolver?.bCubed.f1).toBeGreaterThan(0.98)
    expect(resolver?.pairwise.f1).toBeGreaterThan(0.98)
  })
})

it.skipIf(SHARED === undefined).each(UNSEEN)(
  'names of an archive that no rule was fitted to are joined rightly: %s',
  language => {
    const { resolver } = evaluateTagging(readUnseen(language, SHARED ?? ''))
    expect(resolver?.both).toBeGreaterThan(200)
    expect(resolver?.bCubed.f1).toBeGreaterThanOrEqual(0.95)
  },
)

describe('measures of a clustering', () => {
  it('are those computed by hand', () => {
    // Gold: {1 2 3} {4 5}; found: {1 2} {3 4}, 5 missed, 9 invented.
    const gold = new Map(Object.entries({ 1: 'a', 2: 'a', 3: 'a', 4: 'b', 5: 'b' }))
    const found = new Map(Object.entries({ 1: 'x', 2: 'x', 3: 'y', 4: 'y', 9: 'z' }))
    const report = compareClusters(gold, found)
    expect(report).toMatchObject({ gold: 5, found: 5, both: 4 })
    // Of the four in both: precision 1 1 ½ ½, recall ⅔ ⅔ ⅓ 1.
    expect(report.bCubed.precision).toBeCloseTo(0.75)
    expect(report.bCubed.recall).toBeCloseTo(2 / 3)
    // End to end: the invented one has precision 0, the missed one recall 0, and b has two members.
    expect(report.bCubedEndToEnd.precision).toBeCloseTo(3 / 5)
    expect(report.bCubedEndToEnd.recall).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 3 + 1 / 2) / 5)
    // Pairs found 1-2 and 3-4, of which 1-2 is right; gold has 1-2, 1-3, 2-3 among those in both.
    expect(report.pairwise.precision).toBeCloseTo(1 / 2)
    expect(report.pairwise.recall).toBeCloseTo(1 / 3)
  })
})
