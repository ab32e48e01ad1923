// A service builds again and again: after each build look for what is waited for, one look after the other.
import { bulkhead } from 'cockatiel'
import { newsOf } from './report.ts'
import { type WatchOptions, watchBundle } from './watch.ts'

/** Two looks at a time would both tell the same news, and one of them would forget what the other had told. */
export class Watcher {
  private readonly options: Omit<WatchOptions, 'signal'>
  private readonly log: (line: string) => void
  private readonly inTurn = bulkhead(1, Number.POSITIVE_INFINITY)
  private readonly closing = new AbortController()

  constructor(options: Omit<WatchOptions, 'signal'>, log: (line: string) => void) {
    this.options = options
    this.log = log
  }

  /** After a build. What was found, and what went wrong, goes to the log. */
  look(): void {
    void this.inTurn.execute(async () => {
      try {
        const watched = await watchBundle({ ...this.options, signal: this.closing.signal })
        for (const line of watched === null ? [] : [...newsOf(watched.report), ...watched.warnings])
          this.log(line)
      } catch (error) {
        this.log(`The watch list was not searched: ${(error as Error).message}`)
      }
    })
  }

  /** Waits for no webhook: what it has not taken is sent after the next build. */
  async close(): Promise<void> {
    this.closing.abort(new Error('the service is ending'))
    await this.inTurn.execute(() => {})
  }
}
