// Who is meant by a name: its order, titles, fathers' names and names of birth by language; and who is never made one.

import { describe, expect, it } from 'vitest'
import type { GazetteerEntry } from '../../src/entities/gazetteer/entry.ts'
import { readPersonName } from '../../src/entities/person-name.ts'
import { resolveDocument } from '../../src/entities/resolve-document.ts'
import type { Candidate } from '../../src/entities/tagger/tagger.ts'
import fc from '../support/properties.ts'

/** Whom each of the names means, in one text where they stand one after the other; after `|` the words that follow the name. */
function people(language: string, ...names: string[]): (string | null)[] {
  let text = ''
  const candidates = names.map((written): Candidate => {
    const [name = '', after = '; '] = written.split('|')
    const start = text.length
    text += name + after
    return { start, end: start + name.length, text: name, type: 'person', rule: 'model', entry: null }
  })
  const [mentions = []] = resolveDocument([text], [candidates], [language])
  return mentions.map(({ target }) => target?.key.replace('person:', '') ?? null)
}

describe('one person', () => {
  it.each<[string, string, string[]]>([
    ['ru', 'anna-sergeevna-orlova', ['Орлова Анна Сергеевна', 'Анна Орлова', 'А. С. Орлова', 'Орлова А.С.', 'Анна Сергеевна', 'Орлова']],
    ['uk', 'oleksii-petrovich-melnik', ['Мельник Олексій Петрович', 'Олексій Мельник', 'пан Мельник', 'Олексій Петрович']],
    ['en', 'pavel-igorevich-zaitsev', ['Zaitsev Pavel Igorevich', 'Pavel Zaitsev', 'P. I. Zaitsev', 'P.I. Zaitsev', 'Zaitsev P. I.', 'Zaitsev']],
    ['en', 'faisal-bin-turki', ['Faisal bin Turki', 'bin Turki', 'Bin Turki']],
    ['ar', 'fysl-bn-trky', ['فيصل بن تركي', 'الأمير فيصل بن تركي', 'بن تركي']],
    ['en', 'faisal-bin-turki-al-hamad', ['Faisal bin Turki Al Hamad', 'bin Turki', 'Al Hamad', 'al-Hamad', 'Hamad']],
    ['en', 'zhou-meiling', ['Zhou Meiling', 'Zhou', 'Meiling']],
    ['en', 'park-sung-ho', ['Park Sung-ho', 'Park Sung Ho', 'Park']],
    ['en', 'zoltan-szabo', ['Szabó Zoltán', 'Zoltán Szabó', 'Szabó']],
    ['en', 'ann-marlow', ['Marlow, Ann', 'Ann Marlow', 'MARLOW, Ann', 'A. Marlow', 'Marlow']],
    ['en', 'maria-van-der-berg', ['Maria van der Berg', 'Van der Berg', 'van der Berg', 'Berg']],
    ['en', 'ngugi-wa-kariuki', ['Ngũgĩ wa Kariuki', 'Ngũgĩ', 'wa Kariuki']],
    ['is', 'gudrun-palsdottir', ['Guðrún Pálsdóttir', 'Guðrún', 'Pálsdóttir']],
    ['de', 'jonas-richter', ['Oberst Jonas Richter', 'Jonas Richter', 'Oberst Richter', 'Herr Richter']],
    ['tr', 'kemal-aydin', ['Kemal Aydın', 'Kemal Bey', 'Albay Aydın', 'Aydın']],
    ['pl', 'ewa-lis', ['Ewa Lis', 'pani Lis', 'Prezydent Ewa Lis']],
    ['de', 'papst-linus', ['Papst Linus', 'Linus']],
    ['fr', 'luc-morel', ['Général Luc Morel', 'M. Morel', 'Morel']],
    ['es', 'rosa-ibarra-quintero', ['Rosa Ibarra Quintero', 'Sra. Ibarra', 'Ibarra Quintero', 'Quintero']],
    ['id', 'budi-hartanto', ['Menteri Budi Hartanto', 'Pak Hartanto', 'Budi']],
    ['hi', 'x-y8n1m7ax', ['श्री रवि शर्मा', 'रवि शर्मा', 'शर्मा जी', 'शर्मा']],
    ['sr', 'dorde-ljubic', ['Ђорђе Љубић', 'Љубић']],
    ['en', 'ruth-dunn', ['Ruth Dunn| (née Farrow), ', 'Ruth Farrow', 'Farrow', 'Dunn']],
    ['de', 'eva-lang', ['Eva Lang| (geb. Kurz) ', 'Eva Kurz', 'Kurz']],
    ['pl', 'maria-nowak', ['Maria Nowak|, z domu Zych, ', 'Maria Zych']],
    ['ru', 'vera-kim', ['Вера Ким| (урожд. Белова) ', 'Вера Белова', 'Белова']],
    ['en', 'ann-mary-lowe', ['Ann Mary Lowe', 'Ann M. Lowe', 'Ann Lowe', 'A. M. Lowe', 'A. Lowe']],
    ['en', 'martin-luther-poole-jr', ['Martin Luther Poole Jr.', 'Poole, Martin Luther, Jr.', 'Martin L. Poole Jr.', 'Poole Jr.', 'Poole']],
    ['en', 'ben-s-carver', ['Ben S. Carver', 'Ben Carver', 'Carver', 'Ben']],
    ['en', 'shalom-ben-carver', ['Shalom Ben Carver', 'Ben Carver']],
    ['en', 'van-thomas-doyle', ['Van Doyle', 'Van Thomas Doyle', 'Doyle']],
    ['en', 'ruth-dunn', ['Ruth Dunn| (née van Tassel), ', 'Van Tassel']],
    ['en', 'john-henry-rabinovich', ['John Henry Rabinovich', 'John Rabinovich', 'J. H. Rabinovich', 'Rabinovich', 'John']],
    ['ru', 'anna-mariya-rabinovich', ['Анна Мария Рабинович', 'Рабинович', 'Анна']],
    ['en', 'ivan-petrovich-pavlov', ['Pavlov Ivan Petrovich', 'Pavlov I. P.', 'Ivan Pavlov', 'Pavlov']],
    ['it', 'regina-baresi', ['Regina Baresi', 'Baresi', 'Regina']],
    ['it', 'elena-baresi', ['Regina Elena Baresi', 'regina Baresi', 'Baresi', 'Elena']],
    ['de', 'jonas-richter', ['Jonas Richter', 'Major Richter', 'General Richter']],
  ])('%s: %s', (language, key, names) => {
    expect(people(language, ...names)).toEqual(names.map(() => key))
  }) // biome-ignore format: a table

  it('has one name however a list, a register or a text writes it', () => {
    const words = (text: string, language = 'en'): string => readPersonName(text, language).words.join(' ')
    expect(words('Lee, Ann')).toBe('ann lee')
    expect(words('علي، حسن', 'ar')).toBe('حسن علي')
    expect(words('J.K. Morton')).toBe('j k morton')
    // Papers of courts leave surnames out.
    expect(words('Kevin S.')).toBe('kevin s')
  })
})

