// How is the round earth drawn flat? Equal Earth: no country looks larger than it is.
import { createRequire } from 'node:module'
import { type GeoPermissibleObjects, geoEqualEarth, geoStream } from 'd3-geo'
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

/** Corners of a shape that span less than this many square units with their neighbours are left out; so are shapes of fewer corners than three. */
const LEAST_AREA = 1.25
/** No place is south of it: the ice takes a tenth of the drawing's bytes. */
const SOUTHMOST = -60

/** Land and borders as paths of SVG (world-atlas, ISC; Natural Earth, public domain), in whole units and in small steps: few bytes. */
export const worldPaths = once(() => {
  const world = createRequire(import.meta.url)('world-atlas/countries-110m.json') as Topology<{
    countries: GeometryCollection
    land: GeometryCollection
  }>
  const land = linesOf(feature(world, world.objects.land))
  const borders = linesOf(mesh(world, world.objects.countries, (one, other) => one !== other))
  return { land: pathOf(land, 'z'), borders: pathOf(borders, '') }
})

type Line = readonly Position[]

/** The lines of a shape, in the drawing. */
function linesOf(shape: GeoPermissibleObjects): readonly Line[] {
  const lines: Position[][] = []
  const [, southmost] = drawnAt([0, SOUTHMOST])
  geoStream(
    shape,
    projection.stream({
      lineStart: () => lines.push([]),
      point: (x, y) => lines.at(-1)?.push([x, y]),
      lineEnd: () => {},
      polygonStart: () => {},
      polygonEnd: () => {},
    }),
  )
  return lines.filter(line => line.some(([, y]) => y < southmost)).map(simplified)
}

/** Without the corners that can hardly be seen, the smallest first (Visvalingam and Whyatt 1993). */
function simplified(line: Line): Line {
  const left = [...line]
  for (;;) {
    let at = 0
    let least: number = LEAST_AREA
    for (let each = 1; each < left.length - 1; each++) {
      const area = triangle(left[each - 1], left[each], left[each + 1])
      if (area < least) [at, least] = [each, area]
    }
    if (at === 0) return left
    left.splice(at, 1)
  }
}

const NOWHERE: Position = [0, 0]

function triangle([ax, ay] = NOWHERE, [bx, by] = NOWHERE, [cx, cy] = NOWHERE): number {
  return Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2
}

function pathOf(lines: readonly Line[], end: 'z' | ''): string {
  const paths = lines.map(line => {
    const corners = line
      .map(([x, y]): Position => [Math.round(x), Math.round(y)])
      .filter(([x, y], at, all) => at === 0 || x !== all[at - 1]?.[0] || y !== all[at - 1]?.[1])
    const [start = NOWHERE, ...others] = corners
    if (others.length < (end === 'z' ? 3 : 1)) return ''
    const steps = others.map(([x, y], at) => {
      const [fromX, fromY] = corners[at] ?? NOWHERE
      return `${x - fromX},${y - fromY}`
    })
    // A minus parts numbers as well as a space does.
    return `M${start.join(',')}l${steps.join(' ').replaceAll(/[ ,]-/gu, '-')}${end}`
  })
  return paths.join('')
}
