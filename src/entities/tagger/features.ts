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

/** Takes one feature: its number, and the values that it is made of. */
export type PutFeature = (kind: number, a: number, b: number, c: number) => void

export const EDGE = 2

/** One text, word by word, as the features see it. */
export interface SeenText {
  /** Of each word, with two more before the text and after it: that of a word stands at its index and `EDGE`. */
  readonly forms: readonly WordForm[]
  /** 1 where the word opens a sentence. */
  readonly opens: Uint8Array
  /** What the document says of the word, as `DocumentStatistics.bits`. */
  readonly bits: Uint16Array
  /** What stands before each word, and after the last. */
  readonly gaps: Uint8Array
  /** The known name that each word belongs to. */
  readonly names: Uint8Array
}

/** @param matches the known name that starts at each word, as `Gazetteer.matches` gives them */
export function seeText(
  { tokens, forms, folded, opensSentence, text }: TaggedText,
  document: DocumentStatistics,
  matches: readonly (GazetteerMatch | null)[],
): SeenText {
  const gaps = new Uint8Array(tokens.length + 1)
  for (let at = 0; at <= tokens.length; at++) gaps[at] = gapOf(text, tokens[at - 1], tokens[at])
  return {
    forms: [BEFORE, BEFORE, ...forms, AFTER, AFTER],
    opens: Uint8Array.from(opensSentence, opens => (opens ? 1 : 0)),
    bits: Uint16Array.from(folded, word => document.bits(word)),
    gaps,
    names: knownNames(matches),
  }
}

/** A word and those around it as a text of their own, the word with another form; nothing is known of it but how it stands. */
export function seeAround(
  { tokens, forms, opensSentence, text }: TaggedText,
  at: number,
  form: WordForm,
): SeenText {
  const formAt = (index: number): WordForm => forms[index] ?? (index < 0 ? BEFORE : AFTER)
  return {
    forms: [formAt(at - 2), formAt(at - 1), form, formAt(at + 1), formAt(at + 2)],
    opens: Uint8Array.of(opensSentence[at] === true ? 1 : 0),
    bits: NONE,
    gaps: Uint8Array.of(gapOf(text, tokens[at - 1], tokens[at]), gapOf(text, tokens[at], tokens[at + 1])),
    names: NO_NAMES,
  }
}

const NONE = new Uint16Array(1)
const NO_NAMES = new Uint8Array(1)

/**
 * Buckets of all features of all words of a text: `FEATURES` numbers a word, or `LANGUAGE_FEATURES` where its language has a model of its own.
 * What a tagger computes for its texts is the same sum, in `word-scores.ts`.
 * @param matches the known name that starts at each word, as `Gazetteer.matches` gives them
 * @param outside words that need none, as `certainlyOutside` gives them
 */
export function extractFeatures(
  input: TaggedText,
  document: DocumentStatistics,
  matches: readonly (GazetteerMatch | null)[],
  outside: Uint8Array | null = null,
): Uint32Array {
  const seen = seeText(input, document, matches)
  const width = input.forms[0]?.more === undefined ? FEATURES : LANGUAGE_FEATURES
  const out = new Uint32Array(input.tokens.length * width)
  for (let at = 0; at < input.tokens.length; at++) {
    if (outside?.[at] === 1) continue
    const base = at * width
    featuresAt(seen, at, (kind, a, b, c) => {
      out[base + kind] = bucket(kind + 1, a, b, c)
    })
  }
  return out
}

/** Puts all features of the word at an index. */
export function featuresAt(seen: SeenText, at: number, put: PutFeature): void {
  const [last2, last, here, next, next2] = seen.forms.slice(at, at + 2 * EDGE + 1) as FiveForms
  const opens = seen.opens[at] ?? 0
  const bits = seen.bits[at] ?? 0
  ofWord(put, here, opens)
  ofWordBefore(put, last, here.shape)
  ofWordAfter(put, next, here.shape)
  ofShapes(put, [last2.shape, last.shape, here.shape, next.shape, next2.shape])
  ofGaps(put, seen.gaps[at] ?? 0, seen.gaps[at + 1] ?? 0, last.shape, here.shape, next.shape)
  ofDocument(put, bits, here.shape, opens)
  ofDocumentBefore(put, seen.bits[at - 1] ?? 0, here.shape)
  ofDocumentAfter(put, seen.bits[at + 1] ?? 0, here.shape)
  ofNames(put, seen.names[at - 1] ?? 0, seen.names[at] ?? 0, seen.names[at + 1] ?? 0, bits, here.shape)
  ofNeighbours(put, seen, at)
}

type FiveForms = [WordForm, WordForm, WordForm, WordForm, WordForm]

// Features are grouped by what they depend on: the sum of a group is the same wherever that is the same.

