// Here are vectors, give me them as a bundle has them: all of one length, one or more.
import { shrink } from '../../src/meaning/small-vector.ts'
import { VectorWriter } from '../../src/meaning/vector-writer.ts'
import { Vectors } from '../../src/meaning/vectors.ts'

export function vectorsOf(made: readonly Float32Array[]): Vectors {
  const dimensions = made[0]?.length ?? 0
  const writer = new VectorWriter(dimensions)
  for (const vector of made) writer.add(shrink(vector))
  return new Vectors(new Uint8Array(Buffer.concat(writer.finish())), 'vectors.bin', dimensions)
}
