// Names in other languages than English: each passage is read with the model of its language.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inSerbianLatin } from '../../src/domain/serbian-letters.ts'
import { createGazetteer } from '../../src/entities/gazetteer/gazetteer.ts'
import { createTagger } from '../../src/entities/tagger/create-tagger.ts'
import { FEATURES, LANGUAGE_FEATURES } from '../../src/entities/tagger/features.ts'
import { LABELS } from '../../src/entities/tagger/labels.ts'
import {
  LANGUAGES_READ_AS,
  languageModel,
  readLanguageModel,
} from '../../src/entities/tagger/language-model.ts'
import { languageTokens } from '../../src/entities/tagger/language-tokens.ts'
import { readWords, WORD_FLAGS, writeWords } from '../../src/entities/tagger/language-words.ts'
import { writeLanguageModel } from '../../src/entities/tagger/write-language-model.ts'
import { evaluateTagging, readGold } from '../../src/evaluation/entities.ts'
import { build, passagesOf, ROOT, SHARED } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const MODELS = join(ROOT, 'src/entities/tagger/models')
const tag = createTagger(createGazetteer())
const names = (language: string, ...texts: string[]): string[] =>
  tag({ texts, title: '', date: null, languages: texts.map(() => language) })
    .candidates.flat()
    .map(({ text, type }) => `${type}: ${text}`)

