// Where does the engine's own score of a hit come from? Asked of the engine, term by term and field by field.
import { termsOf } from '../../analysis/analyzer.ts'
import type { Bundle } from '../../bundle/open-bundle.ts'
import type { Deadline } from '../../domain/deadline.ts'
import { FIELDS, type Field, type QueryNode, uniqueTerms } from '../../domain/query.ts'
import type { EngineHit } from '../../engine/engine.ts'
import { askFigures, askHits, NO_FILTERS } from '../../engine/engine-requests.ts'
import { fieldTexts } from '../../engine/field-texts.ts'
import { BM25, FIELD_WEIGHTS, idf } from '../../engine/scoring.ts'
import { limitsOf } from '../request-deadline.ts'
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
  deadline: Deadline,
): Promise<(hit: EngineHit) => Explanation> {
  const documents = [...new Set(hits.map(({ index }) => bundle.records.documentOf(index).id))]
  const written = await termsOfHits(bundle, hits, deadline)
  /** Of each term in each field: a word may stand several times in the query. */
  const asked = new Map<string, Promise<TermScores | null>>()
  const ask = (term: string, field: Field): Promise<TermScores | null> => {
    const key = `${field} ${term}`
    const scores = asked.get(key) ?? scoresOf(bundle, term, field, documents, deadline)
    asked.set(key, scores)
    return scores
  }
  const found: FieldScore[] = []
  for (const node of scoredLeaves(tree)) {
    const weighted = node.type === 'terms' ? node.terms : uniqueTerms(node).flat()
    for (const { term, weight } of weighted) {
      const fields = (node.field === undefined ? FIELDS : [node.field]).filter(field =>
        written[field].has(term),
      )
      for (const field of fields) {
        await deadline.share()
        if (deadline.isOver) break
        const part = await ask(term, field)
        const ofField = weight * (node.field === undefined ? FIELD_WEIGHTS[field] : 1)
        if (part !== null) found.push({ label: leafLabel(node), term, field, weight: ofField, ...part })
      }
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

type TermScores = Pick<FieldScore, 'idf' | 'scores'>

/** The terms that stand in each field of the hits: a beginning of a word stands for thousands that do not. */
async function termsOfHits(
  { records }: Bundle,
  hits: readonly EngineHit[],
  deadline: Deadline,
): Promise<Record<Field, Set<string>>> {
  const written = Object.fromEntries(FIELDS.map(field => [field, new Set<string>()])) as Record<
    Field,
    Set<string>
  >
  for (const { index } of hits) {
    await deadline.share()
    for (const field of FIELDS) {
      const language = field === 'text' ? records.languageOf(index) : records.documentLanguageOf(index)
      for (const text of fieldTexts(records, index, field))
        for (const term of termsOf(text, language)) written[field].add(term)
    }
  }
  return written
}

/** Null where no passage has the term in the field. */
async function scoresOf(
  { engine, records: { size } }: Bundle,
  term: string,
  field: Field,
  documents: readonly string[],
  deadline: Deadline,
): Promise<TermScores | null> {
  const query: QueryNode = { type: 'terms', word: term, terms: [{ term, weight: 1 }], field }
  const filters = { ...NO_FILTERS, boilerplate: true }
  const asked = { query, everyMatch: true, ...limitsOf(deadline) }
  const all = await engine.search(askFigures({ ...asked, filters }))
  if (all.total === 0) return null
  const inDocuments = { ...filters, any: [{ facet: 'document', values: documents }] } as const
  const { hits } = await engine.search(
    askHits({ ...asked, filters: inDocuments, sort: 'relevance', limit: size }),
  )
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
