// Corrections that go round in a circle, and what is left pointing where nothing is.

import { describe, expect, it } from 'vitest'
import type { EntityRecord } from '../../src/domain/document.ts'
import { build, passagesOf } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const DOCUMENTS = {
  'a.md':
    'Baku and Yerevan signed in Geneva. Azerbaijan and Armenia agreed, and Azeris and Armenians cheered.',
  'b.md': 'In Oslo, Norway, Jody Williams met Ban Ki-moon. Williams left for Geneva, Switzerland.',
}
const withCorrections = (yaml: string) => build({ ...DOCUMENTS, 'entities.yaml': yaml })

/** Every id that an answer may give: of entities, in relations, mentions and candidates. */
async function idsOf(yaml: string): Promise<{ entities: readonly EntityRecord[]; missing: string[] }> {
  const { bundle } = await withCorrections(yaml)
  const { entities } = bundle.records
  const given = [
    ...entities.flatMap(({ relations }) => relations.map(({ entity }) => entity)),
    ...passagesOf(bundle).flatMap(({ mentions }) =>
      mentions.flatMap(({ entity, candidates = [] }) => [
        ...candidates,
        ...(entity === null ? [] : [entity]),
      ]),
    ),
  ]
  return { entities, missing: given.filter(id => bundle.records.entity(id) === null) }
}

describe('merges that go round in a circle', () => {
  it.each([
    ['two', 'merge:\n  - { into: Oslo, from: [Geneva] }\n  - { into: Geneva, from: [Oslo] }\n', ':3: “Oslo” is merged into an entity that is merged into it (lines 2 and 3)'],
    ['three', 'merge:\n  - { into: Oslo, from: [Geneva] }\n  - { into: Baku, from: [Oslo] }\n\n  - { into: Geneva, from: [Baku] }\n', ':5: “Baku” is merged into an entity that is merged into it (lines 2, 3 and 5)'],
    ['by other names', 'merge:\n  - { into: "place:oslo", from: [Geneva] }\n  - into: "place:geneva"\n    from:\n      - Oslo\n', ':5: “Oslo” is merged into an entity that is merged into it (lines 2 and 5)'],
    ['into two', 'merge:\n  - { into: Oslo, from: [Geneva] }\n  - { into: Baku, from: [Geneva] }\n', ':3: “Geneva” is merged into two entities (lines 2 and 3)'],
  ])('%s: are refused, and the lines named', async (_name, yaml, message) => {
    await expect(withCorrections(yaml)).rejects.toThrow(message)
  }) // biome-ignore format: a table

  it('are none where one is merged into another in turn, in whatever order, or twice', async () => {
    const yaml =
      'merge:\n  - { into: Baku, from: [Oslo] }\n  - { into: Oslo, from: [Geneva] }\n  - { into: Oslo, from: [Geneva, Oslo] }\n'
    const { entities, missing } = await idsOf(yaml)
    expect(missing).toEqual([])
    const baku = entities.find(({ id }) => id === 'place:baku')
    expect(baku?.aliases.map(({ name }) => name).sort()).toEqual(['Baku', 'Geneva', 'Oslo'])
    expect(baku?.mentions).toBe(4)
    expect(entities.some(({ id }) => id === 'place:oslo' || id === 'place:geneva')).toBe(false)
  })

  it('are found at once among thousands of merges', async () => {
    const names = Array.from({ length: 3000 }, (_, at) => `Town${at}`)
    const add = names.map(name => `  - { name: ${name}, type: place }`).join('\n')
    const merge = names
      .slice(1)
      .map((name, at) => `  - { into: ${names[at]}, from: [${name}] }`)
      .join('\n')
    const started = performance.now()
    const { bundle } = await build({
      'a.md': `They saw ${names.join(', ')}.`,
      'entities.yaml': `add:\n${add}\nmerge:\n${merge}\n`,
    })
    expect(bundle.records.entity('place:town0')?.mentions).toBe(3000)
    expect(performance.now() - started).toBeLessThan(60_000)
  }, 90_000)
})

describe('relations follow what a correction changes', () => {
  it.each([
    [
      'a rename',
      'rename: [{ entity: Azerbaijan, to: Aserbaidschan }]',
      'place:azerbaijan',
      'place:aserbaidschan',
    ],
    [
      'a retype',
      'retype: [{ entity: Azerbaijan, to: organization }]',
      'place:azerbaijan',
      'organization:azerbaijan',
    ],
    ['a merge', 'merge: [{ into: Norway, from: [Azerbaijan] }]', 'place:azerbaijan', 'place:norway'],
    [
      'a merge and a rename',
      'merge: [{ into: Norway, from: [Azerbaijan] }]\nrename: [{ entity: Norway, to: Norge }]',
      'place:azerbaijan',
      'place:norge',
    ],
  ])('%s', async (_name, yaml, old, now) => {
    const before = (await idsOf('{}')).entities.filter(({ relations }) =>
      relations.some(({ entity }) => entity === old),
    )
    expect(before.length).toBeGreaterThan(0)
    const { entities, missing } = await idsOf(yaml)
    expect(missing).toEqual([])
    for (const { id, relations } of before.filter(({ id }) => id !== 'place:norway')) {
      const changed = entities.find(entity => entity.id === id)
      expect(changed?.relations.length, id).toBe(relations.length)
      expect(
        changed?.relations.map(({ entity }) => entity),
        id,
      ).toContain(now)
    }
  })

  it('so that every id that an answer gives is that of an entity, whatever is corrected', async () => {
    const name = fc.constantFrom(
      'Azerbaijan',
      'Baku',
      'Armenia',
      'Norway',
      'Oslo',
      'Geneva',
      'Switzerland',
      'Jody Williams',
    )
    const correction = fc.oneof(
      fc.tuple(name, name).map(([into, from]) => `merge: { into: ${into}, from: [${from}] }`),
      fc
        .tuple(name, fc.constantFrom('Genf', 'Norge', 'Bakı'))
        .map(([entity, to]) => `rename: { entity: ${entity}, to: ${to} }`),
      fc
        .tuple(name, fc.constantFrom('organization', 'group'))
        .map(([entity, to]) => `retype: { entity: ${entity}, to: ${to} }`),
      name.map(entity => `drop: { entity: ${entity} }`),
      fc
        .tuple(name, name)
        .filter(([a, b]) => a !== b)
        .map(group => `distinct: [${group.join(', ')}]`),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(correction, { minLength: 1, maxLength: 4 }), async lines => {
        const kinds = [...new Set(lines.map(line => line.split(':')[0]))]
        const yaml = kinds
          .map(
            kind =>
              `${kind}:\n${lines
                .filter(line => line.startsWith(`${kind}:`))
                .map(line => `  - ${line.slice(line.indexOf(' ') + 1)}`)
                .join('\n')}`,
          )
          .join('\n')
        const { missing } = await idsOf(yaml).catch((error: Error) => {
          expect(error.message).toMatch(/merged into/u)
          return { missing: [] }
        })
        expect(missing, yaml).toEqual([])
      }),
      { numRuns: 25 },
    )
  }, 120_000)
})
