// Languages: tags as libraries and people write them, and documents in several languages.
import { describe, expect, it } from 'vitest'
import { detectLanguages } from '../../src/analysis/detect-languages.ts'
import type { Bundle } from '../../src/bundle/open-bundle.ts'
import { readLanguageTag } from '../../src/domain/language-tags.ts'
import { getPassage, similarPassages } from '../../src/search/passages.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { build, passagesOf } from '../support/fixtures.ts'

async function ask(bundle: Bundle, q: string) {
  const { hits } = await search(bundle, parseSearchRequest({ q, fuzzy: 'off', facets: 'none', limit: 50 }))
  return hits.map(({ passage, highlights }) => ({
    id: passage.id,
    text: passage.text,
    marked: highlights.map(({ start, end }) => passage.text.slice(start, end)),
  }))
}

describe('a language tag', () => {
  it.each([
    ['eng', 'en'],
    ['ger', 'de'],
    ['deu', 'de'],
    ['fre', 'fr'],
    ['fra', 'fr'],
    ['German', 'de'],
    ['Deutsch', 'de'],
    ['français', 'fr'],
    ['FRANCAIS', 'fr'],
    ['en_US', 'en'],
    ['en_GB.UTF-8', 'en'],
    ['pt-br', 'pt'],
    ['en-zh', 'en zh'],
    ['English; French', 'en fr'],
    ['Spanish and Catalan', 'es ca'],
    ['de, fr/it', 'de fr it'],
    ['zh-Hant', 'zh'],
    ['sr-Latn', 'sr'],
    ['zho', 'zh'],
    ['cmn', 'zh'],
    ['arb', 'ar'],
    ['nob', 'nb'],
    ['iw', 'he'],
    ['cze', 'cs'],
    ['русский', 'ru'],
    ['العربية', 'ar'],
    ['日本語', 'ja'],
    ['Russisch', 'ru'],
    ['inglés', 'en'],
    ['Brazilian Portuguese', 'pt'],
    ['Norwegian Bokmål', 'nb'],
    ['English (United States)', 'en'],
    ['Ancient Greek', 'grc'],
    ['mul', ''],
    ['und', ''],
    ['zxx', ''],
    ['', ''],
  ])('“%s” means “%s”', (tag, languages) => {
    expect(readLanguageTag(tag)).toEqual({
      languages: languages === '' ? [] : languages.split(' '),
      unknown: [],
    })
  })

  it.each([
    ['Klingonish', ['Klingonish']],
    ['xx', ['xx']],
    ['x-private', ['x-private']],
    ['English, Nowherish', ['Nowherish']],
  ])('that nobody knows is said: “%s”', (tag, unknown) => {
    expect(readLanguageTag(tag).unknown).toEqual(unknown)
  })
})

describe('the language of a document', () => {
  it.each([
    ['language: eng', 'The armies met at the river.', 'army'],
    ['lang: English', 'The armies met at the river.', 'army'],
    ['language: ger', 'Die Verhandlungen dauerten lange.', 'Verhandlung'],
    ['locale: fr_FR', 'Les négociations ont duré.', 'négociation'],
    ['language: Spanish', 'Las negociaciones duraron mucho.', 'negociación'],
    ['language: русский', 'Переговоры были долгими.', 'переговор'],
  ])('is understood as written (%s) and stems its words', async (tag, text, q) => {
    const { bundle, report } = await build({ 'a.md': `---\ntitle: A\n${tag}\n---\n\n${text}\n` })
    expect(report.problems).toEqual([])
    expect(await ask(bundle, q)).toHaveLength(1)
  })

  it('keeps the tag of the source, and says by what it is analysed', async () => {
    const { bundle } = await build({ 'a.md': '---\ntitle: A\nlanguage: ger\n---\n\nKurzer Text.\n' })
    expect(bundle.records.documents[0]).toMatchObject({ language: 'ger', languages: ['de'] })
  })

  it('is detected where the tag is unknown, with a problem that names file and line', async () => {
    const { bundle, report } = await build({
      'a.md':
        '---\ntitle: A\nlanguage: Klingonish\n---\n\nDie Beobachter zählten in der Nacht die Verstöße entlang der Kontaktlinie in der Nähe des Dorfes.\n',
    })
    expect(report.problems).toEqual([
      {
        severity: 'warning',
        rule: 'unknown-language',
        path: 'a.md',
        line: 3,
        message:
          "“Klingonish” names no language that is known. The language of the text was detected instead; write a code such as en or pt-BR, or the language's name.",
      },
    ])
    expect(bundle.records.documents[0]).toMatchObject({ language: 'Klingonish', languages: ['de'] })
  })
})

