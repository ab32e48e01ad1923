// Here are texts, give me vectors that are close where the texts mean the same. The interface of what does it: a model in a folder, or an
// address that somebody runs.
import { EncoderError } from '../domain/errors.ts'

/** What a text is: models make other vectors of questions than of what is searched. */
export type TextRole = 'query' | 'passage'

/** Which model made the vectors. Vectors of two models have nothing to do with each other. */
export interface EncoderModel {
  readonly name: string
  /** SHA-256 of all that decides the vectors; null where only whoever runs an address knows. */
  readonly sha256: string | null
  readonly dimensions: number
}

export interface Encoder {
  readonly model: EncoderModel
  /**
   * One vector of length 1 for each text, in order.
   * @throws {EncoderError} where they cannot be made
   */
  encode(texts: readonly string[], role: TextRole, signal?: AbortSignal): Promise<Float32Array[]>
  /**
   * Whether what is at its place now is still the model that was opened there.
   * @throws {EncoderError} where that cannot be asked
   */
  isCurrent(signal?: AbortSignal): Promise<boolean>
  close(): Promise<void>
}

export interface EncoderOptions {
  /** Threads in which a model of a folder runs, each with its own copy in memory. Default: 1, which is enough for queries. */
  readonly threads?: number
  /** Sent to an address as a bearer. Give it only where the person who runs this named the address. */
  readonly key?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** The key for addresses that are named by whoever runs this: an address that a file names gets none. */
export function encoderKey(): string | undefined {
  const key = process.env['LEDE_ENCODER_KEY']
  return key === '' ? undefined : key
}

export function isAddress(place: string): boolean {
  return /^https?:\/\//iu.test(place)
}

/** Whether an address is on this machine: then nothing that is sent to it leaves the machine. */
export function isOnThisMachine(address: string): boolean {
  const { hostname } = new URL(address)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(hostname)
}

/** Whether what is sent to an encoder leaves the machine. */
export function isElsewhere(place: string): boolean {
  return isAddress(place) && !isOnThisMachine(place)
}

/** @throws {EncoderError} naming both models, where they are not the same */
export function checkModel(place: string, found: EncoderModel, wanted: EncoderModel): void {
  const isSame =
    found.name === wanted.name && found.sha256 === wanted.sha256 && found.dimensions === wanted.dimensions
  if (isSame) return
  const called = ({ name, sha256, dimensions }: EncoderModel): string =>
    `${name} (${dimensions} dimensions${sha256 === null ? '' : `, SHA-256 ${sha256.slice(0, 12)}…`})`
  throw new EncoderError(
    'other-model',
    `The index was made with the model ${called(wanted)}, and ${place} has ${called(found)}. Name the one that it was made with, or build again with --encoder ${place}.`,
  )
}

/** The cosine of two vectors of length 1. */
export function cosineOf(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

/**
 * Two vectors of one text are at least so near where one model made both, however it was run; those of two models have nothing to do
 * with each other.
 */
export const SAME_MODEL = 0.9
