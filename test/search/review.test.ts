import { describe, expect, it } from 'vitest'
import { reviewEntities } from '../../src/search/review.ts'
import { build } from '../support/fixtures.ts'

describe('the review of entities', () => {
  it('lists near-duplicates, names of two types, bare surnames and ambiguous names, with answers that work', async () => {
    const files = {
      'a.md':
        '# T\n\nPresident Armen Sarkissian spoke. President Serzh Sargsyan left.\n\nPresident Ilham Aliyev met President Heydar Aliyev. Then Aliyev left.',
      'b.md': '# T\n\nPresident Armen Sarkisian spoke again.',
      'c.md': '# T\n\nMr. Sargsyan spoke.',
    }
    const { bundle } = await build(files)
    const cases = reviewEntities(bundle)
    const pairs = cases.map(({ kind, entities }) => [kind, ...entities])
    expect(pairs).toContainEqual(['near-duplicate', 'person:armen-sarkisian', 'person:armen-sarkissian'])
    expect(pairs).toContainEqual(['bare-surname', 'person:serzh-sargsyan', 'person:sargsyan'])
    expect(pairs).toContainEqual(['ambiguous', 'person:heydar-aliyev', 'person:ilham-aliyev'])
    const answers = cases.map(({ answer }) => answer).filter(answer => answer !== '')
    const mended = await build({ ...files, 'entities.yaml': `merge:\n${answers.join('\n')}\n` })
    expect(mended.bundle.records.entity('person:serzh-sargsyan')?.mentions).toBe(2)
    expect(reviewEntities(mended.bundle).map(({ kind }) => kind)).toEqual(['ambiguous'])
  })

  it('proposes spellings that romanisation parts, merges none, and asks no more where a person said no', async () => {
    const files = {
      'a.md': '# T\n\nPresident Armen Sarkissian spoke. President Muhammad Morsi left.',
      'b.md': '# T\n\nPresident Armen Sarkisyan spoke. President Mohamed Mursi left.',
    }
    const { bundle } = await build(files)
    const cases = reviewEntities(bundle)
    expect(cases.map(({ kind, entities }) => [kind, ...entities])).toEqual([
      ['near-duplicate', 'person:armen-sarkissian', 'person:armen-sarkisyan'],
      ['transliteration', 'person:mohamed-mursi', 'person:muhammad-morsi'],
    ])
    const answered = await build({
      ...files,
      'entities.yaml': 'distinct:\n  - [person:armen-sarkissian, Armen Sarkisyan]\n',
    })
    expect(reviewEntities(answered.bundle).map(({ kind }) => kind)).toEqual(['transliteration'])
    expect(answered.bundle.records.entity('person:armen-sarkisyan')?.relations).toEqual([
      { relation: 'distinct-from', entity: 'person:armen-sarkissian' },
    ])
  })
})
