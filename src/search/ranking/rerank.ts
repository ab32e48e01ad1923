// Which of the engine's best hits is best? One stage after every engine: document, words together, trigrams, likeness, repeats.
import type { Bundle } from '../../bundle/open-bundle.ts'
import type { Deadline } from '../../domain/deadline.ts'
import type { QueryNode } from '../../domain/query.ts'
import type { EngineHit } from '../../engine/engine.ts'
import { asScore, BM25 } from '../../engine/scoring.ts'
import { DocumentWindows } from './document-windows.ts'
import { type Explanation, leaf, product, saturated, saturation, sum } from './explanation.ts'
import { HitTexts, type HitWords } from './hit-texts.ts'
import { countedLeaves, leafLabel, type ScoredLeaf } from './leaves.ts'
import { Likeness } from './like-the-best.ts'
import { TextVectors } from './likeness.ts'
import { RANKING, type RankingWeights } from './parameters.ts'
import { type CountedText, type Frequencies, type PassageTerms, passageTermsOf } from './passage-terms.ts'
import { TogetherQuery } from './together.ts'
import { TrigramQuery, trigramsOf } from './trigrams.ts'
import { soughtWords, type WordPlaces, wordPlaces } from './word-places.ts'

export interface RankedHit extends EngineHit {
  /** What the stage adds to the engine's score, part by part; made only where it is asked for. */
  readonly parts: readonly Explanation[]
  /** Where the words of the query stand; made with the parts. */
  readonly places?: WordPlaces
}

interface HowToRank {
  /** Whether the parts of each score are wanted. */
  readonly explain: boolean
  readonly deadline: Deadline
  readonly weights: RankingWeights
}

/** A term of the query, and how much it counts. */
interface QueryTerm {
  readonly term: number
  readonly name: string
  readonly weight: number
  readonly label: string
}

interface Candidate {
  readonly hit: EngineHit
  /** Its number among the texts. */
  readonly text: number
  /** How often the words of the query stand in the passage. */
  readonly passage: Frequencies
  readonly document: CountedText
  score: number
}

/**
 * Re-ranks the first `RANKING.window` hits; the rest follow as they are. Every part adds to the engine's score and none
 * takes away, so that scores still fall from hit to hit, repeats of a text aside: they come after the texts themselves.
 */
