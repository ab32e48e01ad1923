// What does the query of a request mean in this bundle? The query compiler with all that it asks of a corpus.
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Records } from '../bundle/records.ts'
import type { Deadline } from '../domain/deadline.ts'
import type { Filters } from '../domain/query.ts'
import { askFigures, NO_FILTERS } from '../engine/engine-requests.ts'
import { idf } from '../engine/scoring.ts'
import { type CompiledQuery, compileQuery } from '../query/compile.ts'
import { evenWeights } from '../query/even-weights.ts'
import { type CorpusName, NameVariants } from '../query/name-variants.ts'
import { Synonyms } from '../query/synonyms.ts'
import { findAskedEntities, nameIndexOf, wordsOf } from './name-index.ts'
import { perBundle } from './per-bundle.ts'
import { findValues, knownFacet } from './query-values.ts'
import type { Selection } from './request.ts'
import { limitsOf, requestDeadline } from './request-deadline.ts'
import { resolveFilters } from './resolve-filters.ts'

/** A query's tree, and the filters with the values that they mean. */
export interface CompiledSelection extends CompiledQuery {
  readonly filters: Filters
}

/** @throws {RequestError} where a filter cannot mean anything */
export async function compile(
  bundle: Bundle,
  selection: Selection,
  deadline: Deadline = requestDeadline(),
): Promise<CompiledSelection> {
  const { records } = bundle
  const { filters, notes } = await resolveFilters(bundle, selection.filters, deadline)
  const compiled = await compileQuery(selection.q, selection, {
    vocabulary: bundle.engine.vocabulary,
    deadline,
    languages: records.languages,
    passagesIn: language => records.passagesIn(language),
    namesIn: text => nameIndexOf(bundle).stretchesIn(text),
    isOfName: word => nameWordsOf(bundle).has(word),
    findEntities: (type, asked) => findAskedEntities(bundle, type, asked, deadline),
    findValues: (asked, facet) => findValues(bundle, asked, facet),
    knownFacet: facet => knownFacet(bundle, facet),
    longForms: short => nameIndexOf(bundle).longFormsOf(short),
    shortForms: name => nameIndexOf(bundle).shortFormsOf(name),
    isFound: async node => {
      const asked = askFigures({ query: node, filters: NO_FILTERS, ...limitsOf(deadline) })
      return (await bundle.engine.search(asked)).total > 0
    },
    synonyms: synonymsOf(bundle),
    variants: () => variantsOf(bundle),
  })
  const { vocabulary } = bundle.engine
  const tree = evenWeights(compiled.tree, term => {
    const passages = vocabulary.passagesWith(term)
    return passages === 0 ? null : idf(records.size, passages)
  })
  return { ...compiled, tree, filters, notes: [...compiled.notes, ...notes] }
}

const variantsOf = perBundle(({ records, engine }) => NameVariants.among(namesIn(records), engine.vocabulary))

/** Begins to make what the first query with a name would wait for. */
export function prepareNames(bundle: Bundle): void {
  // Whoever asks for it hears why it could not be made, as where the bundle was closed meanwhile.
  variantsOf(bundle).catch(() => {})
}

/** Names of people, places and organisations: a word of an organisation's name alone may mean anything. */
function* namesIn({ entities }: Records): Generator<CorpusName> {
  for (const { type, name, aliases } of entities) {
    if (type !== 'person' && type !== 'place' && type !== 'organization') continue
    const isOwn = type !== 'organization'
    for (const text of new Set([name, ...aliases.map(alias => alias.name)])) yield { text, isOwn }
  }
}

/** Folded words of these names. */
const nameWordsOf = perBundle(
  ({ records }) => new Set([...namesIn(records)].flatMap(({ text }) => wordsOf(text))),
)

const synonymsOf = perBundle(
  ({ synonyms, records, engine: { vocabulary } }) =>
    new Synonyms(synonyms, records.languages, word => vocabulary.partsOf(word)),
)
