// How near are many vectors of bytes to one? By functions in WebAssembly that are written here, which take eight numbers and more at a time: plain
// JavaScript takes ten times as long, as it has no such step.
//
//   compare   for each row of a list: the sum of its products with the query, eight numbers at a time
//   signs     for each row: a bit for each number, 1 where it is below 0
//   differ    for each row of bits: how many are others than those of the query, 64 at a time
//
// The query has 16 bits a number where it is multiplied, so that only the rows must be widened.

/** The memory that the functions work in, and the functions themselves. Places and lengths are bytes of the memory. */
export interface Comparison {
  readonly memory: WebAssembly.Memory
  /**
   * @param query where its numbers are, of 16 bits each
   * @param list where the places of rows stand, 32 bits each, one or more
   * @param end where the list ends
   * @param stride length of a row, a multiple of 16
   * @param sums where the products' sums go, 32 bits for each row
   */
  compare(query: number, list: number, end: number, stride: number, sums: number): void
  /**
   * @param row where the rows begin, one or more, and `end` where they end
   * @param bits where the bits go, and `length` how far apart those of two rows stand: a multiple of 8
   */
  signs(row: number, end: number, stride: number, bits: number, length: number): void
  /**
   * @param query where its bits are
   * @param bits where those of the rows begin, one or more, and `end` where they end
   * @param counts where the numbers of bits that differ go, 16 bits for each row
   */
  differ(query: number, bits: number, end: number, length: number, counts: number): void
}

const PAGE_BYTES = 65_536

/** @param bytes of memory that are wanted */
export function createComparison(bytes: number): Comparison {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) })
  compiled ??= new WebAssembly.Module(Uint8Array.from(MODULE))
  const { exports } = new WebAssembly.Instance(compiled, { lede: { memory } })
  return { memory, ...(exports as unknown as Omit<Comparison, 'memory'>) }
}

/** Compiled once a process. */
let compiled: WebAssembly.Module | null = null

// Names of the instructions that are used, as the specification has them.
const I32 = 0x7f
const I64 = 0x7e
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
const load = [0x28, 0x02, 0x00]
const store = [0x36, 0x02, 0x00]
const storeHalf = [0x3b, 0x01, 0x00]
const zeroLong = [0x42, 0x00]
const loadLong = [0x29, 0x03, 0x00]
const addLongs = [0x7c]
const differingBits = [0x85]
const countBits = [0x7b]
const shorten = [0xa7]
const loadVector = (from: number): number[] => [0xfd, 0x00, 0x00, from]
const loadWidened = (from: number): number[] => [0xfd, 0x01, 0x00, from]
const splat = [0xfd, 0x11]
const lane = (number: number): number[] => [0xfd, 0x1b, number]
const addLanes = [0xfd, 0xae, 0x01]
const multiplyPairs = [0xfd, 0xba, 0x01]
const signsOfLanes = [0xfd, 0x64]
const move = (local: number, by: number): number[] => [...get(local), ...constant(by), ...add, ...set(local)]

function compareBody(): number[] {
  const [QUERY, LIST, END, STRIDE, SUMS, ROW, NUMBERS, LAST, SUM, OTHER] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const // biome-ignore format: one after the other
  /** Eight numbers more into one of two sums, which need not wait for each other. */
  const step = (sum: number, from: number): number[] => [
    ...[...get(sum), ...get(NUMBERS), ...loadVector(2 * from), ...get(ROW), ...loadWidened(from)],
    ...[...multiplyPairs, ...addLanes, ...set(sum)],
  ]
  return [
    // Locals besides the parameters: three numbers, two vectors.
    ...[0x02, 0x03, I32, 0x02, V128],
    ...loop,
    ...[...constant(0), ...splat, ...set(SUM), ...constant(0), ...splat, ...set(OTHER)],
    ...[...get(LIST), ...load, ...set(ROW), ...get(QUERY), ...set(NUMBERS)],
    ...[...get(ROW), ...get(STRIDE), ...add, ...set(LAST)],
    ...loop,
    ...[...step(SUM, 0), ...step(OTHER, 8), ...move(NUMBERS, 32), ...move(ROW, 16)],
    ...[...get(ROW), ...get(LAST), ...isLess, ...again],
    ...end,
    ...[...get(SUM), ...get(OTHER), ...addLanes, ...set(SUM)],
    ...[...get(SUMS), ...get(SUM), ...lane(0), ...get(SUM), ...lane(1), ...add],
    ...[...get(SUM), ...lane(2), ...add, ...get(SUM), ...lane(3), ...add, ...store],
    ...[...move(SUMS, 4), ...move(LIST, 4), ...get(LIST), ...get(END), ...isLess, ...again],
    ...end,
    ...end,
  ]
}

function signsBody(): number[] {
  const [ROW, END, STRIDE, BITS, LENGTH, INTO, LAST] = [0, 1, 2, 3, 4, 5, 6] as const
  return [
    ...[0x01, 0x02, I32],
    ...loop,
    ...[...get(BITS), ...set(INTO), ...get(ROW), ...get(STRIDE), ...add, ...set(LAST)],
    ...loop,
    ...[...get(INTO), ...get(ROW), ...loadVector(0), ...signsOfLanes, ...storeHalf],
    ...[...move(INTO, 2), ...move(ROW, 16), ...get(ROW), ...get(LAST), ...isLess, ...again],
    ...end,
    ...[...get(BITS), ...get(LENGTH), ...add, ...set(BITS)],
    ...[...get(ROW), ...get(END), ...isLess, ...again],
    ...end,
    ...end,
  ]
}

function differBody(): number[] {
  const [QUERY, BITS, END, LENGTH, COUNTS, AT, LAST, SUM] = [0, 1, 2, 3, 4, 5, 6, 7] as const
  return [
    ...[0x02, 0x02, I32, 0x01, I64],
    ...loop,
    ...[...zeroLong, ...set(SUM), ...get(QUERY), ...set(AT)],
    ...[...get(BITS), ...get(LENGTH), ...add, ...set(LAST)],
    ...loop,
    ...[...get(SUM), ...get(AT), ...loadLong, ...get(BITS), ...loadLong, ...differingBits, ...countBits],
    ...[...addLongs, ...set(SUM), ...move(AT, 8), ...move(BITS, 8)],
    ...[...get(BITS), ...get(LAST), ...isLess, ...again],
    ...end,
    ...[...get(COUNTS), ...get(SUM), ...shorten, ...storeHalf, ...move(COUNTS, 2)],
    ...[...get(BITS), ...get(END), ...isLess, ...again],
    ...end,
    ...end,
  ]
}

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

const FUNCTIONS = { compare: compareBody(), signs: signsBody(), differ: differBody() }
const NAMES = Object.keys(FUNCTIONS)

const MODULE = [
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  // All are of one type: five numbers, and no result.
  ...section(1, [0x01, 0x60, 0x05, I32, I32, I32, I32, I32, 0x00]),
  ...section(2, [0x01, ...named('lede'), ...named('memory'), 0x02, 0x00, 0x01]),
  ...section(3, [NAMES.length, ...NAMES.map(() => 0x00)]),
  ...section(7, [NAMES.length, ...NAMES.flatMap((name, at) => [...named(name), 0x00, at])]),
  ...section(10, [NAMES.length, ...Object.values(FUNCTIONS).flatMap(sized)]),
]
