// When, and in which paper, did it appear? `The Valley Post, October 26, 2020`, `26 October 2020`.

import { parseDate } from '../../dates/parse-date.ts'
import { namesOrganization } from '../../domain/names/organizations.ts'
import { isKnownPlace } from '../../domain/place-names.ts'
import type { BlockView } from './document-view.ts'
import type { HeadReader } from './head-line.ts'
import { nameForm } from './name-form.ts'

/** Longest date line, in UTF-16 code units. */
const LONGEST = 120
/** Short blocks with a year that are looked at for another date line. */
const LATER = 40

export const readDateLine: HeadReader = (block, view, later) => {
  const { text, line } = block
  const found = datesIn(block, view.language)
  if (
    found === null ||
    later
      .filter(mayBeDateLine)
      .slice(0, LATER)
      .some(other => sameForm(other, found, view.language))
  )
    return null
  const date = { label: 'date', values: [found.date], line }
  const rule = 'head/date-line'
  if (found.source === '')
    return {
      reason: 'date-line',
      rule,
      evidence: /[.!?]$/u.test(text) ? 'doubtful' : 'evident',
      facts: [date],
    }
  if (nameForm(found.source, view.rules, 6) === 'none' || /[.!?]$/u.test(text)) return null
  // A letter names the place where it was written.
  const opening = later[0]?.text.toLowerCase() ?? ''
  const isLetter = view.rules.salutations.some(word => opening.startsWith(word))
  if (isLetter) return { reason: 'date-line', rule, evidence: 'doubtful', facts: [date] }
  const label = isPlace(found.source, view.language) ? 'dateline' : 'source'
  return {
    reason: 'date-line',
    rule,
    evidence: 'likely',
    facts: [{ label, values: [found.source], line }, date],
  }
}

/** `Moscow`, `Grozny, Chechnya`, `New York`: a paper has a word that papers have, or several words that are no place. */
function isPlace(name: string, language: string | null): boolean {
  if (name.includes(',')) return true
  if (namesOrganization(name)) return false
  return !/\s/u.test(name) || isKnownPlace(name, language)
}

interface DateLine {
  readonly source: string
  readonly date: string
}

function datesIn(block: BlockView, language: string | null): DateLine | null {
  const { text } = block
  if (!mayBeDateLine(block)) return null
  if (isOneDay(text, language)) return { source: '', date: text }
  for (const { index, 0: separator } of text.matchAll(/\s*[,|—–·]\s*|\s+-\s+/gu)) {
    const date = text.slice(index + separator.length)
    if (index > 0 && isOneDay(date, language)) return { source: text.slice(0, index), date }
  }
  return null
}

/** A month or a day; a year, a span or a decade alone on a line may be a heading of the text. */
function isOneDay(text: string, language: string | null): boolean {
  const date = parseDate(text, language)
  return date !== null && /^\d{4}-\d{2}(?:-\d{2})?$/u.test(date)
}

function mayBeDateLine({ node, text }: BlockView): boolean {
  return (
    (node.type === 'paragraph' || node.type === 'heading') &&
    text.length <= LONGEST &&
    /\p{Nd}{4}/u.test(text)
  )
}

/** A diary and a timeline have many such lines: they belong to its text. */
function sameForm(other: BlockView, { source }: DateLine, language: string | null): boolean {
  const found = datesIn(other, language)
  return found !== null && (found.source === '') === (source === '')
}
