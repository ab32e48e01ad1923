// Which of the engine's best hits is best? One stage after every engine: context, document, words together, title, trigrams, proximity,
// likeness, feedback, repeats.
import type { Bundle } from '../../bundle/open-bundle.ts'
import type { Copies } from '../../copies/copies.ts'
import type { Deadline } from '../../domain/deadline.ts'
import type { QueryNode } from '../../domain/query.ts'
import type { EngineHit } from '../../engine/engine.ts'
import { DocumentWindows } from './document-windows.ts'
import { type Explanation, leaf, product, saturated, saturation, sum } from './explanation.ts'
import { leafLabel, scoredLeaves } from './leaves.ts'
import { ComparedTexts, textVector } from './likeness.ts'
import { RANKING, type RankingWeights, WEIGHTS } from './parameters.ts'
import {
  type Context,
  type Frequencies,
  type PassageTerms,
  passageTermsOf,
  type TermSequence,
} from './passage-terms.ts'
import { TogetherQuery } from './together.ts'
import { TrigramQuery, trigramsOf } from './trigrams.ts'

export interface RankedHit extends EngineHit {
  /** What the stage adds to the engine's score, part by part; made only where it is asked for. */
  readonly parts: readonly Explanation[]
}

interface HowToRank {
  /** Whether the parts of each score are wanted. */
  readonly explain: boolean
  readonly deadline: Deadline
  readonly weights?: RankingWeights | undefined
}

/** A term of the query or of feedback, and how much it counts. */
interface QueryTerm {
  readonly term: number
  readonly name: string
  readonly weight: number
  readonly label: string
}

/** Weight of each term; a word that stands twice in the query counts twice. */
type TermWeights = ReadonlyMap<number, number>

/** Two neighbouring words of the query. */
interface Pair {
  readonly first: number
  readonly second: number
  readonly idf: number
  readonly label: string
}

interface Candidate {
  readonly hit: EngineHit
  readonly context: Context
  readonly title: TermSequence
  readonly passage: TermSequence
  /** Of the document around it; null where it was not looked at. */
  document: Context | null
  score: number
}

/** One of the best texts, and what a hit that is wholly like it would gain. */
interface Model {
  readonly candidate: Candidate
  readonly gain: number
}

interface Likeness {
  readonly models: readonly Model[]
  /** How far each hit is like each of the models, 0 to 1. */
  readonly degrees: ReadonlyMap<Candidate, Float64Array>
}

/** What the ranking of one query found, to explain it by. */
interface Found {
  readonly letters: TrigramQuery | null
  readonly likeness: Likeness
  readonly feedback: readonly QueryTerm[]
}

/**
 * Ranks the first `RANKING.window` hits anew; the rest follow as they are. Every part adds to the engine's score and none
 * takes away, so that scores still fall from hit to hit, repeats of a text aside: they come after the texts themselves.
 */
export async function rerank(
  bundle: Bundle,
  tree: QueryNode,
  hits: readonly EngineHit[],
  { explain, deadline, weights = WEIGHTS }: HowToRank,
): Promise<RankedHit[]> {
  const words = new Ranker(bundle, tree, weights)
  if (words.isEmpty || hits.length === 0) return hits.map(asRanked)
  const ranked = await words.rank(hits.slice(0, RANKING.window), explain, deadline)
  return [...ranked, ...hits.slice(RANKING.window).map(asRanked)]
}

/** A hit that keeps the engine's score and place. */
export function asRanked(hit: EngineHit): RankedHit {
  return { ...hit, parts: [] }
}

class Ranker {
  private readonly terms: PassageTerms
  private readonly bundle: Bundle
  private readonly weights: RankingWeights
  /** For each word of the query the terms that it stands for. */
  private readonly words: readonly (readonly QueryTerm[])[]
  private readonly asked: TogetherQuery
  private readonly query: TermWeights
  private readonly documents: DocumentWindows
  private readonly pairs: readonly Pair[]

  constructor(bundle: Bundle, tree: QueryNode, weights: RankingWeights) {
    this.bundle = bundle
    this.weights = weights
    this.terms = passageTermsOf(bundle)
    this.words = scoredLeaves(tree).flatMap(node => {
      if (node.field !== undefined) return []
      const label = leafLabel(node)
      return node.type === 'terms'
        ? [node.terms.map(({ term, weight }) => this.queryTerm(term, weight, label))]
        : node.terms.map(terms => terms.map(term => this.queryTerm(term, node.weight ?? 1, label)))
    })
    this.asked = new TogetherQuery(tree, this.terms, weights.together)
    this.query = weightsOf(this.words.flat())
    this.documents = new DocumentWindows(this.terms, bundle.records, this.query.keys())
    this.pairs = this.pairsOf()
  }

