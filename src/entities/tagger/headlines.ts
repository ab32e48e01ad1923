// Whom does a headline in capitals name? Names that the document writes in small letters elsewhere.
import { nameWords } from '../name-words.ts'
import type { TaggedText } from './capitalised.ts'
import type { Candidate } from './tagger.ts'

/** Fewest words of a headline, and the share of them that are in capitals. */
const FEWEST_WORDS = 3
const CAPITALS = 0.8
/** Share of a document's texts that may be headlines: beyond it capitals are the writer's habit. */
const MOST = 0.2

/** Whether a text is written in capitals, so that capitals tell nothing. */
function isInCapitals({ tokens }: TaggedText): boolean {
  const small = tokens.reduce((count, { raw }) => count + (/^[a-z]{2}/u.test(raw) ? 1 : 0), 0)
  // Of most texts this alone says it.
  if (tokens.length - small < tokens.length * CAPITALS) return false
  const words = tokens.filter(({ raw }) => /^\p{L}{2,}/u.test(raw) && raw.toUpperCase() !== raw.toLowerCase())
  const capital = words.filter(({ raw }) => raw === raw.toUpperCase())
  return words.length >= FEWEST_WORDS && capital.length >= words.length * CAPITALS
}

/**
 * Adds to texts in capitals the names that the document's other texts have: whole, or a person's last name.
 * @param found the candidates of each text
 */
export function tagHeadlines(
  texts: readonly TaggedText[],
  found: readonly (readonly Candidate[])[],
): Candidate[][] {
  const shouted = texts.map(isInCapitals)
  const count = shouted.filter(Boolean).length
  if (count === 0 || count > texts.length * MOST) return found.map(list => [...list])
  const known = new Map<string, Candidate>()
  for (const [at, list] of found.entries()) {
    if (shouted[at] === true) continue
    for (const candidate of list) {
      if (candidate.type === 'date') continue
      const words = nameWords(candidate.text)
      known.set(words.join(' '), candidate)
      const last = words.at(-1) ?? ''
      if (candidate.type === 'person' && words.length > 1 && !known.has(last))
        known.set(last, { ...candidate, entry: null })
    }
  }
  const longest = Math.max(0, ...Array.from(known.keys(), key => key.split(' ').length))
  return found.map((list, at) => {
    const text = texts[at]
    return shouted[at] === true && text !== undefined ? withKnown(text, list, known, longest) : [...list]
  })
}

function withKnown(
  { text, tokens, folded }: TaggedText,
  list: readonly Candidate[],
  known: ReadonlyMap<string, Candidate>,
  longest: number,
): Candidate[] {
  const all = [...list]
  for (let at = 0; at < tokens.length; at++) {
    for (let length = Math.min(longest, tokens.length - at); length > 0; length--) {
      const name = known.get(folded.slice(at, at + length).join(' '))
      const start = tokens[at]?.start ?? 0
      const end = tokens[at + length - 1]?.end ?? 0
      if (name === undefined || all.some(other => other.start < end && start < other.end)) continue
      all.push({ ...name, start, end, text: text.slice(start, end), rule: 'headline' })
      break
    }
  }
  return all.sort((a, b) => a.start - b.start)
}
