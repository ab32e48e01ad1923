// What is this word, as it was typed without a space? A word, an operator, a pattern, each with a factor or not.
import type { Lexeme } from './lexemes.ts'

const OPERATORS: Readonly<Record<string, 'AND' | 'OR' | 'NOT'>> = {
  AND: 'AND',
  OR: 'OR',
  NOT: 'NOT',
  '&&': 'AND',
  '||': 'OR',
}
/** Within so many words, as other search tools write it. */
const NEAR = /^(?:(?:NEAR|W|N|PRE|ADJ|WITHIN)\/\d{1,4}|(?:NEAR|ADJ)\d{1,4}|AROUND\(\d{1,4}\)|NEAR|ADJ)$/u
const LETTERS = String.raw`[\p{L}\p{M}\p{N}*?]`
/** Letters with signs that stand for others, in a word or several with hyphens. */
const WILDCARDS = new RegExp(String.raw`^${LETTERS}+(?:[-‐‑'’]${LETTERS}+)*$`, 'u')
/** A question mark at the end asks. */
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
  if (field === null && NEAR.test(raw)) return [{ type: 'near', typed: raw, at }]
  const regex = /^\/(.+)\/$/u.exec(raw)?.[1]
  if (regex !== undefined) return [{ type: 'pattern', syntax: 'regex', text: regex, field, at }]
  const parts = wildcards(raw)
  if (parts !== null)
    return parts.map(text =>
      /[*?]/u.test(text)
        ? { type: 'pattern', syntax: 'wildcard', text, field, at }
        : { type: 'word', text, suffix: '', field, at },
    )
  const suffix = /[\p{L}\p{N}]([*~])\d*$/u.exec(raw)?.[1] as '*' | '~' | undefined
  const text = suffix === undefined ? raw : raw.replace(/[*~]\d*$/u, '')
  return text === '' ? [] : [{ type: 'word', text, suffix: suffix ?? '', field, at }]
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