  private queryTerm(name: string, weight: number, label: string): QueryTerm {
    return { term: this.terms.numberOf(name), name, weight, label }
  }

  get isEmpty(): boolean {
    return this.words.length === 0
  }

  async rank(hits: readonly EngineHit[], explain: boolean, deadline: Deadline): Promise<RankedHit[]> {
    const candidates: Candidate[] = []
    for (const hit of hits) {
      await deadline.share()
      candidates.push(this.candidate(hit))
    }
    const letters = this.letters(candidates)
    for (const candidate of candidates) {
      await deadline.share()
      candidate.score +=
        this.context(candidate) +
        this.asked.score(candidate.passage.frequencies) +
        this.title(candidate) +
        (letters?.score(candidate.context) ?? 0) +
        this.proximity(candidate)
    }
    for (const candidate of inOrder(candidates).slice(0, RANKING.document.hits)) {
      await deadline.share()
      candidate.document = this.documents.around(candidate.hit.index)
      candidate.score += this.document(candidate.document)
    }
    const likeness = this.likeness(inOrder(candidates))
    for (const candidate of candidates) candidate.score += gainOf(likeness, candidate)
    const feedback = this.feedbackTerms(inOrder(candidates))
    const weights = weightsOf(feedback)
    if (feedback.length > 0)
      for (const candidate of candidates) candidate.score += this.feedback(candidate, weights)
    const ranked: RankedHit[] = []
    for (const candidate of copiesLast(inOrder(candidates), this.bundle.records.copies)) {
      await deadline.share()
      const parts = explain ? this.explain(candidate, { letters, likeness, feedback }) : []
      ranked.push({ ...candidate.hit, score: candidate.score, parts })
    }
    return ranked
  }

  private candidate(hit: EngineHit): Candidate {
    return {
      hit,
      context: this.terms.context(hit.index),
      title: this.terms.title(hit.index),
      passage: this.terms.passage(hit.index),
      document: null,
      score: hit.score,
    }
  }

  /** The trigrams of the query, each word by the first term that it stands for; null where they do not count. */
  private letters(candidates: readonly Candidate[]): TrigramQuery | null {
    const { trigrams } = this.weights
    if (trigrams === 0) return null
    const words = this.words.flatMap(([word]) =>
      word === undefined ? [] : [{ ...word, idf: this.terms.idf(word.term) }],
    )
    const texts = candidates.map(({ context }) => context)
    return new TrigramQuery(trigramsOf(this.bundle), texts, words, trigrams)
  }

  private context({ context }: Candidate): number {
    return this.weights.context * this.inContext(context, this.query)
  }

  private document(window: Context): number {
    const inDocument = this.inText(
      window.frequencies,
      this.documentNorm(window),
      this.query,
      RANKING.document,
    )
    return this.weights.document * inDocument
  }

  private inContext(context: Context, wanted: TermWeights): number {
    return this.inText(context.frequencies, this.contextNorm(context), wanted, RANKING.context)
  }

  /** BM25 of the wanted terms. A prefix may want thousands: then the text is read instead. */
  private inText(
    frequencies: Frequencies,
    norm: number,
    wanted: TermWeights,
    settings: { readonly k: number; readonly b: number },
  ): number {
    let total = 0
    for (const term of wanted.size < frequencies.size ? wanted.keys() : frequencies.keys()) {
      const count = frequencies.get(term) ?? 0
      const weight = wanted.get(term) ?? 0
      if (count > 0 && weight > 0) total += weight * this.terms.idf(term) * saturated(count, norm, settings)
    }
    return total
  }

  /** Length over mean length. */
  private contextNorm({ length }: Context): number {
    return length / (this.terms.meanContext + this.terms.meanTitle)
  }

  private documentNorm({ length }: Context): number {
    return length / (this.terms.meanDocument + this.terms.meanTitle)
  }

  private titleNorm({ terms }: TermSequence): number {
    return terms.length / this.terms.meanTitle
  }

  private title({ title }: Candidate): number {
    return this.weights.title * this.inTitle(title, this.query)
  }

  private inTitle(title: TermSequence, wanted: TermWeights): number {
    return this.inText(title.frequencies, this.titleNorm(title), wanted, RANKING.title)
  }

