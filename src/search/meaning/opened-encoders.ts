// Which encoders are open? Each place is opened once for all bundles, and looked at again from time to time: what is there may be replaced.
// Queries wait for it in a queue that has an end.
import { BulkheadRejectedError, bulkhead } from 'cockatiel'
import { LRUCache } from 'lru-cache'
import { EncoderError } from '../../domain/errors.ts'
import { type Encoder, encoderKey } from '../../meaning/encoder.ts'
import { openEncoder } from '../../meaning/open-encoder.ts'

/** Milliseconds after which what could not be opened is tried again, and after which what is open is looked at again. */
const RETRY_MS = 10_000
const LOOK_MS = 10_000
/** Queries that are encoded at once, and those that may wait: more could not be encoded before their time is up. */
const AT_ONCE = 2
const WAITING = 64
/** Queries whose vectors are kept: those asked last, as pages of one search are. */
const KEPT = 500

/** Where an encoder is, and whether whoever runs this named the place: only then it gets the key. */
export interface EncoderPlace {
  readonly place: string
  readonly isNamed: boolean
}

/** An open encoder with its queue, and the vectors that it made last. */
export class OpenedEncoder {
  readonly encoder: Encoder
  lookedAt = performance.now()
  private readonly queue = bulkhead(AT_ONCE, WAITING)
  private readonly known = new LRUCache<string, Asked>({ max: KEPT })

  constructor(encoder: Encoder) {
    this.encoder = encoder
  }

  /**
   * One encoding for all who ask the same at once. It is left out where nobody waits for it any longer when its turn comes.
   * @throws {EncoderError} where the queue is full, or it cannot be encoded
   */
  async encode(text: string, end: AbortSignal | undefined): Promise<Float32Array> {
    const asked = this.known.get(text) ?? this.begin(text)
    asked.waiting++
    try {
      return await beforeEnd(asked.vector, end)
    } finally {
      asked.waiting--
    }
  }

  /** Ends it once those who ask it have their answers. */
  async retire(): Promise<void> {
    await Promise.allSettled(Array.from(this.known.values(), ({ vector }) => vector))
    await this.encoder.close()
  }

  private begin(text: string): Asked {
    const work = async (): Promise<Float32Array> => {
      if (asked.waiting === 0) throw new EncoderError('busy', 'Nobody waits for the query any longer.')
      const [vector] = await this.encoder.encode([text], 'query')
      return vector ?? new Float32Array(this.encoder.model.dimensions)
    }
    const asked: Asked = { waiting: 0, vector: Promise.resolve().then(() => this.queue.execute(work)) }
    this.known.set(text, asked)
    asked.vector.catch(() => {
      if (this.known.peek(text) === asked) this.known.delete(text)
    })
    return asked
  }
}

interface Asked {
  waiting: number
  readonly vector: Promise<Float32Array>
}

interface Entry {
  readonly opened: Promise<OpenedEncoder>
  failedAt: number | null
  looking: Promise<boolean> | null
}

const entries = new Map<string, Entry>()

/**
 * The encoder that is at a place now.
 * @throws {EncoderError} where there is none that can be used
 */
export async function openedEncoder(at: EncoderPlace): Promise<OpenedEncoder> {
  const key = `${at.isNamed} ${at.place}`
  const known = entries.get(key)
  if (known === undefined || (known.failedAt !== null && performance.now() - known.failedAt >= RETRY_MS))
    return opening(key, at)
  const opened = await known.opened
  if (await isStillThere(known, opened)) return opened
  // Another request may have seen it before: then it has opened what is there now.
  const next = entries.get(key)
  return next === known ? opening(key, at) : openedEncoder(at)
}

async function opening(key: string, { place, isNamed }: EncoderPlace): Promise<OpenedEncoder> {
  const before = entries.get(key)
  const options = isNamed ? { key: encoderKey() } : {}
  const opened = openEncoder(place, options).then(encoder => new OpenedEncoder(encoder))
  const entry: Entry = { opened, failedAt: null, looking: null }
  entries.set(key, entry)
  opened.catch(() => {
    entry.failedAt = performance.now()
  })
  before?.opened.then(replaced => replaced.retire()).catch(() => {})
  return opened
}

async function isStillThere(entry: Entry, opened: OpenedEncoder): Promise<boolean> {
  if (performance.now() - opened.lookedAt < LOOK_MS) return true
  entry.looking ??= opened.encoder.isCurrent().finally(() => {
    entry.looking = null
  })
  const isCurrent = await entry.looking
  if (isCurrent) opened.lookedAt = performance.now()
  return isCurrent
}

/** A full queue, said as what it is. */
export function asEncoderError(error: Error): EncoderError {
  if (error instanceof EncoderError) return error
  if (error instanceof BulkheadRejectedError)
    return new EncoderError(
      'busy',
      `The query was not encoded: ${WAITING} others wait to be. Search again in a moment.`,
    )
  return new EncoderError('failed', `The query could not be encoded: ${error.message}`, { cause: error })
}

/** @throws the signal's reason where it comes first */
export function beforeEnd<T>(work: Promise<T>, end: AbortSignal | undefined): Promise<T> {
  if (end === undefined) return work
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(end.reason)
    if (end.aborted) stop()
    else end.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => end.removeEventListener('abort', stop))
  })
}
