// Where do the operands of a distance stand in this text? Its words as analysed, its names, and those that are near each other.
import type { Mention } from '../domain/document.ts'
import { type Place, placesNear, wordsWithin } from '../domain/near.ts'
import type { NearNode, PlacedNode, SlotNode } from '../domain/query.ts'
import type { Slot } from '../domain/slots.ts'
import type { AnalyzedToken } from './analyzer.ts'
import { phraseStarts } from './phrase.ts'

export interface TextPlace extends Place {
  /** The name that stands there, where one was asked for. */
  readonly mention?: Mention
}

/**
 * The places that take part in what the node asks for, by operand; none where the text has nothing of the kind.
 * @param mentions of the text
 */
export function nearPlaces(
  tokens: readonly AnalyzedToken[],
  node: NearNode,
  mentions: readonly Mention[],
): (readonly TextPlace[])[] {
  return placesNear<TextPlace>(node, placed => placesOf(tokens, placed, mentions))
}

/** The ids of the entities that fill a slot in a text, each once. */
export function fillersOf(
  tokens: readonly AnalyzedToken[],
  mentions: readonly Mention[],
  { places, entityType }: Slot,
): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const { near, operand } of places)
    for (const { mention } of nearPlaces(tokens, near, mentions)[operand] ?? [])
      if (mention !== undefined && mention.type === entityType && mention.entity !== null)
        ids.add(mention.entity)
  return ids
}

function placesOf(
  tokens: readonly AnalyzedToken[],
  node: PlacedNode,
  mentions: readonly Mention[],
): TextPlace[] {
  switch (node.type) {
    case 'phrase':
      return phraseStarts(tokens, node.tokens).map(first => ({ first, last: first + node.tokens.length - 1 }))
    case 'terms': {
      const wanted = new Set(node.terms.map(({ term }) => term))
      return tokens.flatMap(({ terms }, at) =>
        terms.some(term => wanted.has(term)) ? [{ first: at, last: at }] : [],
      )
    }
    case 'slot':
      return mentions
        .filter(mention => fills(mention, node))
        .flatMap(mention => {
          const place = wordsWithin(
            tokens.length,
            at => tokens[at]?.start ?? 0,
            at => tokens[at]?.end ?? 0,
            mention,
          )
          return place === null ? [] : [{ ...place, mention }]
        })
        .sort((a, b) => a.first - b.first)
  }
}

function fills({ entity, type }: Mention, { entityType, ids }: SlotNode): boolean {
  return entity !== null && type === entityType && (ids === undefined || ids.includes(entity))
}
