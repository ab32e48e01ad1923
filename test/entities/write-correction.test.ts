import { describe, expect, it } from 'vitest'
import { ENTITY_TYPES } from '../../src/domain/document.ts'
import { parseCorrections } from '../../src/entities/corrections.ts'
import { type Correction, correctionEntry, withCorrection } from '../../src/entities/write-correction.ts'
import fc from '../support/properties.ts'

const DROP: Correction = { kind: 'drop', entity: 'organization:nj' }

describe('an entry', () => {
  it('is what a file of its own would say', () => {
    expect(correctionEntry(DROP)).toBe('drop:\n  - entity: organization:nj\n')
    expect(correctionEntry({ kind: 'retype', entity: 'person:kremlin', to: 'place' })).toBe(
      'retype:\n  - entity: person:kremlin\n    to: place\n',
    )
    expect(correctionEntry({ kind: 'merge', entity: 'person:a', into: 'person:b' })).toBe(
      'merge:\n  - into: person:b\n    from:\n      - person:a\n',
    )
  })

  it('is read as it was meant, whatever the id', () => {
    const id = fc
      .string({ minLength: 1 })
      .map(text => text.trim())
      .filter(text => text !== '')
    const correction = fc.oneof(
      fc.record({ kind: fc.constant('drop' as const), entity: id }),
      fc.record({ kind: fc.constant('retype' as const), entity: id, to: fc.constantFrom(...ENTITY_TYPES) }),
      fc.record({ kind: fc.constant('merge' as const), entity: id, into: id }),
    )
    fc.assert(
      fc.property(fc.array(correction, { maxLength: 5 }), corrections => {
        const text = corrections.reduce((file, each) => withCorrection(file, each, 'e.yaml'), '# Ours\n')
        const read = parseCorrections(text, 'e.yaml')
        const said = [
          ...read.drop.map(({ entity }) => ({ kind: 'drop', entity })),
          ...read.retype.map(({ entity, to }) => ({ kind: 'retype', entity, to })),
          ...read.merge.map(({ into, from }) => ({
            kind: 'merge',
            entity: from[0]?.entity,
            into: into.entity,
          })),
        ]
        const order = ['drop', 'retype', 'merge']
        expect(said).toEqual(corrections.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)))
        expect(text.startsWith('# Ours\n')).toBe(true)
      }),
    )
  })
})

describe('a file', () => {
  it('keeps every line that it has, and its comments', () => {
    const file = [
      '# What we know better',
      'drop:          # not a name',
      '    - entity: person:x   # see letter',
      '',
      '# Places',
      'add:',
      '- {name: "Shushi Road", type: place}',
    ].join('\n')
    expect(withCorrection(file, DROP, 'e.yaml')).toBe(
      file.replace('# see letter\n', '# see letter\n    - entity: organization:nj\n'),
    )
    const merged = withCorrection(file, { kind: 'merge', entity: 'person:a', into: 'person:b' }, 'e.yaml')
    expect(merged).toBe(`${file}\nmerge:\n  - into: person:b\n    from:\n      - person:a\n`)
  })

  it('may have a list in one line, or an empty one', () => {
    for (const list of ['drop: [{entity: x}] # why', 'drop: []', 'drop:\n- entity: x']) {
      const { drop } = parseCorrections(withCorrection(`${list}\n# end\n`, DROP, 'e.yaml'), 'e.yaml')
      expect(drop.at(-1)?.entity, list).toBe('organization:nj')
    }
    expect(withCorrection('drop: [{entity: x}] # why\n# end\n', DROP, 'e.yaml')).toContain('# end')
  })

  it('that cannot be used is left alone', () => {
    expect(() => withCorrection('drop: [', DROP, 'e.yaml')).toThrow(/e\.yaml is not valid YAML/u)
    expect(() => withCorrection('drip: []\n', DROP, 'e.yaml')).toThrow(/drip/u)
  })
})
