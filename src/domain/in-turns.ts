// How is a long list looked through without keeping others waiting?
import type { Deadline } from './deadline.ts'

/** Items that are looked at before others may have their turn. */
const AT_A_TIME = 256

/** The items that fit, in order. */
export async function filterInTurns<T>(
  items: readonly T[],
  fits: (item: T) => boolean,
  deadline: Deadline,
): Promise<T[]> {
  const found: T[] = []
  for (let from = 0; from < items.length; from += AT_A_TIME) {
    await deadline.share()
    for (const item of items.slice(from, from + AT_A_TIME)) if (fits(item)) found.push(item)
  }
  return found
}
