// At which other places does a document write a name that the model found twice and more? For languages whose archive has no lexicon.
import { nameWords } from '../name-words.ts'
import type { TaggedText } from './capitalised.ts'
import { contextAt } from './context.ts'
import type { LanguageModel } from './language-model.ts'
import { WORD_FLAGS } from './language-words.ts'
import type { Candidate } from './tagger.ts'

/** Places at which the model must see a name of one word by itself. */
const FEWEST = 2
/** Shorter words are too often something else. */
const SHORTEST = 3

/**
 * The candidates of each text, with the places where such a name stands by itself and was passed over. In documents of which whole texts are
 * annotated 21 of 26 of these are right, most of them Spanish and Turkish.
 * @param models of each text; texts without one are left as they are
 */
export function withRepeats(
  texts: readonly TaggedText[],
  found: readonly Candidate[][],
  models: readonly (LanguageModel | null)[],
): Candidate[][] {
  const names = namesOf(found.filter((_, at) => models[at] != null))
  if (names.size === 0) return [...found]
  // What the document writes with a small letter, too, is a word.
  for (const { folded, capitals } of texts)
    for (const [at, word] of folded.entries()) if (capitals[at] === 0) names.delete(word)
  return found.map((list, at) => {
    const text = texts[at]
    const model = models[at] ?? null
    return text === undefined || model === null ? list : addRepeats(text, list, names, model)
  })
}

/** Names of one word that were found often enough, folded, and one of the candidates of the type that most have. */
function namesOf(found: readonly (readonly Candidate[])[]): Map<string, Candidate> {
  const all = new Map<string, Candidate[]>()
  for (const candidate of found.flat()) {
    const [name = '', ...more] = nameWords(candidate.text)
    if (candidate.context === undefined || more.length > 0 || name.length < SHORTEST) continue
    const same = all.get(name) ?? []
    same.push(candidate)
    all.set(name, same)
  }
  const names = new Map<string, Candidate>()
  for (const [name, same] of all) {
    const [best] = [...Map.groupBy(same, ({ type }) => type).values()].sort((a, b) => b.length - a.length)
    const [first] = best ?? []
    if (first !== undefined && same.length >= FEWEST) names.set(name, first)
  }
  return names
}

function addRepeats(
  input: TaggedText,
  list: readonly Candidate[],
  names: ReadonlyMap<string, Candidate>,
  model: LanguageModel,
): Candidate[] {
  const added = input.tokens.flatMap(({ start, end }, at): Candidate[] => {
    const name = names.get(input.folded[at] ?? '')
    if (name === undefined || !standsAlone(input, at, model)) return []
    if (list.some(other => other.start < end && start < other.end)) return []
    const context = contextAt(input, at, model.weights)
    return [
      {
        ...name,
        start,
        end,
        text: input.text.slice(start, end),
        context,
        rule: name.entry === null ? 'document' : name.rule,
      },
    ]
  })
  return added.length === 0 ? [...list] : [...list, ...added].sort((a, b) => a.start - b.start)
}

/** Whether a word has a capital, and neither neighbour one that could make it a part of a longer name. */
function standsAlone(
  { text, tokens, folded, capitals }: TaggedText,
  at: number,
  { words }: LanguageModel,
): boolean {
  const joins = (left: number, other: number): boolean => {
    const gap = text.slice(tokens[left]?.end, tokens[left + 1]?.start)
    const flags = words.get(folded[other] ?? '')?.flags ?? 0
    const isNoun = (flags & (WORD_FLAGS.u | WORD_FLAGS.k)) !== 0
    return /^[ \u00A0-]$/u.test(gap) && capitals[other] === 1 && !isNoun
  }
  return capitals[at] === 1 && !joins(at - 1, at - 1) && !joins(at, at + 1)
}
