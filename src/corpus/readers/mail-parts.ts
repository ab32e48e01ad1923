// Which parts does a message have? A tree of them as MIME nests them, each leaf with its bytes, transfer encoding taken off.
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type MimeNode, Splitter } from '@zone-eu/mailsplit'
import { reasonOf } from '../../domain/reason.ts'
import { UnreadableError } from '../rendition.ts'
import { boundaryIn, textInHeader } from './mail-mending.ts'

export interface MailPart {
  /** `text/plain`, `multipart/mixed`, … */
  readonly type: string
  /** As the part names it. */
  readonly charset: string | null
  readonly isFlowed: boolean
  /** In flowed text the space at the end of a line that goes on is no part of the text. */
  readonly dropsSpace: boolean
  readonly disposition: string | null
  readonly name: string | null
  /** Empty of a multipart. */
  readonly bytes: Uint8Array
  readonly parts: readonly MailPart[]
  /** Its header was wrong about where its parts or its text begin. */
  readonly isMended: boolean
}

export interface SplitMail {
  /** The header lines as they are. */
  readonly head: Uint8Array
  readonly body: MailPart
}

interface Content {
  readonly body: Buffer[]
  /** Boundaries, and what stands before the first and behind the last of them. */
  readonly between: Buffer[]
}

const NOTHING: Content = { body: [], between: [] }

const LIMITS = { ignoreEmbedded: true, maxHeadSize: 2 * 1024 * 1024, maxChildNodes: 5_000 } as const
const DEEPEST = 64
/** Each wrong header has what it holds read once more. */
const MOST_MENDED = 8

/**
 * @param mended how many headers of multiparts around it were wrong
 * @throws {UnreadableError}
 */
export async function splitMail(bytes: Uint8Array, mended = 0): Promise<SplitMail> {
  const chunks = new Map<MimeNode, Content>()
  let last: MimeNode | null = null
  try {
    const splitter = new Splitter(LIMITS)
    Readable.from([Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)]).pipe(splitter)
    for await (const piece of splitter) {
      if (piece.type === 'node') {
        last = piece as MimeNode
        chunks.set(last, { body: [], between: [] })
      } else if (last !== null)
        chunks.get(last)?.[piece.type === 'body' ? 'body' : 'between'].push(piece.value as Buffer)
    }
  } catch (error) {
    throw new UnreadableError(
      'damaged-file',
      `The message cannot be read: ${reasonOf(error)}. It was left out.`,
    )
  }
  const [root] = chunks.keys()
  if (root === undefined)
    throw new UnreadableError('damaged-file', 'The file is no message: it has no headers. It was left out.')
  const children = Map.groupBy(chunks.keys(), node => node.parentNode)
  const toPart = async (node: MimeNode, depth: number): Promise<MailPart> => {
    if (depth > DEEPEST)
      throw new UnreadableError(
        'nested-too-deep',
        `More than ${DEEPEST} parts of the message lie in each other. It was left out.`,
      )
    const parts: MailPart[] = []
    for (const child of children.get(node) ?? []) parts.push(await toPart(child, depth + 1))
    const { body, between } = chunks.get(node) ?? NOTHING
    const part: MailPart = {
      type: isOfDigest(node) ? 'message/rfc822' : node.contentType || 'text/plain',
      charset: node.charset || null,
      isFlowed: node.flowed,
      dropsSpace: node.delSp,
      disposition: node.disposition || null,
      name: node.filename || null,
      bytes: new Uint8Array(),
      parts,
      isMended: false,
    }
    if (parts.length > 0) return part
    if (node.multipart !== false) return withoutParts(part, node.multipart, Buffer.concat(between), mended)
    const unparted = textInHeader(node.getHeaders())
    const written = unparted === '' ? body : [Buffer.from(`${unparted}\n`, 'latin1'), ...body]
    return { ...part, bytes: await decoded(node, Buffer.concat(written)), isMended: unparted !== '' }
  }
  return { head: root.getHeaders(), body: await toPart(root, 0) }
}

/** A multipart that its boundary does not part: by the one that its lines show, else as text. */
async function withoutParts(
  part: MailPart,
  kind: string,
  content: Buffer,
  mended: number,
): Promise<MailPart> {
  const boundary = mended < MOST_MENDED ? boundaryIn(content) : null
  if (boundary !== null) {
    const header = `Content-Type: multipart/${kind}; boundary="${boundary.replace(/["\\]/gu, '\\$&')}"\n\n`
    const { body } = await splitMail(Buffer.concat([Buffer.from(header, 'latin1'), content]), mended + 1)
    if (body.parts.length > 0) return { ...part, parts: body.parts, isMended: true }
  }
  const text = content
    .toString('latin1')
    .replace(/^--\S.{0,70}$/gmu, '')
    .trim()
  return text === ''
    ? part
    : { ...part, type: 'text/plain', bytes: Buffer.from(text, 'latin1'), isMended: true }
}

/** What lies in a digest is a message, unless it says otherwise: RFC 2046, 5.1.5. */
function isOfDigest({ parentNode, headers }: MimeNode): boolean {
  return (
    parentNode !== false &&
    parentNode.multipart === 'digest' &&
    headers !== false &&
    !headers.hasHeader('content-type')
  )
}

function decoded(node: MimeNode, content: Buffer): Promise<Buffer> {
  const decoder = node.getDecoder()
  decoder.end(content)
  return buffer(decoder)
}
