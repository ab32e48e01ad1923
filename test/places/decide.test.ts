// A name that several places bear is on the map only where the text says which is meant.

import { describe, expect, it } from 'vitest'
import type { City } from '../../src/places/atlas.ts'
import { meantCity, needsSupport } from '../../src/places/decide.ts'
import fc from '../support/properties.ts'

const city = (country: string, region: string, inhabitants: number, at: readonly [number, number]): City => ({
  country,
  region,
  inhabitants,
  at,
})
const PARIS = city('FR', '11', 2_138_551, [2.35, 48.85])
const PARIS_TEXAS = city('US', 'TX', 24_782, [-95.56, 33.66])
const PARIS_KENTUCKY = city('US', 'KY', 9_870, [-84.25, 38.21])
const NOTHING = new Map<string, number>()

describe('a city with small namesakes', () => {
  const cities = [PARIS, PARIS_TEXAS, PARIS_KENTUCKY]

  it('is meant where nothing else is said', () => {
    expect(meantCity(cities, NOTHING, PARIS)).toEqual(PARIS.at)
    expect(meantCity(cities, NOTHING)).toEqual(PARIS.at)
  })

  it('is meant where another country is named, and not a state of it', () => {
    expect(meantCity(cities, new Map([['US', 5]]), PARIS)).toEqual(PARIS.at)
  })

  it('is left out where as much speaks for a namesake', () => {
    expect(
      meantCity(
        cities,
        new Map([
          ['US-TX', 1],
          ['US', 1],
        ]),
        PARIS,
      ),
    ).toBeNull()
    expect(
      meantCity(
        cities,
        new Map([
          ['US-TX', 1],
          ['FR', 3],
        ]),
        PARIS,
      ),
    ).toEqual(PARIS.at)
  })
})

describe('towns of one name', () => {
  const towns = [
    city('US', 'MO', 166_810, [-93.3, 37.2]),
    city('US', 'MA', 154_341, [-72.6, 42.1]),
    city('US', 'IL', 116_565, [-89.6, 39.8]),
  ]

  it('are left out where no state is named, or two are', () => {
    expect(meantCity(towns, new Map([['US', 9]]))).toBeNull()
    expect(
      meantCity(
        towns,
        new Map([
          ['US-MA', 1],
          ['US-IL', 4],
        ]),
      ),
    ).toBeNull()
  })

  it('are told by their state', () => {
    expect(
      meantCity(
        towns,
        new Map([
          ['US-IL', 2],
          ['US', 2],
        ]),
      ),
    ).toEqual([-89.6, 39.8])
  })

  it('are never told by one that a far larger one elsewhere may be meant instead of', () => {
    expect(meantCity([PARIS, PARIS_TEXAS], new Map([['US-TX', 1]]))).toBeNull()
  })
})

it('a small town without namesakes needs its country', () => {
  const barda = city('AZ', '11', 38_500, [47.1, 40.4])
  expect(meantCity([barda], NOTHING)).toBeNull()
  expect(meantCity([barda], new Map([['AZ', 1]]))).toEqual(barda.at)
  expect(
    meantCity(
      [barda],
      new Map([
        ['AZ', 1],
        ['AM', 1],
      ]),
    ),
  ).toBeNull()
  expect(needsSupport([barda], null)).toBe(true)
  expect(needsSupport([PARIS], null)).toBe(false)
})

it('what is put on the map is always a place of that name', () => {
  const anyCity = fc.record({
    country: fc.constantFrom('US', 'FR', 'GB', 'CA'),
    region: fc.constantFrom('TX', 'KY', 'ON'),
    inhabitants: fc.integer({ min: 1_000, max: 9_000_000 }),
    at: fc.tuple(fc.integer({ min: -180, max: 180 }), fc.integer({ min: -80, max: 80 })),
  })
  const support = fc.array(
    fc.tuple(fc.constantFrom('US', 'FR', 'GB', 'CA', 'US-TX', 'US-KY'), fc.integer({ min: 0, max: 5 })),
  )
  fc.assert(
    fc.property(fc.array(anyCity, { maxLength: 6 }), support, (some, said) => {
      const cities = some.toSorted((a, b) => b.inhabitants - a.inhabitants)
      const meant = meantCity(cities, new Map(said))
      if (meant === null) return
      expect(cities.map(({ at }) => at)).toContainEqual(meant)
      if (!needsSupport(cities, null)) expect(meant).toEqual(cities[0]?.at)
    }),
  )
})
