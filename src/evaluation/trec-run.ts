// How are rankings kept? Run files of TREC: `query Q0 document rank score tag`, one line a document.
import { CorpusError } from '../domain/errors.ts'

export interface Scored {
  readonly id: string
  readonly score: number
}

/** Rankings by query id. */
export type Run = ReadonlyMap<string, readonly Scored[]>

/** @throws {CorpusError} for an id with white space, which the form cannot hold */
export function serialiseRun(run: Run, tag: string): string {
  let text = ''
  for (const [query, ranking] of run) {
    const unfit = [query, ...ranking.map(hit => hit.id)].find(id => /\s/u.test(id))
    if (unfit !== undefined)
      throw new CorpusError(`A TREC run file cannot hold the id “${unfit}”: it has white space.`)
    for (const [index, { id, score }] of ranking.entries())
      text += `${query} Q0 ${id} ${index + 1} ${score} ${tag}\n`
  }
  return text
}

/** @throws {CorpusError} naming the line that is not of the form */
export function parseRun(text: string, path: string): Run {
  const run = new Map<string, { id: string; score: number; rank: number }[]>()
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const [query, , id, rank, score] = line.trim().split(/\s+/u)
    if (
      query === undefined ||
      id === undefined ||
      Number.isNaN(Number(rank)) ||
      Number.isNaN(Number(score ?? Number.NaN))
    ) {
      throw new CorpusError(`${path}:${index + 1}: expected “query Q0 document rank score tag”.`)
    }
    const ranking = run.get(query) ?? []
    ranking.push({ id, score: Number(score), rank: Number(rank) })
    run.set(query, ranking)
  }
  const inOrder = (ranking: readonly { id: string; score: number; rank: number }[]): Scored[] =>
    ranking.toSorted((a, b) => a.rank - b.rank).map(({ id, score }) => ({ id, score }))
  return new Map(Array.from(run, ([query, ranking]) => [query, inOrder(ranking)]))
}
