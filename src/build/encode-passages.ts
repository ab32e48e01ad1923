// What does each passage mean? Vectors of all of them: those that were made before are taken, the others are made, and kept as soon as they are.
import type { Encoder } from '../meaning/encoder.ts'
import { passageText } from '../meaning/passage-text.ts'
import { type SmallVector, shrink } from '../meaning/small-vector.ts'
import { textKey, VectorCache } from '../meaning/vector-cache.ts'
import type { PreparedDocument } from './prepare-document.ts'

/** Texts that are encoded before their vectors are on disk: what a build loses at most when it is killed. */
const AT_A_TIME = 64

export interface EncodedPassages {
  of(document: PreparedDocument, passage: PreparedDocument['passages'][number]): SmallVector
  /** Call it once the bundle is published: the cache then has these passages and no others. */
  keep(): void
  close(): void
}

/**
 * @param documents gives all of them, as often as it is asked
 * @param path of the cache, @param isKept false to take and to keep nothing
 * @throws {EncoderError} where a text cannot be encoded; what was made until then is kept
 */
export async function encodePassages(
  documents: () => Iterable<PreparedDocument>,
  encoder: Encoder,
  path: string,
  isKept: boolean,
  onProgress: (done: number, total: number) => void,
): Promise<EncodedPassages> {
  const cache = new VectorCache(encoder.model, path, isKept)
  try {
    const missing = new Set<string>()
    for (const text of textsOf(documents())) if (!cache.has(text)) missing.add(textKey(text))
    const total = missing.size
    let waiting: string[] = []
    const encode = async (): Promise<void> => {
      const vectors = await encoder.encode(waiting, 'passage')
      for (const [at, text] of waiting.entries())
        cache.add(text, shrink(vectors[at] ?? new Float32Array(encoder.model.dimensions)))
      waiting = []
      onProgress(total - missing.size, total)
    }
    if (total > 0)
      for (const text of textsOf(documents())) {
        if (!missing.delete(textKey(text))) continue
        waiting.push(text)
        if (waiting.length === AT_A_TIME) await encode()
      }
    if (waiting.length > 0) await encode()
  } catch (error) {
    cache.close()
    throw error
  }
  return {
    of: ({ metadata }, passage) => {
      const vector = cache.get(passageText(metadata.title, passage))
      if (vector === null) throw new Error(`${passage.id} was not encoded`)
      return vector
    },
    keep: () => cache.keepUsed(),
    close: () => cache.close(),
  }
}

function* textsOf(documents: Iterable<PreparedDocument>): Generator<string> {
  for (const { metadata, passages } of documents)
    for (const passage of passages) yield passageText(metadata.title, passage)
}
