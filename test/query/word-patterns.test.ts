// A pattern means what its definition says, whatever is left out beforehand for speed.

import { RE2JS } from 're2js'
import { expect, it } from 'vitest'
import { regexPattern, wildcardPattern } from '../../src/query/word-patterns.ts'
import fc from '../support/properties.ts'

const word = fc.stringMatching(/^[abc]{1,8}$/u)
/** Choices and groups, with repeats, sets and escapes. */
const { expression } = fc.letrec<{ expression: string; sequence: string; item: string }>(tie => ({
  expression: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map(parts => parts.join('|')),
  sequence: fc.array(tie('item'), { minLength: 1, maxLength: 3 }).map(items => items.join('')),
  item: fc
    .tuple(
      fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c', 'A', 'ab', 'bca', '.', '[ab]', '[^a]', '\\w') },
        { weight: 1, arbitrary: fc.constantFrom('[]a]', '\\d', '\\.', '^', '$', '\\x61') },
        { weight: 2, arbitrary: tie('expression').map(inner => `(${inner})`) },
        { weight: 1, arbitrary: tie('expression').map(inner => `(?:${inner})`) },
        { weight: 1, arbitrary: tie('expression').map(inner => `(?i:${inner})`) },
      ),
      fc.constantFrom('', '', '', '', '?', '*', '+', '+?', '{2}', '{0,2}', '{1,}'),
    )
    .map(parts => parts.join('')),
})) // biome-ignore format: a kind a line

it('a regular expression means the words that RE2 matches whole', () => {
  let matched = 0
  fc.assert(
    fc.property(fc.stringMatching(/^(?:[abc.]|\[\^?\]?[abc]{1,2}\]|[abc.\]][*+?]\??){1,6}$/u), fc.array(word, { minLength: 5, maxLength: 20 }), (typed, words) => {
      const pattern = regexPattern(typed)
      if ('problem' in pattern) return
      const re2 = RE2JS.compile(typed)
      for (const each of words) {
        expect(pattern.isMeant(each), `${typed} ${each}`).toBe(re2.matches(each))
        if (re2.matches(each)) matched++
      }
    }),
    { numRuns: 2_000 },
  )
  expect(matched).toBeGreaterThan(500)
}) // biome-ignore format: one property

it('a word that a regular expression means has one of the parts that it requires, and is as long', () => {
  let telling = 0
  let measured = 0
  fc.assert(
    fc.property(expression, fc.array(word, { minLength: 5, maxLength: 20 }), (typed, words) => {
      const pattern = regexPattern(typed)
      if ('problem' in pattern) return
      for (const each of words.filter(pattern.isMeant)) {
        if (pattern.most < 8 || pattern.least > 1) measured++
        expect(each.length, `${typed} ${each}`).toBeGreaterThanOrEqual(pattern.least)
        expect(each.length, `${typed} ${each}`).toBeLessThanOrEqual(pattern.most)
        if (pattern.parts.length === 0) continue
        telling++
        expect(pattern.parts.some(part => each.includes(part)), `${typed} ${each}: ${pattern.parts}`).toBe(true)
      }
    }),
    { numRuns: 5_000 },
  )
  expect(telling).toBeGreaterThan(100)
  expect(measured).toBeGreaterThan(100)
}) // biome-ignore format: one property

it.each([
  ['treat(y|ies)', ['treat']],
  ['(war|peace)s?', ['war', 'peace']],
  ['.*gold.*', ['gold']],
  ['[a-z]+ation', ['ation']],
  ['colou?r', ['colo']],
  ['bo+ks', ['bo', 'oks']],
  ['Dimitr[iyu]', ['dimitr']],
  ['x?y*', []],
  ['a|b*', []],
  ['\\pLabc', []],
] as const)('%s requires one of %j', (typed, parts) => {
  const pattern = regexPattern(typed)
  if ('problem' in pattern) throw new Error(pattern.problem)
  expect(parts.length === 0 ? pattern.parts.length : parts.includes(pattern.parts[0] as never), String(pattern.parts)).toBe(parts.length === 0 ? 0 : true)
}) // biome-ignore format: a row a line

it.each([
  ['[aeiou].{3}[aeiou]', 5, 5],
  ['wom[ae]n', 5, 5],
  ['treat(y|ies)', 6, 8],
  ['colou?rs*', 5, Infinity],
  ['^(ab|c){2,3}$', 2, 6],
  ['\\bab\\b', 2, 2],
  ['a{2}b{1,}', 3, Infinity],
  ['ab(x*){0}c', 3, 3],
  ['\\pLabc', 0, Infinity],
  ['größe', 6, 6],
] as const)('%s means words of %i to %i letters', (typed, least, most) => {
  expect(regexPattern(typed)).toMatchObject({ least, most })
}) // biome-ignore format: a row a line

it('a wildcard means words of so many letters', () => {
  expect(wildcardPattern('w?m?n')).toMatchObject({ least: 5, most: 5 })
  expect(wildcardPattern('tre*y')).toMatchObject({ least: 4, most: Infinity })
})

it('a wildcard means any letters for *, one letter for ?', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[abc*?]{1,7}$/u), word, (typed, each) => {
      const meaning = new RegExp(`^${typed.replaceAll('*', '[abc]*').replaceAll('?', '[abc]')}$`, 'u')
      expect(wildcardPattern(typed).isMeant(each), `${typed} ${each}`).toBe(meaning.test(each))
    }),
    { numRuns: 3_000 },
  )
}) // biome-ignore format: one property
