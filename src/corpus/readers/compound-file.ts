// Which streams lie in a file of Office before 2007, and what do its properties say? (MS-CFB, MS-OLEPS)
import { CFB } from '@e965/xlsx'
import iconv from 'iconv-lite'
import { reasonOf } from '../../domain/reason.ts'
import { type Rendition, UnreadableError } from '../rendition.ts'
import { bufferOf } from './office-kinds.ts'
import { judgedProperties, type Said } from './office-properties.ts'

/** The package gives this part of it no types. */
const COMPOUND = CFB as {
  read(bytes: Buffer, options: { readonly type: 'buffer' }): object
  find(container: object, name: string): { readonly content: Uint8Array } | null
}

/** The streams of a compound file by their names. */
export class CompoundFile {
  private readonly container: object

  /** @param what a word for the file, `Word document` @throws {UnreadableError} */
  constructor(bytes: Uint8Array, what: string) {
    try {
      this.container = COMPOUND.read(bufferOf(bytes), { type: 'buffer' })
    } catch (error) {
      throw new UnreadableError(
        'damaged-file',
        `The ${what} cannot be read: ${reasonOf(error)}. It was left out.`,
      )
    }
  }

  /** Null where there is none. */
  stream(name: string): Buffer | null {
    const content = COMPOUND.find(this.container, name)?.content
    return content === undefined ? null : Buffer.from(content)
  }
}

const SUMMARY = '\u0005SummaryInformation'

const LABELS: ReadonlyMap<number, string> = new Map([
  [2, 'title'],
  [4, 'author'],
  [12, 'date'],
  [3, 'subject'],
  [5, 'keywords'],
])
const COMMENTS = 6
const WORDS = 15
const PROGRAM = 18
const CODE_PAGE = 1

/**
 * Title, author, date and the like; those of a template or a program are left out, and said.
 * @param hasText whether a count of no words cannot be right
 */
export function summaryOf(file: CompoundFile, hasText: boolean): Pick<Rendition, 'fallbacks' | 'problems'> {
  const stream = file.stream(SUMMARY)
  const texts = stream === null ? new Map<number, string>() : propertiesIn(stream)
  const said = Array.from(LABELS).flatMap(([id, label]): Said[] => {
    const text = texts.get(id)
    return text === undefined ? [] : [[label, [text]]]
  })
  const programs = [COMMENTS, PROGRAM].flatMap(id => texts.get(id) ?? [])
  return judgedProperties(said, { programs, isTemplate: hasText && texts.get(WORDS) === '0' })
}

/** Texts, numbers and times by the number of their property; whatever lies outside of the stream is none. */
function propertiesIn(stream: Buffer): Map<number, string> {
  const texts = new Map<number, string>()
  if (stream.length < SET_OFFSET + 4 || stream.readUInt16LE(0) !== BYTE_ORDER) return texts
  const set = stream.subarray(stream.readUInt32LE(SET_OFFSET))
  const count = set.length < 8 ? 0 : Math.min(set.readUInt32LE(4), Math.floor((set.length - 8) / 8))
  const values = new Map<number, Buffer>()
  for (let at = 8; at < 8 + 8 * count; at += 8) {
    const value = set.subarray(set.readUInt32LE(at + 4))
    if (value.length >= 8) values.set(set.readUInt32LE(at), value)
  }
  const codePage = values.get(CODE_PAGE)?.readUInt16LE(4) ?? LATIN
  for (const [id, value] of values) {
    const text = textOf(value, codePage)
    if (text !== '') texts.set(id, text)
  }
  return texts
}

const BYTE_ORDER = 0xfffe
const SET_OFFSET = 44
const LATIN = 1252
const UTF_8 = 65_001
const UTF_16 = 1200

/** A text, a number, or a time as ISO 8601; nothing for what is none of them. */
function textOf(value: Buffer, codePage: number): string {
  const size = value.readUInt32LE(4)
  switch (value.readUInt16LE(0)) {
    case 0x03:
      return String(value.readInt32LE(4))
    case 0x1e:
      return cleaned(decoded(value.subarray(8, 8 + size), codePage))
    case 0x1f:
      return cleaned(value.toString('utf16le', 8, Math.min(value.length, 8 + 2 * size)))
    case 0x40: {
      const ticks = value.length < 12 ? 0n : value.readBigUInt64LE(4)
      const time = new Date(Number(ticks / 10_000n) - EPOCH)
      // A date that was never set is that of the first tick.
      return ticks === 0n || Number.isNaN(time.getTime()) || time.getUTCFullYear() < 1980
        ? ''
        : time.toISOString()
    }
    default:
      return ''
  }
}

/** Milliseconds from 1601 to 1970. */
const EPOCH = 11_644_473_600_000

function decoded(bytes: Buffer, codePage: number): string {
  if (codePage === UTF_16) return bytes.toString('utf16le')
  if (codePage === UTF_8) return bytes.toString('utf8')
  const name = `cp${codePage}`
  return iconv.decode(bytes, iconv.encodingExists(name) ? name : `cp${LATIN}`)
}

function cleaned(text: string): string {
  return (text.split('\0')[0] ?? '').trim()
}
