// What does the tagger look at? For each word a list of hashed features: the word, its neighbours, its shape,
// known names, and how the rest of the document writes it.
import { fold } from '../../analysis/fold.ts'
import type { Token } from '../../analysis/tokenize.ts'
import type { GazetteerMatch } from '../gazetteer/gazetteer.ts'
import type { TaggedText } from './capitalised.ts'
import {
  ORGANIZATION_WORDS,
  PLACE_PREPOSITIONS,
  PLACE_WORDS,
  SPEECH_VERBS,
  TITLE_PARTS,
  TITLES,
} from './cues.ts'
import { isGivenName } from './given-names.ts'

/** Features of one word; every word has this many. */
export const FEATURES = 44
/** Buckets that feature hashes fall into. */
export const BUCKETS = 1 << 18

/** Word-level facts, computed once a form. */
interface Form {
  readonly lower: number
  readonly raw: number
  readonly shape: number
  readonly prefix: number
  readonly suffix2: number
  readonly suffix3: number
  readonly suffix4: number
  readonly lists: number
}

const forms = new Map<string, Form>()

/** How often words of a document are written small, with a capital inside a sentence, after a title. */
export class DocumentStatistics {
  private readonly small = new Set<string>()
  private readonly inside = new Map<string, number>()
  private readonly titled = new Set<string>()
  private readonly placed = new Set<string>()
  private readonly longer = new Set<string>()

  constructor(texts: readonly TaggedText[]) {
    for (const { tokens, folded, opensSentence } of texts) {
      for (const [at, token] of tokens.entries()) {
        const word = folded[at] ?? ''
        const before = folded[at - 1] ?? ''
        if (/^\p{Ll}/u.test(token.raw)) this.small.add(word)
        else if (/^\p{Lu}/u.test(token.raw)) {
          if (opensSentence[at] === false) this.inside.set(word, (this.inside.get(word) ?? 0) + 1)
          if (TITLES.has(before) || isGivenName(before) || SPEECH_VERBS.has(folded[at + 1] ?? ''))
            this.titled.add(word)
          if (PLACE_PREPOSITIONS.has(before)) this.placed.add(word)
          if (/^\p{Lu}/u.test(tokens[at - 1]?.raw ?? '') && opensSentence[at] === false) this.longer.add(word)
        }
      }
    }
  }

  /** Bits: written small · capital inside a sentence once, often · after a title · after "in" · in a longer name. */
  bits(word: string): number {
    const inside = this.inside.get(word) ?? 0
    return (
      (this.small.has(word) ? 1 : 0) |
      (inside > 0 ? 2 : 0) |
      (inside > 2 ? 4 : 0) |
      (this.titled.has(word) ? 8 : 0) |
      (this.placed.has(word) ? 16 : 0) |
      (this.longer.has(word) ? 32 : 0)
    )
  }
}

/**
 * Buckets of all features of all words of a text: `FEATURES` numbers a word.
 * @param matches the known name that starts at each word, as `Gazetteer.matches` gives them
 */
