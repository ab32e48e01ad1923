// Which model encodes the passages of a build, and where is it?
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { readEncoderNote } from '../bundle/encoder-note.ts'
import { readManifestIfAny } from '../bundle/open-bundle.ts'
import { EncoderError } from '../domain/errors.ts'
import { type Encoder, type EncoderModel, encoderKey, isAddress, isElsewhere } from '../meaning/encoder.ts'
import { modelAt, openEncoder } from '../meaning/open-encoder.ts'
import type { BuildOptions } from './options.ts'

/** A model that was found, and not opened yet. */
export interface FoundEncoder {
  readonly place: string
  readonly model: Pick<EncoderModel, 'name' | 'sha256'>
  open(): Promise<Encoder>
}

/** The encoder that is named, or else kept; null for none. @throws {EncoderError} where there is none at its place */
export async function findEncoder(options: BuildOptions): Promise<FoundEncoder | null> {
  const named = options.encoder ?? options.config?.meaning.encoder
  const given = named ?? (options.keepEncoder === true ? await keptEncoder(options.out) : null)
  if (given === null) return null
  const place = isAddress(given) ? given : resolve(given)
  // An address that nobody named gets no key.
  const access = named === undefined ? {} : { key: encoderKey() }
  const threads = options.workers === 0 ? 1 : encoderThreads()
  return {
    place,
    model: await modelAt(place, access),
    open: () => openEncoder(place, { ...access, threads }),
  }
}

/**
 * Where the model of the bundle is that is there; null where it has none.
 * @throws {EncoderError} where that is not known, or texts would leave the machine unasked
 */
export async function keptEncoder(out: string): Promise<string | null> {
  const manifest = await readManifestIfAny(out)
  if (manifest !== null && manifest.meaning === undefined) return null
  const place = readEncoderNote(out)
  if (place === null) {
    // An index that cannot be read, of an older version for one, may have had none.
    if (manifest === null) return null
    throw new EncoderError(
      'missing',
      `The index was built with the encoder ${manifest.meaning?.model.name}, and nothing beside it says where that is. Name it: --encoder FOLDER|URL.`,
    )
  }
  if (isElsewhere(place))
    throw new EncoderError(
      'refused',
      `The index was built with an encoder at ${place}. Texts are sent to another machine only where you name it: --encoder ${place}.`,
    )
  return place
}

/** Copies of a model, each in its thread. */
const MOST_ENCODER_THREADS = 8

function encoderThreads(): number {
  return Math.min(MOST_ENCODER_THREADS, availableParallelism())
}
