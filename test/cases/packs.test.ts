// Packs: names of a subject that a user adds, with types, aliases and ids. What becomes of a form that is a word too.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { findConfig } from '../../src/build/config.ts'
import { watchCorpus } from '../../src/build/watch-corpus.ts'
import { openBundle } from '../../src/bundle/open-bundle.ts'
import { parsePack } from '../../src/entities/gazetteer/pack.ts'
import { getEntity } from '../../src/search/entities.ts'
import { english } from '../../src/web/words/english.ts'
import { withTitles } from '../../src/web/words/titles.ts'
import { build, type Files, passagesOf, temporaryFolder, writeFiles } from '../support/fixtures.ts'

const name = { name: 'Srebrna Gora', type: 'place', aliases: ['Silberberg'], ids: { wikidata: 'Q1' } }
const TEXT = 'They met in Srebrna Gora. Later the walls of Silberberg fell.'

/** Texts and entities of the mentions in a corpus of one document. */
async function mentions(text: string, files: Files = {}): Promise<string[]> {
  const { bundle } = await build({ 'a.md': text, ...files })
  return passagesOf(bundle).flatMap(passage =>
    passage.mentions.map(({ text, entity }) => `${text}: ${entity}`),
  )
}

describe('a pack', () => {
  it.each([
    [
      'YAML',
      'names.yaml',
      'names:\n  place:\n    - { name: Srebrna Gora, aliases: [Silberberg], ids: { wikidata: Q1 } }\n',
    ],
    ['CSV', 'names.csv', 'name,type,aliases,wikidata\nSrebrna Gora,place,Silberberg,Q1\n'],
    ['JSON Lines', 'names.jsonl', `${JSON.stringify(name)}\n`],
  ])('of %s names what a corpus means, in all its forms and with its ids', async (_kind, file, pack) => {
    const files = { 'a.md': TEXT, 'lede.yaml': `packs: [./${file}]`, [file]: pack }
    const { bundle } = await build(files)
    const { entity } = await getEntity(bundle, 'place:srebrna-gora')
    expect(entity).toMatchObject({
      name: 'Srebrna Gora',
      type: 'place',
      mentions: 2,
      ids: { wikidata: 'Q1' },
    })
  })

  it('may write a name and its aliases on one line', () => {
    const { names } = parsePack('names: { place: [Foo | Bar | Baz] }', 'p.yaml')
    expect(names).toEqual([{ type: 'place', name: 'Foo', aliases: ['Bar', 'Baz'] }])
  })

  it('knows a person by an alias and a surname', async () => {
    const found = await mentions('Bob Weston spoke. Then Weston left.', {
      'lede.yaml': 'packs: [./p.yaml]',
      'p.yaml': 'names: { person: [Robert Weston | Bob Weston] }',
    })
    expect(found).toEqual(['Bob Weston: person:robert-weston', 'Weston: person:robert-weston'])
  })

  it('is named from the folder of the configuration, which lies in the corpus or beside it', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, {
      'texts/a.md': TEXT,
      'lede.yaml': 'packs: [names/p.csv]',
      'names/p.csv': 'name,type\nX,place\n',
    })
    expect((await findConfig([join(folder, 'texts')])).packs).toEqual([join(folder, 'names/p.csv')])
    expect((await findConfig([join(folder, 'names')], join(folder, 'lede.yaml'))).packs).toHaveLength(1)
  })

  it('calls its types as its readers do', async () => {
    const { bundle } = await build({
      'a.md': TEXT,
      'lede.yaml': 'packs: [./p.yaml]',
      'p.yaml': 'titles: { product: [Ships, Ship] }\nnames: { product: [SS Great Britain] }',
    })
    const { titles } = bundle.manifest
    const words = withTitles(english, titles ?? {})
    expect([words['type.product.many'], words['type.product.within'], words['type.person.many']]).toEqual([
      'Ships',
      'Ship',
      english['type.person.many'],
    ])
  })

  it('that is long is known by each of its names', () => {
    const forms = Array.from({ length: 60 }, (_, at) => `Name Number ${at}`)
    expect(parsePack(`names: { place: [${forms.join(' | ')}] }`, 'p.yaml').names[0]?.aliases).toHaveLength(59)
  })

  it('says which forms mean two things', async () => {
    const { report } = await build({
      'a.md': TEXT,
      'lede.yaml': 'packs: [./p.yaml]',
      'p.yaml': 'names: { place: [Foo | F, Bar | F] }',
    })
    expect(report.problems).toContainEqual({
      severity: 'warning',
      rule: 'pack-form-twice',
      path: 'p.yaml',
      message: 'One form means two things, and the first keeps it: “F” (Foo, Bar).',
    })
  })
})

