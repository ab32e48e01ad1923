// Which numbers does a page write only after all of its lines, though they stand in them? Browsers paint what a style shifts last
// (CSS 2.2, appendix E), as many styles do with superscripts: each goes behind the letters beside which it stands.
import type { Run } from './pdf-runs.ts'

/** What marks of notes, powers and indices are made of. */
export const NUMBERS = /^[\d,–-]{1,7}$/u

const RAISED: Readonly<Record<string, string>> = { '1': '¹', '2': '²', '3': '³', '-': '⁻' }

/** The number with raised digits. */
export function raised(text: string): string {
  return text.trim().replace(/[\d-]/gu, sign => RAISED[sign] ?? String.fromCharCode(0x2070 + Number(sign)))
}

export function withMarksInPlace(runs: readonly Run[]): Run[] {
  const followers = followersOf(runs)
  if (followers.size === 0) return [...runs]
  const late = new Set([...followers.values()].flat())
  const written: Run[] = []
  let isGap = false
  for (const run of runs) {
    const isBlank = run.text.trim() === ''
    // The space in which a number stands is none.
    if (late.has(run) || (isBlank && isGap && !run.endsLine)) continue
    const marks = marksBehind(run, followers)
    if (!isBlank) isGap = marks.length > 0
    const last = marks.length - 1
    written.push(marks.length === 0 ? run : { ...run, endsLine: false })
    for (const [at, mark] of marks.entries()) written.push({ ...mark, endsLine: at === last && run.endsLine })
  }
  return written
}

/** The numbers that belong behind a run, and not behind the one that the page wrote before them. */
function followersOf(runs: readonly Run[]): ReadonlyMap<Run, readonly Run[]> {
  const followers = new Map<Run, Run[]>()
  const late = new Set<Run>()
  const ends = new Ends()
  let before: Run | null = null
  for (const run of runs) {
    if (run.text.trim() === '') continue
    const beside = NUMBERS.test(run.text.trim()) ? ends.beside(run, late) : undefined
    if (beside !== undefined && beside !== before) {
      followers.set(beside, [...(followers.get(beside) ?? []), run])
      late.add(run)
    } else before = run
    ends.add(run)
  }
  return followers
}

function marksBehind(run: Run, followers: ReadonlyMap<Run, readonly Run[]>): Run[] {
  return (followers.get(run) ?? []).flatMap(mark => [mark, ...marksBehind(mark, followers)])
}

/** Points within which ends of runs are looked for together. */
const BUCKET = 4

/** Runs by the place where they end. */
class Ends {
  private readonly buckets = new Map<number, Run[]>()

  add(run: Run): void {
    const bucket = Math.floor((run.x + run.width) / BUCKET)
    const runs = this.buckets.get(bucket)
    if (runs === undefined) this.buckets.set(bucket, [run])
    else runs.push(run)
  }

  /** The run that ends where a number begins, of larger letters and on a lower or higher foot; or another such number before it. */
  beside(mark: Run, late: ReadonlySet<Run>): Run | undefined {
    const bucket = Math.floor(mark.x / BUCKET)
    return [bucket - 1, bucket, bucket + 1]
      .flatMap(at => this.buckets.get(at) ?? [])
      .findLast(run => {
        if (run.turns !== mark.turns || Math.abs(mark.x - run.x - run.width) > run.size * TOUCHING)
          return false
        const rise = Math.abs(mark.y - run.y) / run.size
        if (late.has(run)) return run.size === mark.size && rise < 0.05
        return mark.size <= run.size * SMALLER && rise > LEAST_RISE && rise < MOST_RISE
      })
  }
}

/** As parts of the letters' height. */
const TOUCHING = 0.1
const SMALLER = 0.9
const LEAST_RISE = 0.1
const MOST_RISE = 0.5