/** Of the word alone. */
export function ofWord(put: PutFeature, here: WordForm, opens: number): void {
  put(0, 1, 0, 0)
  put(1, here.lower, 0, 0)
  put(2, here.raw, 0, 0)
  put(3, here.shape, opens, 0)
  put(4, here.prefix, 0, 0)
  put(5, here.suffix2, here.shape, 0)
  put(6, here.suffix3, 0, 0)
  put(7, here.suffix4, 0, 0)
  put(17, here.lists, opens, 0)
  put(48, here.clusters.fine, here.shape, opens)
  if (here.more === undefined) return
  put(54, here.more[0] ?? 0, 0, 0)
  put(55, here.more[1] ?? 0, 0, 0)
  put(56, here.more[2] ?? 0, 0, 0)
  put(60, here.more[3] ?? 0, here.shape, 0)
}

/** Of the word before, beside a word of a shape. */
export function ofWordBefore(put: PutFeature, last: WordForm, shape: number): void {
  put(18, last.lists, shape, 0)
  put(32, last.lower, shape, 0)
  put(34, last.suffix3, shape, 0)
  put(40, last.raw, shape, 0)
  put(49, last.clusters.fine, shape, 0)
}

export function ofWordAfter(put: PutFeature, next: WordForm, shape: number): void {
  put(19, next.lists, shape, 0)
  put(33, next.lower, shape, 0)
  put(35, next.suffix3, shape, 0)
  put(50, next.clusters.fine, shape, 0)
}

export function ofShapes(
  put: PutFeature,
  [last2, last, here, next, next2]: readonly [number, number, number, number, number],
): void {
  put(14, last, here, next)
  put(15, last2, last, here)
  put(16, here, next, next2)
}

export function ofGaps(
  put: PutFeature,
  before: number,
  after: number,
  last: number,
  here: number,
  next: number,
): void {
  put(29, before, after, here)
  put(30, before, last, 0)
  put(31, after, next, 0)
}

export function ofDocument(put: PutFeature, bits: number, shape: number, opens: number): void {
  const written = bits & WRITTEN
  const beside = bits & ~WRITTEN
  put(25, written, shape, opens)
  put(26, written, opens, 0)
  put(44, beside, shape, 0)
  put(45, beside & BESIDE_HEADS, written, shape)
}

export function ofDocumentBefore(put: PutFeature, bits: number, shape: number): void {
  put(27, bits & WRITTEN, shape, 0)
  put(46, bits & ~WRITTEN, shape, 0)
}

export function ofDocumentAfter(put: PutFeature, bits: number, shape: number): void {
  put(28, bits & WRITTEN, shape, 0)
  put(47, bits & ~WRITTEN, shape, 0)
}

export function ofNames(
  put: PutFeature,
  last: number,
  name: number,
  next: number,
  bits: number,
  shape: number,
): void {
  put(21, name, shape, 0)
  put(22, last, name, 0)
  put(23, name, next, 0)
  put(24, name, bits & WRITTEN, 0)
}

/** Of words together: these are seldom the same. */
export function ofNeighbours(put: PutFeature, { forms, opens, gaps, names }: SeenText, at: number): void {
  const last2 = forms[at] ?? BEFORE
  const last = forms[at + 1] ?? BEFORE
  const here = forms[at + EDGE] ?? BEFORE
  const next = forms[at + EDGE + 1] ?? AFTER
  const next2 = forms[at + EDGE + 2] ?? AFTER
  put(8, last.lower, gaps[at] ?? 0, 0)
  put(9, next.lower, gaps[at + 1] ?? 0, 0)
  put(10, last2.lower, 0, 0)
  put(11, next2.lower, 0, 0)
  put(12, last.lower, here.lower, 0)
  put(13, here.lower, next.lower, 0)
  put(20, last.lists, here.lists, next.lists)
  put(36, last2.lower, last.lower, 0)
  put(37, next.lower, next2.lower, 0)
  put(38, last.lists, next.lists, 0)
  put(39, here.lower, names[at] ?? 0, 0)
  put(41, opens[at] ?? 0, here.lists, next.shape)
  put(42, next2.lists, next.shape, 0)
  put(43, last2.lists, last.shape, 0)
  put(51, last.clusters.coarse, here.clusters.coarse, next.clusters.coarse)
  put(52, last2.clusters.coarse, last.clusters.coarse, here.shape)
  put(53, last.clusters.coarse, next.clusters.coarse, here.shape)
  if (here.more === undefined) return
  put(57, last.prefix, here.shape, 0)
  put(58, next.prefix, here.shape, 0)
  put(59, last.lower, here.lower, next.lower)
  put(61, last.more?.[3] ?? 0, here.more[3] ?? 0, here.shape)
  put(62, next.more?.[3] ?? 0, here.more[3] ?? 0, here.shape)
  put(63, here.lists, here.shape, last.more?.[3] ?? 0)
}

/** The bucket of the feature that every word has. */
export const EVERY_WORD = bucket(1, 1, 0, 0)

/** The bits of `DocumentStatistics` that say how a word is written, and those of its neighbours that say what it names. */
export const WRITTEN = 0x3f
const BESIDE_HEADS = 0x10c0

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
export function bucket(kind: number, a: number, b: number, c: number): number {
  let value = Math.imul(kind, 0x9e3779b1) ^ a
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b) ^ b
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35) ^ c
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  return ((value ^ (value >>> 13)) >>> 0) & (BUCKETS - 1)
}
