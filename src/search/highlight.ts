// Which parts of a passage matched? Ranges for what the query found, and nothing else.
import { type AnalyzedToken, analyze } from '../analysis/analyzer.ts'
import { POSSESSIVE } from '../analysis/marks.ts'
import { nearPlaces, type TextPlace } from '../analysis/near.ts'
import { phraseStarts } from '../analysis/phrase.ts'
import { isEntityType, type Passage } from '../domain/document.ts'
import type { Field, NearNode, PhraseNode, QueryNode, WeightedTerm } from '../domain/query.ts'

/** UTF-16 code units, end exclusive. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** What can be marked: the positive leaves of a query tree. */
export interface Matchers {
  readonly terms: ReadonlySet<string>
  /** Terms that count in texts of some languages only, as a word of one language that is another word in capitals. */
  readonly termsOf: ReadonlyMap<string, ReadonlySet<string>>
  readonly phrases: readonly (readonly string[])[]
  readonly nears: readonly NearNode[]
  readonly entities: ReadonlySet<string>
}

/** What can be marked in each part of a hit that is shown. */
export interface Marks {
  readonly text: Matchers
  readonly title: Matchers
}

export function marksOf(tree: QueryNode): Marks {
  return { text: matchersOf(tree, 'text'), title: matchersOf(tree, 'title') }
}

/** Leaves that search a field; what must not match is not marked. */
function matchersOf(tree: QueryNode, field: Field): Matchers {
  const terms = new Set<string>()
  const termsOf = new Map<string, Set<string>>()
  const phrases: (readonly string[])[] = []
  const nears: NearNode[] = []
  const entities = new Set<string>()
  const visit = (node: QueryNode): void => {
    switch (node.type) {
      case 'terms':
        if (node.field === undefined || node.field === field)
          for (const { term } of node.terms) terms.add(term)
        return
      case 'phrase': {
        if (node.field !== undefined && node.field !== field) return
        // A word in capitals is that word, and not the small one.
        const capitals = inCapitals(node)
        if (capitals === null) phrases.push(node.tokens)
        else terms.add(capitals)
        return
      }
      case 'near':
        if (node.field === undefined || node.field === field) nears.push(node)
        return
      case 'facet':
        if (isEntityType(node.facet)) for (const id of node.values ?? []) entities.add(id)
        return
      case 'and':
        node.children.forEach(visit)
        return
      case 'or':
        for (const child of node.children) {
          const within = node.alternatives === true ? wordOfLanguages(child, field) : null
          if (within === null) visit(child)
          else
            for (const { term } of within.terms)
              termsOf.set(term, new Set([...(termsOf.get(term) ?? []), ...within.languages]))
        }
    }
  }
  visit(tree)
  return { terms, termsOf, phrases, nears, entities }
}

/** The term of a quotation of one word in capitals that is another word: no other term has capitals. */
function inCapitals({ tokens, terms: [first = [], ...others] }: PhraseNode): string | null {
  const [term = '', ...more] = first
  const isOne = tokens.length === 1 && others.length + more.length === 0
  return isOne && term !== term.toLowerCase() ? term : null
}

/** A word that is one way to say something in these languages alone; null for any other node. */
function wordOfLanguages(
  node: QueryNode,
  field: Field,
): { readonly terms: readonly WeightedTerm[]; readonly languages: readonly string[] } | null {
  if (node.type !== 'and' || node.children.length !== 2) return null
  const [word, condition] = node.children
  if (word?.type !== 'terms' || condition?.type !== 'facet' || condition.facet !== 'language') return null
  const isOfField = word.field === undefined || word.field === field
  return { terms: isOfField ? word.terms : [], languages: condition.values ?? [] }
}

/**
 * Matches in a passage's text, in order, overlapping ones merged. A mention is marked where the query names
 * its entity: as `person:"…"`, or by a word of a name that the mention itself does not have ("NK").
 * @param nameOf canonical name of an entity id
 */
export function highlight(
  passage: Passage,
  matchers: Matchers,
  nameOf: (entity: string) => string | null,
  language: string,
  /** By which names are searched. */
  documentLanguage: string,
): Range[] {
  if (isEmpty(matchers)) return []
  const ranges = rangesIn(passage.text, matchers, language, passage.mentions)
  const matches = (token: AnalyzedToken): boolean => isMarked(token, matchers, documentLanguage)
  for (const { start, end, entity, type } of passage.mentions) {
    if (entity === null) continue
    const named = matchers.entities.has(entity)
    if (!named && (type === 'date' || ranges.some(range => range.start < end && start < range.end))) continue
    if (named || analyze(nameOf(entity) ?? '', [documentLanguage]).some(matches)) ranges.push({ start, end })
  }
  return merge(ranges)
}

/** Words and phrases in a text, such as a title, in order, overlapping ones merged. */
export function highlightWords(text: string, matchers: Matchers, language: string): Range[] {
  return isEmpty(matchers) ? [] : merge(rangesIn(text, matchers, language, []))
}

function isMarked({ terms }: AnalyzedToken, matchers: Matchers, language: string): boolean {
  return terms.some(term => matchers.terms.has(term) || matchers.termsOf.get(term)?.has(language) === true)
}

function isEmpty({ terms, termsOf, phrases, nears, entities }: Matchers): boolean {
  return terms.size + termsOf.size + phrases.length + nears.length + entities.size === 0
}

function rangesIn(
  text: string,
  matchers: Matchers,
  language: string,
  mentions: Passage['mentions'],
): Range[] {
  const tokens = analyze(text, [language])
  const ranges: Range[] = []
  for (const token of tokens) {
    if (isMarked(token, matchers, language)) ranges.push(termRange(token))
  }
  const phrases: readonly TextPlace[] = matchers.phrases.flatMap(words =>
    phraseStarts(tokens, words).map(first => ({ first, last: first + words.length - 1 })),
  )
  const near = matchers.nears.flatMap(node => nearPlaces(tokens, node, mentions).flat())
  for (const { first, last, mention } of [...phrases, ...near]) {
    const [from, to] = [tokens[first], tokens[last]]
    if (mention !== undefined) ranges.push({ start: mention.start, end: mention.end })
    else if (from !== undefined && to !== undefined)
      ranges.push({ start: from.start, end: tokenRange(to).end })
  }
  return ranges
}

/** The word without a possessive: in "Sarkissian's" the name is marked. */
function tokenRange({ start, end, raw }: AnalyzedToken): Range {
  return { start, end: end - (POSSESSIVE.exec(raw)?.[0].length ?? 0) }
}

/** What the token's term stands for: the word, or a character with the next one. */
function termRange(token: AnalyzedToken): Range {
  return token.reach > token.end ? { start: token.start, end: token.reach } : tokenRange(token)
}

function merge(ranges: Range[]): Range[] {
  const merged: Range[] = []
  for (const range of ranges.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1)
    if (last !== undefined && range.start < last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) }
    else merged.push(range)
  }
  return merged
}
