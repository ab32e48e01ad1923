// What is the text of a mail, of all its parts? Of parts that are alternatives, the one that says more.
import type { Root } from 'mdast'
import { decodePage } from '../decode.ts'
import { shift } from '../markdown.ts'
import { plainText } from '../plain-text.ts'
import type { Rendition } from '../rendition.ts'
import { readHtml } from './html.ts'
import { decodeMail } from './mail-charset.ts'
import type { MailPart } from './mail-parts.ts'
import { withHeaderBlocks, withSpeakers } from './mail-speakers.ts'
import { textBlocks } from './text.ts'
import { flowedLines, linesOf } from './text-lines.ts'

type Problems = NonNullable<Rendition['problems']>[number][]

export interface MailBody {
  readonly source: string
  readonly root: Root
  /** The parts that are no text of it. */
  readonly others: readonly MailPart[]
  readonly problems: Problems
}

interface Piece {
  readonly source: string
  readonly root: Root
}

export function readBody(mail: MailPart): MailBody {
  const others: MailPart[] = []
  const problems: Problems = []
  const body = joined(piecesOf(mail, others, problems))
  return { ...body, others, problems }
}

function piecesOf(part: MailPart, others: MailPart[], problems: Problems): Piece[] {
  if (part.isMended && !problems.includes(MENDED)) problems.push(MENDED)
  switch (part.type) {
    case 'multipart/alternative':
      return alternative(part, others, problems)
    case 'multipart/encrypted':
      problems.push({
        severity: 'warning',
        rule: 'protected-part',
        message: 'The message is encrypted: its text was left out. Save it decrypted to have it read.',
      })
      return []
    default: {
      if (part.parts.length > 0 || part.type.startsWith('multipart/')) {
        const pieces: Piece[] = []
        for (const child of part.parts) {
          // A text with a name is an attachment, unless it is the message.
          const isNamed = child.name !== null && pieces.length > 0
          if (isText(child) && isNamed) others.push(child)
          else pieces.push(...piecesOf(child, others, problems))
        }
        return pieces
      }
      if (isText(part))
        return [part.type === 'text/html' ? readPage(part, problems) : readPlain(part, problems)]
      others.push(part)
      return []
    }
  }
}

const MENDED: Problems[number] = {
  severity: 'warning',
  rule: 'mended-message',
  message:
    'The message does not say rightly where its parts begin. They were read as its lines show them: look whether all of its text is there.',
}

/** Texts of a kind that is not known are read as they are: RFC 2046, 4.1.4. */
function isText({ type, name, disposition }: MailPart): boolean {
  if (disposition === 'attachment' || NO_PROSE.test(type)) return false
  return TEXT.test(type) || (/^text(?:\/|$)/u.test(type) && name === null)
}

const TEXT = /^text\/(?:plain|html)$/u
/** Texts for programs, and headers of a message that was returned. */
const NO_PROSE =
  /^text\/(?:calendar|directory|(?:x-)?vcard|css|javascript|csv|rfc822-headers|x-amp-html|watch-html|xml|rtf)$/u

function readPlain(part: MailPart, problems: Problems): Piece {
  const { text, guessed } = decodeMail(part.bytes, part.charset)
  if (guessed !== undefined) problems.push(guess(part, guessed))
  const { source, lines } = part.isFlowed
    ? flowedLines(text, part.dropsSpace)
    : { source: text, lines: linesOf(text) }
  return { source, root: withSpeakers({ type: 'root', children: textBlocks(withHeaderBlocks(lines)) }) }
}

function readPage(part: MailPart, problems: Problems): Piece {
  if (part.charset === null) return page(decodePage(part.bytes))
  const { text, guessed } = decodeMail(part.bytes, part.charset)
  if (guessed !== undefined) problems.push(guess(part, guessed))
  return page(text)
}

function page(text: string): Piece {
  const { source, root } = readHtml(text, { isBody: true })
  return { source, root: withSpeakers(root) }
}

function guess({ charset }: MailPart, guessed: string): Problems[number] {
  const said =
    charset === null
      ? 'The message names no charset'
      : `The message says that its text is ${charset}, which it is not`
  return {
    severity: 'warning',
    rule: 'guessed-encoding',
    message: `${said}: it was read as ${guessed}. Look whether its letters are right.`,
  }
}

/** A word that only one of two alternatives has may be a menu's or a footer's; so many are a text. */
const SOME_WORDS = 5
const SOME_SHARE = 0.25

/** The last that can be read is the sender's own; the plain text is as good where it says the same. */
function alternative(part: MailPart, others: MailPart[], problems: Problems): Piece[] {
  const choices = part.parts.map(child => {
    const own: { others: MailPart[]; problems: Problems } = { others: [], problems: [] }
    return { child, ...own, pieces: piecesOf(child, own.others, own.problems) }
  })
  for (const choice of choices) others.push(...choice.others)
  const read = choices.filter(({ pieces }) => pieces.some(({ root }) => wordsOf(root).size > 0))
  const plain = read.find(({ child }) => child.type === 'text/plain')
  const rich = read.findLast(choice => choice !== plain)
  const chosen =
    plain === undefined || (rich !== undefined && saysMore(rich.pieces, plain.pieces)) ? rich : plain
  problems.push(...(chosen?.problems ?? []))
  if (chosen === undefined) return []
  if (chosen === plain || plain === undefined) return chosen.pieces
  problems.push({
    severity: 'warning',
    rule: 'stub-text',
    message:
      'The plain text of the message is not what its HTML says. The HTML was read; the plain text stands apart at its end.',
  })
  return [...chosen.pieces, ...plain.pieces.map(apart)]
}

/** Whether the first has so much that the second has not, and more than it is the other way about. */
function saysMore(pieces: readonly Piece[], than: readonly Piece[]): boolean {
  const mine = new Set(pieces.flatMap(({ root }) => [...wordsOf(root)]))
  const theirs = new Set(than.flatMap(({ root }) => [...wordsOf(root)]))
  const more = mine.difference(theirs).size
  const less = theirs.difference(mine).size
  return more >= SOME_WORDS && more > mine.size * SOME_SHARE && more >= less * 0.5
}

/** Words without addresses; signs of scripts that put no spaces count alone. */
function wordsOf(root: Root): Set<string> {
  const tokens = plainText(root, '').toLowerCase().split(/\s+/u)
  const text = tokens.filter(token => !token.includes('@') && !token.includes('://')).join(' ')
  return new Set(text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[\p{L}\p{N}]+/gu))
}

function apart({ source, root }: Piece): Piece {
  const children = root.children.map(block => ({
    ...block,
    data: { ...block.data, boilerplate: 'note' as const },
  }))
  return { source, root: { ...root, children } }
}

const BREAK = '\n\n'

/** The pieces one after the other, each at its place in the whole. */
function joined(pieces: readonly Piece[]): Piece {
  let source = ''
  const root: Root = { type: 'root', children: [] }
  for (const piece of pieces) {
    if (source !== '') source += BREAK
    for (const block of piece.root.children) {
      shift(block, source.length, 0)
      root.children.push(block)
    }
    source += piece.source
  }
  return { source, root }
}
