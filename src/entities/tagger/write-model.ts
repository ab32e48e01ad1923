// The model file: weights quantised to bytes. Its reader is `read-model.ts`; both share this layout.
//
//   0   8 bytes   "LEDETAG2"
//   8   4 bytes   number of buckets, little-endian
//   12  4 bytes   number of labels
//   16  rest      compressed with Brotli: LABELS² transitions, then emissions row by row of buckets, signed bytes
import { brotliCompressSync, constants } from 'node:zlib'
import { LABELS } from './labels.ts'
import type { ChainWeights } from './viterbi.ts'

export const MAGIC = 'LEDETAG2'
export const HEADER = 16

/** The largest weight becomes this: fewer steps than a byte has take a fifth off the file and lose nothing. */
const STEPS = 63
/** The same for models of other languages than English, whose files are to be smaller. */
export const LANGUAGE_STEPS = 31
/** Weights below this share of the largest are left out. */
const NEGLIGIBLE = 0.02

export function writeModel({ emission, transition }: ChainWeights, steps = STEPS): Uint8Array {
  const size = (weights: Iterable<number>): number => {
    let most = 0
    for (const weight of weights) most = Math.max(most, Math.abs(weight))
    return most
  }
  const largest = Math.max(size(emission), size(transition), Number.MIN_VALUE)
  const quantise = (value: number): number =>
    Math.abs(value) < largest * NEGLIGIBLE ? 0 : Math.round((value / largest) * steps)
  const weights = new Int8Array(LABELS * LABELS + emission.length)
  for (const [at, value] of transition.entries()) weights[at] = quantise(value)
  for (const [at, value] of emission.entries()) weights[LABELS * LABELS + at] = quantise(value)
  const packed = brotliCompressSync(new Uint8Array(weights.buffer), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 22 },
  })
  const header = Buffer.alloc(HEADER)
  header.write(MAGIC, 'latin1')
  header.writeUInt32LE(emission.length / LABELS, 8)
  header.writeUInt32LE(LABELS, 12)
  return Buffer.concat([header, packed])
}
