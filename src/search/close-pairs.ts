// Which names of a long list are a few edits apart? Without comparing each with each.
import { LevenshteinAutomaton } from '../engine/levenshtein.ts'

/**
 * Pairs of different positions whose names are at most as far apart as the length of the longer one allows (two edits or fewer), by optimal
 * string alignment; the lower position first, in order. Pass-Join (Li, Deng, Wang and Feng, VLDB 2012): of two names within
 * `k` edits, one of `k + 1` even pieces of the shorter stands unchanged in the other, at most `k` places aside. A
 * transposition counts as two of the edits of that argument, so `2k + 1` pieces are cut.
 */
export function closePairs(
  names: readonly string[],
  limitOf: (length: number) => number,
): [number, number][] {
  const found: [number, number][] = []
  const byPiece = new Map<string, number[]>()
  const order = [...names.keys()].sort((a, b) => lengthOf(names, a) - lengthOf(names, b) || a - b)
  const lengths = new Set<number>()
  for (const index of order) {
    const name = names[index] ?? ''
    const limit = limitOf(name.length)
    const candidates = new Set<number>()
    for (let length = name.length - limit; limit > 0 && length <= name.length; length++) {
      if (!lengths.has(length)) continue
      for (const [number, { start, size }] of pieces(length, limit).entries()) {
        const last = Math.min(name.length - size, start + 2 * limit)
        for (let at = Math.max(0, start - 2 * limit); at <= last; at++) {
          const key = `${limit} ${length} ${number} ${name.slice(at, at + size)}`
          for (const other of byPiece.get(key) ?? []) candidates.add(other)
        }
      }
    }
    const automaton = new LevenshteinAutomaton(name, limit)
    for (const other of candidates) {
      if (automaton.measure(names[other] ?? '') <= limit)
        found.push(index < other ? [index, other] : [other, index])
    }
    lengths.add(name.length)
    for (const wider of new Set([limit, limitOf(name.length + 1), limitOf(name.length + 2)])) {
      for (const [number, { start, size }] of pieces(name.length, wider).entries()) {
        const key = `${wider} ${name.length} ${number} ${name.slice(start, start + size)}`
        const list = byPiece.get(key)
        if (list === undefined) byPiece.set(key, [index])
        else list.push(index)
      }
    }
  }
  return found.sort(([a, b], [c, d]) => a - c || b - d)
}

function lengthOf(names: readonly string[], index: number): number {
  return names[index]?.length ?? 0
}

/** A length cut into `2 · limit + 1` pieces as even as can be. */
function pieces(length: number, limit: number): { start: number; size: number }[] {
  const count = 2 * limit + 1
  return Array.from({ length: count }, (_, number) => {
    const start = Math.floor((number * length) / count)
    return { start, size: Math.floor(((number + 1) * length) / count) - start }
  }).filter(({ size }) => size > 0)
}
