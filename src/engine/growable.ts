// Typed arrays that grow while they are written.

/** Unsigned 32-bit integers, appended one by one. */
export class GrowableWords {
  private array: Uint32Array
  length = 0

  constructor(capacity = 1024) {
    this.array = new Uint32Array(capacity)
  }

  push(value: number): void {
    if (this.length === this.array.length) {
      const larger = new Uint32Array(this.array.length * 2)
      larger.set(this.array)
      this.array = larger
    }
    this.array[this.length++] = value
  }

  /** Adds 1 to a number, which is 0 before the first time; the list grows to hold it. */
  increment(index: number): void {
    while (this.length <= index) this.push(0)
    this.array[index] = this.at(index) + 1
  }

  clear(): void {
    this.length = 0
  }

  /** The number pushed last; 0 where there is none. */
  get last(): number {
    return this.at(this.length - 1)
  }

  /** @returns 0 beyond the end */
  at(index: number): number {
    return this.array[index] ?? 0
  }

  /** A view of what was written; valid until the next `push`. */
  get view(): Uint32Array {
    return this.array.subarray(0, this.length)
  }
}

/** Bytes and variable-length integers (LEB128: seven bits a byte, the lowest first, the high bit set on all but the last byte). */
export class GrowableBytes {
  private array: Uint8Array
  length = 0

  constructor(capacity = 4096) {
    this.array = new Uint8Array(capacity)
  }

  push(byte: number): void {
    if (this.length === this.array.length) this.reserve(1)
    this.array[this.length++] = byte
  }

  /** @param value an unsigned integer below 2^32 */
  pushVarint(value: number): void {
    if (this.length + 5 > this.array.length) this.reserve(5)
    let rest = value >>> 0
    while (rest > 0x7f) {
      this.array[this.length++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.array[this.length++] = rest
  }

  append(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.array.length) this.reserve(bytes.length)
    this.array.set(bytes, this.length)
    this.length += bytes.length
  }

  clear(): void {
    this.length = 0
  }

  /** A view of what was written; valid until the next write. */
  get view(): Uint8Array {
    return this.array.subarray(0, this.length)
  }

  private reserve(bytes: number): void {
    const larger = new Uint8Array(Math.max(this.array.length * 2, this.length + bytes))
    larger.set(this.array)
    this.array = larger
  }
}

/** Reads what `GrowableBytes` wrote. */
export class ByteReader {
  readonly bytes: Uint8Array
  at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  byte(): number {
    return this.bytes[this.at++] ?? 0
  }

  varint(): number {
    const { bytes } = this
    let byte = bytes[this.at++] ?? 0
    let value = byte & 0x7f
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = bytes[this.at++] ?? 0
      value |= (byte & 0x7f) << shift
    }
    return value >>> 0
  }
}
