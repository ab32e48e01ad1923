// Is this the name of a place that much of the world knows? Countries in any language (CLDR), capitals, and the cities that name time zones.
import { countries } from 'countries-list'
import { once, remember } from './memo.ts'

/** @param language of the text; English names are known beside its own */
export function isKnownPlace(name: string, language: string | null): boolean {
  const key = name.toLowerCase()
  return (
    cities().has(key) || countriesIn('en').has(key) || (language !== null && countriesIn(language).has(key))
  )
}

const cities = once(() => {
  const zones = Intl.supportedValuesOf('timeZone').map(
    zone => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? '',
  )
  const capitals = Object.values(countries).map(({ capital }) => capital)
  return new Set([...zones, ...capitals].map(name => name.toLowerCase()))
})

const countriesIn = remember(50, (language: string): ReadonlySet<string> => {
  const [known] = Intl.DisplayNames.supportedLocalesOf([language])
  if (known === undefined) return new Set()
  const names = new Intl.DisplayNames([known], { type: 'region' })
  return new Set(Object.keys(countries).map(code => (names.of(code) ?? '').toLowerCase()))
})