const PARALLEL = {
  en: 'The observers counted the violations along the line of contact near the village during the night.',
  de: 'Die Beobachter zählten in der Nacht die Verstöße entlang der Kontaktlinie in der Nähe des Dorfes.',
  fr: 'Les observateurs ont compté les violations le long de la ligne de contact près du village pendant la nuit.',
  ru: 'Наблюдатели подсчитали нарушения вдоль линии соприкосновения недалеко от деревни этой ночью.',
  ar: 'أحصى المراقبون الانتهاكات على طول خط التماس بالقرب من القرية خلال الليل الماضي وكتبوا تقريرا.',
  zh: '观察员夜间在村庄附近的接触线上统计了违反停火协议的事件，并向总部提交了一份详细的书面报告。',
  tr: 'Gözlemciler gece boyunca köyün yakınındaki temas hattı boyunca ihlalleri saydı ve bir rapor yazdı.',
} as const

describe('a text with a title in English', () => {
  it.each([
    ['nl', 'De film “The Good, the Bad and the Ugly” van Sergio Leone werd in de woestijn van Almería opgenomen en trok in de jaren zestig miljoenen bezoekers naar de bioscopen.'],
    ['fr', 'Le rapport « The State of the World and the Rights of Those Who Flee », que le comité a publié à Genève, compte les personnes qui ont quitté leur pays.'],
    ['de', 'Unter dem Titel „The Men Who Were There and the Women of the War“ zeigte das Museum in Hamburg Briefe von Soldaten, die niemals abgeschickt worden waren.'],
    ['pl', 'Wystawa „The Men Who Were There and the Women of the War” została otwarta w Gdańsku, a zwiedzający mogli przeczytać listy żołnierzy, których nigdy nie wysłano.'],
  ])('is in its own language: %s', async (language, text) => {
    expect(detectLanguages([text], []).main).toBe(language)
  }) // biome-ignore format: a table
})

describe('a short text in a script that one language has', () => {
  it.each([
    ['zh', '水库大坝昨夜决堤，三个村庄被淹没。'],
    ['ja', '昨夜、ダムが決壊した。'],
    ['ko', '어젯밤 댐이 무너졌다.'],
    ['el', 'Το φράγμα έσπασε.'],
    ['he', 'הסכר נפרץ בלילה.'],
    ['th', 'เขื่อนแตกเมื่อคืน'],
    ['ka', 'კაშხალი გაირღვა.'],
    ['hy', 'Ամբարտակը փլվեց։'],
  ])('is in that language: %s', (language, text) => {
    expect(detectLanguages([text], []).main).toBe(language)
    expect(detectLanguages([`${text} (Dam-7)`], []).main).toBe(language)
  })

  it.each(['Dam: плотина', 'سد', '坝', 'Dam A7', '1994'])(
    'tells nothing where others have it, or little is in it: %s',
    text => {
      expect(detectLanguages([text], []).main).toBeNull()
    },
  )
})

describe('names of programs, addresses and paths', () => {
  const NAMES =
    'openSluice()\nSluiceOptions\nSluiceListener\nsluice.controller.closeAllGates\nsluice.json, https://example.org/the-sluices-of-the-north'

  it.each([
    ['de', PARALLEL.de],
    ['fr', PARALLEL.fr],
    ['ru', PARALLEL.ru],
    ['zh', PARALLEL.zh],
  ])('are in the language of the texts around them: %s', (language, text) => {
    expect(detectLanguages([text, NAMES, text], [])).toEqual({ main: language, others: [null, null, null] })
    expect(detectLanguages([`${NAMES}\n${text}`], []).main).toBe(language)
  })

  it('count for the language of the words around them', () => {
    const texts = [
      'Please send all of your letters to the keepers of the weir at letters.and.parcels@weirkeepers.example/incoming.',
      'Schreiben Sie dem Wärter des Wehrs, wenn Sie ihn am Abend noch erreichen wollen.',
    ]
    expect(detectLanguages(texts, []).main).toBe('en')
  })

  it.each(['ru', 'zh', 'ar'] as const)(
    'and names of things in other letters are in the language of the document: %s',
    language => {
      const names = 'iOS\nAndroid\nBlackBerry 10\nWindows Phone 8.1\nFirefox OS\nTizen'
      expect(detectLanguages([PARALLEL[language], names, PARALLEL[language]], []).others).toEqual([
        null,
        null,
        null,
      ])
      const words = 'These platforms do not know of it yet.'
      expect(detectLanguages([PARALLEL[language], words, PARALLEL[language]], []).others).toEqual([
        null,
        'en',
        null,
      ])
    },
  )

  it('leave a sentence around them in its own language', () => {
    const sentence =
      'The gates of the mill are opened by sluice.open() and closed again by keeper.closeAll() at the end of the night.'
    expect(detectLanguages([PARALLEL.de, sentence, PARALLEL.de], ['de']).others).toEqual([null, 'en', null])
  })

  it('tell no language alone', () => {
    expect(detectLanguages([NAMES], []).main).toBeNull()
  })
})