it('a name means the same person in whatever order the names stand', () => {
  const names = ['A. M. Lowe', 'A. Lowe', 'Ann Mary Lowe', 'Ann M. Lowe', 'Lowe']
  const inAnyOrder = fc.shuffledSubarray(names, { minLength: names.length })
  fc.assert(
    fc.property(inAnyOrder, shuffled => {
      expect(new Set(people('en', ...shuffled))).toEqual(new Set(['ann-mary-lowe']))
    }),
  )
})

describe('different people', () => {
  it.each<[string, string, (string | null)[]]>([
    ['en', 'Ann Kim|; Kim Jong-ho|; Kim', ['ann-kim', 'kim-jong-ho', null]],
    ['en', 'Carrie Lam|; Lam Chi Fung|; Lam', ['carrie-lam', 'lam-chi-fung', null]],
    ['en', 'Turki bin Faisal|; Faisal bin Saud|; Faisal', ['turki-bin-faisal', 'faisal-bin-saud', 'faisal-bin-saud']],
    ['ru', 'Орлов Пётр Ильич|; Орлов Павел Ильич|; Орлов|; П. И. Орлов', ['petr-ilich-orlov', 'pavel-ilich-orlov', null, 'p-i-orlov']],
    ['en', 'George H. W. Pike|; George W. Pike|; George Pike|; Pike|; G. W. Pike', ['george-h-w-pike', 'george-w-pike', 'george-pike', null, 'george-w-pike']],
    ['de', 'Papst Linus|; Pfarrer Linus|; Eva Linde|; Herr Linde', ['papst-linus', 'pfarrer-linus', 'eva-linde', 'eva-linde']],
    ['en', 'John Hale Sr.|; John Hale Jr.|; John Hale|; Hale', ['john-hale-sr', 'john-hale-jr', null, null]],
    ['en', 'Noel Hale|; Noel Hale Jr.|; Hale|; Hale Jr.|; N. Hale', ['noel-hale', 'noel-hale-jr', null, 'noel-hale-jr', 'noel-hale']],
    ['en', 'Noel Hale Jr.|; Noel Peter Hale', ['noel-hale-jr', 'noel-peter-hale']],
    ['en', 'John Hale Sr.', ['john-hale-sr']],
    ['en', 'Hale Jr.', ['hale-jr']],
    ['en', 'Chris Martin|; Martin Short|; Martin', ['chris-martin', 'martin-short', null]],
    ['en', 'Chris Martin|; Martin Short|; Short|; Martin', ['chris-martin', 'martin-short', 'martin-short', 'chris-martin']],
    ['en', 'Chris Martin|; Martin Short|; Chris|; Martin', ['chris-martin', 'martin-short', 'chris-martin', 'martin-short']],
    ['en', 'Chris Martin|; Martin Short|; Chris|; Short|; Martin', ['chris-martin', 'martin-short', 'chris-martin', 'martin-short', null]],
    ['en', 'Louis Armand|; Louis C. K.|; Armand|; Louis', ['louis-armand', 'louis-c-k', 'louis-armand', null]],
    ['it', 'Giuseppe Baresi|; Regina Baresi|; Baresi', ['giuseppe-baresi', 'regina-baresi', null]],
    ['fr', 'Luc Durand|; Prince Durand|; prince Durand', ['luc-durand', 'prince-durand', null]],
    ['es', 'Rosa Ibarra|; Reina Ibarra', ['rosa-ibarra', 'reina-ibarra']],
    ['en', 'Ann Lowe|; Bob Lowe|; Lowe', ['ann-lowe', 'bob-lowe', null]],
    ['is', 'Jón Karlsson|; Ari Karlsson|; Karlsson', ['jon-karlsson', 'ari-karlsson', null]],
    ['de', 'Kurt Ebert|; Ernst Ebert|; Kanzler Ebert', ['kurt-ebert', 'ernst-ebert', null]],
    ['en', 'Theo van Dam|; Piet van Dam|; Van Dam', ['theo-van-dam', 'piet-van-dam', null]],
    ['en', 'Ruth Dunn|, ; Ruth Farrow', ['ruth-dunn', 'ruth-farrow']],
    ['ru', 'Јован', ['jovan']],
    ['sr', 'Ана Јанић|; Ана Анић', ['ana-janic', 'ana-anic']],
  ])('%s: %s', (language, names, expected) => {
    expect(people(language, ...names.split('|').map(name => name.replace(/^[;,\s]+/u, '')).filter(name => name !== ''))).toEqual(expected)
  }) // biome-ignore format: a table

  it('father and son are two where a pack knows both', () => {
    const names = ['John Hale Sr.', 'John Hale Jr.', 'Hale Jr.', 'Hale']
    const entryOf = (name: string): GazetteerEntry => ({ name, type: 'person', aliases: [] })
    const candidates = names.map((name, at): Candidate => ({
      start: 20 * at, end: 20 * at + name.length, text: name, type: 'person', rule: 'model', entry: at < 2 ? entryOf(name) : null,
    })) // biome-ignore format: a row
    const [mentions = []] = resolveDocument(
      [names.map(name => name.padEnd(20)).join('')],
      [candidates],
      ['en'],
    )
    const [senior, junior] = ['person:john-hale-sr', 'person:john-hale-jr']
    expect(mentions.map(({ target }) => target?.key)).toEqual([senior, junior, junior, undefined])
    expect(
      mentions
        .at(-1)
        ?.candidates.map(({ key }) => key)
        .sort(),
    ).toEqual([junior, senior])
  })

  it('who have one surname are never one person, in whatever order they are named', () => {
    const given = fc.uniqueArray(fc.constantFrom('Ada', 'Bo', 'Cy', 'Dot', 'Eve', 'Flo'), { minLength: 2 })
    fc.assert(
      fc.property(given, fc.constantFrom('Lind', 'van Lind', 'bin Lind', 'Kim'), (names, surname) => {
        const found = people('en', ...names.map(name => `${name} ${surname}`), surname)
        expect(new Set(found.slice(0, -1)).size).toBe(names.length)
        expect(found.at(-1)).toBeNull()
      }),
    )
  })
})

it('sixty thousand names of one list are resolved in seconds', () => {
  const texts: string[] = []
  const candidates: Candidate[][] = []
  for (let at = 0; at < 6_000; at++) {
    const names = Array.from(
      { length: 10 },
      (_, by) => `Ann ${'abcdefghij'[by]?.toUpperCase()}o${at} Lee${at % 50}`,
    )
    const text = names.join('; ')
    texts.push(text)
    candidates.push(
      names.map((name): Candidate => {
        const start = text.indexOf(name)
        return { start, end: start + name.length, text: name, type: 'person', rule: 'model', entry: null }
      }),
    )
  }
  const before = process.cpuUsage()
  const found = resolveDocument(texts, candidates)
  const { user, system } = process.cpuUsage(before)
  expect(new Set(found.flat().map(({ target }) => target?.key)).size).toBe(60_000)
  expect((user + system) / 1e6).toBeLessThan(10)
})
