// Where are the places that these results name? A map on which each place filters, and the same as a list.
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Located } from '../places/locate.ts'
import { drawnAt, WORLD } from '../places/projection.ts'
import type { FacetValue } from '../search/search.ts'
import { assetLink } from './assets.ts'
import type { ViewParameters } from './links.ts'
import { type Html, html, plainText, tell } from './marked-text.ts'
import { type FoundFrame, searchView, summary } from './search-view.ts'
import { number, say } from './words/spoken.ts'

/** Places that are looked up, the most frequent first, and of those found as many as are drawn. */
export const PLACES = { asked: 400, drawn: 120, leftOut: 40 } as const

export interface PlaceOnMap extends FacetValue {
  readonly located: Located
}

export interface MapContent extends FoundFrame {
  /** The most frequent places of the results. */
  readonly places: readonly PlaceOnMap[]
  /** How many there are. */
  readonly total: number
  readonly partial: boolean
}

interface Drawn extends FacetValue {
  readonly isCountry: boolean
  readonly x: number
  readonly y: number
}

export function mapPage(bundle: Bundle, content: MapContent): Html {
  const { page, view, places, total, partial, nothing } = content
  const located = places.flatMap(({ located: { ...where }, ...value }): Drawn[] => {
    if (where.kind !== 'country' && where.kind !== 'city') return []
    const [x, y] = drawnAt(where.at)
    return [{ ...value, isCountry: where.kind === 'country', x, y }]
  })
  const drawn = located.filter(({ chosen }, at) => at < PLACES.drawn || chosen === true)
  const isCut = partial || places.some(({ located: { kind } }) => kind === 'no time')
  const isOnlyHere = isCut && page.partial !== true
  const rest = html`${leftOut(content, located.length - drawn.length)}${total > places.length ? html`<p class="meta">${say('map.rarer', { n: total - places.length })} <a href="${view.selection.from('/map').at('/facets/place')}">${say('filters.showAll')}</a></p>` : ''}`
  const body = html`${summary(page, view, '/map', html``)}${isOnlyHere ? html`<p class="note">${say('partial')}</p>` : ''}
${
  nothing ??
  (drawn.length === 0
    ? html`<div class="empty"><h2>${say('map.none')}</h2><p>${say('map.widen')}</p></div>`
    : html`<div class="with-places"><div>${picture(drawn, view)}${rest}</div>${list(drawn, view)}</div>`)
}${drawn.length === 0 ? rest : ''}`
  return searchView(bundle, { ...content, path: '/map', content: body })
}

/** Sizes of dots, in pixels whatever part of the world is shown: the style has them. */
const SIZES = 5
/** A dot of the largest size has as many passages at least. */
const MANY = 20
/** The smallest part of the world that is shown, in units of its width, and the margin around what is on it. */
const VIEW = { least: 220, margin: 0.08 } as const
const LABELS = 14
/** Height of their letters in hundredths of the picture's width: 12 px where it is shown at its smallest. */
const LETTERS = 1.72
/** Half of the largest dot, as a part of the picture. */
const EDGE = 0.015

interface Part {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The part of the world that has all the dots, of the shape of the whole. */
function partOf(drawn: readonly Drawn[]): Part {
  const [left, right] = span(drawn.map(({ x }) => x))
  const [top, bottom] = span(drawn.map(({ y }) => y))
  const shape = WORLD.width / WORLD.height
  const wanted = Math.max(right - left, (bottom - top) * shape) * (1 + 2 * VIEW.margin)
  const width = Math.round(Math.min(WORLD.width, Math.max(VIEW.least, wanted)))
  const height = Math.round(width / shape)
  const within = (middle: number, size: number, all: number): number =>
    Math.round(Math.max(0, Math.min(all - size, middle - size / 2)))
  return {
    x: within((left + right) / 2, width, WORLD.width),
    y: within((top + bottom) / 2, height, WORLD.height),
    width,
    height,
  }
}

function span(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)]
}

