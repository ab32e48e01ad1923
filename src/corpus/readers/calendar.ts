// Here is an invitation, as mails carry them (iCalendar, RFC 5545): give me its events as a text with what is said of them.
import { decodePage } from '../decode.ts'
import type { Fact, Rendition } from '../rendition.ts'
import { parseText } from './text.ts'

/** None where it has no event. */
export function readCalendar(bytes: Uint8Array): Rendition | null {
  const events = eventsOf(decodePage(bytes).replace(/\r?\n[ \t]/gu, ''))
  if (events.length === 0) return null
  const source = events.map(event => TEXTS.flatMap(name => event.get(name) ?? []).join('\n\n')).join('\n\n')
  const all = (name: string): string[] => [...new Set(events.flatMap(event => event.get(name) ?? []))]
  const facts = [
    ['title', all('SUMMARY').slice(0, 1)],
    ['date', all('DTSTART').slice(0, 1).map(dayOf)],
    ['start', all('DTSTART').map(timeOf)],
    ['end', all('DTEND').map(timeOf)],
    ['location', all('LOCATION')],
    ['organizer', all('ORGANIZER')],
    ['attendees', all('ATTENDEE')],
  ] as const satisfies Fact[]
  return {
    part: null,
    source,
    root: parseText(source),
    facts: facts.filter(([, values]) => values.length > 0),
  }
}

/** What is text of an event, in the order in which it is read. */
const TEXTS = ['SUMMARY', 'LOCATION', 'DESCRIPTION', 'COMMENT'] as const

type Event = ReadonlyMap<string, readonly string[]>

function eventsOf(text: string): Event[] {
  const events: Map<string, string[]>[] = []
  let event: Map<string, string[]> | null = null
  for (const line of text.split(/\r?\n/u)) {
    if (line === 'BEGIN:VEVENT') event = new Map()
    else if (line === 'END:VEVENT' && event !== null) {
      events.push(event)
      event = null
    } else if (event !== null) {
      const { name, parameters, value } = propertyIn(line)
      const people = name === 'ORGANIZER' || name === 'ATTENDEE'
      const common = people ? /;CN=(?:"([^"]*)"|([^;:]*))/u.exec(parameters) : null
      const said = common?.[1] ?? common?.[2] ?? unescaped(value).replace(/^mailto:/iu, '')
      if (said.trim() !== '') event.set(name, [...(event.get(name) ?? []), said.trim()])
    }
  }
  return events
}

/** `ORGANIZER;CN="Li, Ben":mailto:ben@b.example`: the value follows the first colon that no quotation marks enclose. */
function propertyIn(line: string): { name: string; parameters: string; value: string } {
  let isQuoted = false
  let colon = 0
  for (; colon < line.length && (isQuoted || line[colon] !== ':'); colon++)
    if (line[colon] === '"') isQuoted = !isQuoted
  const head = line.slice(0, colon)
  const name = /^[\w-]+/u.exec(head)?.[0] ?? ''
  return { name, parameters: head.slice(name.length), value: line.slice(colon + 1) }
}

function unescaped(value: string): string {
  return value.replace(/\\([nN,;\\])/gu, (_, sign: string) => (/n/iu.test(sign) ? '\n' : sign))
}

function dayOf(value: string): string {
  return value.replace(/^(\d{4})(\d{2})(\d{2}).*$/u, '$1-$2-$3')
}

function timeOf(value: string): string {
  return value
    .replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2}).*$/u, '$1-$2-$3 $4:$5')
    .replace(/^(\d{4})(\d{2})(\d{2})$/u, '$1-$2-$3')
}
