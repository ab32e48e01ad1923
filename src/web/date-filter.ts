// When are these passages from? Bars over the whole time of the collection, two dates, and spans that are often wanted.
import type { Bundle } from '../bundle/open-bundle.ts'
import { dayRange } from '../domain/dates.ts'
import type { Interval } from '../domain/query.ts'
import { perBundle } from '../search/per-bundle.ts'
import type { SearchPage, TimelineCounts } from '../search/search.ts'
import { stats } from '../search/stats.ts'
import { alignedBins, type Bin, histogram, intervalFor } from './histogram.ts'
import type { ViewParameters, ViewPath } from './links.ts'
import { type Html, html } from './marked-text.ts'
import { dateText } from './words/dates.ts'
import { say } from './words/spoken.ts'

/** Dates as typed that are none: they are shown where they were typed, and not searched by. */
export type BadDates = Readonly<Partial<Record<'from' | 'to', string>>>

/** Documents with a date below which bars say nothing. */
const FEW_DATED = 3

export function dateFilter(
  bundle: Bundle,
  page: SearchPage,
  view: ViewParameters,
  path: ViewPath,
  bad: BadDates,
): Html {
  const { documents, undated, oldest, newest } = stats(bundle)
  if (page.timeline === undefined || oldest === null || newest === null) return html``
  const field = (name: 'from' | 'to', label: string): Html => {
    const wrong = bad[name]
    return html`<label>${label} <input name="${name}" value="${wrong ?? view.get(name) ?? ''}" placeholder="${say('dates.form')}" title="${say('dates.forms')}" size="11" autocomplete="off" ${wrong === undefined ? '' : html`aria-invalid="true" aria-describedby="bad-date"`}></label>`
  }
  return html`<details class="facet dates" data-key="dates" open><summary>${say('filters.date')}</summary>
${documents - undated < FEW_DATED ? '' : bars(bundle, page.timeline, view, path)}
<div class="between">${field('from', say('dates.from'))}${field('to', say('dates.to'))}<button>${say('dates.apply')}</button></div>
${noDates(Object.values(bad))}
${presets(oldest, newest, view, path)}
${page.timeline.undated === 0 ? '' : html`<p class="meta">${say('dates.undated', { n: page.timeline.undated })}</p>`}
</details>`
}

function noDates(texts: readonly string[]): Html {
  if (texts.length === 0) return html``
  const quoted = texts.map(text => say('quoted', { text })).join(say('filters.and'))
  return html`<p class="bad" id="bad-date" role="alert">${say('dates.bad', { n: texts.length, texts: quoted })}</p>`
}

/** What is no date in the fields for dates. */
export function badDates(view: ViewParameters): BadDates {
  const wrong = (['from', 'to'] as const).flatMap(name => {
    const text = view.get(name)
    return text === null || dayRange(text) !== null ? [] : [[name, text] as const]
  })
  return Object.fromEntries(wrong)
}

/** The interval in which the dates of the collection make few enough bars. */
export function timelineInterval(bundle: Bundle): Interval {
  const { oldest, newest } = stats(bundle)
  return oldest === null || newest === null ? 'year' : intervalFor(oldest, newest)
}

function bars(bundle: Bundle, timeline: TimelineCounts, view: ViewParameters, path: ViewPath): Html {
  const linkOf = ({ from, to }: Pick<Bin, 'from' | 'to'>): string =>
    view.set('from', from).set('to', to).first.at(path)
  const { front, behind } = alignedBins(timeline, collectionOverTime(bundle))
  return histogram(front, linkOf, say('time.caption'), { behind, isChosen: chosenBy(view) })
}

/** All passages of the collection by the dates of their documents. */
const collectionOverTime = perBundle((bundle: Bundle): TimelineCounts => {
  const interval = timelineInterval(bundle)
  const length = { year: 4, month: 7, day: 10 }[interval]
  const counts = new Map<string, number>()
  for (const { date, passages } of bundle.records.documents) {
    const range = date === null ? null : dayRange(date)
    if (date === null || range === null) continue
    const start = date.slice(0, length)
    counts.set(start, (counts.get(start) ?? 0) + passages)
  }
  const buckets = Array.from(counts, ([start, count]) => ({ start, count })).filter(
    ({ start }) => start.length === length,
  )
  return { interval, buckets, undated: 0 }
})

/** Whether a bar lies in the span of the two dates, where one is given. */
function chosenBy(view: ViewParameters): (bin: Bin) => boolean {
  const from = dayRange(view.get('from') ?? '')
  const to = dayRange(view.get('to') ?? '')
  if (from === null && to === null) return () => false
  return bin => {
    const first = dayRange(bin.from)?.first ?? 0
    const last = dayRange(bin.to)?.last ?? 0
    return last >= (from?.first ?? -Infinity) && first <= (to?.last ?? Infinity)
  }
}

/** The last year of the collection, the last five, the last ten; those that are shorter than the whole. */
function presets(oldest: string, newest: string, view: ViewParameters, path: ViewPath): Html {
  const [first, last] = [Number(oldest.slice(0, 4)), Number(newest.slice(0, 4))]
  const spans = [1, 5, 10].filter(years => last - years + 1 > first)
  if (spans.length === 0) return html``
  const links = spans.map(years => {
    const from = String(last - years + 1).padStart(4, '0')
    const isCurrent = view.get('from') === from && view.get('to') === null
    const name = years === 1 ? dateText(String(last)) : say('dates.years', { n: years })
    return html`<a href="${view.set('from', from).without('to').first.at(path)}" ${isCurrent ? html`aria-current="true"` : ''}>${name}</a>`
  })
  return html`<p class="presets"><span>${say('dates.last')}</span> ${links}</p>`
}
