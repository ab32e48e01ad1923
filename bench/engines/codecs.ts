// In which form do postings take the least room and the least time? Blocks of bits beside variable-length numbers.
//   node bench/engines/codecs.ts [passages, 100000]

import { ByteReader, GrowableBytes } from '../../src/engine/growable.ts'
import { ArrayFile } from '../../src/engine/packed/array-file.ts'
import { BLOCK, bitsFor } from '../../src/engine/packed/bit-packing.ts'
import { PackedColumns } from '../../src/engine/packed/columns.ts'
import { PACKED_FILES } from '../../src/engine/packed/layout.ts'
import { PostingFile, type PostingList } from '../../src/engine/packed/postings.ts'
import { PackedVocabulary } from '../../src/engine/packed/vocabulary.ts'
import { packedFilesOf } from '../../test/support/engines.ts'
import { BenchCorpus, readModel, sourceOf } from '../corpus.ts'

const LISTS = ['congress', 'peopl', 'war', 'treati', 'gold', 'tariff', 'tax', 'nuclear', 'silver', 'iraq']
const ROUNDS = 200
/** Bytes of a block beside its words. */
const BLOCK_BYTES = 11

const size = Number(process.argv[2] ?? 100_000)
const files = packedFilesOf(sourceOf(new BenchCorpus(await readModel(), size)))
const open = (name: keyof typeof PACKED_FILES): ArrayFile =>
  new ArrayFile(files[PACKED_FILES[name]], PACKED_FILES[name])
const postings = new PostingFile(open('postings'), new PackedColumns(open('columns')).runs)
const vocabulary = new PackedVocabulary(open('words'), open('sequences').unsigned('terms'))
const lists = LISTS.flatMap(term => {
  const number = vocabulary.termNumber(term)
  return number === null ? [] : postings.listsOf(number).filter(({ field }) => field.field === 'text')
})
const units = new Int32Array(128)
const frequencies = new Int32Array(128)
/** Reads a block into `units` and `frequencies`; returns how many postings it has. */
function decode(list: PostingList, block: number): number {
  if (list.isRest(block)) return list.decodeRest(units, frequencies)
  list.decodeUnits(block, units)
  list.decodeFrequencies(block, frequencies)
  return BLOCK
}

const varints = lists.map(list => {
  const bytes = new GrowableBytes()
  let before = -1
  for (let block = 0; block < list.blocks; block++) {
    const count = decode(list, block)
    for (let at = 0; at < count; at++) {
      const unit = units[at] ?? 0
      const frequency = frequencies[at] ?? 0
      bytes.pushVarint(((unit - before - 1) << 1) | (frequency === 1 ? 1 : 0))
      if (frequency !== 1) bytes.pushVarint(frequency)
      before = unit
    }
  }
  return { bytes: bytes.view.slice(), count: list.count }
})
const total = lists.reduce((sum, { count }) => sum + count, 0)

function nanoseconds(decode: () => void): number {
  for (let round = 0; round < ROUNDS / 4; round++) decode()
  const started = performance.now()
  for (let round = 0; round < ROUNDS; round++) decode()
  return ((performance.now() - started) * 1e6) / (ROUNDS * total)
}

const packed = nanoseconds(() => {
  for (const list of lists) for (let block = 0; block < list.blocks; block++) decode(list, block)
})
const variable = nanoseconds(() => {
  for (const { bytes, count } of varints) {
    const reader = new ByteReader(bytes)
    let unit = -1
    for (let at = 0; at < count; at++) {
      const step = reader.varint()
      unit += (step >>> 1) + 1
      units[at & 127] = unit
      frequencies[at & 127] = (step & 1) === 1 ? 1 : reader.varint()
    }
  }
})
/** Bits of the whole blocks, and of last unit, start, widths and bound of each; the rest is the same in both forms. */
const packedBits = lists.reduce((sum, list, number) => {
  let bits = 0
  let before = -1
  for (let block = 0; (block + 1) * BLOCK <= list.count; block++) {
    decode(list, block)
    const steps = units.map((unit, at) => unit - (at === 0 ? before : (units[at - 1] ?? 0)) - 1)
    before = units[BLOCK - 1] ?? 0
    bits += BLOCK * (bitsFor(Uint32Array.from(steps)) + bitsFor(Uint32Array.from(frequencies, f => f - 1)))
    bits += 8 * BLOCK_BYTES
  }
  const rest = (list.count % BLOCK) / list.count
  return sum + bits + rest * 8 * (varints[number]?.bytes.length ?? 0)
}, 0)
const variableBits = varints.reduce((sum, { bytes }) => sum + 8 * bytes.length, 0)
process.stdout.write(
  `${lists.length} lists of ${total} postings\n` +
    `bit-packed blocks  ${(packedBits / total).toFixed(2)} bits, ${packed.toFixed(2)} ns a posting\n` +
    `varints            ${(variableBits / total).toFixed(2)} bits, ${variable.toFixed(2)} ns a posting\n`,
)
