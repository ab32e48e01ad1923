// Which model reads this language? Each is a file of its own, opened when the first text in its language comes.
import { existsSync, readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import { remember } from '../../domain/memo.ts'
import { type Language, readWords } from './language-words.ts'
import { readModel } from './read-model.ts'
import type { WholeWeights } from './viterbi.ts'
import { LANGUAGE_HEADER, LANGUAGE_MAGIC } from './write-language-model.ts'

export interface LanguageModel extends Language {
  readonly weights: WholeWeights
}

/** Languages that have no annotated text of their own and are read with a near relative's model. */
const READ_AS: Readonly<Record<string, string>> = { bs: 'hr', uk: 'ru' }

/** Languages that are read without a model of their own. */
export const LANGUAGES_READ_AS: readonly string[] = Object.keys(READ_AS)

/** The model for a language other than English, or null where there is none. */
export const languageModel = remember(200, (language: string): LanguageModel | null => {
  if (!/^[a-z]{2,3}$/u.test(language)) return null
  const url = new URL(`./models/${READ_AS[language] ?? language}.bin`, import.meta.url)
  return existsSync(url) ? readLanguageModel(readFileSync(url), language) : null
})

/** @throws {Error} where the bytes are not a model of this version */
export function readLanguageModel(file: Uint8Array, language: string): LanguageModel {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (bytes.toString('latin1', 0, LANGUAGE_MAGIC.length) !== LANGUAGE_MAGIC)
    throw new Error(
      `models/${language}.bin is not a model of this version; train it again: node scripts/train-languages.ts ${language}`,
    )
  const split = LANGUAGE_HEADER + bytes.readUInt32LE(8)
  return {
    language,
    weights: readModel(bytes.subarray(LANGUAGE_HEADER, split)),
    words: readWords(brotliDecompressSync(bytes.subarray(split)).toString('utf8')),
  }
}