export function extractFeatures(
  input: TaggedText,
  document: DocumentStatistics,
  matches: readonly (GazetteerMatch | null)[],
): Uint32Array {
  const { tokens, folded, opensSentence, text } = input
  const known = knownNames(matches)
  const out = new Uint32Array(tokens.length * FEATURES)
  const words = tokens.map(token => formOf(token.raw))
  const form = (at: number): Form => words[at] ?? (at < 0 ? BEFORE : AFTER)
  const written = Uint8Array.from(folded, word => document.bits(word))
  for (let at = 0; at < tokens.length; at++) {
    const here = form(at)
    const last = form(at - 1)
    const next = form(at + 1)
    const last2 = form(at - 2)
    const next2 = form(at + 2)
    const gapBefore = gapOf(text, tokens[at - 1], tokens[at])
    const gapAfter = gapOf(text, tokens[at], tokens[at + 1])
    const opens = opensSentence[at] === true ? 1 : 0
    const bits = written[at] ?? 0
    const lastBits = written[at - 1] ?? 0
    const nextBits = written[at + 1] ?? 0
    const name = known[at] ?? 0
    const lastName = known[at - 1] ?? 0
    const nextName = known[at + 1] ?? 0
    let next_ = at * FEATURES
    let kind = 1
    const add = (a: number, b = 0, c = 0): void => {
      out[next_++] = bucket(kind++, a, b, c)
    }
    add(1)
    add(here.lower)
    add(here.raw)
    add(here.shape, opens)
    add(here.prefix)
    add(here.suffix2, here.shape)
    add(here.suffix3)
    add(here.suffix4)
    add(last.lower, gapBefore)
    add(next.lower, gapAfter)
    add(last2.lower)
    add(next2.lower)
    add(last.lower, here.lower)
    add(here.lower, next.lower)
    add(last.shape, here.shape, next.shape)
    add(last2.shape, last.shape, here.shape)
    add(here.shape, next.shape, next2.shape)
    add(here.lists, opens)
    add(last.lists, here.shape)
    add(next.lists, here.shape)
    add(last.lists, here.lists, next.lists)
    add(name, here.shape)
    add(lastName, name)
    add(name, nextName)
    add(name, bits)
    add(bits, here.shape, opens)
    add(bits, opens)
    add(lastBits, here.shape)
    add(nextBits, here.shape)
    add(gapBefore, gapAfter, here.shape)
    add(gapBefore, last.shape)
    add(gapAfter, next.shape)
    add(last.lower, here.shape)
    add(next.lower, here.shape)
    add(last.suffix3, here.shape)
    add(next.suffix3, here.shape)
    add(last2.lower, last.lower)
    add(next.lower, next2.lower)
    add(last.lists, next.lists)
    add(here.lower, name)
    add(last.raw, here.shape)
    add(opens, here.lists, next.shape)
    add(next2.lists, next.shape)
    add(last2.lists, last.shape)
  }
  return out
}

const SHAPES = [
  /^\p{Lu}{2,}$/u,
  /^\p{Lu}\p{Ll}+$/u,
  /^\p{Lu}$/u,
  /^\p{Ll}+$/u,
  /^\p{N}{4}$/u,
  /^\p{N}[\p{N}.,]*$/u,
  /^(?:\p{L}\.)+$/u,
  /^\p{Lu}\p{Ll}*\p{Lu}/u,
  /['’]s$/u,
  /\p{N}/u,
]

function formOf(raw: string): Form {
  const knownForm = forms.get(raw)
  if (knownForm !== undefined) return knownForm
  const folded = fold(raw)
  const shape = SHAPES.findIndex(pattern => pattern.test(raw))
  const lists =
    (TITLES.has(folded) ? 1 : 0) |
    (TITLE_PARTS.has(folded) ? 2 : 0) |
    (ORGANIZATION_WORDS.has(folded) ? 4 : 0) |
    (PLACE_WORDS.has(folded) ? 8 : 0) |
    (SPEECH_VERBS.has(folded) ? 16 : 0) |
    (PLACE_PREPOSITIONS.has(folded) ? 32 : 0) |
    (isGivenName(folded) && /^\p{Lu}/u.test(raw) ? 64 : 0)
  const length = Math.min(raw.length, 12)
  const form: Form = {
    lower: hash(folded),
    raw: hash(raw),
    shape: ((shape + 2) << 4) | (length > 3 ? 1 : 0),
    prefix: hash(raw.slice(0, 3)),
    suffix2: hash(folded.slice(-2)),
    suffix3: hash(folded.slice(-3)),
    suffix4: hash(folded.slice(-4)),
    lists,
  }
  if (forms.size > 300_000) forms.clear()
  forms.set(raw, form)
  return form
}

const edge = (name: string): Form => ({
  lower: hash(name),
  raw: hash(name),
  shape: hash(name),
  prefix: 0,
  suffix2: 0,
  suffix3: 0,
  suffix4: 0,
  lists: 512,
})
const BEFORE = edge('<before>')
const AFTER = edge('<after>')

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
  if (/["“”«»]/u.test(gap)) return 5
  if (/[()[\]]/u.test(gap)) return 6
  if (/[.!?;:]/u.test(gap)) return 4
  if (gap.includes(',')) return 3
  return /[-–—/]/u.test(gap) ? 2 : 7
}

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}

/** Mixes a feature's kind and values (the finaliser of MurmurHash3). */
function bucket(kind: number, a: number, b: number, c: number): number {
  let value = Math.imul(kind, 0x9e3779b1) ^ a
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b) ^ b
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35) ^ c
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  return ((value ^ (value >>> 13)) >>> 0) & (BUCKETS - 1)
}
