// A pattern means what its definition says, whatever is left out beforehand for speed.
import fc from 'fast-check'
import { RE2JS } from 're2js'
import { expect, it } from 'vitest'
import { regexPattern, wildcardPattern } from '../../src/query/word-patterns.ts'

const word = fc.stringMatching(/^[abc]{1,8}$/u)

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

it('a wildcard means any letters for *, one letter for ?', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[abc*?]{1,7}$/u), word, (typed, each) => {
      const meaning = new RegExp(`^${typed.replaceAll('*', '[abc]*').replaceAll('?', '[abc]')}$`, 'u')
      expect(wildcardPattern(typed).isMeant(each), `${typed} ${each}`).toBe(meaning.test(each))
    }),
    { numRuns: 3_000 },
  )
}) // biome-ignore format: one property
