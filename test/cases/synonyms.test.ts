// Synonyms that a person wrote down are searched with what is typed, one step far, weigh less, and are said; what is wrong names its line.
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { DEFAULT_CONFIG, readConfig } from '../../src/build/config.ts'
import { parseSynonyms } from '../../src/build/synonyms.ts'
import { type Bundle, openBundle } from '../../src/bundle/open-bundle.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { build, temporaryFolder, writeFiles } from '../support/fixtures.ts'

const SYNONYMS = `synonyms:
  - [landmine, anti-personnel mine, minefields]
  - car, automobile, motor vehicle
  - weapon => rifle, pistol
  - from: [head of state, leader]
    to: [president]
  - words: [Krieg, Feldzug]
    language: German
  - words: [Gift, Toxin]
    language: de
  - [rifle, musket]
  - [guerre, conflit armé]
  - [地雷, 爆雷]
`
const FILES = {
  'a.md': '# One\n\nAn anti-personnel mine was found by the river.',
  'b.md': '# Two\n\nThe landmine lay in the grass.',
  'c.md': '# Three\n\nThe automobile stopped; its motor vehicle licence was old.',
  'd.md': '# Four\n\nCars and motors are sold here.',
  'e.md': '# Five\n\nA rifle and a cart.',
  'f.md': '# Six\n\nThe musket is old.',
  'g.md': '# Seven\n\nThe president spoke to the state.',
  'h.md': '# Eight\n\nA weapon of the leader.',
  'i.md': '---\nlanguage: de\n---\n# Neun\n\nDer Feldzug war lang.',
  'j.md': '---\nlanguage: fr\n---\n# Dix\n\nLe conflit armé dure encore.',
  'l.md': '---\nlanguage: de\n---\n# Elf\n\nDas Toxin war im Wasser des Dorfes.',
  'm.md': '---\nlanguage: en\n---\n# Twelve\n\nThe toxin was in the water.',
  'k.md': '---\nlanguage: zh\n---\n# 十一\n\n村里有爆雷。',
}

describe.each(['minisearch', 'packed'] as const)('synonyms (%s)', engine => {
  let bundle: Bundle
  beforeAll(async () => {
    const beside = { 'synonyms.yaml': SYNONYMS }
    bundle = (await build(FILES, undefined, afterAll, { engine, beside })).bundle
  })
  const ask = async (q: string, more: Record<string, string> = {}) => {
    const answer = await search(bundle, parseSearchRequest({ q, facets: 'none', ...more }))
    const found = answer.hits.map(({ passage }) => passage.document)
    return { found: found.toSorted().join(''), first: found[0], notes: answer.query.notes, answer }
  }

  it.each([
    // equals, in every direction, by the stems of what is typed
    ['landmine', 'ab'], ['landmines', 'ab'], ['automobile', 'cd'], ['cars', 'cd'],
    // several words on either side
    ['anti-personnel mine', 'ab'], ['motor vehicles', 'cd'], ['head of state', 'g'],
    // one way only
    ['weapon', 'eh'], ['rifle', 'ef'], ['pistol', ''], ['leader', 'gh'], ['president', 'g'],
    // one step: a weapon is a rifle, a rifle a musket, a weapon no musket
    ['weapons', 'eh'],
    // by language, in other scripts
    ['Krieg', 'i'], ['Gift', 'l'], ['guerre', 'j'], ['地雷', 'k'],
    // not in quotation marks, beginnings or exclusions
    ['"landmine"', 'b'], ['landmin*', 'b'], ['found -landmine', 'a'],
    // within signs and fields
    ['+weapon', 'eh'], ['(car OR weapon) AND cart', 'e'], ['text:car', 'cd'], ['title:car', ''],
  ])('%s finds %s', async (q, found) => {
    expect((await ask(q, { fuzzy: 'off', match: q.startsWith('anti') || q.includes(' s') || q.includes('motor') ? 'all' : 'any' })).found).toBe(found)
  }) // biome-ignore format: a table

  it('says what was searched, and marks it', async () => {
    const { notes, answer } = await ask('weapon')
    expect(notes).toEqual(['Also searched, as a synonym of “weapon”: “rifle”.'])
    const hit = answer.hits.find(({ passage }) => passage.document === 'e')
    expect(hit?.highlights).toHaveLength(1)
    expect((await ask('motor vehicle', { match: 'all' })).notes).toEqual([
      'Also searched, as synonyms of “motor vehicle”: “car”, “automobile”.',
    ])
  })

  it('ranks the word that was typed first', async () => {
    expect((await ask('weapon')).first).toBe('h')
    expect((await ask('landmine')).first).toBe('b')
  })

  it('searches no similar words for one that has synonyms, though the corpus lacks it', async () => {
    expect((await ask('Krieg')).notes).toEqual(['Also searched, as a synonym of “Krieg”: “Feldzug”.'])
  })

  it('is switched off by synonyms=off', async () => {
    expect(await ask('weapon', { synonyms: 'off' })).toMatchObject({ found: 'h', notes: [] })
    expect(await ask('motor vehicle', { synonyms: 'off', match: 'all' })).toMatchObject({ found: 'c' })
    expect(() => parseSearchRequest({ synonyms: 'no' })).toThrow(/synonyms: must be one of on, off/u)
  })
})

