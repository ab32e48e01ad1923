import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/domain/errors.ts'
import { findAbbreviations } from '../../src/entities/abbreviations.ts'
import { parseCorrections } from '../../src/entities/corrections.ts'
import { resolveDocument } from '../../src/entities/resolve-document.ts'
import type { Candidate } from '../../src/entities/tagger/tagger.ts'
import { build, type Files, passagesOf } from '../support/fixtures.ts'

/** Entity ids of each mention of a one-document corpus, by text. */
async function mentions(body: string, files: Files = {}): Promise<[string, string | null, string][]> {
  const { bundle } = await build({ 'a.md': `---\ntitle: T\ndate: 2020-10-26\n---\n\n${body}`, ...files })
  return passagesOf(bundle).flatMap(passage =>
    passage.mentions.map(({ text, entity, rule }): [string, string | null, string] => [text, entity, rule]),
  )
}

describe('in-text definitions', () => {
  it.each([
    ['the Convention on Cluster Munitions (CCM) bans', 'CCM', 'Convention on Cluster Munitions'],
    ['in Nagorno-Karabakh (NK below) areas', 'NK', 'Nagorno-Karabakh'],
    ['a multiple rocket launch system (MRLS).', 'MRLS', 'multiple rocket launch system'],
    ['internally displaced persons (IDPs) fled', 'IDPs', 'internally displaced persons'],
    ['the CCM (Convention on Cluster Munitions) bans', 'CCM', 'Convention on Cluster Munitions'],
    [
      'the Independent International Commission on Decommissioning (IICD) was',
      'IICD',
      'Independent International Commission on Decommissioning',
    ],
    [
      'The Neutral Nations Supervisory Commission (NNSC) was',
      'NNSC',
      'Neutral Nations Supervisory Commission',
    ],
    ['the Comprehensive Nuclear-Test-Ban Treaty (CTBT) is', 'CTBT', 'Comprehensive Nuclear-Test-Ban Treaty'],
    ['the Independent Commission (“the IC”) met', 'IC', 'Independent Commission'],
  ])('%s', (text, short, long) => expect(findAbbreviations(text)).toMatchObject([{ short, long }]))

  it.each([
    'He came (in May) and went',
    'Prices rose (see Table 2)',
    'the army (which had left) returned',
    'Germany (West) and others',
  ])('are not seen in “%s”', text => expect(findAbbreviations(text)).toEqual([]))

  it('join the short form to the long one everywhere in the document', async () => {
    const found = await mentions(
      'NK was calm.\n\nFighting reached Nagorno-Karabakh (NK below).\n\nIt left NK’s capital, Stepanakert.',
    )
    expect(found).toEqual([
      ['NK', 'place:nagorno-karabakh', 'abbreviation'],
      ['Nagorno-Karabakh', 'place:nagorno-karabakh', 'gazetteer'],
      ['NK', 'place:nagorno-karabakh', 'abbreviation'],
      ['NK', 'place:nagorno-karabakh', 'abbreviation'],
      ['Stepanakert', 'place:stepanakert', 'gazetteer'],
    ])
  })
})

describe('an organisation and its short form', () => {
  const org = (text: string, name: string): Candidate => {
    const start = text.indexOf(name)
    return { start, end: start + name.length, text: name, type: 'organization', rule: 'model', entry: null }
  }
  const meant = (text: string, candidates: Candidate[]): (string | undefined)[] =>
    resolveDocument([text], [candidates], ['es'])[0]?.map(({ target }) => target?.key) ?? []

  it('are one where a bracket says that it is short for it, whatever its letters', () => {
    const text =
      'El Partido Obrero Unificado Polaco (PZPR, por sus siglas en polaco) cayó. El PZPR ya no existe.'
    const key = 'organization:partido-obrero-unificado-polaco'
    expect(meant(text, [org(text, 'Partido Obrero Unificado Polaco')])).toEqual([key, key, key])
  })

  it('are one without its legal form', () => {
    const text = 'Meridian Corporation paid. Later Meridian closed.'
    const key = 'organization:meridian-corporation'
    expect(meant(text, [org(text, 'Meridian Corporation')])).toEqual([key, key])
  })

  it('are two where the short form is somebody’s surname', () => {
    const text = 'Meridian GmbH paid. Ann Meridian left.'
    const person = { ...org(text, 'Ann Meridian'), type: 'person' as const }
    expect(meant(text, [org(text, 'Meridian GmbH'), person])).toEqual([
      'organization:meridian-gmbh',
      'person:ann-meridian',
    ])
  })
})

