// Here is a message of Outlook, give me what any message has: its header lines, its text, its attachments.

import { decompressRTF } from '@kenjiuno/decompressrtf'
import msgreader from '@kenjiuno/msgreader'
import iconv from 'iconv-lite'
import { deEncapsulateSync } from 'rtf-stream-parser'
import { reasonOf } from '../../domain/reason.ts'
import { type Rendition, UnreadableError } from '../rendition.ts'
import type { ReadInside } from './archive.ts'
import { readMessage } from './mail.ts'
import type { MailPart } from './mail-parts.ts'
import { isCompound } from './office-kinds.ts'

/** What Outlook keeps of a message, in a file or in a box. */
export interface OutlookMessage {
  /** The lines with which it came over the internet, or nothing. */
  readonly headers: string
  readonly subject: string
  readonly from: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly date: Date | null
  readonly messageId: string
  readonly inReplyTo: string
  readonly text: string
  readonly html: string
  readonly rtf: Buffer | null
  readonly attachments: readonly {
    readonly name: string
    readonly type: string
    readonly bytes: Uint8Array
  }[]
}

/** @throws {UnreadableError} */
export async function readOutlook(bytes: Uint8Array, readInside: ReadInside): Promise<readonly Rendition[]> {
  if (!isCompound(bytes))
    throw new UnreadableError(
      'damaged-file',
      'The file is no message of Outlook. It was left out; save it as .eml.',
    )
  return readOutlookMessage(messageIn(bytes), readInside)
}

export function readOutlookMessage(
  message: OutlookMessage,
  readInside: ReadInside,
): Promise<readonly Rendition[]> {
  return readMessage(headOf(message), bodyOf(message), readInside)
}

/** The package is of the form that Node gives as a whole. */
const { default: MsgReader } = msgreader

/** @throws {UnreadableError} */
function messageIn(bytes: Uint8Array): OutlookMessage {
  try {
    const reader = new MsgReader(new Uint8Array(bytes).buffer)
    const data = reader.getFileData()
    if (data.error !== undefined) throw new Error(data.error)
    const recipients = data.recipients ?? []
    const named = (type: string): string[] =>
      recipients
        .filter(({ recipType }) => (recipType ?? 'to') === type)
        .map(({ name = '', smtpAddress, email }) => mailbox(name, smtpAddress ?? email ?? ''))
    const date = data.clientSubmitTime ?? data.messageDeliveryTime ?? data.creationTime
    const html =
      data.html === undefined
        ? (data.bodyHtml ?? '')
        : decodeHtml(Buffer.from(data.html), data.internetCodepage)
    return {
      headers: data.headers ?? '',
      subject: data.subject ?? '',
      from: mailbox(data.senderName ?? '', data.senderSmtpAddress ?? data.senderEmail ?? ''),
      to: named('to'),
      cc: named('cc'),
      date: date === undefined ? null : new Date(date),
      messageId: data.messageId ?? '',
      inReplyTo: '',
      text: data.body ?? '',
      html,
      rtf: data.compressedRtf === undefined ? null : Buffer.from(decompressRTF([...data.compressedRtf])),
      attachments: (data.attachments ?? [])
        .filter(
          ({ attachmentHidden, pidContentId, fileName = '' }) =>
            attachmentHidden !== true &&
            !(pidContentId !== undefined && /\.(?:png|gif|jpe?g|bmp)$/iu.test(fileName)),
        )
        .map(attachment => {
          const { fileName, content } = reader.getAttachment(attachment)
          const isMessage = attachment.innerMsgContent === true
          const own = attachment.fileName ?? fileName ?? ''
          const name = isMessage ? `${attachment.name ?? own}.msg` : own
          return {
            name: name.replaceAll('\0', ''),
            type: isMessage ? 'application/vnd.ms-outlook' : 'application/octet-stream',
            bytes: content,
          }
        }),
    }
  } catch (error) {
    if (error instanceof UnreadableError) throw error
    throw new UnreadableError(
      'damaged-file',
      `The message cannot be read: ${reasonOf(error)}. It was left out; save it as .eml.`,
    )
  }
}

