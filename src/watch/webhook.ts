// Who wants to hear of it? A report as JSON to the address that the watch list names, signed, tried several times.
import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { WatchReport } from './report.ts'

const TRIES = 3
const PAUSE_MS = 1_000
const PATIENCE_MS = 10_000

export interface Webhook {
  readonly address: string
  /** Null: what is sent is not signed. */
  readonly secret: string | null
  /** Ends the trying. */
  readonly signal: AbortSignal | undefined
}

/**
 * Sends a report. With a secret the header `lede-signature` is `sha256=` and the HMAC of the body in hexadecimal digits.
 * @returns null where it was taken, else the reason why it was not
 */
export async function tellWebhook(
  { address, secret, signal: ended = new AbortController().signal }: Webhook,
  report: WatchReport,
): Promise<string | null> {
  const body = JSON.stringify(report)
  const signature =
    secret === null
      ? {}
      : { 'lede-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }
  let reason = ''
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    try {
      ended.throwIfAborted()
      if (attempt > 1) await pause(PAUSE_MS * attempt, undefined, { signal: ended })
      const response = await fetch(address, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...signature },
        redirect: 'error',
        signal: AbortSignal.any([ended, AbortSignal.timeout(PATIENCE_MS)]),
      })
      await response.body?.cancel()
      if (response.ok) return null
      reason = `it answered ${response.status}`
    } catch (error) {
      const { message, cause } = error as Error
      reason = cause instanceof Error ? cause.message : message
    }
  }
  return reason
}