describe('a pack that cannot be used', () => {
  it.each([
    ['p.yaml', 'names:\n  place:\n    - ""\n', /p\.yaml:3: names\.place\.0/u],
    ['p.yaml', 'names:\n  planet: [X]\n', /p\.yaml:2: names: .*planet/u],
    ['p.yaml', 'titles:\n  work: [Works]\n', /p\.yaml:2: titles\.work: must be a list of two/u],
    ['p.csv', 'name,type\nFoo,place\nBar,planet\n', /p\.csv:3: type: must be one of person, organization/u],
    ['p.csv', 'title\nFoo\n', /p\.csv:1: the first row must name the columns; name and type is missing/u],
    ['p.csv', 'name,type\nFoo,place,more\n', /p\.csv:2: has 3 cells, and there are 2 columns/u],
    ['p.csv', 'name,type\n"Foo,place\n', /p\.csv is not CSV/u],
    [
      'p.jsonl',
      '{"name":"Foo","type":"place"}\n{"name":7,"type":"place"}\n',
      /p\.jsonl:2: name: must be a text/u,
    ],
    ['p.jsonl', '\n{"name"\n', /p\.jsonl:2: /u],
    ['p.txt', 'Foo', /p\.txt is no pack: its name must end with \.yaml/u],
  ])('is told of with file, line and field: %s', (file, text, message) =>
    expect(() => parsePack(text, file)).toThrow(message),
  )

  it('is told of with the line of the setting where it is not there', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, {
      'lede.yaml': 'packs:\n  - disarmament\n  - boats\n',
      'b.yaml': 'packs: [./boats.csv]',
    })
    await expect(findConfig([], join(folder, 'lede.yaml'))).rejects.toThrow(
      /lede\.yaml:3: packs\.1: Lede brings no pack “boats”, but disarmament/u,
    )
    await expect(findConfig([], join(folder, 'b.yaml'))).rejects.toThrow(
      /b\.yaml:1: packs\.0: there is no file .*boats\.csv/u,
    )
  })
})

describe('a change of a pack', () => {
  it('makes the index stale, and the index is then what a first build makes', async () => {
    const place = await build({ 'a.md': TEXT, 'lede.yaml': 'packs: [./p.yaml]', 'p.yaml': 'names: {}' })
    const again = { sources: [place.corpus], out: place.out, ifStale: true }
    expect(await buildBundle(again)).toMatchObject({ upToDate: true })
    await writeFiles(place.corpus, { 'p.yaml': 'names: { place: [Srebrna Gora | Silberberg] }' })
    expect(await buildBundle(again)).toMatchObject({ upToDate: false, published: true })
    const bundle = await openBundle(place.out)
    expect(bundle.records.entity('place:srebrna-gora')?.mentions).toBe(2)
  })

  it('is seen by whoever watches the corpus, wherever the pack lies', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, { 'corpus/a.md': TEXT, 'names/p.yaml': 'names: {}' })
    const pack = join(folder, 'names/p.yaml')
    const seen = new Promise<void>((resolve, reject) => {
      onTestFinished(watchCorpus(join(folder, 'corpus'), [pack], resolve, reject))
    })
    await writeFile(pack, 'names: { place: [Foo] }')
    await seen
  })
})

describe('the pack of disarmament', () => {
  const pack = { 'lede.yaml': 'packs: [disarmament]' }

  it('knows treaties, weapons and designations, which no other corpus has', async () => {
    const text =
      'The Mine Ban Treaty forbids the PMN-2, and cluster munitions such as the M85 bomblet are forbidden too.'
    expect(await mentions(text, pack)).toEqual([
      'Mine Ban Treaty: work:anti-personnel-mine-ban-convention',
      'PMN-2: product:pmn-2',
      'cluster munitions: product:cluster-munition',
      'M85: product:m85',
      'bomblet: product:submunition',
    ])
    expect(await mentions('The M85 is closed, cluster munitions or not.')).toEqual([])
  })

  it('lets another pack say what letters with figures are, where its words stand', async () => {
    const both = {
      'lede.yaml': 'packs: [disarmament, ./circulars.yaml]',
      'circulars.yaml': 'designations: { type: work, words: [circular] }',
    }
    expect(await mentions('The circular D1234 was sent to all.', both)).toEqual(['D1234: work:d1234'])
    expect(await mentions('The rifle D1234 was sent to all.', both)).toEqual(['D1234: product:d1234'])
  })
})

describe('a form that is also a common word', () => {
  it.each([
    'Male patients were treated in the morning.',
    'Polish the silver until it shines.',
    'Reading is good for you. Start early.',
    'MI5 watched him, and the M42 was closed.',
    'START the engine. Patriot or not, nobody came. ATT stands for nothing.',
  ])('is no name in “%s”', async text => {
    const known = await mentions(text, { 'lede.yaml': 'packs: [disarmament]' })
    expect(known.filter(mention => /: (?:place|group|work|product):/u.test(mention))).toEqual([])
  })

  it('is one where the model sees it', async () => {
    expect(await mentions('Polish troops left Iraq. They flew to Male on Monday.')).toEqual([
      'Polish: group:polish',
      'Iraq: place:iraq',
      'Male: place:male',
    ])
  })

  it('is one where the corpus means it', async () => {
    const pack = { 'lede.yaml': 'packs: [disarmament]' }
    const other = 'The Arms Trade Treaty is in force.'
    expect(await mentions('ATT reports are late.', { ...pack, 'b.md': other })).toContain(
      'ATT: work:arms-trade-treaty',
    )
  })
})
