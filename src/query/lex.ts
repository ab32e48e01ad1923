// Which marks and words did a person type? Cuts a query into lexemes; nothing typed is lost.
import type { Notes } from './notes.ts'

export type Lexeme =
  | {
      readonly type: 'word'
      readonly text: string
      readonly suffix: '' | '*' | '~'
      readonly field: string | null
      readonly at: number
    }
  | { readonly type: 'phrase'; readonly text: string; readonly field: string | null; readonly at: number }
  | { readonly type: 'open' | 'close' | 'minus'; readonly at: number }
  | { readonly type: 'operator'; readonly text: 'AND' | 'OR' | 'NOT'; readonly at: number }

const QUOTATION_MARK = /["“”]/u
const CLOSING: Readonly<Record<string, RegExp>> = {
  '"': QUOTATION_MARK,
  '“': QUOTATION_MARK,
  '„': QUOTATION_MARK,
  '«': /»/u,
  '”': QUOTATION_MARK,
}

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
    if (/\s/u.test(here)) {
      at++
    } else if (here === '(' || here === ')') {
      lexemes.push({ type: here === '(' ? 'open' : 'close', at })
      at++
    } else if (
      here === '-' &&
      /[^\s\-)]/u.test(query[at + 1] ?? '') &&
      /^$|[\s(]/u.test(query[at - 1] ?? '')
    ) {
      lexemes.push({ type: 'minus', at })
      at++
    } else {
      const start = at
      const field = fieldAt(query, at, isField, notes)
      if (field !== null) at += field.length + 1
      const quote = CLOSING[query[at] ?? '']
      if (quote !== undefined) {
        const end = missing.has(quote) ? null : endOfQuotation(query, at, quote)
        if (end === null) {
          missing.add(quote)
          notes.add(
            'quotation mark',
            `The quotation mark at position ${at + 1} has no partner and was read as text.`,
          )
          at++
          if (field !== null) at = pushWord(query, at, start, field, lexemes)
          continue
        }
        lexemes.push({ type: 'phrase', text: query.slice(at + 1, end), field, at: start })
        at = end + 1
      } else at = pushWord(query, at, start, field, lexemes)
    }
  }
  return lexemes
}

function endOfQuotation(query: string, open: number, closing: RegExp): number | null {
  for (let at = open + 1; at < query.length; at++)
    if (closing.test(query[at] ?? '') && !isInsideWord(query, at)) return at
  return null
}

/** Reads up to white space, a parenthesis or a quotation mark; returns where it stopped, past at least one character. */
function pushWord(query: string, at: number, start: number, field: string | null, lexemes: Lexeme[]): number {
  let end = at
  while (end < query.length && (!/[\s()"“”„«»]/u.test(query[end] ?? '') || isInsideWord(query, end))) end++
  const raw = query.slice(at, end)
  if (field === null && (raw === 'AND' || raw === 'OR' || raw === 'NOT')) {
    lexemes.push({ type: 'operator', text: raw, at: start })
    return end
  }
  const suffix = /[\p{L}\p{N}]([*~])\d*$/u.exec(raw)?.[1] as '*' | '~' | undefined
  const text = suffix === undefined ? raw : raw.replace(/[*~]\d*$/u, '')
  if (text !== '') lexemes.push({ type: 'word', text, suffix: suffix ?? '', field, at: start })
  return Math.max(end, at + (end === at ? 1 : 0))
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

function fieldAt(query: string, at: number, isField: (name: string) => boolean, notes: Notes): string | null {
  const match = /^(\p{L}+):(?=[^\s:/()])/u.exec(query.slice(at, at + 32))
  if (match === null) return null
  const name = match[1] ?? ''
  if (isField(name.toLowerCase())) return name
  notes.add('field', `“${name}” is not a field, so “${name}:” was read as text.`)
  return null
}
