// A service builds again and again: after each build look for what is waited for, one look after the other.
import { bulkhead } from 'cockatiel'
import { begunLines, newsOf } from './report.ts'
import { beginWatching, type WatchOptions, watchBundle } from './watch.ts'

/** Two looks at a time would both tell the same news, and one of them would forget what the other had told. */
export class Watcher {
  private readonly options: () => Omit<WatchOptions, 'signal'>
  private readonly log: (line: string) => void
  private readonly inTurn = bulkhead(1, Number.POSITIVE_INFINITY)
  private readonly closing = new AbortController()

  /** @param options as they are at the moment */
  constructor(options: () => Omit<WatchOptions, 'signal'>, log: (line: string) => void) {
    this.options = options
    this.log = log
  }

  /** Before a build: entries that are new know what is there. */
  async begin(): Promise<void> {
    await this.inTurn.execute(async () => {
      try {
        for (const line of begunLines(await beginWatching(this.options()))) this.log(line)
      } catch (error) {
        this.log(`The watch list was not searched: ${(error as Error).message}`)
      }
    })
  }

  /** After a build. What was found, and what went wrong, goes to the log. */
  look(): void {
    void this.inTurn.execute(async () => {
      try {
        const watched = await watchBundle({ ...this.options(), signal: this.closing.signal })
        if (watched === null) return
        const { report, warnings } = watched
        const begun = begunLines(report.results.filter(({ isFirst }) => isFirst))
        for (const line of [...begun, ...newsOf(report), ...warnings]) this.log(line)
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
