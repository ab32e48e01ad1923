// How many passages are from when? Bars over time, each a link to its period, with the same figures as a table.
import { dayRange } from '../domain/dates.ts'
import type { Interval } from '../domain/query.ts'
import type { TimelineCounts } from '../search/search.ts'
import { type Html, html } from './marked-text.ts'
import { dateText } from './words/dates.ts'
import { number, say } from './words/spoken.ts'

/** A bar: the passages dated from one period to another, both included, e.g. `1990` to `1994`. */
export interface Bin {
  readonly from: string
  readonly to: string
  readonly count: number
}

/** Bars that a picture has at most. */
const MOST_BINS = 24
const YEARS = [1, 2, 5, 10, 20, 50, 100, 200] as const

/** The finest interval in which a span of dates has few enough bars. */
export function intervalFor(first: string, last: string): Interval {
  const days = (dayRange(last)?.last ?? 0) - (dayRange(first)?.first ?? 0)
  if (days < MOST_BINS) return 'day'
  return days / 30.4 < MOST_BINS ? 'month' : 'year'
}

/** Bars without gaps from the first period to the last; years in steps where they would be too many. */
export function binsOf({ interval, buckets }: TimelineCounts): Bin[] {
  const first = buckets[0]?.start
  const last = buckets.at(-1)?.start
  if (first === undefined || last === undefined) return []
  if (interval === 'year') return yearBins(buckets, Number(first), Number(last))
  const counts = new Map(buckets.map(({ start, count }) => [start, count]))
  const bins: Bin[] = []
  for (let at = first; at <= last; at = nextPeriod(at))
    bins.push({ from: at, to: at, count: counts.get(at) ?? 0 })
  return bins
}

function yearBins(buckets: TimelineCounts['buckets'], first: number, last: number): Bin[] {
  const step = YEARS.find(years => (last - first) / years < MOST_BINS) ?? 500
  const start = Math.floor(first / step) * step
  const counts = new Array<number>(Math.floor((last - start) / step) + 1).fill(0)
  for (const bucket of buckets) {
    const at = Math.floor((Number(bucket.start) - start) / step)
    counts[at] = (counts[at] ?? 0) + bucket.count
  }
  // Nothing is dated before the first year or after the last: the ends of the axis are those of the collection.
  return counts.map((count, at) => ({
    from: yearName(Math.max(first, start + at * step)),
    to: yearName(Math.min(last, start + (at + 1) * step - 1)),
    count,
  }))
}

function yearName(year: number): string {
  return String(year).padStart(4, '0')
}

/** The day or month after `2020-10-26` or `2020-10`. */
function nextPeriod(period: string): string {
  const [year = 0, month = 1, day] = period.split('-').map(Number)
  const next = new Date(0)
  if (day === undefined) next.setUTCFullYear(year, month, 1)
  else next.setUTCFullYear(year, month - 1, day + 1)
  return next.toISOString().slice(0, period.length)
}

/** Bars of two counts over the same periods, so that one can stand behind the other. */
export function alignedBins(front: TimelineCounts, behind: TimelineCounts): { front: Bin[]; behind: Bin[] } {
  const starts = [...new Set([...front.buckets, ...behind.buckets].map(({ start }) => start))].sort()
  const over = ({ buckets, ...rest }: TimelineCounts): Bin[] => {
    const counts = new Map(buckets.map(({ start, count }) => [start, count]))
    return binsOf({ ...rest, buckets: starts.map(start => ({ start, count: counts.get(start) ?? 0 })) })
  }
  return { front: over(front), behind: over(behind) }
}

/** Below this number bars would be as broad as pages. */
const FEW_BINS = 8
const HEIGHT = 40
const WIDTH = 10

export interface HistogramOptions {
  /** What there is besides, in the same periods: drawn in grey, on a scale of its own. */
  readonly behind?: readonly Bin[]
  /** Whether a bar lies in the span that is chosen. */
  readonly isChosen?: (bin: Bin) => boolean
}

/**
 * @param linkOf the address of a bar's passages
 * @param caption what the table counts
 */
export function histogram(
  bins: readonly Bin[],
  linkOf: (bin: Bin) => string,
  caption: string,
  { behind = [], isChosen = () => false }: HistogramOptions = {},
): Html {
  const most = Math.max(1, ...bins.map(({ count }) => count))
  const mostBehind = Math.max(1, ...behind.map(({ count }) => count))
  const links = bins.map(
    (bin, at) =>
      html`<a href="${linkOf(bin)}" tabindex="-1"><title>${binName(bin)}: ${number(bin.count)}</title><rect x="${at * WIDTH}" width="${WIDTH}" height="${HEIGHT}"/></a>`,
  )
  const first = bins[0]
  const last = bins.at(-1)
  const peak = bins.find(({ count }) => count === most)
  if (first === undefined || last === undefined) return html``
  return html`<figure class="time ${bins.length < FEW_BINS ? 'few' : ''}">
<svg class="histogram" viewBox="0 0 ${bins.length * WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${layer(
    'chosen',
    bins.map(bin => (isChosen(bin) ? HEIGHT : 0)),
    0,
  )}${layer('behind', behind.map(heightIn(mostBehind)), 1)}${layer('bar', bins.map(heightIn(most)), 1)}${links}<rect class="brush" x="0" y="0" width="0" height="${HEIGHT}"/></svg>
<p class="axis" aria-hidden="true"><span>${dateText(first.from)}</span>${peak === undefined || bins.length < 3 ? '' : html`<span>${say('time.peak', { count: most })}</span>`}<span>${dateText(last.to)}</span></p>
<details class="as-table"><summary>${say('table.show')}</summary>
<table><caption class="unseen">${caption}</caption><thead><tr><th scope="col">${say('time.label')}</th><th scope="col">${say('time.passages')}</th></tr></thead>
<tbody>${bins.filter(({ count }) => count > 0).map(bin => html`<tr><td><a href="${linkOf(bin)}">${binName(bin)}</a></td><td>${number(bin.count)}</td></tr>`)}</tbody></table>
</details>
</figure>`
}

/** A bar that is there can be seen. */
function heightIn(most: number): (bin: Bin) => number {
  return ({ count }) => (count === 0 ? 0 : Math.max(2, Math.round((count / most) * HEIGHT)))
}

/** Bars of one kind as one path: few bytes, however many there are. */
function layer(name: string, heights: readonly number[], gap: number): Html {
  const bars = heights.map((height, at) =>
    height === 0 ? '' : `M${at * WIDTH + gap},${HEIGHT}v-${height}h${WIDTH - 2 * gap}v${height}z`,
  )
  const path = bars.join('')
  return path === '' ? html`` : html`<path class="${name}" d="${path}"/>`
}

function binName({ from, to }: Bin): string {
  return from === to ? dateText(from) : say('date.span', { from: dateText(from), to: dateText(to) })
}

/** Months as years where there are too many of them. */
export function coarsened(counts: TimelineCounts): TimelineCounts {
  const first = counts.buckets[0]?.start
  const last = counts.buckets.at(-1)?.start
  if (first === undefined || last === undefined || intervalFor(first, last) !== 'year') return counts
  const years = new Map<string, number>()
  for (const { start, count } of counts.buckets)
    years.set(start.slice(0, 4), (years.get(start.slice(0, 4)) ?? 0) + count)
  return { ...counts, interval: 'year', buckets: Array.from(years, ([start, count]) => ({ start, count })) }
}