  /** Neighbouring words of the query that stand side by side, each pair by the rarer of the two. */
  private proximity({ passage }: Candidate): number {
    const { k } = RANKING.proximity
    const weight = this.pairWeight
    return this.pairs.reduce((total, { first, second, idf }) => {
      const count = adjacent(passage, first, second)
      return total + weight * idf * saturated(count, 1, { k, b: 0 })
    }, 0)
  }

  private get pairWeight(): number {
    return this.weights.proximity / this.pairs.length
  }

  private pairsOf(): Pair[] {
    return this.words.slice(1).flatMap((next, at) => {
      const first = this.words[at]?.[0]
      const second = next[0]
      if (first === undefined || second === undefined || first.term === second.term) return []
      const idf = Math.min(this.terms.idf(first.term), this.terms.idf(second.term))
      return [{ first: first.term, second: second.term, idf, label: `${first.label} ${second.label}` }]
    })
  }

  /** Which texts are best, and how far every hit is like them. */
  private likeness(ranked: readonly Candidate[]): Likeness {
    const { documents, floor } = RANKING.likeness
    const best = this.differentTexts(firstOfEachDocument(ranked, this.bundle), documents)
    const most = best[0]?.score ?? 0
    if (this.weights.likeness === 0 || most === 0 || best.length < 2)
      return { models: [], degrees: new Map() }
    const weightOf = (term: number): number => this.terms.topicWeight(term)
    const vectors = new Map(
      ranked.map(candidate => [candidate, textVector(candidate.context.frequencies, weightOf)]),
    )
    const texts = new ComparedTexts(best.flatMap(candidate => vectors.get(candidate) ?? []))
    const degrees = new Map(
      Array.from(vectors, ([candidate, vector]) => {
        const own = best.flatMap((other, at) => (this.isSameText(candidate, other) ? [at] : []))
        return [candidate, withOwn(texts.cosines(vector), own)]
      }),
    )
    const models = best.map(candidate => ({ candidate, gain: Math.max(0, candidate.score - floor * most) }))
    const likest = ranked.reduce((value, each) => Math.max(value, gainOf({ models, degrees }, each)), 0)
    const scale = (this.weights.likeness * most) / likest
    return { models: models.map(({ candidate, gain }) => ({ candidate, gain: gain * scale })), degrees }
  }

  /** The first so many that repeat none before them. */
  private differentTexts(ranked: readonly Candidate[], count: number): Candidate[] {
    const texts: Candidate[] = []
    for (const candidate of ranked) {
      if (texts.length === count) break
      if (!texts.some(text => this.isSameText(text, candidate))) texts.push(candidate)
    }
    return texts
  }

  private isSameText(a: Candidate, b: Candidate): boolean {
    const { records } = this.bundle
    return (
      records.documentOf(a.hit.index).id === records.documentOf(b.hit.index).id ||
      records.copies.areCopies(a.hit.index, b.hit.index)
    )
  }

