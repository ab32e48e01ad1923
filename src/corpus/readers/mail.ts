// Here is a message, give me its text and its attachments: each a document, the attachments naming their message.
import PostalMime, { type Address, decodeWords, type Email } from 'postal-mime'
import { formatOf } from '../formats.ts'
import { type Fact, inside, type Rendition, UnreadableError } from '../rendition.ts'
import type { ReadInside } from './archive.ts'
import { readCalendar } from './calendar.ts'
import { readBody } from './mail-body.ts'
import { decodeMail } from './mail-charset.ts'
import { type MailPart, splitMail } from './mail-parts.ts'
import { parseText } from './text.ts'

type Problems = NonNullable<Rendition['problems']>[number][]

/** @throws {UnreadableError} where it is no message */
export async function readMail(bytes: Uint8Array, readInside: ReadInside): Promise<readonly Rendition[]> {
  const { head, body } = await splitMail(bytes)
  return readMessage(decodeMail(head, null).text, body, readInside)
}

/** @param head its header lines @throws {UnreadableError} where there are none */
export async function readMessage(
  head: string,
  body: MailPart,
  readInside: ReadInside,
): Promise<readonly Rendition[]> {
  const mail = await PostalMime.parse(head)
  if (mail.headers.length === 0)
    throw new UnreadableError('damaged-file', 'The file is no message: it has no headers. It was left out.')
  const subject = (mail.subject ?? '').replace(/\s+/gu, ' ').trim() // a folded line may leave a tab
  const { source, root, others, problems } = readBody(body)
  const attached: Rendition[] = []
  const names: string[] = []
  for (const part of others) {
    if (isLetterPaper(part)) continue
    if (part.name !== null && part.type.startsWith('image/')) {
      names.push(part.name) // what a picture shows cannot be searched, but that it was sent can be
      continue
    }
    const name = await nameOf(part, names.length + 1)
    names.push(name)
    try {
      const renditions = await readAttachment(name, part, readInside, problems)
      if (renditions.some(({ source }) => source.trim() === ''))
        problems.push({
          severity: 'warning',
          rule: 'empty-attachment',
          message: `The attachment ${name} has no text. It was left out.`,
        })
      attached.push(...renditions.map(rendition => attachedTo(subject, mail, name, rendition)))
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error
      problems.push({ severity: 'error', rule: error.rule, message: `Attachment ${name}: ${error.message}` })
    }
  }
  // A message of no words but its subject is a document all the same.
  const text = source.trim() === '' ? { source: subject, root: parseText(subject) } : { source, root }
  return [
    { ...text, part: null, isHeadless: true, facts: factsOf(mail, subject, names), problems },
    ...attached,
  ]
}

/** Pictures that belong to the letter paper, signatures and a text for phones are no documents. */
function isLetterPaper({ type, disposition }: MailPart): boolean {
  return (
    (type.startsWith('image/') && disposition !== 'attachment') ||
    /^(?:application\/(?:pgp-|(?:x-)?pkcs7-)signature|text\/x-amp-html|text\/watch-html)$/u.test(type)
  )
}

/** Endings of attachments without a name. Other parts of a message about messages are lines of fields: what became of one, who complained. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['message/rfc822', '.eml'],
  ['message/global', '.eml'],
  ['text/plain', '.txt'],
  // The head of a message that came back.
  ['text/rfc822-headers', '.txt'],
  ['text/html', '.html'],
  ['text/calendar', '.ics'],
  ['text/markdown', '.md'],
  ['application/pdf', '.pdf'],
  ['application/epub+zip', '.epub'],
  ['application/vnd.ms-outlook', '.msg'],
  ['application/rtf', '.rtf'],
  ['text/csv', '.csv'],
  ['application/zip', '.zip'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', '.docx'],
])

/** A message without a name is named by its subject. */
async function nameOf({ name, type, bytes }: MailPart, number: number): Promise<string> {
  const ending = ENDINGS.get(type) ?? (type.startsWith('message/') && !ELSEWHERE.test(type) ? '.txt' : '')
  if (name !== null && name.trim() !== '')
    return formatOf(name) === null && ending === '.eml' ? `${name}.eml` : name
  if (ending !== '.eml') return `attachment ${number}${ending}`
  const { head } = await splitMail(bytes)
  const { subject = '' } = await PostalMime.parse(decodeMail(head, null).text)
  return `${subject.trim() === '' ? `message ${number}` : subject.trim()}.eml`
}

/** The file lies on a server, or in other messages: RFC 2046, 5.2. */
const ELSEWHERE = /^message\/(?:external-body|partial)$/u

