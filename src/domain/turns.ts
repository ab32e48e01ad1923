// Whose turn is it? All requests share one thread: each works for a moment, then what has come in and the others have their turn.
//
// Work of one round of the event loop shares one time. Those whose time is over wait in one queue, of which one goes on in each round: so
// the thread is never held longer than a turn, however many requests are worked on at once.

/** Milliseconds of work in one round of the event loop. */
const TURN_MS = 8

/** When work of this round began; null where none did. */
let since: number | null = null
const waiting: (() => void)[] = []

/** Whether the time of this round is over: who works on then waits for a `turn`. Ask it every few microseconds, not more often. */
export function isTurnOver(): boolean {
  if (since !== null) return performance.now() - since > TURN_MS
  beginRound()
  return false
}

/** Resolves when it is the caller's turn again. */
export function turn(): Promise<void> {
  return new Promise(resolve => {
    waiting.push(resolve)
    if (waiting.length === 1) setImmediate(giveTurn)
  })
}

/** What the promise wakes runs before the next immediate does. */
function giveTurn(): void {
  beginRound()
  waiting.shift()?.()
  if (waiting.length > 0) setImmediate(giveTurn)
}

function beginRound(): void {
  since = performance.now()
  setImmediate(() => {
    since = null
  })
}
