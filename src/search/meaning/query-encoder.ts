// Which model encodes the queries of a bundle, and what does it make of this one? Models are opened once, by the first query or before.
import { LRUCache } from 'lru-cache'
import type { Bundle } from '../../bundle/open-bundle.ts'
import type { Deadline } from '../../domain/deadline.ts'
import { EncoderError } from '../../domain/errors.ts'
import { checkModel, type Encoder, isElsewhere } from '../../meaning/encoder.ts'
import { openEncoder } from '../../meaning/open-encoder.ts'

/** Part of a request's time that the encoding of its query may take. */
const SHARE = 0.6
/** Milliseconds after which what could not be opened is tried again. */
const RETRY_MS = 10_000
/** Queries whose vectors are kept: those asked last, as pages of one search are. */
const KEPT = 500

/** Encoders that whoever opened a bundle named instead of the one that it was built with. */
const named = new WeakMap<Bundle, string>()
/** Of bundles that are served. */
const logs = new WeakMap<Bundle, (line: string) => void>()
const opened = new Map<string, { readonly encoder: Promise<Encoder>; failedAt: number | null }>()
const vectors = new LRUCache<string, Promise<Float32Array>>({ max: KEPT })

/** Has the queries of a bundle encoded by another folder or address than stands in it: of the same model, where it is now. */
export function nameEncoder(bundle: Bundle, place: string): void {
  named.set(bundle, place)
}

/** Readers of a service are not told of folders, addresses and what a provider says: its log is. */
export function hideEncoder(bundle: Bundle, log: (line: string) => void): void {
  logs.set(bundle, log)
}

const TOLD: Readonly<Record<EncoderError['code'], string>> = {
  missing: 'The model that the index was made with is not there.',
  'other-model': 'The model is another one than the index was made with.',
  unreachable: 'The model did not answer in time.',
  refused: 'The model that the index was made with may not be asked.',
  failed: 'The query could not be encoded.',
}

/** Why meaning was not searched, for whoever searches. */
export function reasonFor(bundle: Bundle, error: EncoderError): string {
  const log = logs.get(bundle)
  if (log === undefined) return error.message
  log(`Meaning was not searched: ${error.message}`)
  return `${TOLD[error.code]} The log says more.`
}

/** Begins to open what the first query would wait for. */
export function prepareEncoder(bundle: Bundle): void {
  // Whoever searches hears why it cannot be opened.
  if (bundle.vectors !== null) encoderOf(bundle).catch(() => {})
}

/** @throws {EncoderError} where that cannot be done, with what to do @throws the deadline's reason where the request is ended */
export async function encodeQuery(bundle: Bundle, q: string, deadline: Deadline): Promise<Float32Array> {
  const { leftMs, signal } = deadline
  const limit = leftMs === Infinity ? undefined : AbortSignal.timeout(Math.max(1, Math.floor(leftMs * SHARE)))
  const ends = [limit, signal].filter(each => each !== undefined)
  const ended = ends.length === 0 ? undefined : AbortSignal.any(ends)
  try {
    return await beforeEnd(vectorOf(bundle, q), ended)
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof EncoderError) throw error
    if (ended?.aborted === true)
      throw new EncoderError('unreachable', `${placeOf(bundle)} did not encode the query in time.`)
    throw new EncoderError('failed', `The query could not be encoded: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

/** One encoding for all who ask the same at once: it goes on where one of them is ended. */
async function vectorOf(bundle: Bundle, q: string): Promise<Float32Array> {
  const key = `${placeOf(bundle)}\0${q}`
  const encoder = await encoderOf(bundle)
  const made =
    vectors.get(key) ?? encoder.encode([q], 'query').then(([vector]) => vector ?? new Float32Array())
  vectors.set(key, made)
  made.catch(() => vectors.delete(key))
  return made
}

async function encoderOf(bundle: Bundle): Promise<Encoder> {
  const place = placeOf(bundle)
  const wanted = bundle.manifest.meaning
  if (wanted === undefined) throw new EncoderError('missing', 'The index was built without an encoder.')
  if (isElsewhere(place) && !named.has(bundle))
    throw new EncoderError(
      'refused',
      `The index was built with ${wanted.model.name} at ${place}. Queries are sent to another machine only where you name it: --encoder ${place}.`,
    )
  const known = opened.get(place)
  const isKnown =
    known !== undefined && (known.failedAt === null || performance.now() - known.failedAt < RETRY_MS)
  const entry = isKnown ? known : { encoder: openEncoder(place), failedAt: null }
  opened.set(place, entry)
  const encoder = await entry.encoder.catch((error: Error) => {
    entry.failedAt ??= performance.now()
    throw error
  })
  checkModel(place, encoder.model, wanted.model)
  return encoder
}

function placeOf(bundle: Bundle): string {
  return named.get(bundle) ?? bundle.manifest.meaning?.encoder ?? ''
}

function beforeEnd<T>(work: Promise<T>, end: AbortSignal | undefined): Promise<T> {
  if (end === undefined) return work
  return new Promise((resolve, reject) => {
    work.then(resolve, reject)
    if (end.aborted) reject(end.reason)
    else end.addEventListener('abort', () => reject(end.reason), { once: true })
  })
}
