// How is the round earth drawn flat? Equal Earth: no country looks larger than it is.
import { createRequire } from 'node:module'
import { geoEqualEarth, geoPath } from 'd3-geo'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { once } from '../domain/memo.ts'
import type { Position } from './atlas.ts'

/** The drawing, in units of its own. */
export const WORLD = { width: 1000, height: 487 } as const

const projection = geoEqualEarth().fitSize([WORLD.width, WORLD.height], { type: 'Sphere' })

/** Where a place is in the drawing. */
export function drawnAt(position: Position): Position {
  const [x = 0, y = 0] = projection([...position]) ?? []
  return [round(x), round(y)]
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** Land and borders as paths of SVG (world-atlas, ISC; Natural Earth, public domain). */
export const worldPaths = once(() => {
  const world = createRequire(import.meta.url)('world-atlas/countries-110m.json') as Topology<{
    countries: GeometryCollection
    land: GeometryCollection
  }>
  const draw = geoPath(projection).digits(1)
  return {
    land: draw(feature(world, world.objects.land)) ?? '',
    borders: draw(mesh(world, world.objects.countries, (one, other) => one !== other)) ?? '',
  }
})
