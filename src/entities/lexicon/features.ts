// What tells the kind of thing that a form names? Hashed features of each place where it stands, and of the form itself.
import { foldText } from '../../analysis/fold.ts'
import { type Token, tokenize } from '../../analysis/tokenize.ts'
import type { Gazetteer } from '../gazetteer/gazetteer.ts'
import type { TaggedText } from '../tagger/capitalised.ts'
import type { DocumentStatistics } from '../tagger/document-statistics.ts'
import { AFTER, BEFORE, type WordForm, wordForm } from '../tagger/word-forms.ts'
import { brandsOf } from './brands.ts'
import { classOf } from './classes.ts'
import type { Occurrence } from './occurrences.ts'

/** Buckets that feature hashes fall into. */
export const BUCKETS = 1 << 17

/** Features of one place. */
const PLACE_FEATURES = 20

/** Buckets of the features of one place, the same number for each. */
export function placeFeatures(
  input: TaggedText,
  { from, to, found }: Occurrence,
  statistics: DocumentStatistics,
): Uint32Array {
  const { tokens, forms, folded, opensSentence, text } = input
  const form = (at: number): WordForm => forms[at] ?? (at < 0 ? BEFORE : AFTER)
  const last2 = form(from - 2)
  const last = form(from - 1)
  const next = form(to)
  const next2 = form(to + 1)
  const before = gapOf(text, tokens[from - 1], tokens[from])
  const after = gapOf(text, tokens[to - 1], tokens[to])
  const opens = opensSentence[from] === true ? 1 : 0
  const local = classOf(found?.type ?? null) * 2 + (found?.entry == null ? 0 : 1)
  const bits = statistics.bits(folded[from] ?? '')
  const lastBits = statistics.bits(folded[to - 1] ?? '')
  const possessive = /['’]s$/u.test(tokens[to - 1]?.raw ?? '') ? 1 : 0
  const out = new Uint32Array(PLACE_FEATURES)
  let kind = 0
  const put = (a: number, b: number): void => {
    out[kind] = bucket(kind + 1, a, b)
    kind++
  }
  put(last.lower, before)
  put(next.lower, after)
  put(last2.lower, last.lower)
  put(next.lower, next2.lower)
  put(last.clusters.fine, before)
  put(next.clusters.fine, after)
  put(last.clusters.coarse, next.clusters.coarse)
  put(last.shape, before)
  put(next.shape, after)
  put(opens, possessive)
  put(local, opens)
  put(local, last.clusters.coarse)
  put(local, next.clusters.coarse)
  put(bits & 0x3f, opens)
  put(bits >> 6, opens)
  put(lastBits & 0x3f, to - from)
  put(last.lists, before)
  put(next.lists, after)
  put(last.suffix3, before)
  put(next.suffix3, after)
  return out
}

/** Buckets of the features of a form. */
export function formFeatures(form: string, gazetteer: Gazetteer): number[] {
  const tokens = tokenize(form)
  const words = tokens.map(({ raw }) => wordForm(raw))
  const first = words[0] ?? BEFORE
  const last = words.at(-1) ?? BEFORE
  const brands = brandsOf(foldText(tokens))
  const shape = words.reduce((sum, word) => Math.imul(sum, 31) + word.shape, 7)
  const length = Math.min(words.length, 4)
  const known = classOf(gazetteer.find(form)?.type ?? null)
  const out: number[] = []
  const put = (kind: number, a: number, b: number): void => {
    out.push(bucket(kind, a, b))
  }
  put(40, 0, 0)
  put(41, length, 0)
  put(42, shape, 0)
  put(43, brands, 0)
  put(44, brands, first.shape)
  put(45, known, 0)
  put(46, first.lists, length)
  put(47, last.lists, length)
  put(48, first.lists, last.lists)
  put(49, first.clusters.fine, length)
  put(50, last.clusters.fine, length)
  put(51, first.clusters.coarse, last.clusters.coarse)
  put(52, first.suffix3, length)
  put(53, last.suffix3, length)
  put(54, last.suffix4, 0)
  put(55, last.suffix2, first.shape)
  put(56, first.prefix, 0)
  put(57, first.lower, 0)
  put(58, last.lower, 0)
  put(59, joinsOf(form, tokens), shape)
  for (const word of words.slice(1, -1)) put(60, word.lower, 0)
  return out
}

/** The signs between the words of a form: a point, a hyphen, `&`. */
function joinsOf(form: string, tokens: readonly Token[]): number {
  let joins = 0
  for (let at = 1; at < tokens.length; at++) joins |= 1 << gapOf(form, tokens[at - 1], tokens[at])
  return joins
}

/** What stands between two words: nothing, a space, a hyphen or slash, a comma, an end, a quotation mark, a bracket, a line end, `&`, a point within. */
function gapOf(text: string, before: Token | undefined, after: Token | undefined): number {
  if (before === undefined || after === undefined) return 9
  const gap = text.slice(before.end, after.start)
  if (gap === ' ') return 1
  if (gap === '') return 0
  if (gap === '.') return 11
  if (gap.includes('\n')) return 8
  if (/["“”«»`]/u.test(gap)) return 5
  if (/[()[\]]/u.test(gap)) return 6
  if (/[.!?;:]/u.test(gap)) return 4
  if (gap.includes(',')) return 3
  if (gap.includes('&')) return 10
  return /[-–—/]/u.test(gap) ? 2 : 7
}

/** Mixes a feature's kind and values (the finaliser of MurmurHash3). */
function bucket(kind: number, a: number, b: number): number {
  let value = Math.imul(kind, 0x9e3779b1) ^ a
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b) ^ b
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return ((value ^ (value >>> 16)) >>> 0) & (BUCKETS - 1)
}
