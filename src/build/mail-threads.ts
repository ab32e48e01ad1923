// Which messages belong together? Those that answer each other, directly or by way of others, also of messages that are not there.
import type { DocumentMetadata } from '../domain/document.ts'

/** Takes all messages, then knows the thread of each. */
export class MailThreads {
  /** Of ids that answer another: that other, or one before it. */
  private readonly before = new Map<string, string>()
  private readonly messages = new Map<string, number>()

  add({ meta }: DocumentMetadata): void {
    const own = meta['message-id']?.[0]
    if (own === undefined) return
    const chain = [...(meta['references'] ?? []), ...(meta['in-reply-to'] ?? []), own]
    for (const [at, id] of chain.entries()) {
      const previous = chain[at - 1]
      if (previous !== undefined) this.join(previous, id)
    }
    this.messages.set(own, 1)
  }

  /** After the last: counts how many messages each thread has. */
  settle(): void {
    const counts = new Map<string, number>()
    for (const id of this.messages.keys())
      counts.set(this.firstOf(id), (counts.get(this.firstOf(id)) ?? 0) + 1)
    for (const id of this.messages.keys()) this.messages.set(id, counts.get(this.firstOf(id)) ?? 1)
  }

  /** The id of the thread's first message, there or not, where it has several messages. */
  threadOf({ meta }: DocumentMetadata): string | null {
    const own = meta['message-id']?.[0]
    return own === undefined || (this.messages.get(own) ?? 0) < 2 ? null : this.firstOf(own)
  }

  private join(earlier: string, later: string): void {
    const [first, second] = [this.firstOf(earlier), this.firstOf(later)]
    if (first !== second) this.before.set(second, first)
  }

  /** Ids on the way are made to lead there at once. */
  private firstOf(id: string): string {
    let first = id
    for (let next = this.before.get(first); next !== undefined; next = this.before.get(first)) first = next
    for (let at = id; at !== first; ) {
      const next = this.before.get(at) ?? first
      this.before.set(at, first)
      at = next
    }
    return first
  }
}
