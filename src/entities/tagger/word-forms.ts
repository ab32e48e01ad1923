// What is to be known of a word by itself? Its folded form, its shape, its parts, the lists that it is on; once a form.
import { fold } from '../../analysis/fold.ts'
import { hashText } from '../../domain/hash.ts'
import { remember } from '../../domain/memo.ts'
import { clustersOf, NO_CLUSTERS, type WordClusters } from './clusters.ts'
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
  /** Its own; forms that are made again have new ones. */
  readonly number: number
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
  readonly clusters: WordClusters
  /** Further hashes: three more beginnings, and the bits of words that stand beside names; in languages that have a model of their own. */
  readonly more?: Uint32Array
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

/** What is to be known of a word as written. */
export const wordForm = remember(300_000, (raw: string): WordForm => {
  const folded = fold(raw)
  const isCapital = /^\p{Lu}/u.test(raw)
  const lists =
    (TITLES.has(folded) ? 1 : 0) |
    (TITLE_PARTS.has(folded) ? 2 : 0) |
    (ORGANIZATION_WORDS.has(folded) ? 4 : 0) |
    (PLACE_WORDS.has(folded) ? 8 : 0) |
    (SPEECH_VERBS.has(folded) ? 16 : 0) |
    (PLACE_PREPOSITIONS.has(folded) ? 32 : 0) |
    (isCapital ? listsOf(folded) << 6 : 0)
  return {
    folded,
    number: nextNumber(),
    capital: isCapital ? 1 : /^\p{Ll}/u.test(raw) ? 0 : 2,
    lower: hashText(folded),
    raw: hashText(raw),
    shape: shapeOf(raw),
    prefix: hashText(raw.slice(0, 3)),
    suffix2: hashText(folded.slice(-2)),
    suffix3: hashText(folded.slice(-3)),
    suffix4: hashText(folded.slice(-4)),
    lists,
    clusters: clustersOf(folded),
  }
})

let numbers = 0

export function nextNumber(): number {
  return numbers++
}

/** A number for how the word is written. */
export function shapeOf(raw: string): number {
  return ((SHAPES.findIndex(pattern => pattern.test(raw)) + 2) << 4) | (raw.length > 3 ? 1 : 0)
}

const edge = (name: string): WordForm => ({
  folded: '',
  number: nextNumber(),
  capital: 2,
  lower: hashText(name),
  raw: hashText(name),
  shape: hashText(name),
  prefix: 0,
  suffix2: 0,
  suffix3: 0,
  suffix4: 0,
  lists: 1024,
  clusters: NO_CLUSTERS,
})

/** What stands before the first word of a text, and after the last. */
export const BEFORE = edge('<before>')
export const AFTER = edge('<after>')
