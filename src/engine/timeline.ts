// How many passages fall into each day, month or year? Days are gathered into periods, the same way for every engine.
import { isoDay } from '../domain/dates.ts'
import { compareTexts } from '../domain/order.ts'
import type { Interval } from '../domain/query.ts'
import type { TimelineCount } from './engine.ts'

const START_LENGTH: Readonly<Record<Interval, number>> = { year: 4, month: 7, day: 10 }

/**
 * Periods with passages, in order. A document dated less precisely than the interval is counted at the first day that its date
 * covers.
 * @param byDay passages by day since 1970-01-01
 */
export function timelineOf(byDay: ReadonlyMap<number, number>, interval: Interval): TimelineCount[] {
  const counts = new Map<string, number>()
  for (const [day, count] of byDay) {
    const start = isoDay(day).slice(0, START_LENGTH[interval])
    counts.set(start, (counts.get(start) ?? 0) + count)
  }
  return Array.from(counts, ([start, count]) => ({ start, count })).sort((a, b) =>
    compareTexts(a.start, b.start),
  )
}
