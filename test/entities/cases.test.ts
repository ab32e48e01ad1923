// Is a name one entity in every case and in every language? «Москве», «Москва», Moskau and Moscow; `Merkels` and Merkel.

import { describe, expect, it } from 'vitest'
import { englishPlace } from '../../src/entities/gazetteer/places-by-language.ts'
import { mayBeCaseOf } from '../../src/entities/inflection.ts'
import { resolveDocument } from '../../src/entities/resolve-document.ts'
import type { Candidate } from '../../src/entities/tagger/tagger.ts'
import { build, passagesOf } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

describe('a word may be a case of a name', () => {
  it.each([
    ['ru', 'Москва', 'Москвы Москве Москву Москвой'],
    ['ru', 'Россия', 'России Россию Россией'],
    ['ru', 'Толстой', 'Толстого Толстому Толстым'],
    ['ru', 'Лавров', 'Лаврова Лаврову Лавровым Лаврове'],
    ['ru', 'Ханой', 'Ханоя Ханое'],
    ['ru', 'Иерусалим', 'Иерусалима Иерусалиме'],
    ['uk', 'Київ', 'Києва Києві Києвом'],
    ['uk', 'Львів', 'Львова Львові'],
    ['uk', 'Америка', 'Америки Америці'],
    ['uk', 'Зеленський', 'Зеленського Зеленському Зеленським'],
    ['pl', 'Kijów', 'Kijowa Kijowie Kijowem'],
    ['pl', 'Polska', 'Polski Polsce'],
    ['hr', 'Rusija', 'Rusije Rusiji Rusijom'],
    ['de', 'Merkel', 'Merkels'],
  ])('%s: %s', (language, name, cases) => {
    for (const word of [name, ...cases.split(' ')]) expect(mayBeCaseOf(word, name, language)).toBe(true)
  })

  it.each([
    ['ru', 'Иран', 'Ирак'],
    ['ru', 'Иван', 'Иванова'],
    ['de', 'Peter', 'Petersen'],
    ['es', 'Iraq', 'Iraqs'],
    ['en', 'Merkel', 'Merkels'],
  ])('%s: not %s', (language, name, word) => {
    expect(mayBeCaseOf(word, name, language)).toBe(false)
  })

  it('and every word is one of itself, whatever letters it has', () => {
    const language = fc.constantFrom('ru', 'uk', 'pl', 'hr', 'de', 'fi', 'ar', 'en', 'xx')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), language, (word, code) => {
        expect(mayBeCaseOf(word, word, code)).toBe(true)
      }),
    )
  })
})

describe('a place', () => {
  it.each([
    ['ru', 'Москве', 'Moscow'],
    ['ru', 'Саудовской Аравии', 'Saudi Arabia'],
    ['ru', 'Соединенных Штатов', 'United States'],
    ['uk', 'Києві', 'Kyiv'],
    ['sr', 'Немачкој', 'Germany'],
    ['sr', 'Nemačkoj', 'Germany'],
    ['de', 'Berlins', 'Berlin'],
    ['de', 'Moskaus', 'Moscow'],
    ['pl', 'Niemiec', 'Germany'],
    ['ar', 'بغداد', 'Baghdad'],
    ['zh', '莫斯科', 'Moscow'],
    ['fi', 'Moskovassa', 'Moscow'],
    ['fi', 'Nigerian', 'Nigeria'],
    // Of Guyana and of Ghana.
    ['ru', 'Гаяне', null],
    // A Swiss, or of Switzerland.
    ['de', 'Schweizer', null],
    ['ru', 'Путина', null],
    ['xx', 'Москва', null],
  ])('%s: %s is %s', (language, written, english) => {
    expect(englishPlace(written, language)).toBe(english)
  })

  it('is one entity in all languages of an archive', async () => {
    const { bundle } = await build({
      'a.md':
        '---\nlang: ru\n---\n\nМинистр Сергей Иванов приехал в Москву из Берлина. В Москве его ждали.\n',
      'b.md':
        '---\nlang: de\n---\n\nDer Minister reiste gestern von Berlin nach Moskau. Berlins Haltung blieb klar.\n',
      'c.md': '---\nlang: en\n---\n\nThe minister travelled from Berlin to Moscow yesterday.\n',
    })
    const places = passagesOf(bundle).flatMap(({ mentions }) =>
      mentions.filter(({ type }) => type === 'place').map(({ entity }) => entity),
    )
    expect(new Set(places)).toEqual(new Set(['place:moscow', 'place:berlin']))
    expect(places.length).toBe(8)
  })
})

describe('a person is one in every case', () => {
  const meant = (language: string, ...names: string[]): (string | null)[] => {
    const text = names.join('; ')
    let from = 0
    const candidates = names.map((name): Candidate => {
      const start = text.indexOf(name, from)
      from = start + name.length
      return { start, end: from, text: name, type: 'person', rule: 'model', entry: null }
    })
    const [mentions = []] = resolveDocument([text], [candidates], [language])
    return mentions.map(({ target }) => target?.key.replace('person:', '') ?? null)
  }

  it.each<[string, string, string[]]>([
    ['ru', 'pavel-zaitsev', ['Павел Зайцев', 'Павла Зайцева', 'Зайцеву', 'Зайцевым', 'Павлом Зайцевым']],
    ['ru', 'anna-orlova', ['Анны Орловой', 'Анна Орлова', 'Орлову', 'Орловой']],
    ['ru', 'zaitsev', ['Зайцева', 'Зайцев', 'Зайцеву']],
    ['uk', 'oleksii-melnik', ['Олексій Мельник', 'Олексія Мельника', 'Мельнику', 'Мельником']],
    ['pl', 'adam-nowak', ['Adam Nowak', 'Adama Nowaka', 'Nowakowi', 'Nowakiem']],
    ['hr', 'ivan-horvat', ['Ivan Horvat', 'Ivana Horvata', 'Horvatom']],
    ['de', 'eva-lang', ['Eva Lang', 'Eva Langs', 'Langs', 'Lang']],
  ])('%s: %s', (language, key, names) => {
    expect(meant(language, ...names)).toEqual(names.map(() => key))
  })

  it.each<[string, string[], (string | null)[]]>([
    ['hr', ['Ivan Horvat', 'Ivana Horvat'], ['ivan-horvat', 'ivana-horvat']],
    ['ru', ['Александр Орлов', 'Александра Орлова'], ['aleksandr-orlov', 'aleksandra-orlova']],
    ['ru', ['Вера Зайцева', 'Павел Зайцев', 'Зайцева'], ['vera-zaitseva', 'pavel-zaitsev', 'vera-zaitseva']],
    ['de', ['Jonas Peters', 'Peter Kurz', 'Peters'], ['jonas-peters', 'peter-kurz', 'jonas-peters']],
    ['es', ['Rosa Lang', 'Langs'], ['rosa-lang', 'langs']],
  ])('%s: but %s are not', (language, names, expected) => {
    expect(meant(language, ...names)).toEqual(expected)
  })

  it('and is called as in the nominative, however often the other cases stand', async () => {
    const body =
      'Министр Павел Зайцев приехал в Москву. Павла Зайцева встретили на вокзале. С Павлом Зайцевым говорил посол. Слова Павла Зайцева услышали.'
    const { bundle } = await build({ 'a.md': `---\nlang: ru\n---\n\n${body}\n` })
    const people = bundle.records.entities.filter(({ type }) => type === 'person')
    expect(people.map(({ name }) => name)).toEqual(['Павел Зайцев'])
  })
})
