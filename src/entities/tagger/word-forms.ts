// What is to be known of a word by itself? Its folded form, its shape, its parts, the lists that it is on; once a form.
import { fold } from '../../analysis/fold.ts'
import {
  ORGANIZATION_WORDS,
  PLACE_PREPOSITIONS,
  PLACE_WORDS,
  SPEECH_VERBS,
  TITLE_PARTS,
  TITLES,
} from './cues.ts'
import { listsOf } from './name-lists.ts'

/** The hashes are 32 bits of the word or a part of it. */
export interface WordForm {
  readonly folded: string
  /** How it begins: 0 with a small letter, 1 with a capital, 2 with neither. */
  readonly capital: number
  readonly lower: number
  readonly raw: number
  readonly shape: number
  readonly prefix: number
  readonly suffix2: number
  readonly suffix3: number
  readonly suffix4: number
  /** Bits: title, part of a title, head of an organisation, of a place, verb of speech, preposition; then those of `listsOf`. */
  readonly lists: number
}

const LIMIT = 300_000
const forms = new Map<string, WordForm>()

export function wordForm(raw: string): WordForm {
  const known = forms.get(raw)
  if (known !== undefined) return known
  const form = makeForm(raw)
  if (forms.size >= LIMIT) forms.clear()
  forms.set(raw, form)
  return form
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

function makeForm(raw: string): WordForm {
  const folded = fold(raw)
  const shape = SHAPES.findIndex(pattern => pattern.test(raw))
  const isCapital = /^\p{Lu}/u.test(raw)
  const lists =
    (TITLES.has(folded) ? 1 : 0) |
    (TITLE_PARTS.has(folded) ? 2 : 0) |
    (ORGANIZATION_WORDS.has(folded) ? 4 : 0) |
    (PLACE_WORDS.has(folded) ? 8 : 0) |
    (SPEECH_VERBS.has(folded) ? 16 : 0) |
    (PLACE_PREPOSITIONS.has(folded) ? 32 : 0) |
    (isCapital ? listsOf(folded) << 6 : 0)
  const length = Math.min(raw.length, 12)
  return {
    folded,
    capital: isCapital ? 1 : /^\p{Ll}/u.test(raw) ? 0 : 2,
    lower: hash(folded),
    raw: hash(raw),
    shape: ((shape + 2) << 4) | (length > 3 ? 1 : 0),
    prefix: hash(raw.slice(0, 3)),
    suffix2: hash(folded.slice(-2)),
    suffix3: hash(folded.slice(-3)),
    suffix4: hash(folded.slice(-4)),
    lists,
  }
}

const edge = (name: string): WordForm => ({
  folded: '',
  capital: 2,
  lower: hash(name),
  raw: hash(name),
  shape: hash(name),
  prefix: 0,
  suffix2: 0,
  suffix3: 0,
  suffix4: 0,
  lists: 1024,
})

/** What stands before the first word of a text, and after the last. */
export const BEFORE = edge('<before>')
export const AFTER = edge('<after>')

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}
