// Where does the engine's own score of a hit come from? Asked of the engine, term by term and field by field.
import { termsOf } from '../../analysis/analyzer.ts'
import type { Bundle } from '../../bundle/open-bundle.ts'
import { FIELDS, type Field, type QueryNode, uniqueTerms } from '../../domain/query.ts'
import type { EngineHit } from '../../engine/engine.ts'
import { fieldTexts } from '../../engine/field-texts.ts'
import { BM25, FIELD_WEIGHTS, idf } from '../../engine/scoring.ts'
import { COUNT_ONLY, NO_FILTERS } from '../count-only.ts'
import { type Explanation, leaf, product, saturation, sum } from './explanation.ts'
import { leafLabel, scoredLeaves } from './leaves.ts'

/** How one term scores in one field. */
interface FieldScore {
  readonly label: string
  readonly term: string
  readonly field: Field
  /** Weight of the term and of the field. */
  readonly weight: number
  readonly idf: number
  /** By index of the passage, without the weights. */
  readonly scores: ReadonlyMap<number, number>
}

/** A function that explains any of the hits. It asks the engine for each term and field, a term's fields at once, over the hits' documents. */
export async function engineExplainer(
  bundle: Bundle,
  tree: QueryNode,
  hits: readonly EngineHit[],
): Promise<(hit: EngineHit) => Explanation> {
  const documents = [...new Set(hits.map(({ index }) => bundle.records.documentOf(index).id))]
  const found: FieldScore[] = []
  for (const node of scoredLeaves(tree)) {
    const weighted = node.type === 'terms' ? node.terms : uniqueTerms(node).flat()
    for (const { term, weight } of weighted) {
      const fields = node.field === undefined ? FIELDS : [node.field]
      const scored = await Promise.all(
        fields.map(async field => {
          const part = await scoresOf(bundle, term, field, documents)
          const ofField = weight * (node.field === undefined ? FIELD_WEIGHTS[field] : 1)
          return part === null ? [] : [{ label: leafLabel(node), term, field, weight: ofField, ...part }]
        }),
      )
      found.push(...scored.flat())
    }
  }
  return ({ index }) =>
    sum(
      'the passage itself',
      found.flatMap(part => {
        const score = part.scores.get(index)
        return score === undefined ? [] : [explainField(bundle, part, index, score)]
      }),
    )
}

/** Null where no passage has the term in the field. */
async function scoresOf(
  { engine, records: { size } }: Bundle,
  term: string,
  field: Field,
  documents: readonly string[],
): Promise<Pick<FieldScore, 'idf' | 'scores'> | null> {
  const query: QueryNode = { type: 'terms', word: term, terms: [{ term, weight: 1 }], field }
  const filters = { ...NO_FILTERS, boilerplate: true }
  const all = await engine.search({ ...COUNT_ONLY, query, filters })
  if (all.total === 0) return null
  const { hits } = await engine.search({
    ...COUNT_ONLY,
    query,
    filters: { ...filters, documents },
    sort: 'relevance',
    limit: size,
  })
  return {
    idf: idf(size, all.total),
    scores: new Map(hits.map(({ index, score }) => [index, score])),
  }
}

/** The norm follows from the score: it is the one figure that the engine alone knows. */
function explainField(
  bundle: Bundle,
  { label, term, field, weight, idf }: FieldScore,
  index: number,
  score: number,
): Explanation {
  const { k, b } = BM25
  const { records } = bundle
  const language = field === 'text' ? records.languageOf(index) : records.documentLanguageOf(index)
  const count = fieldTexts(records, index, field)
    .flatMap(text => termsOf(text, language))
    .filter(other => other === term).length
  const norm = (((count * (k + 1) * idf) / score - count) / k - (1 - b)) / b
  return product(`${label} (${term}) in ${field}`, [
    leaf('weight', weight),
    leaf('idf', idf),
    saturation('tf', count, norm, BM25),
  ])
}
