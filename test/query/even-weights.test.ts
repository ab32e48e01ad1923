// What a word counts that is searched in several ways.
import { describe, expect, it } from 'vitest'
import type { QueryNode, TermsNode } from '../../src/domain/query.ts'
import { evenWeights } from '../../src/query/even-weights.ts'

const IDFS: Readonly<Record<string, number>> = {
  inform: 2,
  information: 8,
  non: 1,
  user: 2,
  nonus: 9,
  data: 2,
  base: 4,
  databas: 3,
}
const even = (node: QueryNode): QueryNode => evenWeights(node, term => IDFS[term] ?? null)
const word = (...terms: string[]): TermsNode => ({
  type: 'terms',
  word: terms[0] ?? '',
  terms: terms.map(term => ({ term, weight: 1 })),
})
const oneOf = (...children: QueryNode[]): QueryNode => ({ type: 'or', children, alternatives: true })

describe('a word that is searched in several ways', () => {
  it('counts in each of its forms as in the most frequent one', () => {
    expect(even(word('inform', 'information', 'nowhere'))).toEqual({
      ...word('inform'),
      terms: [
        { term: 'inform', weight: 1 },
        { term: 'information', weight: 0.25 },
        { term: 'nowhere', weight: 1 },
      ],
    })
    expect(even(word('information'))).toEqual(word('information'))
  })

  it('counts no more where it is written otherwise than as it was typed', () => {
    const parts: QueryNode = { type: 'or', children: [word('non'), word('user')] }
    const joined = even(oneOf(parts, word('nonus')))
    expect(joined).toMatchObject({ children: [parts, { terms: [{ weight: 3 / 9 }] }] })
    const apart: QueryNode = { type: 'phrase', tokens: ['data', 'base'], terms: [['data'], ['base']] }
    expect(even(oneOf(word('databas'), apart))).toMatchObject({
      children: [word('databas'), { weight: 3 / 6 }],
    })
    // What stands nowhere is no measure.
    expect(even(oneOf(word('nowhere'), word('databas'), apart))).toMatchObject({
      children: [word('nowhere'), word('databas'), { weight: 3 / 6 }],
    })
  })

  it('leaves words alone that are words of their own, and beginnings that stand for many', () => {
    const both: QueryNode = { type: 'or', children: [word('data'), word('nonus')] }
    expect(even(both)).toEqual(both)
    const many = word(...Array.from({ length: 101 }, () => 'inform'), 'information')
    expect(even(many)).toEqual(many)
  })
})