  /** The words that the best hits have in common, as weighted terms; none where the query is short. */
  private feedbackTerms(ranked: readonly Candidate[]): QueryTerm[] {
    const { documents, terms, leastWords, leastDocuments } = RANKING.feedback
    const weight = this.weights.feedback
    if (weight === 0 || this.words.length < leastWords) return []
    const best = firstOfEachDocument(ranked, this.bundle).slice(0, documents)
    const total = best.reduce((sum_, { score }) => sum_ + score, 0)
    const model = new Map<number, { share: number; documents: number }>()
    for (const { context, score } of best)
      for (const [term, count] of context.frequencies) {
        if (this.terms.topicWeight(term) === 0) continue
        const known = model.get(term) ?? { share: 0, documents: 0 }
        const share = known.share + (score / total) * (count / context.length)
        model.set(term, { share, documents: known.documents + 1 })
      }
    const shared = Array.from(model, ([term, found]) => ({ term, name: this.terms.nameOf(term), ...found }))
      .filter(found => found.documents >= leastDocuments)
      .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1))
      .slice(0, terms)
    const mass = shared.reduce((sum_, { share }) => sum_ + share, 0)
    const scale = (weight * this.words.length) / mass
    return shared.map(({ term, name, share }) => ({ term, name, label: name, weight: share * scale }))
  }

  private feedback({ context, title }: Candidate, feedback: TermWeights): number {
    const inContext = this.inContext(context, feedback)
    return this.feedbackFactor * inContext + this.weights.title * this.inTitle(title, feedback)
  }

  /** Words of feedback count in the context as words of the query do in the passage, its context and its document. */
  private get feedbackFactor(): number {
    return 1 + this.weights.context + this.weights.document
  }

  private explain(
    candidate: Candidate,
    { letters, likeness: { models, degrees }, feedback }: Found,
  ): Explanation[] {
    const { context, title, passage, document: window } = candidate
    const { terms } = this
    const text = {
      ...RANKING.context,
      counts: context.frequencies,
      norm: this.contextNorm(context),
    }
    const document = window && {
      ...RANKING.document,
      counts: window.frequencies,
      norm: this.documentNorm(window),
    }
    const heading = { ...RANKING.title, counts: title.frequencies, norm: this.titleNorm(title) }
    const parts = (
      words: readonly QueryTerm[],
      where: typeof text | NonNullable<typeof document> | typeof heading,
      factor: number,
    ): Explanation[] =>
      words.flatMap(({ term, name, weight, label }) => {
        const count = where.counts.get(term)
        if (count === undefined) return []
        const factors = [
          leaf('weight', weight * factor),
          leaf('idf', terms.idf(term)),
          saturation('tf', count, where.norm, where),
        ]
        return [product(`${label} (${name})`, factors)]
      })
    const { k } = RANKING.proximity
    const weight = this.pairWeight
    const pairs = this.pairs.flatMap(({ first, second, idf, label }) => {
      const count = adjacent(passage, first, second)
      const factors = [leaf('weight', weight), leaf('idf', idf), saturation('tf', count, 1, { k, b: 0 })]
      return count === 0 ? [] : [product(label, factors)]
    })
    const alike = models.flatMap(({ candidate: { hit }, gain }, at) => {
      const { title: name } = this.bundle.records.documentOf(hit.index)
      const degree = degrees.get(candidate)?.[at] ?? 0
      return degree * gain === 0 ? [] : [product(name, [leaf('likeness', degree), leaf('weight', gain)])]
    })
    const words = this.words.flat()
    return [
      sum('with its neighbours and title', parts(words, text, this.weights.context)),
      sum('in the document', document === null ? [] : parts(words, document, this.weights.document)),
      sum('words together', this.asked.explain(passage.frequencies)),
      sum('in the title', parts(words, heading, this.weights.title)),
      sum('letters in common', letters?.explain(context) ?? []),
      sum('words side by side', pairs),
      sum('like the best hits', alike),
      sum('words that the best hits share', parts(feedback, text, this.feedbackFactor)),
      sum('such words in the title', parts(feedback, heading, this.weights.title)),
    ].filter(group => group.parts.length > 0)
  }
}

function weightsOf(terms: readonly QueryTerm[]): Map<number, number> {
  const weights = new Map<number, number>()
  for (const { term, weight } of terms) weights.set(term, (weights.get(term) ?? 0) + weight)
  return weights
}

/** A text is like itself as it is like the likest of the others: what it says for another never puts that one before it. */
function withOwn(cosines: Float64Array, own: readonly number[]): Float64Array {
  for (const at of own) cosines[at] = 0
  const likest = Math.max(RANKING.likeness.own, ...cosines)
  for (const at of own) cosines[at] = likest
  return cosines
}

/** What a hit gains by being like the best. */
function gainOf({ models, degrees }: Likeness, candidate: Candidate): number {
  const degree = degrees.get(candidate)
  return models.reduce((total, { gain }, at) => total + gain * (degree?.[at] ?? 0), 0)
}

/** How often the second term stands right after the first. */
function adjacent({ terms, frequencies }: TermSequence, first: number, second: number): number {
  if (!frequencies.has(first) || !frequencies.has(second)) return 0
  let count = 0
  for (let at = 1; at < terms.length; at++) if (terms[at] === second && terms[at - 1] === first) count++
  return count
}

/** By score; of equal ones the engine's order stays. */
function inOrder(candidates: readonly Candidate[]): Candidate[] {
  return [...candidates].sort((a, b) => b.score - a.score)
}

function firstOfEachDocument(ranked: readonly Candidate[], bundle: Bundle): Candidate[] {
  const seen = new Set<string>()
  return ranked.filter(({ hit }) => {
    const { id } = bundle.records.documentOf(hit.index)
    return !seen.has(id) && seen.add(id)
  })
}

/** Texts first, in order; then copies of one of them, in order. */
function copiesLast(ranked: readonly Candidate[], copies: Copies): Candidate[] {
  const seen = new Set<number>()
  const isCopy = new Set<Candidate>()
  for (const candidate of ranked) {
    const group = copies.groupOf(candidate.hit.index)
    if (group < 0) continue
    if (seen.has(group)) isCopy.add(candidate)
    seen.add(group)
  }
  return isCopy.size === 0 ? [...ranked] : [...ranked.filter(each => !isCopy.has(each)), ...isCopy]
}
