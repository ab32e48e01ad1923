// A language's model file: weights, and what is known of its words. Its reader is `language-model.ts`; both share this layout.
//
//   0   8 bytes   "LEDELAN1"
//   8   4 bytes   length of the weights, little-endian
//   12  4 bytes   nothing
//   16            the weights as in `write-model.ts`
//       rest      the lines of `writeWords`, compressed with Brotli
import { brotliCompressSync, constants } from 'node:zlib'
import { type LanguageWords, writeWords } from './language-words.ts'
import type { ChainWeights } from './viterbi.ts'
import { LANGUAGE_STEPS, writeModel } from './write-model.ts'

export const LANGUAGE_MAGIC = 'LEDELAN1'
export const LANGUAGE_HEADER = 16

export function writeLanguageModel(weights: ChainWeights, words: LanguageWords): Uint8Array {
  const packed = writeModel(weights, LANGUAGE_STEPS)
  const header = Buffer.alloc(LANGUAGE_HEADER)
  header.write(LANGUAGE_MAGIC, 'latin1')
  header.writeUInt32LE(packed.length, 8)
  const lists = brotliCompressSync(writeWords(words), { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
  return Buffer.concat([header, packed, lists])
}
