// Which of the passages that a query holds for are hits? Those with something of the query in their own text or names, and one
// lead for each document of which only the title or headings match. The one rule of all engines.
import { isEntityType } from '../domain/document.ts'
import { FIELDS, type Field, type QueryNode, WORDED_FIELDS } from '../domain/query.ts'

/**
 * What must hold for a passage, besides the query, so that it is a hit by itself. A word, phrase or name of the query stands in its own
 * text or names; or the query holds by what says nothing of texts, such as dates and exclusions.
 * @returns null where no word of the query is sought in titles or headings: then each passage that the query holds for is a hit
 */
export function ownCondition(tree: QueryNode): QueryNode | null {
  const leaves = positiveLeaves(tree)
  if (!leaves.some(leaf => inFields(leaf, isContext).length > 0)) return null
  const own = leaves.flatMap(leaf => inFields(leaf, isOwn))
  const textless = withoutTexts(tree)
  return { type: 'or', children: textless === null ? own : [...own, textless] }
}

/** What holds for every passage that the query holds for and that is no hit by itself: something of the query stands in its title or headings. */
export function contextCondition(tree: QueryNode): QueryNode {
  return { type: 'or', children: positiveLeaves(tree).flatMap(leaf => inFields(leaf, isContext)) }
}

type Leaf = Extract<QueryNode, { type: 'terms' | 'phrase' | 'near' | 'facet' }>

/** The words, phrases and names that may or must match. */
function positiveLeaves(node: QueryNode): Leaf[] {
  switch (node.type) {
    case 'terms':
    case 'phrase':
    case 'near':
      return [node]
    case 'facet':
      return isEntityType(node.facet) ? [node] : []
    case 'and':
    case 'or':
      return node.children.flatMap(positiveLeaves)
    default:
      return []
  }
}

const isOwn = (field: Field): boolean => field === 'text' || field === 'entities'
const isContext = (field: Field): boolean => !isOwn(field)

/** The leaf as it is sought in each of its fields that are meant. */
function inFields(leaf: Leaf, isMeant: (field: Field) => boolean): QueryNode[] {
  switch (leaf.type) {
    case 'facet':
      return isMeant('entities') ? [leaf] : []
    case 'terms':
      return (leaf.field === undefined ? FIELDS : [leaf.field])
        .filter(isMeant)
        .map(field => ({ ...leaf, field }))
    case 'phrase':
    case 'near':
      return (leaf.field === undefined ? WORDED_FIELDS : [leaf.field])
        .filter(isMeant)
        .map(field => ({ ...leaf, field }))
  }
}

/** The part of the query that holds whatever texts and names say; null where there is none. */
function withoutTexts(node: QueryNode): QueryNode | null {
  switch (node.type) {
    case 'facet':
      return isEntityType(node.facet) ? null : node
    case 'date':
    case 'all':
    case 'not':
      return node
    case 'and': {
      const children = node.children.map(withoutTexts).filter(child => child !== null)
      return children.length < node.children.length ? null : { type: 'and', children }
    }
    case 'or': {
      const children = node.children.map(withoutTexts).filter(child => child !== null)
      return children.length === 0 ? null : { type: 'or', children }
    }
    default:
      return null
  }
}

const TEXT = 1
const BOILERPLATE = 2

/**
 * The leads of a search: for each document of which no passage is a hit by itself the first one that the query holds for. Filters
 * have no say in it, so that a count is what a filter for its value finds; but boilerplate never stands for other text, nor
 * makes a lead needless.
 */
export class Leads {
  /** By document: 1 + its first passage for which the query holds by title and headings, or 0. */
  private readonly first: Int32Array
  /** By document: which kinds of passages are hits by themselves. */
  private readonly own: Int32Array
  private readonly isBoilerplate: (passage: number) => boolean

  /** @param first, own all 0, one for each document */
  constructor(first: Int32Array, own: Int32Array, isBoilerplate: (passage: number) => boolean) {
    this.first = first
    this.own = own
    this.isBoilerplate = isBoilerplate
  }

  /** Takes a passage that is a hit by itself. Those of documents without one in context need not be told. */
  addOwn(document: number, passage: number): void {
    this.own[document] = (this.own[document] as number) | (this.isBoilerplate(passage) ? BOILERPLATE : TEXT)
  }

  /** Takes a passage of which title and headings alone match. */
  addContext(document: number, passage: number): void {
    const known = (this.first[document] as number) - 1
    if (known < 0 || this.comesBefore(passage, known)) this.first[document] = passage + 1
  }

  /** The leads, ascending. */
  passages(): Int32Array {
    const { first, own } = this
    const found: number[] = []
    for (let document = 0; document < first.length; document++) {
      const passage = (first[document] as number) - 1
      if (passage < 0) continue
      const covered = this.isBoilerplate(passage) ? TEXT | BOILERPLATE : TEXT
      if (((own[document] as number) & covered) === 0) found.push(passage)
    }
    return Int32Array.from(found)
  }

  private comesBefore(a: number, b: number): boolean {
    const [boilerplateA, boilerplateB] = [this.isBoilerplate(a), this.isBoilerplate(b)]
    return boilerplateA === boilerplateB ? a < b : boilerplateB
  }
}
