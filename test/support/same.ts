// Are two answers the same, but for what may differ: how long they took, the bundle that their cursors name, and the last digits of
// scores?

/** How far scores may be apart, in parts of themselves. */
const TOLERANCE = 1e-3
/** What differs from one answer to the next. */
const LEFT_OUT: ReadonlySet<string> = new Set(['tookMs', 'cursor'])

/** The first place where two answers differ, or null. */
export function difference(a: unknown, b: unknown, place = ''): string | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const near =
      Number.isInteger(a) && Number.isInteger(b) ? 0 : TOLERANCE * Math.max(Math.abs(a), Math.abs(b))
    return Math.abs(a - b) <= near ? null : `${place}: ${a} and ${b}`
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return a === b ? null : `${place}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`
  const keys = new Set([...Object.keys(a), ...Object.keys(b)].filter(key => !LEFT_OUT.has(key)))
  for (const key of keys) {
    const found = difference(Reflect.get(a, key), Reflect.get(b, key), `${place}/${key}`)
    if (found !== null) return found
  }
  return null
}
