// Here is a file in Rich Text Format, give me its text with its headings, lists, tables, notes and properties.
import { Readable } from 'node:stream'
import iconv from 'iconv-lite'
import { Tokenize } from 'rtf-stream-parser'
import type { Fact, Rendition } from '../rendition.ts'
import { UnreadableError } from '../rendition.ts'
import { asProperties, type Said } from './office-properties.ts'
import { RtfBlocks } from './rtf-blocks.ts'
import { type Destination, destinationOf, encodingOfCharset, signOf } from './rtf-destinations.ts'

const [GROUP_START, GROUP_END, CONTROL, TEXT] = [0, 1, 2, 3] as const

interface Token {
  readonly type: number
  readonly word?: string
  readonly param?: number
  readonly data?: Buffer
}

/** @throws {UnreadableError} */
export async function readRtf(bytes: Uint8Array): Promise<Omit<Rendition, 'part'>> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!file.subarray(0, 64).toString('latin1').trimStart().startsWith('{\\rtf'))
    throw new UnreadableError(
      'damaged-file',
      'The file is no Rich Text. It was left out; save it as .rtf again.',
    )
  const reader = new RtfReader()
  for await (const token of Readable.from([file]).pipe(new Tokenize())) reader.read(token as Token)
  return reader.rendition()
}

/** What holds in a group, and in those within it. */
interface State {
  destination: Destination
  isHidden: boolean
  isDeleted: boolean
  /** Signs after each `\u` that say the same to old programs. */
  skipped: number
  encoding: string | null
}

/** Groups in groups: more are no text. */
const DEEPEST = 10_000

class RtfReader {
  private readonly blocks = new RtfBlocks()
  private readonly states: State[] = []
  private state: State = {
    destination: 'body',
    isHidden: false,
    isDeleted: false,
    skipped: 1,
    encoding: null,
  }
  /** A group begins, and its first word says what it is. */
  private isFirst = false
  private isOptional = false
  private ansi = 'cp1252'
  private readonly fonts = new Map<number, string | null>()
  private font = 0
  private style = 0
  private styleText = ''
  private bytes: Buffer[] = []
  private toSkip = 0
  private isWhole = false
  private readonly properties = new Map<Destination, string>()
  private readonly created = new Map<string, number>()

  rendition(): Omit<Rendition, 'part'> {
    this.flush()
    const { source, root } = this.blocks.finish()
    const problems: Rendition['problems'] = this.isWhole
      ? []
      : [
          {
            severity: 'warning',
            rule: 'truncated-file',
            message: 'The file ends before its text does. What is there was read; get another copy of it.',
          },
        ]
    return { source, root, facts: [], fallbacks: this.facts(), problems }
  }

  read({ type, word = '', param, data }: Token): void {
    if (this.isWhole) return // what stands behind the file
    if (type === TEXT) this.addBytes(data ?? Buffer.alloc(0))
    else if (type === CONTROL && word === "'") this.addBytes(data ?? Buffer.alloc(0), true)
    // They may be the second byte of a sign.
    else if (type === CONTROL && /^[{}\\]$/u.test(word)) this.addBytes(Buffer.from(word), true)
    else {
      if (type !== CONTROL || word !== 'u') this.flush()
      if (type === GROUP_START) this.open()
      else if (type === GROUP_END) this.close()
      else this.control(word, param)
    }
  }

  private open(): void {
    if (this.states.length >= DEEPEST)
      throw new UnreadableError(
        'nested-too-deep',
        `More than ${DEEPEST} groups lie in each other. The file was left out.`,
      )
    this.states.push({ ...this.state })
    this.isFirst = true
    this.isOptional = false
  }

  private close(): void {
    const { destination } = this.state
    const outer = this.states.pop()
    if (outer === undefined) return
    if (destination !== outer.destination) this.blocks.endDestination(destination)
    this.state = outer
    this.isFirst = false
    if (this.states.length === 0) this.isWhole = true
  }

