// Every number of the ranking beyond the engine's own, in one place. What each is worth was measured with
// `npm run bench:relevance`; the tables, with the losses, are in docs/relevance.md.

export const RANKING = {
  /** The engine's best hits that are ranked anew; those after them keep the engine's order. */
  window: 100,

  /**
   * A passage is scored with its neighbours and its title: BM25 over the passage, `reach` passages before and after it in
   * its document, and the title.
   */
  context: { reach: 2, weight: 3, k: 1.2, b: 0.75 },

  /** BM25 of the title alone, beside what the engine gives for it. */
  title: { weight: 1, k: 1.2, b: 0.75 },

  /**
   * Neighbouring words of the query that are neighbours in the passage, in the same order: a part of the sequential
   * dependence model (Metzler and Croft 2005), saturated as BM25 saturates a term.
   */
  proximity: { weight: 0.2, k: 1.2 },

  /**
   * Pseudo-relevance feedback by relevance models (Lavrenko and Croft 2001; RM3 of Abdul-Jaleel et al. 2004): the words
   * that are frequent around the best hits count too. Only for queries of `leastWords` words, only words that
   * `leastDocuments` of the best share, and with a fifth of the weight: more gains on questions and loses on precise
   * claims. Predictors of when it helps (the query's length and idf, the fall of the scores, how far the best hits cover the
   * query or resemble each other) were measured and predicted too little.
   */
  feedback: { documents: 10, terms: 20, weight: 0.25, leastWords: 4, leastDocuments: 3 },

  /** Passages that share this share of their word fours (by MinHash, Broder 1997) are one text: repeats come after the rest. */
  duplicates: { shingle: 4, hashes: 32, similarity: 0.8 },
} as const

/** How much each part counts. Others than these are for measuring what a part is worth. */
export interface RankingWeights {
  readonly context: number
  readonly title: number
  readonly proximity: number
  readonly feedback: number
}

export const WEIGHTS: RankingWeights = {
  context: RANKING.context.weight,
  title: RANKING.title.weight,
  proximity: RANKING.proximity.weight,
  feedback: RANKING.feedback.weight,
}