function picture(drawn: readonly Drawn[], view: ViewParameters): Html {
  const most = Math.max(MANY, ...drawn.map(({ count }) => count))
  const sizeOf = (count: number): number => Math.max(1, Math.ceil(SIZES * Math.sqrt(count / most)))
  const part = partOf(drawn)
  const world = assetLink('world.svg')
  // The largest first: a small one lies on a large one and can be met.
  const dots = drawn
    .toSorted((a, b) => b.count - a.count)
    .map(
      place =>
        html`<a href="${chosenBy(place, view).at('/map')}" tabindex="-1"><title>${say('map.place', { n: place.count, name: place.name })}</title><path class="${place.isCountry ? 'country' : 'city'} size-${sizeOf(place.count)}${place.chosen === true ? ' chosen' : ''}" d="M${whole(place.x, part.x, part.width)},${whole(place.y, part.y, part.height)}h0"/></a>`,
    )
  const size = Math.round(part.width * LETTERS) / 100
  return html`<figure class="map"><svg viewBox="${part.x} ${part.y} ${part.width} ${part.height}" aria-hidden="true"><use class="land" href="${world}#land"/><use class="borders" href="${world}#borders"/>${dots}<g class="labels" font-size="${size}">${labels(drawn, size, part)}</g></svg>
<figcaption class="meta">${tell('map.caption', { n: drawn.length, country: html`<span class="key country"></span>`, city: html`<span class="key city"></span>` })}</figcaption></figure>`
}

/** Where a dot is drawn so that it is whole: the poles lie on the edge of the picture. */
function whole(at: number, start: number, length: number): number {
  const edge = length * EDGE
  return Math.round(Math.max(start + edge, Math.min(start + length - edge, at)) * 10) / 10
}

/** Names of the most frequent places, as many as do not lie on each other. */
function labels(drawn: readonly Drawn[], size: number, part: Part): Html[] {
  const taken: Part[] = []
  const shown: Html[] = []
  for (const { name, x, y, count } of drawn.toSorted((a, b) => b.count - a.count)) {
    if (shown.length === LABELS) break
    const width = Array.from(name).length * size * 0.62
    const box = { x: x - width / 2, y: y + size * 0.6, width, height: size * 1.2 }
    const isInside =
      box.x >= part.x && box.x + width <= part.x + part.width && box.y + box.height <= part.y + part.height
    if (!isInside || taken.some(other => overlap(box, other))) continue
    taken.push(box)
    shown.push(
      html`<text x="${x}" y="${Math.round((y + size * 1.6) * 10) / 10}">${name} ${number(count)}</text>`,
    )
  }
  return shown
}

function overlap(one: Part, other: Part): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  )
}

/** With the place as one that is enough, or without it where it is chosen. */
function chosenBy({ id, chosen }: FacetValue, view: ViewParameters): ViewParameters {
  return chosen === true
    ? view.without('anyEntity', id).without('entity', id).first
    : view.with('anyEntity', id)
}

function list(drawn: readonly Drawn[], view: ViewParameters): Html {
  return html`<section class="places" aria-label="${say('map.list')}" tabindex="0"><h2>${say('map.list')}</h2><ol>${drawn.map(
    place =>
      html`<li><a href="${chosenBy(place, view).at('/map')}" ${place.chosen === true ? html`aria-current="true"` : ''}>${plainText(place.name)}${place.chosen === true ? html`<span class="unseen">${say('filters.removed')}</span>` : ''}</a> <span class="count">${number(place.count)}</span></li>`,
  )}</ol></section>`
}

/** How many are left out, which, and why. */
function leftOut({ places, view }: MapContent, beyond: number): Html {
  const of = (kind: Located['kind']): readonly PlaceOnMap[] =>
    places.filter(({ located }) => located.kind === kind)
  const named = (kind: 'unsure' | 'unknown'): Html => {
    const some = of(kind)
    if (some.length === 0) return html``
    const names = some
      .slice(0, PLACES.leftOut)
      .map(
        (place, at) =>
          html`${at === 0 ? '' : say('list.joiner')}<a href="${chosenBy(place, view).at('/map')}">${plainText(place.name)}</a> (${number(place.count)})`,
      )
    return html`<details class="left-out" data-key="${kind}"><summary>${say(`map.${kind}`, { n: some.length })}</summary><p>${names}${some.length > PLACES.leftOut ? html` … <a href="${view.selection.from('/map').at('/facets/place')}">${say('filters.showAll')}</a>` : ''}</p></details>`
  }
  return html`${named('unsure')}${named('unknown')}${beyond > 0 ? html`<p class="meta">${say('map.beyond', { n: beyond })}</p>` : ''}`
}
