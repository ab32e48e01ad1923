// Between which dates? `[2010 TO 2015]`, `2010..2015`, `>=2010`, as other search tools write it.

/** Ends as they were typed; null where there is none. */
export interface TypedRange {
  readonly text: string
  readonly from: string | null
  readonly to: string | null
  readonly isFromIncluded: boolean
  readonly isToIncluded: boolean
}

/** Longest range that is looked at, in UTF-16 code units. */
const LONGEST = 64
const DATE = String.raw`\d{4}(?:-\d{2}){0,2}`
/** Punctuation of a sentence may follow. */
const END = String.raw`(?=[.,;:!?]?(?:$|[\s)]))`
const IN_BRACKETS = /^([[{])\s*(\S+)\s+TO\s+([^\s\]}]+)\s*([\]}])/u
const DOTS = new RegExp(String.raw`^(${DATE})?\.\.(?!\.)(${DATE})?${END}`, 'u')
const COMPARED = new RegExp(String.raw`^([<>])(=?)\s?(${DATE})${END}`, 'u')

/** The range at a place of the query, and where it ends; null where none begins. */
export function readRange(query: string, at: number): (TypedRange & { readonly end: number }) | null {
  const here = query.slice(at, at + LONGEST)
  const range = inBrackets(here) ?? withDots(here) ?? compared(here)
  return range === null ? null : { ...range, end: at + range.text.length }
}

function inBrackets(here: string): TypedRange | null {
  const [text, open, from = '*', to = '*', close] = IN_BRACKETS.exec(here) ?? []
  if (text === undefined) return null
  const isFromIncluded = open === '['
  return { text, from: end(from), to: end(to), isFromIncluded, isToIncluded: close === ']' }
}

function withDots(here: string): TypedRange | null {
  const [text, from = null, to = null] = DOTS.exec(here) ?? []
  if (text === undefined || (from === null && to === null)) return null
  return { text, from, to, isFromIncluded: true, isToIncluded: true }
}

function compared(here: string): TypedRange | null {
  const [text, sign, equal, date = ''] = COMPARED.exec(here) ?? []
  if (text === undefined) return null
  const [from, to] = sign === '>' ? [date, null] : [null, date]
  return { text, from, to, isFromIncluded: equal === '=', isToIncluded: equal === '=' }
}

function end(typed: string): string | null {
  return typed === '*' ? null : typed
}
