// The weights that tell what a form names, in a file: how `scripts/train-lexicon.ts` writes it and how it is read.
//
//   0   8 bytes   "LEDELEX1"
//   8   4 bytes   steps that make one unit of a score, little-endian
//   12  rest      compressed with Brotli: weights row by row of buckets, a signed byte a class
import { readFileSync } from 'node:fs'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { CLASSES } from './classes.ts'
import { BUCKETS } from './features.ts'

const MAGIC = 'LEDELEX1'
const HEADER = 12
/** The largest weight becomes this. */
const STEPS = 127
/** Weights below this many steps are left out. */
const NEGLIGIBLE = 2

export interface FormModel {
  /** `bucket · CLASSES.length + class`. */
  readonly weights: Int8Array
  /** Steps of a weight that make a score of one. */
  readonly unit: number
}

let model: FormModel | undefined

/** The weights of `model.bin`, read once. @throws {Error} where the file is not a model of this version */
export function formModel(): FormModel {
  model ??= readFormModel(readFileSync(new URL('./model.bin', import.meta.url)))
  return model
}

/** Takes another model for all that follows: to measure models that have not seen some data. */
export function useFormModel(other: FormModel): void {
  model = other
}

/** @throws {Error} where the bytes are not a model of this version */
export function readFormModel(file: Uint8Array): FormModel {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const weights =
    bytes.toString('latin1', 0, MAGIC.length) === MAGIC ? brotliDecompressSync(bytes.subarray(HEADER)) : null
  if (weights === null || weights.length !== BUCKETS * CLASSES.length)
    throw new Error('model.bin is not a model of this version; train it again: node scripts/train-lexicon.ts')
  return {
    weights: new Int8Array(weights.buffer, weights.byteOffset, weights.length),
    unit: bytes.readUInt32LE(8),
  }
}

export function writeFormModel(weights: Float32Array): Uint8Array {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), Number.MIN_VALUE)
  const unit = Math.round(STEPS / largest)
  const bytes = Int8Array.from(weights, weight => {
    const steps = Math.max(-STEPS, Math.min(STEPS, Math.round(weight * unit)))
    return Math.abs(steps) < NEGLIGIBLE ? 0 : steps
  })
  const packed = brotliCompressSync(new Uint8Array(bytes.buffer), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 22 },
  })
  const header = Buffer.alloc(HEADER)
  header.write(MAGIC, 'latin1')
  header.writeUInt32LE(unit, 8)
  return Buffer.concat([header, packed])
}
