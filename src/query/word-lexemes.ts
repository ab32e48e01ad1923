// What is this word, as it was typed without a space? A word, an operator, a pattern, each with a factor or not.
import type { Lexeme } from './lexemes.ts'

const OPERATORS: Readonly<Record<string, 'AND' | 'OR' | 'NOT'>> = {
  AND: 'AND',
  OR: 'OR',
  NOT: 'NOT',
  '&&': 'AND',
  '||': 'OR',
}
/** Near each other, as other search tools write it: `NEAR/5`, `w/5`, `/5`, `AROUND(5)`, `NEAR(5)`, `ADJ5`, `NEAR`; in this order: `PRE/5`, `ADJ`. */
const NEAR =
  /^(?:(?:near|w|n|adj|within|(pre))?\/(\d{1,9})|(?:around|near)\((\d{1,9})\)|(?:NEAR|ADJ)(\d{1,9})|NEAR|ADJ)$/iu
const LETTERS = String.raw`[\p{L}\p{M}\p{N}*?]`
/** Letters with signs that stand for others, in a word or several with hyphens. */
const WILDCARDS = new RegExp(String.raw`^${LETTERS}+(?:[-‐‑'’]${LETTERS}+)*$`, 'u')
/** `karabach~`, `karabach~1`, and the share of letters that older versions of Lucene took: `karabach~0.8`. */
const SPELLING = /^(.*[\p{L}\p{M}\p{N}])~(\d{1,9}(?:\.\d{1,4})?|\.\d{1,4})?$/u
/** A question mark at the end asks, or is read as a letter later, see `PatternNodes.asked`. */
const PUNCTUATION = '.,;:!?…'

/** @param at offset of the field where there is one, else of the word */
export function readWord(raw: string, field: string | null, at: number): readonly Lexeme[] {
  const [, rest = raw, factor] = /^(.*[\p{L}\p{M}\p{N}*/])\^(\d{1,4}(?:\.\d{1,4})?)$/u.exec(raw) ?? []
  const boost: readonly Lexeme[] = factor === undefined ? [] : [{ type: 'boost', factor: Number(factor), at }]
  return [...withoutFactor(rest, field, at), ...boost]
}

function withoutFactor(raw: string, field: string | null, at: number): readonly Lexeme[] {
  const operator = field === null && Object.hasOwn(OPERATORS, raw) ? OPERATORS[raw] : undefined
  if (operator !== undefined) return [{ type: 'operator', text: operator, typed: raw, at }]
  const near = field === null ? nearOf(raw, at) : null
  if (near !== null) return [near]
  const regex = /^\/(.+)\/$/u.exec(raw)?.[1]
  if (regex !== undefined) return [{ type: 'pattern', syntax: 'regex', text: regex, field, at }]
  const parts = wildcards(raw)
  if (parts !== null)
    return parts.map(text =>
      /[*?]/u.test(text)
        ? { type: 'pattern', syntax: 'wildcard', text, field, at }
        : { type: 'word', text, suffix: '', field, at },
    )
  const [, beginning] = /^(.*[\p{L}\p{M}\p{N}])\*$/u.exec(raw) ?? []
  if (beginning !== undefined) return [{ type: 'word', text: beginning, suffix: '*', field, at }]
  const [, like, edits = ''] = SPELLING.exec(raw) ?? []
  if (like === undefined) return raw === '' ? [] : [{ type: 'word', text: raw, suffix: '', field, at }]
  const number = edits === '' ? {} : { edits: Number(edits) }
  return [{ type: 'word', text: like, suffix: '~', ...number, field, at }]
}

function nearOf(raw: string, at: number): Lexeme | null {
  const [found, before, slash, around, joined] = NEAR.exec(raw) ?? []
  const number = slash ?? around ?? joined
  // Without a sign that says so it is an operator in capitals only.
  if (found === undefined || (slash === undefined && around === undefined && /\p{Ll}/u.test(raw))) return null
  if (raw === 'ADJ') return { type: 'near', typed: raw, distance: 0, isOrdered: true, at }
  const distance = number === undefined ? null : Number(number)
  return { type: 'near', typed: raw, distance, isOrdered: before !== undefined, at }
}

/** The parts of a word that has signs for other letters; null for one that has none, or only `*` at its end. */
function wildcards(raw: string): readonly string[] | null {
  let end = raw.length
  while (PUNCTUATION.includes(raw[end - 1] ?? ' ')) end--
  const word = raw.slice(0, end)
  if (!WILDCARDS.test(word) || !/[\p{L}\p{N}]/u.test(word)) return null
  if (!/[*?]/u.test(word.replace(/\*$/u, ''))) return null
  return word.split(/[-‐‑'’]/u)
}
