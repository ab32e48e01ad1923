// Opens the model file that `write-model.ts` lays out.
import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import { LABELS } from './labels.ts'
import type { WholeWeights } from './viterbi.ts'
import { HEADER, MAGIC } from './write-model.ts'

let model: WholeWeights | undefined

/** The weights of `model.bin`, read once. @throws {Error} where the file is not a model of this version */
export function defaultModel(): WholeWeights {
  model ??= readModel(readFileSync(new URL('./model.bin', import.meta.url)))
  return model
}

/** @throws {Error} where the bytes are not a model of this version */
export function readModel(file: Uint8Array): WholeWeights {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const isModel = bytes.toString('latin1', 0, MAGIC.length) === MAGIC && bytes.readUInt32LE(12) === LABELS
  if (!isModel)
    throw new Error('model.bin is not a model of this version; train it again: node scripts/train-tagger.ts')
  const weights = brotliDecompressSync(bytes.subarray(HEADER))
  const transition = new Int8Array(weights.buffer, weights.byteOffset, LABELS * LABELS)
  const emission = new Int8Array(
    weights.buffer,
    weights.byteOffset + LABELS * LABELS,
    bytes.readUInt32LE(8) * LABELS,
  )
  return { transition, emission }
}