function decodeHtml(bytes: Buffer, codepage: number | undefined): string {
  const encoding = codepage === 65001 || codepage === undefined ? 'utf8' : `cp${codepage}`
  return iconv.decode(bytes, iconv.encodingExists(encoding) ? encoding : 'utf8')
}

/** Addresses of a company's own directory (`/O=…`) are nobody's. */
function mailbox(name: string, address: string): string {
  const plain = name.replaceAll('\0', '').replace(/["\\]/gu, '').trim()
  const own = address.replaceAll('\0', '').trim()
  if (!own.includes('@')) return plain === '' ? own : `"${plain}" <>`
  return plain === '' || plain === own ? own : `"${plain}" <${own}>`
}

/** Header lines as any message has them: those with which it came, else what the program kept. */
function headOf(message: OutlookMessage): string {
  const came = message.headers.replace(/\r?\n/gu, '\r\n').trim()
  const isThere = (name: string): boolean => new RegExp(`^${name}:`, 'imu').test(came)
  const { subject, from, to, cc, date, messageId, inReplyTo } = message
  const kept: readonly (readonly [string, string])[] = [
    ['Subject', subject],
    ['From', from],
    ['To', to.join(', ')],
    ['Cc', cc.join(', ')],
    ['Date', date === null || Number.isNaN(date.getTime()) ? '' : date.toUTCString()],
    ['Message-ID', messageId],
    ['In-Reply-To', inReplyTo],
  ]
  const lines = kept
    .filter(([name, value]) => value !== '' && !isThere(name))
    .map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/gu, ' ')}`)
  const head = [...(came === '' ? [] : [came]), ...lines].join('\r\n')
  // A draft may have a text and say nothing of itself.
  const isDraft = message.text !== '' || message.html !== '' || message.rtf !== null
  return head === '' && isDraft ? 'Subject:' : head
}

function bodyOf({ text, html, rtf, attachments }: OutlookMessage): MailPart {
  const unpacked = html === '' && rtf !== null ? fromRtf(rtf) : null
  const page = html === '' ? (unpacked?.html ?? '') : html
  const plain = text === '' ? (unpacked?.text ?? '') : text
  const alternatives = [
    ...(plain.trim() === '' ? [] : [part('text/plain', Buffer.from(plain))]),
    ...(page.trim() === '' ? [] : [part('text/html', Buffer.from(page))]),
  ]
  const body = { ...part('multipart/alternative', Buffer.alloc(0)), parts: alternatives }
  // Words that are in the Rich Text alone.
  const rich =
    alternatives.length === 0 && rtf !== null
      ? [{ name: 'text.rtf', type: 'application/rtf', bytes: rtf }]
      : []
  const files = [...rich, ...attachments].map(({ name, type, bytes }) => ({
    ...part(type, bytes),
    name: name === '' ? null : name,
    charset: null,
    disposition: 'attachment',
  }))
  return { ...part('multipart/mixed', Buffer.alloc(0)), parts: [body, ...files] }
}

function part(type: string, bytes: Uint8Array): MailPart {
  return {
    type,
    charset: 'utf-8',
    isFlowed: false,
    dropsSpace: false,
    disposition: null,
    name: null,
    bytes,
    parts: [],
    isMended: false,
  }
}

/** Outlook keeps HTML and plain text inside of Rich Text (MS-OXRTFEX); null where it is Rich Text alone. */
function fromRtf(rtf: Buffer): { readonly html?: string; readonly text?: string } | null {
  try {
    const { mode, text } = deEncapsulateSync(rtf, { decode: iconv.decode, warn: () => {} })
    return mode === 'html' ? { html: String(text) } : { text: String(text) }
  } catch (error) {
    if (error instanceof Error) return null // no other text is in it
    throw error
  }
}
