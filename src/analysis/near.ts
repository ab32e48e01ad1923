// Where do the operands of a distance stand in this text? Its words as analysed, and those that are near each other.
import { type Place, placesNear } from '../domain/near.ts'
import type { NearNode, PlacedNode } from '../domain/query.ts'
import type { AnalyzedToken } from './analyzer.ts'
import { phraseStarts } from './phrase.ts'

/** The places that take part in what the node asks for, by operand; none where the text has nothing of the kind. */
export function nearPlaces(tokens: readonly AnalyzedToken[], node: NearNode): Place[][] {
  return placesNear(node, placed => placesOf(tokens, placed))
}

function placesOf(tokens: readonly AnalyzedToken[], node: PlacedNode): Place[] {
  if (node.type === 'phrase')
    return phraseStarts(tokens, node.tokens).map(first => ({ first, last: first + node.tokens.length - 1 }))
  const wanted = new Set(node.terms.map(({ term }) => term))
  const places: Place[] = []
  for (const [at, { terms }] of tokens.entries())
    if (terms.some(term => wanted.has(term))) places.push({ first: at, last: at })
  return places
}
