// One name has one type in an archive, in every language.

import { describe, expect, it } from 'vitest'
import { countTypes, TypeVotes } from '../../src/entities/lexicon/type-votes.ts'
import { resolveDocument } from '../../src/entities/resolve-document.ts'
import type { Candidate } from '../../src/entities/tagger/tagger.ts'
import { build, passagesOf } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const named = (text: string, type: Candidate['type'], start = 0): Candidate => ({
  start,
  end: start + text.length,
  text,
  type,
  rule: 'model',
  entry: null,
})

describe('the type of a name', () => {
  it('is the one that was found most often, however it is written', () => {
    const votes = new TypeVotes()
    votes.add(
      countTypes([[named('Tarvel', 'place'), named('the Tarvel', 'place')], [named('TARVEL', 'person')]]),
    )
    expect(votes.typeOf("Tarvel's")).toBe('place')
  })

  it('is open where two were found as often, or none', () => {
    const votes = new TypeVotes()
    votes.add(countTypes([[named('Tarvel', 'place'), named('Tarvel', 'person'), named('Ondrin', 'work')]]))
    expect(votes.typeOf('Tarvel')).toBeNull()
    expect(votes.typeOf('Ondrin')).toBeNull()
    expect(votes.typeOf('Halm')).toBeNull()
  })

  it('does not depend on the order of the documents', () => {
    const found = fc.array(
      fc.record({
        name: fc.constantFrom('Tarvel', 'Ondrin'),
        type: fc.constantFrom('place', 'person', 'organization'),
      }),
      { maxLength: 6 },
    )
    const decided = (documents: { name: string; type: string }[][]): unknown[] => {
      const votes = new TypeVotes()
      for (const list of documents)
        votes.add(countTypes([list.map(({ name, type }) => named(name, type as Candidate['type']))]))
      return ['Tarvel', 'Ondrin'].map(name => votes.typeOf(name))
    }
    fc.assert(
      fc.property(fc.array(found, { maxLength: 5 }), documents => {
        expect(decided([...documents].reverse())).toEqual(decided(documents))
      }),
    )
  })

  it('holds in all documents of an archive', async () => {
    const often =
      'El mercado de los viernes en Valdesera es el más antiguo de la región. La gente viaja a Valdesera para vender. En Valdesera viven dos mil personas.'
    const { bundle } = await build({
      'a.md': `---\ntitle: Uno\n---\n\n${often}\n`,
      'b.md': `---\ntitle: Dos\n---\n\n${often}\n`,
      'c.md':
        '---\ntitle: Tres\n---\n\nSegún Valdesera, nadie sabe nada de lo que pasó aquella noche. La gente del pueblo cree que los papeles se perdieron en el invierno.\n',
    })
    const types = passagesOf(bundle).flatMap(({ mentions }) =>
      mentions.filter(({ text }) => text === 'Valdesera').map(({ type }) => type),
    )
    expect(types).toHaveLength(7)
    expect(new Set(types)).toEqual(new Set(['place']))
  })
})

describe('words that any people’s body may be called by', () => {
  const meant = (text: string, ...names: Candidate[]): (string | null)[] =>
    resolveDocument([text], [names], ['en'])
      .flat()
      .map(({ target }) => target?.name ?? target?.key ?? null)

  it('name that of the people before them', () => {
    expect(
      meant(
        'The Palestinian Authority paid.',
        named('Palestinian', 'group', 4),
        named('Authority', 'organization', 16),
      ),
    ).toEqual(['group:palestinian', 'Palestinian Authority'])
  })

  it('and so does a short form of theirs', () => {
    const text = 'The Cambodian Mine Action Centre (CMAC) was founded. CMAC clears mines.'
    expect(
      meant(text, named('Cambodian', 'group', 4), named('Mine Action Centre', 'organization', 14)),
    ).toEqual([
      'group:cambodian',
      'Cambodian Mine Action Centre',
      'Cambodian Mine Action Centre',
      'Cambodian Mine Action Centre',
    ])
  })

  it('but not where something stands between, nor a name of its own', () => {
    expect(
      meant('Palestinian, Authority', named('Palestinian', 'group'), named('Authority', 'organization', 13)),
    ).toEqual(['group:palestinian', 'organization:authority'])
    expect(meant('Dutch Philips', named('Dutch', 'group'), named('Philips', 'organization', 6))).toEqual([
      'group:dutch',
      'organization:philips',
    ])
  })
})
