// How long may this request take? One deadline for all of its stages, which let others have their turn meanwhile.
import { isTurnOver, turn } from './turns.ts'

export class Deadline {
  /** Ends the request; what works on it is then refused with the signal's reason. */
  readonly signal: AbortSignal | undefined
  private readonly end: number

  /** @param budgetMs from now; `Infinity` for as long as it takes */
  constructor(budgetMs: number, signal?: AbortSignal) {
    this.end = performance.now() + budgetMs
    this.signal = signal
  }

  /** Milliseconds that are left, 0 at least. */
  get leftMs(): number {
    return Math.max(0, this.end - performance.now())
  }

  get isOver(): boolean {
    return this.leftMs === 0
  }

  /** Waits for the next turn where this one is over. @throws the signal's reason */
  async share(): Promise<void> {
    if (!isTurnOver()) return
    await turn()
    this.signal?.throwIfAborted()
  }
}

/** For who has all the time, and nobody who could end it. */
export const UNHURRIED = new Deadline(Infinity)
