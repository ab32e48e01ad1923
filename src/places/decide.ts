// Which of the places that bear a name does a text mean? By what it names beside it; where that does not tell, by none of them.
import type { City, Position } from './atlas.ts'

/** How many passages that have the name also name a country, or a state of the United States (`US-TX`). */
export type Support = ReadonlyMap<string, number>

/** A city of this size is known far from where it is. */
const KNOWN_EVERYWHERE = 100_000
/** A city that is so many times as large as all others of its name is meant unless something speaks for another. */
const DOMINANT = 10

/**
 * @param cities that bear the name, the largest first
 * @param capital the one that Lede's list of names means by it, if any
 * @returns where it is, or null where the text does not say which
 */
export function meantCity(
  cities: readonly City[],
  support: Support,
  capital: City | null = null,
): Position | null {
  const [first, second] = cities
  const usual = capital ?? (first !== undefined && isDominant(first, second) ? first : null)
  if (usual !== null) return isDoubtful(usual, cities, support) ? null : usual.at
  if (first === undefined) return null
  if (second === undefined) return isCountryOfText(first, support) ? first.at : null
  const [best, ...others] = cities.filter(city => supportOf(city, support) > 0)
  if (best === undefined) return null
  // One place for all that is said, and none elsewhere that is so much larger that it may be meant in spite of it.
  const isOnlyOne = others.every(
    other => isNear(other, best) || (other.country === best.country && isDominant(best, other)),
  )
  const isMeant = isOnlyOne && first.inhabitants < DOMINANT * best.inhabitants
  return isMeant && isCountryOfText(best, support) ? best.at : null
}

/** Whether what stands beside the name could change what is meant by it. */
export function needsSupport(cities: readonly City[], capital: City | null): boolean {
  const [first, second] = cities
  if (capital !== null) return cities.some(city => !isNear(city, capital))
  return first !== undefined && (second !== undefined || !isDominant(first, second))
}

/** So large, and so much larger than the next, that whoever names it and says no more means it. */
function isDominant(city: City, next: City | undefined): boolean {
  return (
    city.inhabitants >= KNOWN_EVERYWHERE &&
    (next === undefined || city.inhabitants >= DOMINANT * next.inhabitants)
  )
}

/** Whether as much speaks for another place of the name. */
function isDoubtful(usual: City, cities: readonly City[], support: Support): boolean {
  const own = support.get(usual.country) ?? 0
  return cities.some(city => {
    const others = supportOf(city, support)
    return others > 0 && others >= own && city.country !== usual.country && !isNear(city, usual)
  })
}

/** Of a town of the United States its state must be named: most of its names are there many times. */
function supportOf({ country, region }: City, support: Support): number {
  return support.get(country === 'US' ? `US-${region}` : country) ?? 0
}

/** Whether its country is named beside it more often than any other: a village that no list has may bear the name of a town abroad. */
function isCountryOfText({ country }: City, support: Support): boolean {
  const own = support.get(country) ?? 0
  return own > 0 && [...support].every(([where, count]) => ofCountry(where) === country || count < own)
}

function ofCountry(where: string): string {
  return where.slice(0, 2)
}

/** Parts of one town that are listed by themselves: half a degree apart at most. */
function isNear({ at: [x, y] }: City, { at: [otherX, otherY] }: City): boolean {
  return Math.abs(x - otherX) <= 0.5 && Math.abs(y - otherY) <= 0.5
}
