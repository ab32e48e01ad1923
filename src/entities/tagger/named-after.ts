// Is this a person's name, or that of a thing that is named after one? `Hadley Medal`, `Hartwick Report`: in English the kind of thing follows.
import { QUERY_STOP_WORDS } from '../../analysis/stop-words.ts'
import type { EntityType } from '../../domain/document.ts'
import { isCommonWord } from '../gazetteer/common-words.ts'
import type { TaggedText } from './capitalised.ts'
import {
  EVENT_WORDS,
  NOT_NAMES,
  ORGANIZATION_WORDS,
  PLACE_WORDS,
  TITLE_PARTS,
  TITLES,
  WORK_WORDS,
} from './cues.ts'
import { isPersonsName } from './name-lists.ts'

/**
 * The end and the type of the thing that is named by a person's name of one word; null where the person is meant. In the sets of
 * `docs/measured/tagger-model.md` such names are people's in one of twenty, and there the annotation mostly ends within a longer name.
 * @param at index of the person's name
 */
export function thingNamedAfter(
  input: TaggedText,
  at: number,
): { readonly to: number; readonly type: EntityType } | null {
  if (/['’]s$/u.test(input.tokens[at]?.raw ?? '') || isInTitleCase(input)) return null
  let to = at + 1
  while (isKindOfThing(input, to)) to++
  if (to > at + 1) return { to, type: typeOf(input.folded[to - 1] ?? '') }
  return hasArticle(input, at) ? { to, type: 'other' } : null
}

/** `The Hadley was`: no person, but something whose kind is understood. In `the Hadley family` the name only says which. */
function hasArticle({ text, tokens, folded, capitals }: TaggedText, at: number): boolean {
  const isFollowed = text.slice(tokens[at]?.end, tokens[at + 1]?.start) === ' '
  const says = isFollowed && (capitals[at + 1] !== 0 || !QUERY_STOP_WORDS.has(folded[at + 1] ?? ''))
  return folded[at - 1] === 'the' && !says && text[tokens[at]?.end ?? 0] !== '-'
}

/** Whether a word goes on with the name before it, and is one with which things are called. */
function isKindOfThing({ text, tokens, folded, capitals, opensSentence }: TaggedText, at: number): boolean {
  const word = folded[at] ?? ''
  return (
    capitals[at] === 1 &&
    opensSentence[at] === false &&
    text.slice(tokens[at - 1]?.end, tokens[at]?.start) === ' ' &&
    isCommonWord(word) &&
    !isPersonsName(word) &&
    ![NOT_NAMES, TITLES, TITLE_PARTS].some(list => list.has(word))
  )
}

/** Letters from which a word has a capital only where all words have one. */
const LONG = 4

/** Whether each word of the text has a capital: then they tell nothing. */
export function isInTitleCase({ tokens, capitals }: TaggedText): boolean {
  return tokens.every(({ raw }, at) => raw.length < LONG || capitals[at] !== 0)
}

const TYPES: readonly (readonly [ReadonlySet<string>, EntityType])[] = [
  [ORGANIZATION_WORDS, 'organization'], [PLACE_WORDS, 'place'], [WORK_WORDS, 'work'], [EVENT_WORDS, 'event'],
] // biome-ignore format: a table

function typeOf(last: string): EntityType {
  return TYPES.find(([words]) => words.has(last))?.[1] ?? 'other'
}