describe.each(['minisearch', 'packed'] as const)('compounds among synonyms (%s)', engine => {
  const RULES = `- [nofly, flight ban]
- [cease-fire, truce]
- [arms dealer, gun-runner]
- [Waffenruhe, Feuer-Pause]
- quickfix => work-around
`
  const TEXTS = {
    'a.md': 'The no-fly order held.',
    'b.md': 'A flight ban was read.',
    'c.md': 'The ceasefire held.',
    'd.md': 'A truce came.',
    'e.md': 'The gunrunner ran.',
    'f.md': 'An arms dealer sold.',
    'g.md': 'We fly; there is no ban on it.',
    'h.md': '---\nlanguage: de\n---\nDie Feuerpause hielt.',
    'i.md': '---\nlanguage: de\n---\nEine Waffenruhe kam.',
    'j.md': 'Their workaround failed.',
  }
  let bundle: Bundle
  beforeAll(async () => {
    bundle = (await build(TEXTS, undefined, afterAll, { engine, beside: { 'synonyms.yaml': RULES } })).bundle
  })
  it.each([
    ['flight ban', 'ab'], ['nofly', 'ab'], ['no-fly', 'abg'], ['truce', 'cd'], ['ceasefire', 'cd'], ['cease-fire', 'cd'], ['arms dealer', 'ef'], ['gunrunner', 'ef'],
    ['gun-runner', 'ef'], ['gun runner', 'f'], ['Waffenruhe', 'hi'], ['Feuerpause', 'hi'], ['Feuer-Pause', 'hi'], ['quickfix', 'j'],
  ])('stand together, apart and with a hyphen: %s finds %s', async (q, found) => {
    const { hits } = await search(bundle, parseSearchRequest({ q, facets: 'none', fuzzy: 'off', match: 'all' }))
    expect(hits.map(({ passage }) => passage.document).toSorted().join('')).toBe(found)
  }) // biome-ignore format: a table
})

describe('a file of synonyms', () => {
  it('may be a list alone, and is found beside the corpus, in it, or where the settings say', async () => {
    expect(parseSynonyms('- [a, b]\n', 's')).toEqual([{ from: ['a', 'b'], to: ['a', 'b'], language: null }])
    expect(parseSynonyms('', 's')).toEqual([])
    expect(parseSynonyms('synonyms:\n', 's')).toEqual([])
    const folder = await temporaryFolder()
    await writeFiles(folder, {
      'corpus/a.md': '# A\n\nOne car.',
      'other.yaml': '- car => auto\n',
      'lede.yaml': 'synonyms:\n  list: other.yaml\n',
      'wrong.yaml': 'synonyms:\n  list: none.yaml\n',
    })
    const sources = [join(folder, 'corpus')]
    const out = join(folder, 'index')
    await buildBundle({ sources, out, config: await readConfig(join(folder, 'lede.yaml')) })
    expect((await openBundle(out)).synonyms).toEqual([{ from: ['car'], to: ['auto'], language: null }])
    const wrong = await readConfig(join(folder, 'wrong.yaml'))
    await expect(buildBundle({ sources, out, config: wrong })).rejects.toThrow(
      /does not exist. Mend synonyms.list/u,
    )
  }, 30_000)

  it('makes an index stale where it changes, and is the same byte for byte elsewhere', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, { 'corpus/a.md': '# A\n\nOne car.', 'synonyms.yaml': '- [car, auto]\n' })
    const build = () =>
      buildBundle({
        sources: [join(folder, 'corpus')],
        out: join(folder, 'index'),
        ifStale: true,
        config: DEFAULT_CONFIG,
      })
    const first = await build()
    expect((await build()).upToDate).toBe(true)
    await writeFiles(folder, { 'synonyms.yaml': '- [car, lorry]\n' })
    const second = await build()
    expect(second).toMatchObject({ upToDate: false, reusedFiles: 1 })
    await writeFiles(folder, { 'synonyms.yaml': '- [car, auto]\n' })
    expect((await build()).manifest).toEqual(first.manifest)
  }, 30_000)

  it.each([
    ['a list of one', '- [a, b]\n- [car]\n', /s\.yaml:2: has one word only.*“car => b”/u],
    ['the same word twice', '- [car, car]\n', /s\.yaml:1: has one word only/u],
    ['nothing to search', '- a => b\n- from: [x]\n  to: ["—"]\n', /s\.yaml:3: to 0 has no letter or digit/u],
    ['from without to', '- from: [x]\n', /s\.yaml:1: must be a list of words.* or with from and to/u],
    ['an empty side', '- weapon =>\n', /s\.yaml:1: “weapon =>”: a word or phrase has no letter or digit/u],
    ['two arrows', '- a => b => c\n', /s\.yaml:1: .*more than one =>/u],
    ['an unknown key', '- word: [a, b]\n', /s\.yaml:1: must be a list of words that mean the same/u],
    ['an unknown language', '- words: [a, b]\n  language: Klingonish\n', /s\.yaml:2: language is no language: write a code/u],
    ['a map in a list', '- [a, {b: c}]\n', /s\.yaml:1: 1 must be a word or a phrase/u],
    ['no YAML', '- [a, b\n', /s\.yaml is not valid YAML:\n?.*s\.yaml:\d/su],
    ['too many words', `- [${Array.from({ length: 101 }, (_, at) => `w${at}`).join(', ')}]\n`, /more than 100 words/u],
  ])('with %s is refused with the line', (_, text, message) => {
    let said = ''
    try {
      parseSynonyms(text, 's.yaml')
    } catch (error) {
      said = JSON.stringify(error, ['message', 'details', 'problems']) + String((error as Error).message)
    }
    expect(said).toMatch(message)
  }) // biome-ignore format: a table
})