describe('a text in a language that has a model', () => {
  it.each<[string, string, string[]]>([
    [
      'ru',
      'Министр Сергей Иванов приехал в Москву из Берлина.',
      ['person: Сергей Иванов', 'place: Москву', 'place: Берлина'],
    ],
    ['uk', 'Учора в Києві зустрілися посли Польщі та Франції.', ['place: Києві']],
    ['ar', 'وصل الوزير الى بيروت قادما من دمشق.', ['place: بيروت', 'place: دمشق']],
    ['pt', 'O ministro chegou ontem a Lisboa, vindo do Brasil.', ['place: Lisboa', 'place: Brasil']],
    ['de', 'Der Minister reiste gestern von Berlin nach Frankreich.', ['place: Berlin', 'place: Frankreich']],
    ['es', 'El ministro llegó ayer a Madrid desde Francia.', ['place: Madrid', 'place: Francia']],
    ['fr', 'Le ministre est arrivé hier à Paris, venant de Bruxelles.', ['place: Paris', 'place: Bruxelles']],
    ['nl', 'De minister kwam gisteren uit Londen in Amsterdam aan.', ['place: Londen', 'place: Amsterdam']],
    ['pl', 'Minister przyjechał wczoraj z Warszawy do Berlina.', ['place: Warszawy', 'place: Berlina']],
    ['zh', '部长昨天从北京飞往法国。', ['place: 北京', 'place: 法国']],
    ['it', 'Il ministro è arrivato ieri a Roma dalla Francia.', ['place: Roma', 'place: Francia']],
    [
      'tr',
      "Bakan Kemal Aydın dün Ankara'dan Berlin'e gitti.",
      ['person: Kemal Aydın', 'place: Ankara', 'place: Berlin'],
    ],
    [
      'hr',
      'Ministar Ivan Horvat jučer je u Zagrebu primio veleposlanika Njemačke.',
      ['person: Ivan Horvat', 'place: Zagrebu', 'place: Njemačke'],
    ],
    [
      'bs',
      'Premijer je jučer u Sarajevu razgovarao s ambasadorom Turske.',
      ['place: Sarajevu', 'place: Turske'],
    ],
    [
      'ro',
      'Ministrul Andrei Popescu a sosit ieri la București, venind de la Berlin.',
      ['person: Andrei Popescu', 'place: București', 'place: Berlin'],
    ],
    [
      'id',
      'Menteri Budi Santoso tiba di Jakarta dari Surabaya kemarin sore.',
      ['person: Budi Santoso', 'place: Jakarta', 'place: Surabaya'],
    ],
    ['fa', 'وزیر خارجه دیروز از تهران به مسکو رفت.', ['place: تهران', 'place: مسکو']],
    ['hi', 'मंत्री रवि शर्मा कल दिल्ली से मुंबई गए।', ['place: दिल्ली', 'place: मुंबई']],
    ['ur', 'وزیر کل لاہور سے اسلام آباد گئے۔', ['place: لاہور']],
    ['hy', 'Նախարարը երեկ Երևանից մեկնեց Մոսկվա։', ['place: Երևանից', 'place: Մոսկվա']],
    ['fi', 'Ministeri matkusti eilen Helsingistä Turkuun.', ['place: Helsingistä']],
    [
      'sv',
      'Minister Anna Lindqvist reste i går från Stockholm till Paris.',
      ['place: Stockholm', 'place: Paris'],
    ],
    ['he', 'השר נסע אתמול מירושלים לתל אביב.', ['place: ירושלים']],
  ])('%s: %s', (language, text, expected) => {
    expect(names(language, text)).toEqual(expect.arrayContaining(expected))
  })

  it('has the same names in Serbian letters as in Latin ones', () => {
    const latin = names('sr', 'Ministar Milan Petrović je juče u Beogradu primio ambasadora Nemačke.')
    const cyrillic = names('sr', 'Министар Милан Петровић је јуче у Београду примио амбасадора Немачке.')
    expect(latin).toEqual(['person: Milan Petrović', 'place: Beogradu', 'place: Nemačke'])
    expect(cyrillic.map(inSerbianLatin)).toEqual(latin)
  })

  it('is read by the ordinary build, each passage in its own language, always with the same result', async () => {
    const files = {
      'a.md':
        '---\nlang: hr\n---\n\nMinistar Ivan Horvat jučer je u Zagrebu primio veleposlanika Njemačke, a danas putuje u Split.\n',
      'b.md':
        '---\nlang: sr\n---\n\nМинистар Милан Петровић је јуче у Београду примио амбасадора Немачке, а данас путује у Ниш.\n',
      'c.md':
        "Bakan Kemal Aydın dün Ankara'dan Berlin'e gitti ve orada Almanya Dışişleri Bakanı ile uzun bir görüşme yaptı.\n",
      'd.md': '---\nlang: id\n---\n\nMenteri Budi Santoso tiba di Jakarta dari Surabaya kemarin sore.\n',
    }
    const mentions = async (): Promise<string[]> => {
      const { bundle } = await build(files)
      return passagesOf(bundle).flatMap(passage =>
        passage.mentions.map(({ text, type, entity }) => `${type}: ${text} ${entity}`),
      )
    }
    const found = await mentions()
    expect(found).toEqual(
      expect.arrayContaining([
        'person: Ivan Horvat person:ivan-horvat',
        'place: Zagrebu place:zagreb',
        'person: Милан Петровић person:milan-petrovic',
        'place: Београду place:belgrade',
        'place: Немачке place:germany',
        'place: Njemačke place:germany',
        'place: Ниш place:nish',
        'person: Kemal Aydın person:kemal-aydin',
        'place: Ankara place:ankara',
        'person: Budi Santoso person:budi-santoso',
        'place: Surabaya place:surabaya',
      ]),
    )
    expect(await mentions()).toEqual(found)
  })

  it('ends a name at a comma and where its sentence ends, and keeps an address whole', () => {
    expect(names('es', 'Viven en Reino Unido, República de Irlanda y Francia.')).toEqual(
      expect.arrayContaining(['place: Reino Unido', 'place: Francia']),
    )
    const found = names('es', 'El rey apoyó a Temujin. Toghrul, su patrón, huyó a Bagdad.')
    expect(found.some(name => name.includes('. '))).toBe(false)
  })

  it('has a title that is a given name too in a name, unless a given name follows', () => {
    const text =
      'Giuseppe Baresi è arrivato a Milano con sua figlia Regina Baresi. La regina Elena arrivò a Roma.'
    const found = names('it', text).filter(name => name.startsWith('person'))
    expect(found).toEqual(['person: Giuseppe Baresi', 'person: Regina Baresi', 'person: Elena'])
  })

  it('is read beside English text of the same document', () => {
    const found = tag({
      texts: ['The minister left Berlin for Yerevan.', 'Министр приехал в Москву.', 'Gorea kwam.'],
      title: 'A journey',
      date: null,
      languages: ['en', 'ru', 'eo'],
    }).candidates.map(list => list.map(({ text }) => text))
    expect(found).toEqual([['Berlin', 'Yerevan'], ['Москву'], []])
  })

  it('gives spans in order, inside the text, not overlapping', () => {
    const word = fc.constantFrom(
      'Москва', 'в', 'ОАО', '«Газпром»', '(ООН)', 'l’Allemagne', "Ankara'da", 'والعراق', 'Straße', '\n', '北京', '2020', '—', '💥',
    ) // biome-ignore format: a list
    fc.assert(
      fc.property(
        fc.constantFrom('ru', 'de', 'fr', 'ar', 'tr', 'zh'),
        fc.array(word, { maxLength: 20 }),
        (language, words) => {
          const text = words.join(' ')
          let last = 0
          const found =
            tag({ texts: [text], title: '', date: null, languages: [language] }).candidates[0] ?? []
          for (const { start, end, text: name } of found) {
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

it('text in a language without a model is not read as English: known names and dates only', () => {
  const text = 'Cyfarfu Angharad Llewelyn â gweinidogion Armenia ar 3 Mai 1994.'
  expect(names('cy', text)).toEqual(['place: Armenia', 'date: 3 Mai 1994'])
  expect(names('../models/ru', text)).toContain('place: Armenia')
})

describe('the words of a language', () => {
  const raws = (language: string, text: string, words = ''): string[] =>
    languageTokens(text, { language, words: readWords(words) }).map(({ raw }) => raw)

  it('are parted from what is written onto them', () => {
    expect(raws('fr', "l'Allemagne")).toEqual(['l', 'Allemagne'])
    expect(raws('tr', "Ankara'da")).toEqual(['Ankara', 'da'])
    expect(raws('zh', '在北京')).toEqual(['在', '北', '京'])
    expect(raws('ar', 'بلبنان وصل', 'لبنان c\nوصل w')).toEqual(['ب', 'لبنان', 'وصل'])
  })

  it('are read as they were written', () => {
    const text = 'берлин c\nи - 3 1\nминистр tv 12 4'
    expect(writeWords(readWords(text))).toBe(text)
    expect(readWords(text).get('министр')).toEqual({
      flags: WORD_FLAGS.t | WORD_FLAGS.v,
      fine: 12,
      coarse: 4,
    })
  })
})

/** A language whose texts are too few to be promised: its model is right where it finds something, and finds half. */
const TOO_FEW = 'he'

describe('the models', () => {
  const files = readdirSync(MODELS)

  it('are of languages that are read, of 2.5 MB at most each, and open', () => {
    expect(files.length).toBeGreaterThan(3)
    for (const file of files) {
      expect(file).toMatch(/^[a-z]{2}\.bin$/u)
      expect(statSync(join(MODELS, file)).size).toBeLessThanOrEqual(2_500_000)
      const { weights, words } = readLanguageModel(readFileSync(join(MODELS, file)), file.slice(0, 2))
      expect(Math.log2(weights.emission.length / LABELS) % 1).toBe(0)
      expect(words.size).toBeGreaterThan(1000)
    }
  })

  it('are those that the documentation names, and no others', () => {
    const called = new Intl.DisplayNames('en', { type: 'language' })
    const languages = [...files.map(file => file.slice(0, 2)), ...LANGUAGES_READ_AS, 'en']
      .filter(code => code !== TOO_FEW)
      .map(code => called.of(code) ?? code)
    const page = (name: string): string => readFileSync(join(ROOT, name), 'utf8')
    const [, listed = ''] =
      /^- Names are found in (.+?) text, and a few in Hebrew:/mu.exec(page('README.md')) ?? []
    expect(listed.split(/, | and /u).sort()).toEqual(languages.sort())
    expect(page('docs/comparison.md')).toContain(`yes, ${languages.length} languages`)
    const rows = new Set(
      page('docs/measured/tagger-model.md').match(/(?<=^\| )\p{Lu}\p{Ll}+(?= \| [\w-]+ \| \.)/gmu),
    )
    expect([...rows].sort()).toEqual(files.map(file => called.of(file.slice(0, 2))).sort())
  })

  it('read as they were written', () => {
    const emission = Int8Array.from({ length: 64 * LABELS }, (_, at) => (at % 100) + 27)
    const transition = new Int8Array(LABELS * LABELS).fill(127)
    const words = readWords('берлин c 2 1')
    const model = readLanguageModel(writeLanguageModel({ emission, transition }, words), 'ru')
    expect(model.words).toEqual(words)
    expect(model.weights.emission.length).toBe(emission.length)
    expect(() => readLanguageModel(Buffer.from('something else entirely'), 'ru')).toThrow(
      /train-languages\.ts ru/u,
    )
  })

  it('are opened once, and only for languages that have one', () => {
    expect(languageModel('ru')).toBe(languageModel('ru'))
    expect(languageModel('cy')).toBeNull()
    expect(LANGUAGE_FEATURES).toBeGreaterThan(FEATURES)
  })
})

if (SHARED === undefined)
  process.stderr.write(
    'SKIPPED: figures of the models by language; set LEDE_SHARED to the folder of the shared test data.\n',
  )

/** Least F1 on documents that train no model, by file and share of documents. */
const FLOORS: readonly [string, number, number][] = [['ar-newsfane-train', 10, 0.75], ['fr-hipe-newseye-dev', 1, 0.64], ['hr-uner-set-dev', 1, 0.75], ['tr-turkishwikiner-dev', 1, 0.7], ['fa-parstwiner-dev', 1, 0.7], ['id-idner-news-2k-dev', 1, 0.76], ['pt-uner-bosque-dev', 5, 0.71], ['ru-factrueval-train', 10, 0.77]] // biome-ignore format: a table

it.skipIf(SHARED === undefined).each(FLOORS)(
  '%s: names are found as well as ever (one document in %i)',
  async (name, every, floor) => {
    const all = await readGold(join(SHARED ?? '', `data/entities-multi/${name}.jsonl.gz`))
    const { micro } = evaluateTagging(all.filter((_, at) => at % every === every - 1))
    expect(micro.f1).toBeGreaterThan(floor)
  },
)
