// What does the tagger look at? For each word a list of hashed features: the word, its neighbours, its shape,
// known names, words that stand in the same places, and how the rest of the document writes it.
import type { Token } from '../../analysis/tokenize.ts'
import type { GazetteerMatch } from '../gazetteer/gazetteer.ts'
import type { TaggedText } from './capitalised.ts'
import type { DocumentStatistics } from './document-statistics.ts'
import { AFTER, BEFORE, type WordForm } from './word-forms.ts'

/** Features of one word; every word has this many. */
export const FEATURES = 54
/** Features of one word in a language that has a model of its own. */
export const LANGUAGE_FEATURES = 64
/** Buckets that feature hashes fall into. */
export const BUCKETS = 1 << 20

/**
 * Which words cannot be of a name: 1 for small words among small words, where each sentence opens with a capital. Texts
 * whose writers leave capitals out, such as short posts, have none.
 */
export function certainlyOutside({ capitals, opensSentence }: TaggedText): Uint8Array {
  const outside = new Uint8Array(capitals.length)
  if (capitals.some((capital, at) => capital === 0 && opensSentence[at] === true)) return outside
  for (let at = 0; at < capitals.length; at++) {
    const around = (capitals[at] ?? 0) | (capitals[at - 1] ?? 0) | (capitals[at + 1] ?? 0)
    if (around === 0) outside[at] = 1
  }
  return outside
}

/**
 * Buckets of all features of all words of a text: `FEATURES` numbers a word, or `LANGUAGE_FEATURES` where its language has a model of its own.
 * @param matches the known name that starts at each word, as `Gazetteer.matches` gives them
 * @param outside words that need none, as `certainlyOutside` gives them
 */
export function extractFeatures(
  input: TaggedText,
  document: DocumentStatistics,
  matches: readonly (GazetteerMatch | null)[],
  outside: Uint8Array | null = null,
): Uint32Array {
  const { tokens, forms, folded, opensSentence, text } = input
  const known = knownNames(matches)
  const width = forms[0]?.more === undefined ? FEATURES : LANGUAGE_FEATURES
  const out = new Uint32Array(tokens.length * width)
  const form = (at: number): WordForm => forms[at] ?? (at < 0 ? BEFORE : AFTER)
  const bitsOf = Uint16Array.from(folded, word => document.bits(word))
  let gapAfter = gapOf(text, undefined, tokens[0])
  for (let at = 0; at < tokens.length; at++) {
    const gapBefore = gapAfter
    gapAfter = gapOf(text, tokens[at], tokens[at + 1])
    if (outside?.[at] === 1) continue
    const here = form(at)
    const last = form(at - 1)
    const next = form(at + 1)
    const last2 = form(at - 2)
    const next2 = form(at + 2)
    const opens = opensSentence[at] === true ? 1 : 0
    const written = (bitsOf[at] ?? 0) & WRITTEN
    const beside = (bitsOf[at] ?? 0) & ~WRITTEN
    const name = known[at] ?? 0
    const lastName = known[at - 1] ?? 0
    const nextName = known[at + 1] ?? 0
    const base = at * width
    put(out, base, 0, 1, 0, 0)
    put(out, base, 1, here.lower, 0, 0)
    put(out, base, 2, here.raw, 0, 0)
    put(out, base, 3, here.shape, opens, 0)
    put(out, base, 4, here.prefix, 0, 0)
    put(out, base, 5, here.suffix2, here.shape, 0)
    put(out, base, 6, here.suffix3, 0, 0)
    put(out, base, 7, here.suffix4, 0, 0)
    put(out, base, 8, last.lower, gapBefore, 0)
    put(out, base, 9, next.lower, gapAfter, 0)
    put(out, base, 10, last2.lower, 0, 0)
    put(out, base, 11, next2.lower, 0, 0)
    put(out, base, 12, last.lower, here.lower, 0)
    put(out, base, 13, here.lower, next.lower, 0)
    put(out, base, 14, last.shape, here.shape, next.shape)
    put(out, base, 15, last2.shape, last.shape, here.shape)
    put(out, base, 16, here.shape, next.shape, next2.shape)
    put(out, base, 17, here.lists, opens, 0)
    put(out, base, 18, last.lists, here.shape, 0)
    put(out, base, 19, next.lists, here.shape, 0)
    put(out, base, 20, last.lists, here.lists, next.lists)
    put(out, base, 21, name, here.shape, 0)
    put(out, base, 22, lastName, name, 0)
    put(out, base, 23, name, nextName, 0)
    put(out, base, 24, name, written, 0)
    put(out, base, 25, written, here.shape, opens)
    put(out, base, 26, written, opens, 0)
    put(out, base, 27, (bitsOf[at - 1] ?? 0) & WRITTEN, here.shape, 0)
    put(out, base, 28, (bitsOf[at + 1] ?? 0) & WRITTEN, here.shape, 0)
    put(out, base, 29, gapBefore, gapAfter, here.shape)
    put(out, base, 30, gapBefore, last.shape, 0)
    put(out, base, 31, gapAfter, next.shape, 0)
    put(out, base, 32, last.lower, here.shape, 0)
    put(out, base, 33, next.lower, here.shape, 0)
    put(out, base, 34, last.suffix3, here.shape, 0)
    put(out, base, 35, next.suffix3, here.shape, 0)
    put(out, base, 36, last2.lower, last.lower, 0)
    put(out, base, 37, next.lower, next2.lower, 0)
    put(out, base, 38, last.lists, next.lists, 0)
    put(out, base, 39, here.lower, name, 0)
    put(out, base, 40, last.raw, here.shape, 0)
    put(out, base, 41, opens, here.lists, next.shape)
    put(out, base, 42, next2.lists, next.shape, 0)
    put(out, base, 43, last2.lists, last.shape, 0)
    put(out, base, 44, beside, here.shape, 0)
    put(out, base, 45, beside & BESIDE_HEADS, written, here.shape)
    put(out, base, 46, (bitsOf[at - 1] ?? 0) & ~WRITTEN, here.shape, 0)
    put(out, base, 47, (bitsOf[at + 1] ?? 0) & ~WRITTEN, here.shape, 0)
    put(out, base, 48, here.clusters.fine, here.shape, opens)
    put(out, base, 49, last.clusters.fine, here.shape, 0)
    put(out, base, 50, next.clusters.fine, here.shape, 0)
    put(out, base, 51, last.clusters.coarse, here.clusters.coarse, next.clusters.coarse)
    put(out, base, 52, last2.clusters.coarse, last.clusters.coarse, here.shape)
    put(out, base, 53, last.clusters.coarse, next.clusters.coarse, here.shape)
    if (here.more === undefined) continue
    put(out, base, 54, here.more[0] ?? 0, 0, 0)
    put(out, base, 55, here.more[1] ?? 0, 0, 0)
    put(out, base, 56, here.more[2] ?? 0, 0, 0)
    put(out, base, 57, last.prefix, here.shape, 0)
    put(out, base, 58, next.prefix, here.shape, 0)
    put(out, base, 59, last.lower, here.lower, next.lower)
    put(out, base, 60, here.more[3] ?? 0, here.shape, 0)
    put(out, base, 61, last.more?.[3] ?? 0, here.more[3] ?? 0, here.shape)
    put(out, base, 62, next.more?.[3] ?? 0, here.more[3] ?? 0, here.shape)
    put(out, base, 63, here.lists, here.shape, last.more?.[3] ?? 0)
  }
  return out
}