  private control(word: string, param: number | undefined): void {
    if (this.isFirst && word === '*') {
      this.isOptional = true
      return
    }
    if (this.isFirst) {
      const destination = destinationOf(word, this.isOptional)
      this.isFirst = false
      if (destination !== null) {
        // Groups in a group that is left out are left out with it.
        if (this.state.destination !== 'nowhere') {
          this.state.destination = destination
          this.blocks.beginDestination(destination)
        }
        return
      }
    }
    const { state } = this
    switch (word) {
      case 'ansicpg':
        if (param !== undefined && iconv.encodingExists(`cp${param}`)) this.ansi = `cp${param}`
        return
      case 'mac':
        this.ansi = 'macintosh'
        return
      case 'pc':
      case 'pca':
        this.ansi = word === 'pc' ? 'cp437' : 'cp850'
        return
      case 'f':
        this.font = param ?? 0
        if (state.destination !== 'fonts') state.encoding = this.fonts.get(this.font) ?? null
        return
      case 'fcharset':
        if (state.destination === 'fonts') this.fonts.set(this.font, encodingOfCharset(param ?? 0))
        return
      case 'uc':
        state.skipped = param ?? 1
        return
      case 'u':
        this.unicode(param ?? 0)
        return
      case 'v':
        state.isHidden = param !== 0
        return
      case 'deleted':
        state.isDeleted = param !== 0
        return
      case 'plain':
        state.isHidden = false
        state.isDeleted = false
        return
      case 'yr':
      case 'mo':
      case 'dy':
        if (state.destination === 'created' && param !== undefined) this.created.set(word, param)
        return
      case 's':
        if (state.destination === 'styles') {
          this.style = param ?? 0
          this.styleText = ''
        } else this.blocks.style(param ?? 0)
        return
    }
    const sign = signOf(word)
    if (sign !== undefined) {
      if (this.toSkip > 0) this.toSkip--
      else this.add(sign)
    } else if (
      state.destination === 'body' ||
      state.destination === 'note' ||
      state.destination === 'furniture'
    )
      this.blocks.control(word, param)
  }

  /** Bytes in the encoding of the font; signs of several bytes may come one by one. */
  private addBytes(data: Buffer, isEscape = false): void {
    this.isFirst = false
    if (this.state.destination === 'nowhere') return
    if (this.toSkip > 0) {
      const skipped = isEscape ? 1 : Math.min(this.toSkip, data.length)
      this.toSkip -= skipped
      if (data.length > skipped) this.bytes.push(data.subarray(skipped))
      return
    }
    this.bytes.push(data)
  }

  private flush(): void {
    if (this.bytes.length === 0) return
    const bytes = Buffer.concat(this.bytes.splice(0))
    this.add(iconv.decode(bytes, this.state.encoding ?? this.ansi))
  }

  private unicode(param: number): void {
    this.flush()
    this.isFirst = false
    this.add(String.fromCharCode(param < 0 ? param + 65_536 : param))
    this.toSkip = this.state.skipped
  }

  private add(text: string): void {
    const { destination, isHidden, isDeleted } = this.state
    switch (destination) {
      case 'nowhere':
      case 'fonts':
      case 'created':
        return
      case 'styles':
        this.styleText += text
        if (this.styleText.endsWith(';'))
          this.blocks.nameStyle(this.style, this.styleText.slice(0, -1).trim())
        return
      case 'title':
      case 'author':
      case 'subject':
      case 'keywords':
        this.properties.set(destination, (this.properties.get(destination) ?? '') + text)
        return
      default:
        this.blocks.add(destination, text, isHidden || isDeleted)
    }
  }

  private facts(): Fact[] {
    const [year, month, day] = ['yr', 'mo', 'dy'].map(part => this.created.get(part))
    const date =
      year !== undefined && year > 1980 && month !== undefined && day !== undefined
        ? `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
        : ''
    const said: Said[] = (['title', 'author', 'subject', 'keywords'] as const).map(label => [
      label,
      [(this.properties.get(label) ?? '').trim()],
    ])
    return asProperties([...said, ['date', [date]] as const].filter(([, values]) => values[0] !== ''))
  }
}