describe('people', () => {
  it('are not called as books about them are', () => {
    const text = 'Noam Zubrowski wrote it. The Zubrowski Reader has it all. Zubrowski agrees.'
    const person = (name: string, from = 0): Candidate => {
      const start = text.indexOf(name, from)
      return { start, end: start + name.length, text: name, type: 'person', rule: 'model', entry: null }
    }
    const [mentions = []] = resolveDocument(
      [text],
      [[person('Noam Zubrowski'), person('Zubrowski Reader'), person('Zubrowski', 55)]],
      ['en'],
    )
    expect(mentions.map(({ target }) => target?.key)).toEqual([
      'person:noam-zubrowski',
      'person:zubrowski-reader',
      'person:noam-zubrowski',
    ])
  })

  it('are known by surname after their full name', async () => {
    expect(
      await mentions('President Armen Sarkissian spoke. Later Sarkissian left. Sarkissian’s office closed.'),
    ).toEqual([
      ['Armen Sarkissian', 'person:armen-sarkissian', 'model'],
      ['Sarkissian', 'person:armen-sarkissian', 'surname'],
      ['Sarkissian', 'person:armen-sarkissian', 'surname'],
    ])
  })

  it('who share a surname stay two, and the surname alone links to none', async () => {
    const { bundle } = await build({
      'a.md': '# T\n\nPresident Ilham Aliyev met President Heydar Aliyev. Then Aliyev left.',
    })
    const [, , last] = passagesOf(bundle)[0]?.mentions ?? []
    expect(last).toMatchObject({
      text: 'Aliyev',
      entity: null,
      rule: 'ambiguous',
      candidates: ['person:heydar-aliyev', 'person:ilham-aliyev'],
    })
  })

  it('with one surname in two documents are not merged', async () => {
    const { bundle } = await build({
      'a.md': '# T\n\nMr. John Smith spoke. Smith left.',
      'b.md': '# T\n\nMrs. Mary Smith spoke. Smith left.',
    })
    const people = bundle.records.entities
      .filter(entity => entity.type === 'person')
      .map(entity => [entity.id, entity.mentions])
    expect(people).toEqual([['person:john-smith', 2], ['person:mary-smith', 2]]) // biome-ignore format: two pairs
  })

  it('written surname first, in capitals, are who they are elsewhere', async () => {
    const found = await mentions(
      '- SARKISSIAN, Armen\n- ALIYEV, Ilham\n\nBAKU, Azerbaijan. President Armen Sarkissian spoke.',
    )
    expect(found.filter(([, id]) => id?.startsWith('person:'))).toEqual([
      ['SARKISSIAN, Armen', 'person:armen-sarkissian', 'inverted-name'],
      ['ALIYEV, Ilham', 'person:ilham-aliyev', 'inverted-name'],
      ['Armen Sarkissian', 'person:armen-sarkissian', 'model'],
    ])
    const { bundle } = await build({ 'a.md': '# T\n\nSigned: ALIYEV, Ilham' })
    expect(bundle.records.entity('person:ilham-aliyev')?.name).toBe('Ilham Aliyev')
  })

  it('are known by their surname with its particles', async () => {
    const found = await mentions(
      'EU leaders met Ursula von der Leyen. Von der Leyen said little. Mrs. von der Leyen left.',
    )
    expect(new Set(found.filter(([text]) => text.endsWith('Leyen')).map(([, id]) => id))).toEqual(
      new Set(['person:ursula-von-der-leyen']),
    )
  })

  it('end with their sentence, and have the second half of a given name', async () => {
    const found = await mentions('Ban Ki-moon met Ursula von der Leyen. Von der Leyen thanked Ban Ki-moon.')
    expect(found.map(([text]) => text)).toEqual([
      'Ban Ki-moon', 'Ursula von der Leyen', 'Von der Leyen', 'Ban Ki-moon',
    ]) // biome-ignore format: a list
  })

  it('are one with and without accents, middle names and initials', async () => {
    const found = await mentions(
      'President Recep Tayyip Erdoğan spoke. President Tayyip Erdogan left. Mr. R. Erdogan agreed.',
    )
    expect(new Set(found.map(([, id]) => id))).toEqual(new Set(['person:recep-tayyip-erdogan']))
  })
})