/** @throws {UnreadableError} */
async function readAttachment(
  name: string,
  { type, bytes }: MailPart,
  readInside: ReadInside,
  problems: Problems,
): Promise<readonly Rendition[]> {
  if (ELSEWHERE.test(type)) {
    const message = `The attachment ${name} is not in the message: it only says where the file was kept (${type}).`
    problems.push({ severity: 'warning', rule: 'attachment', message })
    return []
  }
  if (formatOf(name) !== null) return readInside(name, bytes)
  const calendar = type === 'text/calendar' || /\.ics$/iu.test(name) ? readCalendar(bytes) : null
  if (calendar !== null) return [calendar]
  const message = `The attachment ${name} (${type}) was not read: Lede does not read its format.`
  problems.push({ severity: 'warning', rule: 'attachment', message })
  return []
}

const NO_SUBJECT = 'Message without a subject'

function factsOf(mail: Email, subject: string, attachments: readonly string[]): Fact[] {
  const facts: (readonly [string, readonly (string | undefined)[]])[] = [
    ['title', [subject === '' ? NO_SUBJECT : subject]],
    ['author', named([senderOf(mail)])],
    ['date', [dayOf(mail)]],
    ['from', addresses([senderOf(mail)])],
    ['to', addresses(mail.to ?? [])],
    ['cc', addresses(mail.cc ?? [])],
    ['bcc', addresses(mail.bcc ?? [])],
    ['message-id', [mail.messageId]],
    ['in-reply-to', [mail.inReplyTo]],
    ['references', idsIn(headerOf(mail, 'references'))],
    ['attachments', attachments],
  ]
  return facts.flatMap(([label, values]): Fact[] => {
    const given = values.filter(value => value !== undefined && value !== '')
    return given.length === 0 ? [] : [[label, given as string[]]]
  })
}

/** An address that the archive of a list disguised, with the name behind it: `ann at one.example (Ann Lee)`. */
const DISGUISED = /^(\S+ \p{L}{1,5} [\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+) \(([^()]+)\)$/u

function senderOf(mail: Email): Address | undefined {
  const [, address, name] = DISGUISED.exec(headerOf(mail, 'from').trim()) ?? []
  return address === undefined || name === undefined ? mail.from : { name: decodeWords(name).trim(), address }
}

/** RFC 5322, 3.6.4: those of the messages before, in their order. */
function idsIn(references: string): string[] {
  return references.match(/<[^<>\s]+>/gu) ?? []
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/**
 * The day as the sender's clock said it, RFC 5322, 3.3: in another zone it may be the day after. Where the sender said none, the day on
 * which the last server took the message, which stands first.
 */
function dayOf(mail: Email): string | undefined {
  const written = headerOf(mail, 'date')
  const isSaid = written !== ''
  const received = headerOf(mail, 'received')
  const said = isSaid ? written : received.slice(received.lastIndexOf(';') + 1)
  const [, day = '', month = '', year = ''] = /(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{4})/iu.exec(said) ?? []
  const at = MONTHS.indexOf(month.toLowerCase())
  if (at === -1) return isSaid ? mail.date : undefined
  return `${year}-${String(at + 1).padStart(2, '0')}-${day.padStart(2, '0')}`
}

function headerOf({ headers }: Email, name: string): string {
  return headers.find(({ key }) => key === name)?.value ?? ''
}

function mailboxes(list: readonly (Address | undefined)[]): { name: string; address: string }[] {
  return list.flatMap(entry => (entry === undefined ? [] : entry.group === undefined ? [entry] : entry.group))
}

function named(list: readonly (Address | undefined)[]): string[] {
  return mailboxes(list).map(({ name, address }) => (name === '' ? address : name))
}

function addresses(list: readonly (Address | undefined)[]): string[] {
  return mailboxes(list).map(({ name, address }) =>
    name === '' || address === '' ? name || address : `${name} <${address}>`,
  )
}

function attachedTo(subject: string, mail: Email, name: string, rendition: Rendition): Rendition {
  const facts: Fact[] = [
    ...rendition.facts,
    ['attached to', [subject === '' ? (mail.messageId ?? NO_SUBJECT) : subject]],
  ]
  const isDated = [...rendition.facts, ...(rendition.fallbacks ?? [])].some(([label]) => label === 'date')
  const dated = isDated ? undefined : dayOf(mail)
  return {
    ...inside(name, rendition),
    facts,
    fallbacks: [...(rendition.fallbacks ?? []), ...(dated === undefined ? [] : [['date', [dated]] as const])],
  }
}