/** The bucket of the feature that every word has. */
export const EVERY_WORD = bucket(1, 1, 0, 0)

/** The bits of `DocumentStatistics` that say how a word is written, and those of its neighbours that say what it names. */
const WRITTEN = 0x3f
const BESIDE_HEADS = 0x10c0

function put(out: Uint32Array, base: number, kind: number, a: number, b: number, c: number): void {
  out[base + kind] = bucket(kind + 1, a, b, c)
}

const TYPES = ['person', 'organization', 'place', 'group', 'work', 'event', 'product']

/** Known names: for each word the type of the name that it belongs to, and whether it begins it. */
function knownNames(matches: readonly (GazetteerMatch | null)[]): Uint8Array {
  const known = new Uint8Array(matches.length)
  for (let at = 0; at < matches.length; at++) {
    const match = matches[at] ?? null
    if (match === null) continue
    const type = TYPES.indexOf(match.entry.type) + 1
    known.fill(type * 2 + 1, at, at + match.length)
    known[at] = type * 2
    at += match.length - 1
  }
  return known
}

/** What stands between two words: nothing, a space, a hyphen, a comma, an end, a quotation mark, a bracket, a line end. */
function gapOf(text: string, before: Token | undefined, after: Token | undefined): number {
  if (before === undefined || after === undefined) return 9
  if (after.start - before.end === 1 && text.charCodeAt(before.end) === 32) return 1
  const gap = text.slice(before.end, after.start)
  if (gap === '') return 0
  if (gap.includes('\n')) return 8
  if (/["“”«»„《》「」『』]/u.test(gap)) return 5
  if (/[()[\]（）]/u.test(gap)) return 6
  if (/[.!?;:。！？；：؛؟۔।։՝]/u.test(gap)) return 4
  if (/[,،、，]/u.test(gap)) return 3
  return /[-–—/]/u.test(gap) ? 2 : 7
}

/** Mixes a feature's kind and values (the finaliser of MurmurHash3). */
function bucket(kind: number, a: number, b: number, c: number): number {
  let value = Math.imul(kind, 0x9e3779b1) ^ a
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b) ^ b
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35) ^ c
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  return ((value ^ (value >>> 13)) >>> 0) & (BUCKETS - 1)
}
