// How near are many vectors of bytes to one? Sixteen numbers at a time, by a function in WebAssembly that is written here: plain JavaScript takes
// ten times as long, as it has no such step.
//
//   for each row: sum = 0; for each 16 bytes: sum += pairs of products; sums[i] = the four sums together

/** The memory that the function works in, and the function itself. */
export interface Comparison {
  readonly memory: WebAssembly.Memory
  /**
   * Places are bytes of the memory.
   * @param query where its bytes are
   * @param row where the rows begin, one or more
   * @param end where they end
   * @param stride bytes of a row, a multiple of 16
   * @param sums where the products' sums go, 32 bits for each row
   */
  compare(query: number, row: number, end: number, stride: number, sums: number): void
}

const PAGE_BYTES = 65_536

/** @param bytes of memory that are wanted */
export function createComparison(bytes: number): Comparison {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) })
  compiled ??= new WebAssembly.Module(Uint8Array.from(MODULE))
  const { exports } = new WebAssembly.Instance(compiled, { lede: { memory } })
  return { memory, compare: exports['compare'] as Comparison['compare'] }
}

/** Compiled once a process. */
let compiled: WebAssembly.Module | null = null

// Names of the instructions that are used, as the specification has them.
const I32 = 0x7f
const V128 = 0x7b
const EMPTY = 0x40
const loop = [0x03, EMPTY]
const end = [0x0b]
const get = (local: number): number[] => [0x20, local]
const set = (local: number): number[] => [0x21, local]
const constant = (value: number): number[] => [0x41, value]
const add = [0x6a]
const isLess = [0x49]
const again = [0x0d, 0x00]
const store = [0x36, 0x02, 0x00]
const loadVector = [0xfd, 0x00, 0x00, 0x00]
const splat = [0xfd, 0x11]
const lane = (number: number): number[] => [0xfd, 0x1b, number]
const addLanes = [0xfd, 0xae, 0x01]
const multiplyLow = [0xfd, 0x9c, 0x01]
const multiplyHigh = [0xfd, 0x9d, 0x01]
const addPairs = [0xfd, 0x7e]

const [QUERY, ROW, END, STRIDE, SUMS, AT, SUM, A, B] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const

const BODY = [
  // Locals besides the parameters: one number, three vectors.
  ...[0x02, 0x01, I32, 0x03, V128],
  ...loop,
  ...[...constant(0), ...splat, ...set(SUM), ...constant(0), ...set(AT)],
  ...loop,
  ...[...get(QUERY), ...get(AT), ...add, ...loadVector, ...set(A)],
  ...[...get(ROW), ...get(AT), ...add, ...loadVector, ...set(B)],
  ...[...get(SUM), ...get(A), ...get(B), ...multiplyLow, ...addPairs, ...addLanes],
  ...[...get(A), ...get(B), ...multiplyHigh, ...addPairs, ...addLanes, ...set(SUM)],
  ...[...get(AT), ...constant(16), ...add, ...set(AT)],
  ...[...get(AT), ...get(STRIDE), ...isLess, ...again],
  ...end,
  ...[...get(SUMS), ...get(SUM), ...lane(0), ...get(SUM), ...lane(1), ...add],
  ...[...get(SUM), ...lane(2), ...add, ...get(SUM), ...lane(3), ...add, ...store],
  ...[...get(SUMS), ...constant(4), ...add, ...set(SUMS)],
  ...[...get(ROW), ...get(STRIDE), ...add, ...set(ROW)],
  ...[...get(ROW), ...get(END), ...isLess, ...again],
  ...end,
  ...end,
]

/** Lengths as the format writes them, seven bits a byte. */
function sized(bytes: readonly number[]): number[] {
  const length: number[] = []
  for (let rest = bytes.length; ; rest >>>= 7) {
    length.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest)
    if (rest <= 0x7f) return [...length, ...bytes]
  }
}

const named = (name: string): number[] => sized([...Buffer.from(name, 'latin1')])
const section = (id: number, content: readonly number[]): number[] => [id, ...sized(content)]

const MODULE = [
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...section(1, [0x01, 0x60, 0x05, I32, I32, I32, I32, I32, 0x00]),
  ...section(2, [0x01, ...named('lede'), ...named('memory'), 0x02, 0x00, 0x01]),
  ...section(3, [0x01, 0x00]),
  ...section(7, [0x01, ...named('compare'), 0x00, 0x00]),
  ...section(10, [0x01, ...sized(BODY)]),
]
