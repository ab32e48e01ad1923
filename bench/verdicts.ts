// How were the things of each kind judged? A row for each kind: how many there are, and how many have each verdict.
import type { OpenTable } from './figures/table.ts'

/**
 * @param kinds what stands for a kind, and how it is called
 * @param found of each thing its kind and its verdict
 * @param verdicts in the order of the columns
 */
export function addKinds<Verdict>(
  table: OpenTable,
  title: string,
  kinds: readonly (readonly [kind: string, name: string])[],
  found: readonly (readonly [kind: string, verdict: Verdict])[],
  verdicts: readonly Verdict[],
): void {
  for (const [kind, name] of kinds) {
    const own = found.filter(([of]) => of === kind).map(([, verdict]) => verdict)
    const counts = verdicts.map(verdict => own.filter(one => one === verdict).length)
    table.row([`${title}: ${name}`, ...[own.length, ...counts].map(String)])
  }
}
