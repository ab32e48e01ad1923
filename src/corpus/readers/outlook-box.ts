// Here is a box of Outlook (.pst, .ost), give me its messages by folders. The package that opens it is large, and there only where it was installed.
import type { PSTAttachment, PSTFolder, PSTMessage } from 'pst-extractor'
import { installCommand } from '../../domain/install-command.ts'
import { reasonOf } from '../../domain/reason.ts'
import { inside, type Rendition, UnreadableError } from '../rendition.ts'
import type { Budget, ReadInside } from './archive.ts'
import type { Member } from './members.ts'
import { type OutlookMessage, readOutlookMessage } from './outlook.ts'

/** Folders in folders, and messages attached to messages. */
const DEEPEST = 32

/** @throws {UnreadableError} */
export async function* outlookBoxMembers(
  bytes: Uint8Array,
  budget: Budget,
  readInside: ReadInside,
): AsyncGenerator<Member> {
  const { PSTFile } = await extractor()
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.toString('latin1', 0, 4) !== '!BDN')
    throw new UnreadableError('damaged-file', 'The file is no box of Outlook. It was left out.')
  let root: PSTFolder
  try {
    root = new PSTFile(file).getRootFolder()
  } catch (error) {
    throw new UnreadableError(
      'damaged-file',
      `The box cannot be read: ${reasonOf(error)}. It was left out; export it again.`,
    )
  }
  yield* membersOf(root, '', 0, budget, readInside)
}

async function extractor(): Promise<typeof import('pst-extractor')> {
  try {
    return await import('pst-extractor')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new UnreadableError(
      'missing-package',
      `The file is a box of Outlook, which an optional package reads. It was left out; install it: ${installCommand('pst-extractor')}.`,
    )
  }
}

function* membersOf(
  folder: PSTFolder,
  path: string,
  depth: number,
  budget: Budget,
  readInside: ReadInside,
): Generator<Member> {
  if (depth > DEEPEST) return
  let number = 0
  for (let message = nextOf(folder); message !== null; message = nextOf(folder)) {
    const own = message
    const name = `${path}message ${++number}`
    yield {
      name,
      read: () => readWhole(own, 0, budget, readInside),
    }
  }
  for (const inner of folder.hasSubfolders ? folder.getSubFolders() : [])
    yield* membersOf(
      inner,
      `${path}${inner.displayName.replaceAll('/', '-')}/`,
      depth + 1,
      budget,
      readInside,
    )
}

/** A message, and those that are attached to it. */
async function readWhole(
  message: PSTMessage,
  depth: number,
  budget: Budget,
  readInside: ReadInside,
): Promise<readonly Rendition[]> {
  const renditions = [...(await readOutlookMessage(messageOf(message, budget), readInside))]
  const attached = attachmentsOf(message).flatMap(({ embeddedPSTMessage }) => embeddedPSTMessage ?? [])
  for (const [at, inner] of attached.entries()) {
    if (depth >= DEEPEST)
      throw new UnreadableError(
        'nested-too-deep',
        `More than ${DEEPEST} messages lie in each other. It was left out.`,
      )
    const name = `message ${at + 1}: ${inner.subject}`
    for (const rendition of await readWhole(inner, depth + 1, budget, readInside))
      renditions.push(inside(name, rendition))
  }
  return renditions
}

function attachmentsOf(message: PSTMessage): PSTAttachment[] {
  return Array.from({ length: message.numberOfAttachments }, (_, at) => message.getAttachment(at))
}

/** Folders of appointments and contacts have no messages. */
function nextOf(folder: PSTFolder): PSTMessage | null {
  return folder.contentCount > 0 ? (folder.getNextChild() as PSTMessage | null) : null
}

/** @throws {UnreadableError} where what is attached is more than may be unpacked */
function messageOf(message: PSTMessage, budget: Budget): OutlookMessage {
  const rtf = message.bodyHTML === '' && message.body === '' ? message.bodyRTF : ''
  return {
    headers: message.transportMessageHeaders,
    subject: message.subject,
    from: named(message.senderName, message.senderEmailAddress),
    to: listOf(message.displayTo),
    cc: listOf(message.displayCC),
    date: message.clientSubmitTime ?? message.messageDeliveryTime,
    messageId: message.internetMessageId,
    inReplyTo: message.inReplyToId,
    text: message.body,
    html: message.bodyHTML,
    rtf: rtf === '' ? null : Buffer.from(rtf, 'latin1'),
    attachments: attachmentsOf(message).flatMap(attachment => {
      const name = attachment.longFilename || attachment.filename
      const stream = attachment.fileInputStream
      if (stream === null || attachment.embeddedPSTMessage !== null) return []
      budget.spend(attachment.filesize)
      const content = Buffer.alloc(attachment.filesize)
      stream.readCompletely(content)
      return [{ name, type: attachment.mimeTag || 'application/octet-stream', bytes: content }]
    }),
  }
}

function named(name: string, address: string): string {
  return address.includes('@') ? `"${name.replace(/["\\]/gu, '')}" <${address}>` : name
}

function listOf(names: string): string[] {
  return names
    .split(';')
    .map(name => name.replaceAll('\0', '').trim())
    .filter(name => name !== '')
    .map(name => (name.includes('@') ? name : `"${name.replace(/["\\]/gu, '')}" <>`))
}
