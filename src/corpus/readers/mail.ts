// Here is a message, give me its text and its attachments: each a document, the attachments naming their message.
import PostalMime, { type Address, type Email } from 'postal-mime'
import { formatOf } from '../formats.ts'
import { type Fact, type Rendition, UnreadableError } from '../rendition.ts'
import { readHtml } from './html.ts'
import { parseText } from './text.ts'

/** Reads a file inside the file. */
export type ReadInside = (name: string, bytes: Uint8Array) => Promise<readonly Rendition[]>

const LIMITS = { maxNestingDepth: 64, maxRfc822NestingDepth: 8, maxHeadersSize: 2 * 1024 * 1024 } as const

/** @throws {UnreadableError} where it is no message */
export async function readMail(bytes: Uint8Array, readInside: ReadInside): Promise<readonly Rendition[]> {
  const mail = await PostalMime.parse(bytes, LIMITS).catch((error: Error) => {
    throw new UnreadableError(
      'damaged-file',
      `The message cannot be read: ${error.message}. It was left out.`,
    )
  })
  if (mail.headers.length === 0)
    throw new UnreadableError('damaged-file', 'The file is no message: it has no headers. It was left out.')
  const subject = mail.subject?.trim() ?? ''
  const problems: NonNullable<Rendition['problems']>[number][] = []
  const attached: Rendition[] = []
  for (const [index, attachment] of mail.attachments.entries()) {
    const name = attachment.filename ?? `attachment ${index + 1}`
    // Pictures that belong to the letter paper are no documents.
    if (attachment.related === true || attachment.mimeType.startsWith('image/')) continue
    if (formatOf(name) === null) {
      const message = `The attachment ${name} (${attachment.mimeType}) was not read: Lede does not read its format.`
      problems.push({ severity: 'warning', rule: 'attachment', message })
      continue
    }
    try {
      const content = new Uint8Array(attachment.content as ArrayBuffer) // as no encoding was asked for
      attached.push(
        ...(await readInside(name, content)).map(rendition => attachedTo(subject, mail, name, rendition)),
      )
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error
      problems.push({ severity: 'error', rule: error.rule, message: `Attachment ${name}: ${error.message}` })
    }
  }
  return [{ ...textOf(mail, subject), part: null, facts: factsOf(mail, subject), problems }, ...attached]
}

/** The plain text, or the other where there is none. */
function textOf({ text, html }: Email, subject: string): Pick<Rendition, 'source' | 'root'> {
  if (text !== undefined && text.trim() !== '') return { source: text, root: parseText(text) }
  // A message of no words but its subject is a document all the same.
  if (html === undefined || html.trim() === '') return { source: subject, root: parseText(subject) }
  const { source, root } = readHtml(html, { isBody: true })
  return { source, root }
}

function factsOf(mail: Email, subject: string): Fact[] {
  const facts: (readonly [string, readonly (string | undefined)[]])[] = [
    ['title', [subject === '' ? 'Message without a subject' : subject]],
    ['author', named([mail.from])],
    ['date', [dayOf(mail)]],
    ['from', addresses([mail.from])],
    ['to', addresses(mail.to ?? [])],
    ['cc', addresses(mail.cc ?? [])],
    ['bcc', addresses(mail.bcc ?? [])],
    ['message-id', [mail.messageId]],
    ['in-reply-to', [mail.inReplyTo]],
    [
      'attachments',
      mail.attachments.flatMap(({ filename, related }) =>
        related === true || filename === null ? [] : [filename],
      ),
    ],
  ]
  return facts.flatMap(([label, values]): Fact[] => {
    const given = values.filter(value => value !== undefined && value !== '')
    return given.length === 0 ? [] : [[label, given as string[]]]
  })
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** The day as the sender's clock said it, RFC 5322, 3.3: in another zone it may be the day after. */
function dayOf(mail: Email): string | undefined {
  const written = mail.headers.find(({ key }) => key === 'date')?.value ?? ''
  const [, day = '', month = '', year = ''] = /(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{4})/iu.exec(written) ?? []
  const at = MONTHS.indexOf(month.toLowerCase())
  if (at === -1) return mail.date
  return `${year}-${String(at + 1).padStart(2, '0')}-${day.padStart(2, '0')}`
}

function mailboxes(list: readonly (Address | undefined)[]): { name: string; address: string }[] {
  return list.flatMap(entry => (entry === undefined ? [] : entry.group === undefined ? [entry] : entry.group))
}

function named(list: readonly (Address | undefined)[]): string[] {
  return mailboxes(list).map(({ name, address }) => (name === '' ? address : name))
}

function addresses(list: readonly (Address | undefined)[]): string[] {
  return mailboxes(list).map(({ name, address }) => (name === '' ? address : `${name} <${address}>`))
}

function attachedTo(subject: string, mail: Email, name: string, rendition: Rendition): Rendition {
  const facts: Fact[] = [
    ...rendition.facts,
    ['attached to', [subject === '' ? (mail.messageId ?? name) : subject]],
  ]
  const isDated = [...rendition.facts, ...(rendition.fallbacks ?? [])].some(([label]) => label === 'date')
  const dated = isDated ? undefined : dayOf(mail)
  return {
    ...rendition,
    part: rendition.part === null ? name : `${name}/${rendition.part}`,
    inside: rendition.inside === undefined ? name : `${name}/${rendition.inside}`,
    facts,
    fallbacks: [...(rendition.fallbacks ?? []), ...(dated === undefined ? [] : [['date', [dated]] as const])],
  }
}
