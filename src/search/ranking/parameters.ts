// Every number of the ranking beyond the engine's own, in one place: nine weights and two limits. What each part is worth on collections
// that had no say in it is measured by `npm run bench:relevance -- --choose`; the tables, with the losses, are in docs/measured/relevance.md.

export const RANKING = {
  /** Limit: the engine's best hits that are re-ranked; those after them keep the engine's order. As many as are usual in runs of TREC. */
  window: 100,

  /**
   * BM25F (Robertson, Zaragoza and Taylor, CIKM 2004) of the whole document and its title: a word of the title counts `title` times, before
   * it is saturated. Where documents are asked for it weighs `ofDocuments`: they are ranked by what they say as a whole. Limit: of a long
   * document `passages` passages around the hit are read.
   */
  document: { weight: 1, ofDocuments: 4, title: 2, passages: 17 },

  /**
   * The passage in which all words of the query stand is the one that is looked for. So the share of the words, by their idf, that the
   * passage has, to the power `power`, counts, times their mean idf (coordination, as in Lucene's first formula). In a pasted text no passage
   * has nearly all, and it counts for nothing.
   */
  together: { weight: 2, power: 4 },

  /**
   * BM25 of the query's words letter by letter in trigrams (McNamee and Mayfield 2004), over the passage and its title, so that
   * `immunotherapy` counts for `immune`: all trigrams of a query weigh `weight` times what its words do.
   */
  trigrams: { weight: 0.25 },

  /**
   * Texts that resemble the best ones are about the same thing (the cluster hypothesis, Jardine and van Rijsbergen 1971; as scores that
   * are made smooth over like texts: Diaz, CIKM 2005). Each of the best texts of `documents` documents counts by how far its score is
   * above that of the next, times the cosine of the two, words weighted by idf. A text is like itself, or its own document, as
   * it is like the most similar of the others, or to the degree `own`: it does not speak for itself, and puts none before itself. The hit
   * that is most like them gains `weight` of the best score.
   */
  likeness: { weight: 0.25, documents: 5, own: 0.25 },
} as const

/** How much each part counts: words together and trigrams as multiples of passage and document. Others than these are for measuring what a part is worth. */
export interface RankingWeights {
  readonly document: number
  readonly together: number
  readonly trigrams: number
  readonly likeness: number
}

/** Where passages are asked for. */
export const WEIGHTS: RankingWeights = {
  document: RANKING.document.weight,
  together: RANKING.together.weight,
  trigrams: RANKING.trigrams.weight,
  likeness: RANKING.likeness.weight,
}

/** Where documents are. */
export const DOCUMENT_WEIGHTS: RankingWeights = { ...WEIGHTS, document: RANKING.document.ofDocuments }

/** The engine's own order. */
export const NO_WEIGHTS: RankingWeights = { document: 0, together: 0, trigrams: 0, likeness: 0 }