describe('places, peoples and designations', () => {
  it('are one in all their spellings, and a pronoun is no country', async () => {
    expect(await mentions('The U.S., the US and the United States told us.')).toEqual([
      ['U.S.', 'place:united-states', 'gazetteer'],
      ['US', 'place:united-states', 'gazetteer'],
      ['United States', 'place:united-states', 'gazetteer'],
    ])
    const pack = { 'lede.yaml': 'packs: [disarmament]' }
    const found = await mentions('They found Mo95 and M095 bomblets and a LAR-160.', pack)
    expect(found.map(([, id]) => id)).toEqual([
      'product:m095',
      'product:m095',
      'product:submunition',
      'product:lar-160',
    ])
  })

  it('a people is one in singular and plural', async () => {
    const found = await mentions('The Turkish Cypriots voted. A Turkish Cypriot leader spoke.')
    expect(new Set(found.map(([, id]) => id))).toEqual(new Set(['group:turkish-cypriot']))
  })

  it('a demonym is a group, visibly related to its country', async () => {
    const { bundle } = await build({ 'a.md': '# T\n\nAzeri forces left Azerbaijan for Baku.' })
    expect(bundle.records.entity('group:azerbaijani')).toMatchObject({
      relations: [{ relation: 'demonym-of', entity: 'place:azerbaijan' }],
    })
    expect(bundle.records.entity('place:baku')).toMatchObject({
      relations: [{ relation: 'capital-of', entity: 'place:azerbaijan' }],
    })
  })
})

describe('a corrections file', () => {
  const corpus = {
    'a.md': '# T\n\nThe Kremlin spoke. Mr. John Smith and the Foo Council met in Atlantis.',
    'b.md': '# T\n\nMr. John Smith left the Foo Council and Artsakh Bank.',
  }

  it('merges, splits, renames, retypes, adds and drops', async () => {
    const yaml = [
      'add: [{ name: Atlantis, type: place, aliases: [Poseidonis] }]',
      'drop: [{ entity: Artsakh Bank }]',
      'split:\n  - entity: John Smith\n    into: [{ name: John Smith (general), documents: [b] }]',
      'retype: [{ entity: Kremlin, to: place }]',
      'rename: [{ entity: Foo Council, to: Council of Foo }]',
    ].join('\n')
    const { bundle } = await build({ ...corpus, 'entities.yaml': yaml })
    const ids = passagesOf(bundle).map(passage => passage.mentions.map(mention => mention.entity))
    expect(ids).toEqual([
      ['place:kremlin', 'person:john-smith', 'organization:council-of-foo', 'place:atlantis'],
      ['person:john-smith-general', 'organization:council-of-foo'],
    ])
  })

  it('merging keeps the forms of both', async () => {
    const { bundle } = await build({
      ...corpus,
      'entities.yaml': 'merge: [{ into: Kremlin, from: [organization:foo-council] }]',
    })
    expect(bundle.records.entity('organization:kremlin')).toMatchObject({
      mentions: 3,
      passages: 2,
      aliases: [{ name: 'Foo Council' }, { name: 'Kremlin' }],
    })
    expect(bundle.records.entity('organization:foo-council')).toBeNull()
  })

  it('names the line of what it cannot use', async () => {
    await expect(
      build({ ...corpus, 'entities.yaml': 'drop:\n  - entity: Kremlin\n  - entity: Krmlin' }),
    ).rejects.toThrow(/entities\.yaml:3: no entity is called “Krmlin”/u)
    expect(() =>
      parseCorrections('drop:\n  - entity: A\nretype:\n  - entity: B\n    to: planet\n', 'e.yaml'),
    ).toThrow(/e\.yaml:5: retype\.0\.to/u)
    expect(() => parseCorrections('drop: [', 'e.yaml')).toThrow(ConfigError)
    expect(() => parseCorrections('remove: []', 'e.yaml')).toThrow(/Unrecognized key: "remove"/u)
  })
})

describe('counts', () => {
  it('are of passages, documents and mentions, boilerplate left out', async () => {
    const { bundle } = await build({
      'a.md': '# T\n\nIran and Iran.\n\nIran.\n\n***\n\nCopyright © Iran Times, 2020',
      'b.md': '# T\n\nIran.',
    })
    expect(bundle.records.entity('place:iran')).toMatchObject({ mentions: 4, passages: 3, documents: 2 })
  })
})
