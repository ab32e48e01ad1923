// Which records lie in a stream of PowerPoint before 2007? Each with its kind, and records or data in it (MS-PPT, 2.3.1; MS-ODRAW, 2.2.1).

export interface PptRecord {
  readonly type: number
  readonly instance: number
  /** Whether it holds records. */
  readonly isContainer: boolean
  readonly data: Buffer
}

const HEADER = 8
/** Of binary tags: it holds records, and its head does not say so. */
const TAG_DATA = 0x138b

/** The record that begins there; null where none fits. */
export function recordAt(stream: Buffer, at: number): PptRecord | null {
  if (at < 0 || at + HEADER > stream.length) return null
  const head = stream.readUInt16LE(at)
  const type = stream.readUInt16LE(at + 2)
  const end = at + HEADER + stream.readUInt32LE(at + 4)
  if (end > stream.length) return null
  return {
    type,
    instance: head >> 4,
    isContainer: (head & 0xf) === 0xf || type === TAG_DATA,
    data: stream.subarray(at + HEADER, end),
  }
}

/** What lies directly in a record, in order. */
export function* childrenOf({ data, isContainer }: PptRecord): Generator<PptRecord> {
  if (!isContainer) return
  for (let at = 0; ; ) {
    const child = recordAt(data, at)
    if (child === null) return
    yield child
    at += HEADER + child.data.length
  }
}

/** Whatever lies in a record that is of the kind, at any depth, in order. */
export function* within(record: PptRecord, type: number): Generator<PptRecord> {
  const open = [childrenOf(record)]
  while (open.length > 0) {
    const next = (open.at(-1) as Generator<PptRecord>).next() // length > 0
    if (next.done === true) open.pop()
    else if (next.value.type === type) yield next.value
    else if (next.value.isContainer) open.push(childrenOf(next.value))
  }
}

/** The first of the kind, at any depth. */
export function firstWithin(record: PptRecord, type: number): PptRecord | null {
  const { value, done } = within(record, type).next()
  return done === true ? null : value
}

/** 32 bits at an offset of the data; 0 where it is too short. */
export function numberAt({ data }: PptRecord, at: number): number {
  return at + 4 <= data.length ? data.readInt32LE(at) : 0
}
