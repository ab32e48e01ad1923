// Which names does Lede know everywhere? Countries, peoples, capitals, big cities, regions, bodies of the United Nations and other
// organisations of states. The lists are packs like those of a user; each names its source.
import { readFileSync } from 'node:fs'
import { countryEntries } from './countries.ts'
import type { GazetteerEntry } from './entry.ts'
import { parsePack } from './pack.ts'

/** In the order in which they claim a form; countries come before cities. */
const LISTS = ['organizations.yaml', 'states.yaml', 'regions.yaml', 'peoples.yaml'] as const
/** From GeoNames, by `scripts/city-list.ts`. */
const CITIES = 'cities.csv'

let entries: readonly GazetteerEntry[] | undefined

/** The files are read on first use. */
export function coreEntries(): readonly GazetteerEntry[] {
  entries ??= [...LISTS.flatMap(namesOf), ...countryEntries(), ...namesOf(CITIES)]
  return entries
}

function namesOf(file: string): readonly GazetteerEntry[] {
  const url = new URL(`./core/${file}`, import.meta.url)
  return parsePack(readFileSync(url, 'utf8'), file).names
}
