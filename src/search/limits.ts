// How much may one request ask for? Every limit and default of the search interface.

export const LIMITS = {
  /** Hits on a page. */
  limit: { default: 10, max: 100 },
  /** `offset + limit`. */
  depth: 10_000,
  facetLimit: { default: 20, max: 1_000 },
  /** UTF-16 code units of `q`. */
  queryLength: 4_000,
  context: { default: 2, max: 50 },
  /** Items in lists of documents and entities. */
  list: { default: 50, max: 1_000 },
  /** Suggestions of each kind, and the time in which they are found and counted. */
  suggestions: { default: 8, max: 50, ms: 1_000 },
  similar: { default: 5, max: 50 },
  /** Passages that others may be like, and names that one of these shares with them. */
  like: { passages: 100, names: 20 },
  /** Groups of a search's results, the best hits that are parted into them, and what is given of each. */
  themes: { default: 6, max: 20, hits: 500, shown: 3, terms: 6 },
  copies: { default: 20, max: 200 },
  /** Searches of one call. */
  searches: 50,
  /** Queries of a batch, and hits of each. */
  batch: { queries: 1_000, hits: 5 },
  /** Reports of the watch list. */
  reports: { default: 10, max: 50 },
  /** Entities of a network. */
  network: { default: 30, max: 60 },
  /** Time after which the engine answers with what it has, and says `partial`. */
  searchMs: 5_000,
  /** Values of one repeatable parameter. */
  repeats: 100,
} as const
