// What is kept while a service runs?
import { describe, expect, it } from 'vitest'
import { ownCopy, rememberWithin } from '../../src/domain/byte-cache.ts'

describe('a memory of so many bytes', () => {
  it('makes a value once, and again when it was forgotten', () => {
    let made = 0
    const squareOf = rememberWithin(
      4_000,
      () => 850,
      (of: number) => {
        made++
        return of * of
      },
    )
    expect([squareOf(2), squareOf(2), squareOf(3)]).toEqual([4, 4, 9])
    expect(made).toBe(2)
    for (const value of [4, 5, 2, 6]) squareOf(value)
    expect(made).toBe(5)
    squareOf(2) // asked for lately
    expect(made).toBe(5)
    squareOf(3)
    expect(made).toBe(6)
  })

  it('keeps nothing that would take more than a quarter of it', () => {
    let made = 0
    const textOf = rememberWithin(
      4_000,
      (text: string[]) => text.join('').length,
      (of: string) => {
        made++
        return [of.repeat(1_000)]
      },
    )
    textOf('a')
    textOf('a')
    expect(made).toBe(2)
  })
})

describe('a copy of a part of a text', () => {
  it.each(['', 'a', 'a word of some length', 'Żółć gęślą jaźń, naïve', '🕊 \ud83d alone'])(
    'says the same: %j',
    text => expect(ownCopy(text)).toBe(text),
  )
})
