// Every number of the ranking beyond the engine's own, in one place. What each is worth was measured with
// `npm run bench:relevance`; the tables, with the losses, are in docs/relevance.md.

export const RANKING = {
  /** The engine's best hits that are ranked anew; those after them keep the engine's order. */
  window: 100,

  /**
   * A passage is scored with its neighbours and its title: BM25 over the passage, `reach` passages before and after it in
   * its document, and the title.
   */
  context: { reach: 2, weight: 1, k: 1.2, b: 0.85 },

  /**
   * The same over the whole document or, of a long one, over `passages` passages around the hit; for the `hits` that are best
   * without it, because most of what it costs is to read the documents.
   */
  document: { hits: 30, passages: 17, weight: 2, k: 1.2, b: 0.85 },

  /**
   * The passage in which all words of the query stand is the one that is looked for: the share of the words, by their idf,
   * that the passage has, to the power `power`, times their mean idf. In a pasted text no passage has nearly all, and it
   * counts for nothing.
   */
  together: { weight: 5, power: 8 },

  /** BM25 of the title alone, beside what the engine gives for it. */
  title: { weight: 1, k: 1.2, b: 0.75 },

  /**
   * BM25 of the trigrams of the query's words, over the same text as the context, so that `immunotherapy` counts for
   * `immune` and a word that is spelt otherwise is not lost. The idf is that of `sample` passages; all of a query's
   * trigrams together weigh as much as its words, times `weight`.
   */
  trigrams: { weight: 1.25, k: 1.2, b: 0.85, sample: 250 },

  /**
   * Neighbouring words of the query that are neighbours in the passage, in the same order: a part of the sequential
   * dependence model (Metzler and Croft 2005), saturated as BM25 saturates a term. The weight is shared among all pairs: in
   * a query of two words it counts, in a pasted text hardly.
   */
  proximity: { weight: 2, k: 1.2 },

  /**
   * Texts that resemble the best ones are about the same thing (the cluster hypothesis, Jardine and van Rijsbergen 1971; as
   * scores that are made smooth over like texts: Diaz, "Regularizing ad hoc retrieval scores", CIKM 2005). Each of the best
   * texts of `documents` documents counts by how far its score is above `floor` of the best score, times the cosine of the
   * two in their contexts, words weighted by idf to the power `idfPower`. Whatever stands in the same document, or repeats
   * the text, is like it as it is like the likest of the others, or to the degree `own`: a text does not speak for itself,
   * and does not put another before itself. The sum is scaled so that the hit that is most like them gains `weight` of the
   * best score.
   */
  likeness: { documents: 5, weight: 0.5, floor: 0.75, own: 0.25, idfPower: 1.25 },

  /**
   * Pseudo-relevance feedback by relevance models (Lavrenko and Croft 2001; RM3 of Abdul-Jaleel et al. 2004): the words
   * that are frequent around the best hits count too. Only for queries of `leastWords` words, which are pasted texts, and
   * only words that `leastDocuments` of the best share: elsewhere likeness gains more, and feedback loses on precise claims.
   */
  feedback: { documents: 10, terms: 20, weight: 0.25, leastWords: 20, leastDocuments: 3 },
} as const

/** How much each part counts. Others than these are for measuring what a part is worth. */
export interface RankingWeights {
  readonly context: number
  readonly document: number
  readonly together: number
  readonly title: number
  readonly trigrams: number
  readonly proximity: number
  readonly likeness: number
  readonly feedback: number
}

export const WEIGHTS: RankingWeights = {
  context: RANKING.context.weight,
  document: RANKING.document.weight,
  together: RANKING.together.weight,
  title: RANKING.title.weight,
  trigrams: RANKING.trigrams.weight,
  proximity: RANKING.proximity.weight,
  likeness: RANKING.likeness.weight,
  feedback: RANKING.feedback.weight,
}

/** The engine's own order. */
export const NO_WEIGHTS: RankingWeights = {
  context: 0,
  document: 0,
  together: 0,
  title: 0,
  trigrams: 0,
  proximity: 0,
  likeness: 0,
  feedback: 0,
}