export async function rerank(
  bundle: Bundle,
  tree: QueryNode,
  hits: readonly EngineHit[],
  { explain, deadline, weights }: HowToRank,
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
  private readonly tree: QueryNode
  private readonly weights: RankingWeights
  /** For each word of the query the terms that it stands for. */
  private readonly words: readonly (readonly QueryTerm[])[]
  /** The first terms of those that were typed as words: a pattern has no letters of its own. */
  private readonly spelled: readonly QueryTerm[]
  /** What a word counts in the passage and in the document. */
  private readonly wordWeight: number
  private readonly asked: TogetherQuery
  /** Weight of each term; a word that stands twice in the query counts twice. */
  private readonly query: ReadonlyMap<number, number>
  /** Terms of the query, also those that count only where all words stand together. */
  private readonly askedTerms: ReadonlySet<number>
  private readonly documents: DocumentWindows

  constructor(bundle: Bundle, tree: QueryNode, weights: RankingWeights) {
    this.bundle = bundle
    this.tree = tree
    this.weights = weights
    this.terms = passageTermsOf(bundle)
    const words: QueryTerm[][] = []
    const spelled: QueryTerm[] = []
    for (const leaf of countedLeaves(tree)) {
      if (leaf.field !== undefined) continue
      const ofLeaf = this.wordsOf(leaf)
      words.push(...ofLeaf)
      if (leaf.type === 'phrase' || leaf.isPattern !== true)
        spelled.push(...ofLeaf.flatMap(([term]) => term ?? []))
    }
    this.words = words
    this.spelled = spelled
    this.wordWeight = 1 + weights.document
    this.asked = new TogetherQuery(tree, this.terms, weights.together * this.wordWeight)
    this.query = weightsOf(this.words.flat())
    this.askedTerms = this.asked.terms.union(new Set(this.query.keys()))
    this.documents = new DocumentWindows(this.terms, bundle.records, this.query.keys())
  }

  private wordsOf(leaf: ScoredLeaf): QueryTerm[][] {
    const label = leafLabel(leaf)
    return leaf.type === 'terms'
      ? [leaf.terms.map(({ term, weight }) => this.queryTerm(term, weight, label))]
      : leaf.terms.map(terms => terms.map(term => this.queryTerm(term, leaf.weight ?? 1, label)))
  }

  private queryTerm(name: string, weight: number, label: string): QueryTerm {
    return { term: this.terms.numberOf(name), name, weight, label }
  }

  get isEmpty(): boolean {
    return this.words.length === 0
  }

  async rank(hits: readonly EngineHit[], explain: boolean, deadline: Deadline): Promise<RankedHit[]> {
    const texts = await this.textsOf(hits, deadline)
    const isAsked = texts.marks(this.askedTerms)
    const candidates: Candidate[] = []
    for (const [text, hit] of hits.entries()) {
      await deadline.share()
      const passage = texts.inPassageOf(text, isAsked)
      candidates.push({ hit, text, passage, document: this.documents.around(hit.index), score: hit.score })
    }
    const letters = this.letters(texts)
    for (const candidate of candidates) {
      await deadline.share()
      candidate.score +=
        this.document(candidate.document) +
        this.asked.score(candidate.passage) +
        (letters?.score(candidate.text) ?? 0)
    }
    const likeness = new Likeness(
      inOrder(candidates),
      this.weights.likeness,
      () => new TextVectors(texts, term => this.terms.topicWeight(term)),
      (a, b) => this.isSameText(a, b),
    )
    for (const candidate of candidates) candidate.score += likeness.gainOf(candidate)
    const ranked: RankedHit[] = []
    const copies = (candidate: Candidate): number => this.bundle.records.copies.groupOf(candidate.hit.index)
    for (const candidate of copiesLast(inOrder(candidates), copies)) {
      await deadline.share()
      const explained = explain
        ? { parts: this.explain(candidate, letters, likeness), places: this.places(candidate) }
        : { parts: [] }
      ranked.push({ ...candidate.hit, score: asScore(candidate.score), ...explained })
    }
    return ranked
  }

  private async textsOf(hits: readonly EngineHit[], deadline: Deadline): Promise<HitTexts> {
    const words: HitWords[] = []
    for (const { index } of hits) {
      await deadline.share()
      words.push(this.terms.wordsOf(index))
    }
    return new HitTexts(words)
  }

  /** The trigrams of the query, each word by the first term that it stands for; null where they do not count. */
  private letters(texts: HitTexts): TrigramQuery | null {
    const { trigrams } = this.weights
    if (trigrams === 0 || this.spelled.length === 0) return null
    const words = this.spelled.map(word => ({ ...word, idf: this.terms.idf(word.term) }))
    return new TrigramQuery(trigramsOf(this.bundle), texts, words, trigrams * this.wordWeight)
  }

  /** BM25F of the query in the document. */
  private document({ frequencies, length }: CountedText): number {
    const norm = length / this.terms.meanDocument
    let total = 0
    for (const [term, count] of frequencies)
      total += (this.query.get(term) ?? 0) * this.terms.idf(term) * saturated(count, norm, BM25)
    return this.weights.document * total
  }

  private isSameText(a: Candidate, b: Candidate): boolean {
    const { records } = this.bundle
    return (
      records.documentOf(a.hit.index).id === records.documentOf(b.hit.index).id ||
      records.copies.areCopies(a.hit.index, b.hit.index)
    )
  }

  private places({ hit, passage, document }: Candidate): WordPlaces {
    const sought = soughtWords(this.tree).map(({ label, ways }) => ({
      label,
      ways: ways.map(parts => parts.map(terms => terms.map(term => this.terms.numberOf(term)))),
    }))
    return wordPlaces(sought, passage, new Set(this.terms.title(hit.index)), document.frequencies)
  }

  private explain(
    candidate: Candidate,
    letters: TrigramQuery | null,
    likeness: Likeness<Candidate>,
  ): Explanation[] {
    const { passage, text, document } = candidate
    const norm = document.length / this.terms.meanDocument
    const words = this.words.flat().flatMap(({ term, name, weight, label }) => {
      const count = document.frequencies.get(term)
      if (count === undefined) return []
      const factors = [
        leaf('weight', weight * this.weights.document),
        leaf('idf', this.terms.idf(term)),
        saturation('tf', count, norm, BM25),
      ]
      return [product(`${label} (${name})`, factors)]
    })
    const alike = likeness.partsOf(candidate).flatMap(({ of: { hit }, gain, degree }) => {
      const { title: name } = this.bundle.records.documentOf(hit.index)
      return degree * gain === 0 ? [] : [product(name, [leaf('likeness', degree), leaf('weight', gain)])]
    })
    return [
      sum('in the document', words),
      sum('words together', this.asked.explain(passage)),
      sum('letters in common', letters?.explain(text) ?? []),
      sum('like the best hits', alike),
    ].filter(group => group.parts.length > 0)
  }
}

function weightsOf(terms: readonly QueryTerm[]): Map<number, number> {
  const weights = new Map<number, number>()
  for (const { term, weight } of terms) weights.set(term, (weights.get(term) ?? 0) + weight)
  return weights
}

/** By score; of equal ones the engine's order stays. */
function inOrder(candidates: readonly Candidate[]): Candidate[] {
  return [...candidates].sort((a, b) => asScore(b.score) - asScore(a.score))
}

/** Texts first, in order; then copies of one of them, in order. @param groupOf the number of a hit's group of copies, below 0 where it has none */
export function copiesLast<T>(ranked: readonly T[], groupOf: (hit: T) => number): T[] {
  const seen = new Set<number>()
  const isCopy = new Set<T>()
  for (const candidate of ranked) {
    const group = groupOf(candidate)
    if (group < 0) continue
    if (seen.has(group)) isCopy.add(candidate)
    seen.add(group)
  }
  return isCopy.size === 0 ? [...ranked] : [...ranked.filter(each => !isCopy.has(each)), ...isCopy]
}