describe('a document in several languages', () => {
  it.each([
    ['two languages side by side', ['en', 'de', 'en', 'de']],
    ['a quotation', ['en', 'en', 'fr', 'en']],
    ['three scripts', ['ru', 'en', 'ar', 'zh']],
    ['parallel text', ['tr', 'fr', 'de', 'en', 'ru']],
  ] as const)('is told passage by passage: %s', async (_, languages) => {
    const { main, others } = detectLanguages(
      languages.map(language => PARALLEL[language]),
      [languages[0]],
    )
    expect(others.map(other => other ?? main)).toEqual(languages)
  })

  it.each([
    [
      'between two German passages',
      [PARALLEL.en, PARALLEL.de, 'Ende.', PARALLEL.de],
      [null, 'de', 'de', 'de'],
    ],
    ['at their edge', [PARALLEL.en, 'Ende.', PARALLEL.de], [null, null, 'de']],
    ['alone', [PARALLEL.en, 'Fin.', PARALLEL.en], [null, null, null]],
  ])('gives a short passage %s the language that surrounds it', async (_, texts, expected) => {
    expect(detectLanguages(texts, ['en']).others).toEqual(expected)
  })

  it('believes the tag where the text tells nothing, and the text where the tag is wrong', async () => {
    expect(detectLanguages(['1994–1998', 'Nr. 5'], ['de'])).toEqual({
      main: 'de',
      others: [null, null],
    })
    expect(detectLanguages([PARALLEL.fr, PARALLEL.fr], ['en']).others).toEqual(['fr', 'fr'])
  })

  it('is searched, marked and compared by the language of each passage', async () => {
    const files = {
      'post.md': `---\ntitle: Observers\nlanguage: en\n---\n\n${PARALLEL.en}\n\n${PARALLEL.de}\n\n${PARALLEL.fr}\n\nVerstöße wurden auch in der zweiten Nacht von den Beobachtern aufgeschrieben und gezählt, sagte der Sprecher.\n`,
      'other.md': `---\ntitle: Ein Dorf\nlanguage: de\n---\n\nDer Verstoß wurde in der Nähe des Dorfes von einem Beobachter gezählt, und die Kontaktlinie blieb ruhig.\n`,
    }
    const { bundle } = await build(files)
    const [english, german, french] = [PARALLEL.en, PARALLEL.de, PARALLEL.fr].map(own =>
      passagesOf(bundle).find(({ text }) => text === own),
    )
    expect([english, german, french].map(passage => passage?.language)).toEqual([undefined, 'de', 'fr'])
    expect(bundle.records.documents.map(({ languages }) => languages)).toEqual(
      bundle.records.documents.map(({ id }) => (id === 'post' ? ['en', 'de', 'fr'] : ['de'])),
    )
    const marked = Object.fromEntries((await ask(bundle, 'beobachtern')).map(hit => [hit.text, hit.marked]))
    expect(marked[PARALLEL.de]).toEqual(['Beobachter'])
    expect((await ask(bundle, 'violation')).map(({ text }) => text).sort()).toEqual(
      [PARALLEL.fr, PARALLEL.en].sort(),
    )
    expect((await ask(bundle, 'Verstoß')).length).toBe(3)
    const { hits: similar } = await similarPassages(bundle, german?.id ?? '', 3)
    expect(similar.map(({ passage }) => passage.document)).toContain('other')
    expect(getPassage(bundle, german?.id ?? '').passage.language).toBe('de')
  })

  it('has no names in a language that the model does not read, but those that are known', async () => {
    const { bundle } = await build({
      'post.md': `---\ntitle: Report\nlanguage: en\n---\n\nMaria Keller met Jonas Weber in Vienna, said Maria Keller.\n\nDie Große Koalition und der Hohe Ausschuss trafen sich in der Nacht, und die Verwaltung schrieb einen Bericht über Armenia und die Lage.\n`,
    })
    const [english, german] = passagesOf(bundle)
    expect(english?.mentions.map(({ text }) => text)).toContain('Jonas Weber')
    expect(german?.mentions.map(({ text }) => text)).toEqual(['Armenia'])
  })
})
