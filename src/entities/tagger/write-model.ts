// The model file: weights quantised to bytes. Its reader is `read-model.ts`; both share this layout.
//
//   0   8 bytes   "LEDETAG1"
//   8   4 bytes   number of buckets, little-endian
//   12  4 bytes   number of labels
//   16  LABELS²   transitions, signed bytes
//   …   rest      emissions, signed bytes, row by row of buckets
import { LABELS } from './labels.ts'
import type { ChainWeights } from './viterbi.ts'

export const MAGIC = 'LEDETAG1'
export const HEADER = 16

/** Scales weights so that all but the largest thousandth fit into a signed byte, rounds, and cuts off the rest. */
export function writeModel({ emission, transition }: ChainWeights): Uint8Array {
  const sizes = Float64Array.from(emission, Math.abs)
    .filter(size => size > 0)
    .sort()
  const largest = sizes[Math.floor(sizes.length * 0.9995)] ?? 1
  const quantise = (value: number): number =>
    Math.max(-127, Math.min(127, Math.round((value / largest) * 127)))
  const bytes = new Uint8Array(HEADER + LABELS * LABELS + emission.length)
  bytes.set(new TextEncoder().encode(MAGIC))
  const view = new DataView(bytes.buffer)
  view.setUint32(8, emission.length / LABELS, true)
  view.setUint32(12, LABELS, true)
  for (const [at, value] of transition.entries()) view.setInt8(HEADER + at, quantise(value))
  for (const [at, value] of emission.entries()) view.setInt8(HEADER + LABELS * LABELS + at, quantise(value))
  return bytes
}
