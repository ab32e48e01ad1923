// Writes what countries and big cities are called in other languages than English.
//   npm install --no-save --prefix FOLDER cldr-dates-full@48.2.0
//   node scripts/places-by-language.ts FOLDER       writes src/entities/gazetteer/core/places-by-language.txt
// Sources: the region names of CLDR that Node has, and the cities of CLDR's time zones (both under the Unicode licence). Node 24 and the
// same version of the package give the same file.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tokenize } from '../src/analysis/tokenize.ts'
import { compareTexts } from '../src/domain/order.ts'
import { countryIds } from '../src/entities/gazetteer/countries.ts'
import { createGazetteer } from '../src/entities/gazetteer/gazetteer.ts'

/** Those with a model of names. */
const LANGUAGES = [
  'ar', 'bs', 'de', 'es', 'fa', 'fi', 'fr', 'he', 'hi', 'hr', 'hy', 'id', 'it', 'nl', 'pl', 'pt', 'ro', 'ru', 'sr', 'sv', 'tr', 'uk', 'ur', 'zh',
] // biome-ignore format: a list

const OTHER_LETTERS = new Set(['ar', 'fa', 'he', 'hi', 'hy', 'ru', 'sr', 'uk', 'ur', 'zh'])

interface Zones {
  readonly [name: string]: Zones | string
}

const folder = process.argv[2] ?? '.'
const gazetteer = createGazetteer()
const englishCities = citiesIn('en')
/** All of them have a name in a language of other letters. */
const zones = [...citiesIn('ru').keys()]
const lines = LANGUAGES.flatMap(language => {
  // A country and its capital may be called the same: it is the country.
  const names = new Map([...citiesOf(language), ...countriesIn(language)])
  return [`[${language}]`, ...[...names].map(pair => pair.join('=')).sort(compareTexts)]
})
writeFileSync(
  fileURLToPath(new URL('../src/entities/gazetteer/core/places-by-language.txt', import.meta.url)),
  `# Made by scripts/places-by-language.ts. Countries and cities of CLDR (Unicode licence): name=what it is called in English.\n${lines.join('\n')}\n`,
)

/** Each country that Lede knows, in words and in short (`EE. UU.`). */
function* countriesIn(language: string): Generator<[string, string]> {
  const names = (['long', 'short'] as const).map(
    style => new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' }),
  )
  for (const [id, code] of countryIds())
    for (const list of names) {
      const name = list.of(code)
      const english = gazetteer.find(id.slice('place:'.length).replaceAll('-', ' '))?.name
      if (name !== undefined && english !== undefined && tokenize(name).length > 0)
        yield [name.replace(/\s*[（(].*$/u, ''), english]
    }
}

/** Each city that Lede knows and that a time zone is called by. What the data leave out is called as in English. */
function* citiesOf(language: string): Generator<[string, string]> {
  const own = citiesIn(language)
  for (const zone of zones) {
    const english = englishCities.get(zone) ?? zone.split('/').at(-1)?.replaceAll('_', ' ') ?? ''
    const name = own.get(zone) ?? (OTHER_LETTERS.has(language) ? null : english)
    const known = gazetteer.find(english)
    if (known?.type === 'place' && name !== null) yield [name, known.name]
  }
}

function citiesIn(language: string): Map<string, string> {
  const path = join(folder, 'node_modules/cldr-dates-full/main', language, 'timeZoneNames.json')
  const { main } = JSON.parse(readFileSync(path, 'utf8'))
  return new Map(exemplarCities(main[language].dates.timeZoneNames.zone, ''))
}

function* exemplarCities(zones: Zones, path: string): Generator<[string, string]> {
  for (const [name, inside] of Object.entries(zones)) {
    if (name === 'exemplarCity') yield [path.slice(1), String(inside)]
    else if (typeof inside !== 'string') yield* exemplarCities(inside, `${path}/${name}`)
  }
}
