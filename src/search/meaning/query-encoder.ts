// Which model encodes the queries of a bundle, and what does it make of this one?
import type { Bundle } from '../../bundle/open-bundle.ts'
import type { Deadline } from '../../domain/deadline.ts'
import { EncoderError } from '../../domain/errors.ts'
import { checkModel, cosineOf, isElsewhere, SAME_MODEL } from '../../meaning/encoder.ts'
import { passageText } from '../../meaning/passage-text.ts'
import {
  asEncoderError,
  beforeEnd,
  type EncoderPlace,
  type OpenedEncoder,
  openedEncoder,
} from './opened-encoders.ts'

/** Part of a request's time that the encoding of its query may take. */
const SHARE = 0.6
/** Milliseconds that an encoder has to be opened, besides the time of a request. */
const OPENING_MS = 10_000

/** Encoders that whoever opened a bundle named instead of the one that it was built with. */
const named = new WeakMap<Bundle, string>()
/** Of bundles that are served. */
const logs = new WeakMap<Bundle, (line: string) => void>()
/** Encoders of which it is known that they made the vectors of a bundle. */
const compared = new WeakMap<OpenedEncoder, Map<string, Promise<void>>>()

/** Has the queries of a bundle encoded by another folder or address than it was built with: of the same model, where it is now. */
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
  busy: 'Too many queries wait for the model.',
}

/** Why meaning was not searched, for whoever searches. */
export function reasonFor(bundle: Bundle, error: EncoderError): string {
  const log = logs.get(bundle)
  if (log === undefined) return error.message
  log(`Meaning was not searched: ${error.message}`)
  return `${TOLD[error.code]} The log says more.`
}

/** Opens what the first query would wait for, unless that takes long. Whoever searches hears why it cannot be opened. */
export async function prepareEncoder(bundle: Bundle): Promise<void> {
  if (bundle.vectors === null) return
  await beforeEnd(encoderOf(bundle), openingEnd(undefined)).catch(() => {})
}

/** @throws {EncoderError} where that cannot be done, with what to do @throws the deadline's reason where the request is ended */
export async function encodeQuery(bundle: Bundle, q: string, deadline: Deadline): Promise<Float32Array> {
  const { signal } = deadline
  try {
    // A service has opened it before it was asked. On the command line, opening it is no part of the search.
    if (!logs.has(bundle)) await deadline.uncounted(beforeEnd(encoderOf(bundle), openingEnd(signal)))
  } catch (error) {
    signal?.throwIfAborted()
    // What is still being opened is waited for below, for as long as the request has time.
    if (error instanceof EncoderError) throw error
  }
  const { leftMs } = deadline
  const limit = leftMs === Infinity ? undefined : AbortSignal.timeout(Math.max(1, Math.floor(leftMs * SHARE)))
  const ends = [limit, signal].filter(each => each !== undefined)
  const end = ends.length === 0 ? undefined : AbortSignal.any(ends)
  try {
    const opened = await beforeEnd(encoderOf(bundle), end)
    return await opened.encode(q, end)
  } catch (error) {
    signal?.throwIfAborted()
    if (end?.aborted === true && !(error instanceof EncoderError))
      throw new EncoderError('unreachable', `${placeOf(bundle).place} did not encode the query in time.`)
    throw asEncoderError(error as Error)
  }
}

function openingEnd(signal: AbortSignal | undefined): AbortSignal {
  const limit = AbortSignal.timeout(OPENING_MS)
  return signal === undefined ? limit : AbortSignal.any([signal, limit])
}

async function encoderOf(bundle: Bundle): Promise<OpenedEncoder> {
  const wanted = bundle.manifest.meaning
  if (wanted === undefined) throw new EncoderError('missing', 'The index was built without an encoder.')
  const at = placeOf(bundle)
  const { name } = wanted.model
  if (at.place === '')
    throw new EncoderError(
      'missing',
      `The index was built with ${name}, and nothing beside it says where that is on this machine. Name it: --encoder FOLDER|URL.`,
    )
  if (isElsewhere(at.place) && !at.isNamed)
    throw new EncoderError(
      'refused',
      `The index was built with ${name} at ${at.place}. Queries are sent to another machine only where you name it: --encoder ${at.place}.`,
    )
  const opened = await openedEncoder(at)
  checkModel(at.place, opened.encoder.model, wanted.model)
  // A service may run another model under the same name: only the vectors tell.
  if (wanted.model.sha256 === null) await compareOnce(bundle, at.place, opened)
  return opened
}

function placeOf(bundle: Bundle): EncoderPlace {
  const place = named.get(bundle)
  return place === undefined ? { place: bundle.encoder ?? '', isNamed: false } : { place, isNamed: true }
}

function compareOnce(bundle: Bundle, place: string, opened: OpenedEncoder): Promise<void> {
  const known = compared.get(opened) ?? new Map<string, Promise<void>>()
  compared.set(opened, known)
  const made = known.get(bundle.version) ?? compare(bundle, place, opened)
  known.set(bundle.version, made)
  // What failed for want of an answer is tried again.
  made.catch((error: unknown) => {
    if (!(error instanceof EncoderError && error.code === 'other-model')) known.delete(bundle.version)
  })
  return made
}

/** Encodes a passage again. @throws {EncoderError} `other-model` where that gives another vector than the index has */
async function compare(
  { records, vectors }: Bundle,
  place: string,
  { encoder }: OpenedEncoder,
): Promise<void> {
  if (vectors === null || vectors.size === 0) return
  const text = passageText(records.documentOf(0).title, records.passage(0))
  const [vector] = await encoder.encode([text], 'passage')
  const before = vectors.at(0)
  if (vector === undefined || before.every(value => value === 0) || cosineOf(vector, before) >= SAME_MODEL)
    return
  throw new EncoderError(
    'other-model',
    `${place} has a model called ${encoder.model.name}, as the index was made with, and it gives other vectors. Run the one that the index was made with, or delete its .vectors file and build again with --encoder ${place}.`,
  )
}
