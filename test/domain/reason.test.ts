// What a library says becomes a part of a sentence: nothing in it ends ours.
import { expect, it } from 'vitest'
import { reasonOf } from '../../src/domain/reason.ts'

it.each([
  [new Error('Either not a zip file, or file is truncated.'), 'Either not a zip file, or file is truncated'],
  [new Error('  line 1:\n  bad sign...  '), 'line 1: bad sign'],
  ['no error at all', 'no error at all'],
  [new Error(''), ''],
])('%j', (error, reason) => {
  expect(reasonOf(error)).toBe(reason)
})
