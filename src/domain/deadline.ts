// How long may this request take? One deadline for all of its stages, which let others have their turn meanwhile.
import { isTurnOver, turn } from './turns.ts'

export class Deadline {
  /** Ends the request; what works on it is then refused with the signal's reason. */
  readonly signal: AbortSignal | undefined
  private end: number

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

  /** Waits for what is no part of the request, such as what is opened once for all requests: its time does not count. */
  async uncounted<T>(work: Promise<T>): Promise<T> {
    const began = performance.now()
    try {
      return await work
    } finally {
      this.end += performance.now() - began
    }
  }

  /** Waits for the next turn where this one is over. @throws the signal's reason */
  async share(): Promise<void> {
    if (!isTurnOver()) return
    await turn()
    this.signal?.throwIfAborted()
  }
}

/** For work that has all the time, and that nobody could end. */
export const UNHURRIED = new Deadline(Infinity)
