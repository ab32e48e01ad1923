// How do typed arrays lie in a file? A header, a table of names, then the arrays, each on an eight-byte boundary.
// The layout is drawn in docs/reference/bundle-format.md. Reading makes views and copies nothing.
import { endianness } from 'node:os'
import { BundleError } from '../../domain/errors.ts'

export type NumericArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array

/**
 * Unsigned numbers as they are read: those of 32 bits as signed ones, which V8 computes without floating point. The format holds
 * none of 2^31 or more in them.
 */
export type Numbers = Uint8Array | Uint16Array | Int32Array

const MAGIC = 'LEDEPACK'
const VERSION = 1
const HEADER_BYTES = 16
const ENTRY_BYTES = 48
const NAME_BYTES = 24
const ALIGNMENT = 8

/** Element types by the number that stands in the table. */
const TYPES = [Uint8Array, Uint16Array, Uint32Array, Int32Array, Float64Array] as const

/** Bytes in several pieces, so that a long array need not be copied while it grows. */
export interface ByteChunks {
  readonly length: number
  readonly chunks: readonly Uint8Array[]
}

/** The bytes of a file with these arrays, in chunks. Names are ASCII, at most 24 characters. */
export function encodeArrays(arrays: Readonly<Record<string, NumericArray | ByteChunks>>): Uint8Array[] {
  const entries = Object.entries(arrays)
  const head = Buffer.alloc(padded(HEADER_BYTES + entries.length * ENTRY_BYTES))
  head.write(MAGIC, 0, 'latin1')
  head.writeUInt32LE(VERSION, 8)
  head.writeUInt32LE(entries.length, 12)
  const chunks: Uint8Array[] = [head]
  let offset = head.length
  for (const [number, [name, array]] of entries.entries()) {
    if (name.length > NAME_BYTES) throw new RangeError(`the name ${name} is too long`)
    const at = HEADER_BYTES + number * ENTRY_BYTES
    head.write(name, at, 'latin1')
    const type = 'chunks' in array ? 0 : TYPES.findIndex(candidate => array instanceof candidate)
    head.writeUInt32LE(type, at + NAME_BYTES)
    head.writeBigUInt64LE(BigInt(offset), at + 32)
    head.writeBigUInt64LE(BigInt(array.length), at + 40)
    const bytes = 'chunks' in array ? array.length : array.byteLength
    if ('chunks' in array) for (const chunk of array.chunks) chunks.push(chunk)
    else chunks.push(new Uint8Array(array.buffer, array.byteOffset, bytes))
    const padding = padded(bytes) - bytes
    if (padding > 0) chunks.push(new Uint8Array(padding))
    offset += bytes + padding
  }
  return chunks
}

/** Views of the arrays in a file. */
export class ArrayFile {
  private readonly arrays = new Map<string, NumericArray>()
  private readonly path: string

  /**
   * @param data the whole file, on an eight-byte boundary of its buffer
   * @param path the file's name, for messages
   * @throws {BundleError} `damaged` or `unsupported-version`
   */
  constructor(data: Uint8Array, path: string) {
    this.path = path
    if (endianness() !== 'LE')
      throw new BundleError(
        'unsupported-version',
        `${path} holds little-endian numbers, which this machine cannot read. Build with --engine minisearch.`,
      )
    if (data.length < HEADER_BYTES || Buffer.from(data.subarray(0, 8)).toString('latin1') !== MAGIC)
      throw this.damaged('it is no packed file')
    const head = new DataView(data.buffer, data.byteOffset, data.byteLength)
    if (head.getUint32(8, true) !== VERSION)
      throw new BundleError(
        'unsupported-version',
        `${path} has version ${head.getUint32(8, true)}, and this Lede reads version ${VERSION}. Build the bundle again: lede build`,
      )
    const count = head.getUint32(12, true)
    if (HEADER_BYTES + count * ENTRY_BYTES > data.length) throw this.damaged('its table is cut off')
    for (let number = 0; number < count; number++) {
      const at = HEADER_BYTES + number * ENTRY_BYTES
      const name = Buffer.from(data.subarray(at, at + NAME_BYTES))
        .toString('latin1')
        .replace(/\0+$/u, '')
      const Type = TYPES[head.getUint32(at + NAME_BYTES, true)]
      const offset = Number(head.getBigUint64(at + 32, true))
      const length = Number(head.getBigUint64(at + 40, true))
      if (Type === undefined || offset + length * Type.BYTES_PER_ELEMENT > data.length)
        throw this.damaged(`its array ${name} is cut off`)
      this.arrays.set(name, new Type(data.buffer as ArrayBuffer, data.byteOffset + offset, length))
    }
  }

  bytes(name: string): Uint8Array {
    return this.typed(name, Uint8Array)
  }

  /** An array of 32-bit integers. */
  integers(name: string): Int32Array {
    const array = this.array(name)
    if (array instanceof Uint32Array) return new Int32Array(array.buffer, array.byteOffset, array.length)
    return this.typed(name, Int32Array)
  }

  doubles(name: string): Float64Array {
    return this.typed(name, Float64Array)
  }

  /** An array of the narrowest type that held its values. */
  unsigned(name: string): Numbers {
    const array = this.array(name)
    return array instanceof Uint8Array || array instanceof Uint16Array ? array : this.integers(name)
  }

  /** The names of all arrays, in the order of the file. */
  get names(): string[] {
    return [...this.arrays.keys()]
  }

  private typed<T extends NumericArray>(name: string, Type: new (length: number) => T): T {
    const array = this.array(name)
    if (!(array instanceof Type)) throw this.mistyped(name)
    return array
  }

  private array(name: string): NumericArray {
    const array = this.arrays.get(name)
    if (array === undefined) throw this.damaged(`it has no array ${name}`)
    return array
  }

  private mistyped(name: string): BundleError {
    return this.damaged(`its array ${name} has another type`)
  }

  private damaged(why: string): BundleError {
    return new BundleError('damaged', `${this.path} is damaged: ${why}. Build the bundle again: lede build`)
  }
}

/** The same numbers in the narrowest unsigned type that holds them all. */
export function narrowest(values: Uint32Array): Uint8Array | Uint16Array | Uint32Array {
  let bits = 0
  for (const value of values) bits |= value
  bits >>>= 0
  if (bits < 0x100) return Uint8Array.from(values)
  return bits < 0x10000 ? Uint16Array.from(values) : values
}

function padded(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT
}
