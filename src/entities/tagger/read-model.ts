// Opens the model file that `write-model.ts` lays out.
import { readFileSync } from 'node:fs'
import { LABELS } from './labels.ts'
import type { ChainWeights } from './viterbi.ts'
import { HEADER, MAGIC } from './write-model.ts'

let model: ChainWeights | undefined

/** The tagger's weights, read once. @throws {Error} where the file is not a model of this version */
export function readModel(): ChainWeights {
  if (model !== undefined) return model
  const bytes = readFileSync(new URL('./model.bin', import.meta.url))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isModel = bytes.toString('latin1', 0, MAGIC.length) === MAGIC && view.getUint32(12, true) === LABELS
  if (!isModel)
    throw new Error('model.bin is not a model of this version; train it again: node scripts/train-tagger.ts')
  const start = bytes.byteOffset + HEADER
  const transition = new Int8Array(bytes.buffer, start, LABELS * LABELS)
  const emission = new Int8Array(bytes.buffer, start + LABELS * LABELS, view.getUint32(8, true) * LABELS)
  model = { transition, emission }
  return model
}
