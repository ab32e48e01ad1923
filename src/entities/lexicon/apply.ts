// What does a document name, now that the whole corpus was read? Its candidates with the types that the corpus settles, and those
// that a sentence alone did not show.
import { type Token, tokenize } from '../../analysis/tokenize.ts'
import { cleanForm } from '../name-words.ts'
import type { Candidate } from '../tagger/tagger.ts'
import type { PassedOver } from './evidence.ts'
import type { CorpusLexicon } from './lexicon.ts'

/** Rules by which a sentence or a document alone says what a span names. */
const SENTENCE_RULES: ReadonlySet<string> = new Set(['model', 'document', 'headline', 'designation'])

/**
 * @param texts the document's passages
 * @param candidates what the tagger found in each
 * @param passedOver the runs of words with capitals in each that it passed over, as `gatherEvidence` gives them
 */
export function applyLexicon(
  texts: readonly string[],
  candidates: readonly (readonly Candidate[])[],
  passedOver: readonly PassedOver[],
  lexicon: CorpusLexicon,
): Candidate[][] {
  return texts.map((text, at) => {
    const runs = passedOver[at] ?? null
    const found = candidates[at] ?? []
    if (runs === null) return [...found]
    const settled = found.flatMap(candidate => {
      const believed = believe(candidate, text, lexicon)
      return believed === null ? [] : settle(believed, lexicon)
    })
    const added = runs.flatMap(([start, end]) => namesWithin(text, start, end, lexicon))
    const kept = settled.filter(
      ({ start, end }) => !added.some(other => other.start < end && start < other.end),
    )
    return [...kept, ...added].sort((a, b) => a.start - b.start)
  })
}

/** A known name that nothing supports is no known one: initials may be another organisation's, a thing with a capital is just a word. */
function believe(candidate: Candidate, text: string, lexicon: CorpusLexicon): Candidate | null {
  if (lexicon.isSupported(candidate, text)) return candidate
  const { type } = candidate
  const isNameStill = type === 'organization' || type === 'place' || type === 'group'
  return isNameStill ? { ...candidate, entry: null, rule: 'model' } : null
}

function settle(candidate: Candidate, lexicon: CorpusLexicon): Candidate[] {
  if (candidate.entry !== null || !SENTENCE_RULES.has(candidate.rule)) return [candidate]
  const decision = lexicon.decide(cleanForm(candidate.text))
  if (decision.is === 'no-name') return []
  if (decision.is === 'open' || decision.type === candidate.type) return [candidate]
  return [{ ...candidate, type: decision.type, rule: 'corpus' }]
}

/** The whole run where it is a name, else the longest names within it. */
function namesWithin(text: string, start: number, end: number, lexicon: CorpusLexicon): Candidate[] {
  const words = tokenize(text.slice(start, end))
  const found: Candidate[] = []
  for (let from = 0; from < words.length; ) {
    const length = longestName(text, start, words, from, lexicon)
    if (length > 0) {
      const span = [start + (words[from]?.start ?? 0), start + (words[from + length - 1]?.end ?? 0)] as const
      const written = text.slice(...span)
      const decision = lexicon.decide(cleanForm(written))
      if (decision.is === 'name')
        found.push({
          start: span[0],
          end: span[1],
          text: written,
          type: decision.type,
          rule: 'corpus',
          entry: null,
        })
    }
    from += Math.max(1, length)
  }
  return found
}

/** Number of words of the longest name that begins at a word, or 0. */
function longestName(
  text: string,
  start: number,
  words: readonly Token[],
  from: number,
  lexicon: CorpusLexicon,
): number {
  for (let length = words.length - from; length > 0; length--) {
    const written = text.slice(
      start + (words[from]?.start ?? 0),
      start + (words[from + length - 1]?.end ?? 0),
    )
    if (lexicon.decide(cleanForm(written)).is === 'name') return length
  }
  return 0
}
