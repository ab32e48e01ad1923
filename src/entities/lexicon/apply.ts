// What does a document name, now that the whole corpus was read? Its candidates with the types that the corpus settles, and those
// that a sentence alone did not show.
import { type Token, tokenize } from '../../analysis/tokenize.ts'
import { cleanForm } from '../name-words.ts'
import type { Candidate, NameAbove } from '../tagger/tagger.ts'
import type { PassedOver } from './evidence.ts'
import type { CorpusLexicon } from './lexicon.ts'
import { tellNamesakes } from './namesakes.ts'

/** Rules by which a sentence or a document alone says what a span names. */
const SENTENCE_RULES: ReadonlySet<string> = new Set(['model', 'document', 'headline'])

/**
 * @param texts the document's passages
 * @param candidates what the tagger found in each
 * @param above the people that stand above the texts
 * @param passedOver the runs of words with capitals in each that it passed over, as `gatherEvidence` gives them
 */
export function applyLexicon(
  texts: readonly string[],
  candidates: readonly (readonly Candidate[])[],
  passedOver: readonly PassedOver[],
  lexicon: CorpusLexicon,
  above: readonly NameAbove[] = [],
): Candidate[][] {
  const names = texts.map((text, at) => {
    const runs = passedOver[at] ?? null
    const found = candidates[at] ?? []
    if (runs === null) return found.map(candidate => asMostly(candidate, lexicon))
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
  return tellNamesakes(names, above, lexicon.namesakes, lexicon.gazetteer)
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
  if (decision.is === 'open') return [asMostly(candidate, lexicon)]
  if (decision.is !== 'name' || decision.type === candidate.type) return [candidate]
  return [{ ...candidate, type: decision.type, rule: 'corpus' }]
}

/** With the type that the name mostly has. */
function asMostly(candidate: Candidate, lexicon: CorpusLexicon): Candidate {
  if (candidate.entry !== null || !SENTENCE_RULES.has(candidate.rule)) return candidate
  const type = lexicon.types.typeOf(candidate.text)
  return type === null || type === candidate.type ? candidate : { ...candidate, type, rule: 'corpus' }
}

/** The whole run where it is a name, else the brands within it: `Vercel` in `Vercel Functions`. */
function namesWithin(text: string, start: number, end: number, lexicon: CorpusLexicon): Candidate[] {
  const words = tokenize(text.slice(start, end))
  const found: Candidate[] = []
  for (let from = 0; from < words.length; ) {
    const name = longestName(text, start, words, from, lexicon)
    if (name !== null) found.push(name.found)
    from += name?.words ?? 1
  }
  return found
}

/** The longest name that begins at a word of a run, and its number of words. */
function longestName(
  text: string,
  start: number,
  words: readonly Token[],
  from: number,
  lexicon: CorpusLexicon,
): { readonly found: Candidate; readonly words: number } | null {
  for (let length = words.length - from; length > 0; length--) {
    const place = {
      start: start + (words[from]?.start ?? 0),
      end: start + (words[from + length - 1]?.end ?? 0),
    }
    const written = text.slice(place.start, place.end)
    const decision = lexicon.decide(cleanForm(written))
    const found = { ...place, text: written }
    if (decision.is === 'known' && length === words.length) {
      const { entry } = decision
      return { found: { ...found, type: entry.type, rule: 'corpus', entry }, words: length }
    }
    if (decision.is !== 'name' || (length < words.length && !decision.isBrand)) continue
    return {
      found: { ...found, type: decision.type, rule: 'corpus', entry: null },
      words: length,
    }
  }
  return null
}
