// Which marks and words did a person type? Cuts a query into lexemes; nothing typed is lost.
import { readRange } from './date-ranges.ts'
import { isValueAsTyped } from './facet-fields.ts'
import type { Lexeme } from './lexemes.ts'
import type { Notes } from './notes.ts'
import { readWord } from './word-lexemes.ts'

const QUOTATION_MARK = /["“”]/u
const CLOSING: Readonly<Record<string, RegExp>> = {
  '"': QUOTATION_MARK,
  '“': QUOTATION_MARK,
  '„': QUOTATION_MARK,
  '«': /»/u,
  '»': /«/u,
  '”': QUOTATION_MARK,
}
const SIGNS: Readonly<Record<string, 'plus' | 'minus'>> = { '+': 'plus', '-': 'minus', '!': 'minus' }
/** A regular expression, or a distance with its number, is looked for in so many UTF-16 code units. */
const LONGEST_SIGNED = 400
/** A field is no longer, in UTF-16 code units, its colon included. */
const LONGEST_FIELD = 80

/**
 * @param isField whether a name before a colon is a field of the query language
 * @param notes told what was read as text although it looked like syntax
 */
export function lex(query: string, isField: (name: string) => boolean, notes: Notes): readonly Lexeme[] {
  const lexemes: Lexeme[] = []
  /** Marks that do not stand in the rest of the query. */
  const missing = new Set<RegExp>()
  let at = 0
  while (at < query.length) {
    const here = query[at] ?? ''
    const start = at
    if (/\s/u.test(here)) {
      at++
      continue
    }
    const after = afterOperand(query, at, lexemes.at(-1))
    if (after !== null) {
      lexemes.push(after.lexeme)
      at = after.end
      continue
    }
    if (here === '(' || here === ')') {
      lexemes.push(here === '(' ? { type: 'open', field: null, at } : { type: 'close', at })
      at++
      continue
    }
    const sign = SIGNS[here]
    if (sign !== undefined && startsOperand(query, at)) {
      lexemes.push({ type: sign, at })
      at++
      continue
    }
    const field = fieldAt(query, at, isField, notes)
    if (field !== null) at += field.length
    const name = field === null ? null : field.replace(/:\s*$/u, '')
    const own = SIGNS[query[at] ?? '']
    if (
      name !== null &&
      own !== undefined &&
      !isValueAsTyped(name) &&
      /[\p{L}\p{N}("“„«*?]/u.test(query[at + 1] ?? '')
    ) {
      // Of a word in a field: as if it stood before the field.
      lexemes.push({ type: own, at: start })
      at++
    }
    if (name !== null && query[at] === '(') {
      lexemes.push({ type: 'open', field: name, at: start })
      at++
      continue
    }
    const range = readRange(query, at)
    if (range !== null) {
      const { end, ...typed } = range
      lexemes.push({ type: 'range', field: name, at: start, ...typed })
      at = end
      continue
    }
    const quote = CLOSING[query[at] ?? '']
    if (quote !== undefined) {
      const end = missing.has(quote) ? null : endOfQuotation(query, at, quote)
      if (end !== null) {
        lexemes.push({ type: 'phrase', text: query.slice(at + 1, end), field: name, at: start })
        at = end + 1
        continue
      }
      missing.add(quote)
      notes.add('quotation mark', 'quotation-mark-alone', { position: at + 1 })
      at++
      if (name === null) continue
    }
    const end = endOfWord(query, at)
    if (end === at && name !== null) {
      // What comes next begins something else.
      notes.add('field', 'field-alone', { name })
      lexemes.push({ type: 'word', text: name, suffix: '', field: null, at: start })
      continue
    }
    lexemes.push(...readWord(query.slice(at, end), name, start))
    at = Math.max(end, at + 1)
  }
  return lexemes
}

/** Words alone, whatever signs stand in them. */
export function words(query: string): readonly Lexeme[] {
  return Array.from(query.matchAll(/\S+/gu), ({ 0: text, index: at }) => ({
    type: 'word',
    text,
    suffix: '',
    field: null,
    at,
  }))
}

/** `~5` or `^2` right after a quotation or a parenthesis. */
function afterOperand(
  query: string,
  at: number,
  before: Lexeme | undefined,
): { lexeme: Lexeme; end: number } | null {
  if (at === 0 || (before?.type !== 'phrase' && before?.type !== 'close')) return null
  const [typed = '', sign, number] =
    /^([~^])(\d{1,9}(?:\.\d{1,4})?)(?![\p{L}\p{N}])/u.exec(query.slice(at, at + 16)) ?? []
  if (sign === undefined || /\s/u.test(query[at - 1] ?? '')) return null
  const end = at + typed.length
  if (sign === '^') return { lexeme: { type: 'boost', factor: Number(number), at }, end }
  return before.type === 'phrase'
    ? { lexeme: { type: 'slop', distance: Math.floor(Number(number)), at }, end }
    : null
}

/** Whether the sign at a place stands before something, and after nothing. */
function startsOperand(query: string, at: number): boolean {
  return /[^\s\-+!)=]/u.test(query[at + 1] ?? '') && /^$|[\s(]/u.test(query[at - 1] ?? '')
}

function endOfQuotation(query: string, open: number, closing: RegExp): number | null {
  for (let at = open + 1; at < query.length; at++)
    if (closing.test(query[at] ?? '') && !isInsideWord(query, at)) return at
  return null
}

/** The end of what goes on up to white space, a parenthesis, a quotation mark or an operator of two signs. */
function endOfWord(query: string, from: number): number {
  const around =
    /^(?:(?:[Aa][Rr][Oo][Uu][Nn][Dd]|NEAR)\(\d{1,9}\)|\/(?:\\[^\s]|[^\s/\\])+\/)(?=$|[\s)^])/u.exec(
      query.slice(from, from + LONGEST_SIGNED),
    )
  if (around !== null)
    return (
      from + around[0].length + (/^\^[\d.]+/u.exec(query.slice(from + around[0].length))?.[0].length ?? 0)
    )
  if (/^(?:&&|\|\|)/u.test(query.slice(from, from + 2))) return from + 2
  let end = from
  while (end < query.length && !isEnd(query, end)) end++
  return end
}

function isEnd(query: string, at: number): boolean {
  const here = query[at] ?? ''
  if (/[\s()"“”„«»]/u.test(here)) return !isInsideWord(query, at)
  return (here === '&' || here === '|') && query[at + 1] === here
}

/** The quotation mark that people type for gershayim, צה"ל; the space between thousands, 14 000: in some language they are one word. */
function isInsideWord(query: string, at: number): boolean {
  const around = query.slice(Math.max(0, at - 4), at + 5)
  const place = Math.min(at, 4)
  return (
    /^[\u05D0-\u05EA]["“”„][\u05D0-\u05EA]/u.test(around.slice(place - 1)) ||
    (/^\s\p{Nd}{3}(?!\p{Nd})/u.test(around.slice(place)) &&
      /(?:^|[^\p{L}\p{N}])\p{Nd}{1,3}$/u.test(around.slice(0, place)))
  )
}

/** A field with its colon and the space after it; a name that is none is said. */
function fieldAt(query: string, at: number, isField: (name: string) => boolean, notes: Notes): string | null {
  const [found, name = '', space, next] =
    /^((?:meta\.[\p{L}\p{M}\p{N}_.-]+)|[\p{L}_][\p{L}\p{N}_.]*):( ?)(?=([^\s:)]))/iu.exec(
      query.slice(at, at + LONGEST_FIELD),
    ) ?? []
  if (found === undefined) {
    const [, alone = ''] = /^([\p{L}_][\p{L}\p{N}_.]*):\s*$/u.exec(query.slice(at, at + LONGEST_FIELD)) ?? []
    if (alone !== '' && isField(alone.toLowerCase())) notes.add('field', 'field-alone', { name: alone })
    return null
  }
  if (isField(name.toLowerCase())) return found
  if (space === '' && next !== '/') notes.add('field', 'not-a-field', { name })
  return null
}
