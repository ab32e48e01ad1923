// Here is what a person typed, give me its structure. Never refuses: what is no syntax is text.
//
//   query   = clause*                      clauses stand side by side
//   clause  = both ( ( "OR" | "||" ) both )*                    what is excluded or demanded here stands beside the others instead
//   both    = near ( ( "AND" | "&&" ) near )*
//   near    = chain ( "NOT" "NEAR/5" chain )*
//   chain   = unary ( "NEAR/5" unary | slot | quotation )*      a slot directly after a quotation, a quotation directly after a slot
//   unary   = ( "-" | "!" | "NOT" ) unary | "+" primary | primary
//   primary = operand [ "^" number ]
//   operand = [ field ":" ] ( "(" query ")" | word [ "*" | "~" [ number ] ] | pattern | quotation [ "~" number ] | range )
import { isEntityType } from '../domain/document.ts'
import type { Link } from '../domain/query.ts'
import { lex, words } from './lex.ts'
import type { Lexeme } from './lexemes.ts'
import type { Notes } from './notes.ts'

type OfType<T extends Lexeme['type']> = Extract<Lexeme, { type: T }>

export type Clause =
  /** `inGroup`: its field is that of the parentheses around it. */
  | (OfType<'word' | 'pattern' | 'range'> & { readonly inGroup?: true })
  | {
      readonly type: 'phrase'
      readonly text: string
      readonly field: string | null
      readonly inGroup?: true
      /** Its words stand in any order, with at most so many others among them. */
      readonly slop?: number
    }
  /** Each child stands near the one before. */
  | {
      readonly type: 'near'
      readonly children: readonly Clause[]
      readonly links: readonly TypedLink[]
    }
  | { readonly type: 'not' | 'required'; readonly child: Clause }
  | { readonly type: 'boosted'; readonly child: Clause; readonly factor: number }
  /** `isApart`: the first child, and nowhere near it the others. */
  | { readonly type: 'or' | 'and'; readonly children: readonly Clause[]; readonly isApart?: true }
  /** Clauses side by side: how they combine is the request's `match`. Those of a field stand in parentheses after it. */
  | { readonly type: 'sequence'; readonly children: readonly Clause[]; readonly ofField?: true }

/** Without a sign, `typed` is empty: between a quotation and a slot beside it. */
export interface TypedLink extends Link {
  readonly typed: string
}

/** The same, where a number may be missing. */
type TypedDistance = Pick<OfType<'near'>, 'typed' | 'distance' | 'isOrdered'>

export type Sequence = Extract<Clause, { type: 'sequence' }>

/** Parentheses nested deeper than this are read as text. */
const MAX_DEPTH = 50

/** Words between the two where `NEAR` has no number. */
const NEAR_BY = 10

/** Words between, at most: engines part the texts of a passage by more. */
const MOST_DISTANCE = 9_999

/** Edits by which a spelling may differ that is asked for with its number. */
const MOST_EDITS = 2

/** Words, phrases and signs of a query; what comes after is left out. */
const MAX_LEXEMES = 1_000

/** @param syntax `off`: no sign is read */
export function parseQuery(
  query: string,
  isField: (name: string) => boolean,
  notes: Notes,
  syntax: 'on' | 'off',
): Sequence {
  const lexemes = syntax === 'on' ? lex(query, isField, notes) : words(query)
  if (lexemes.length > MAX_LEXEMES) notes.add('length', 'too-long', { most: MAX_LEXEMES })
  return new Parser(lexemes.slice(0, MAX_LEXEMES), notes).parse()
}

/** `person:*`: any name of a type. */
export function isSlot(clause: Clause | Lexeme | undefined): clause is OfType<'word'> {
  return (
    clause?.type === 'word' &&
    clause.text === '*' &&
    clause.field !== null &&
    isEntityType(clause.field.toLowerCase())
  )
}

class Parser {
  private readonly notes: Notes
  private readonly lexemes: readonly Lexeme[]
  private next = 0
  private depth = 0
  /** Of the parentheses that are open. */
  private field: string | null = null
  /** Clauses that stand in parentheses of their own. */
  private readonly grouped = new WeakSet<Clause>()

  constructor(lexemes: readonly Lexeme[], notes: Notes) {
    this.lexemes = lexemes
    this.notes = notes
  }

  parse(): Sequence {
    const children: Clause[] = []
    while (this.next < this.lexemes.length) {
      children.push(...this.sequence().children)
      const stray = this.lexemes[this.next]
      if (stray?.type === 'close') {
        this.notes.add('parenthesis', 'parenthesis-closing', {})
        this.next++
      }
    }
    return { type: 'sequence', children }
  }

  private sequence(): Sequence {
    const children: Clause[] = []
    for (;;) {
      const lexeme = this.lexemes[this.next]
      if (lexeme === undefined || lexeme.type === 'close') return { type: 'sequence', children }
      children.push(...this.clauses())
    }
  }

  /**
   * One clause, or what is joined by OR with what is excluded and demanded beside it, which holds for all that stands here: `a -b OR c` is `(a OR c) -b`, as in
   * Lucene and in search engines of the web. In parentheses it is a side of OR.
   */
  private clauses(): readonly Clause[] {
    const clause = this.chain('OR', () => this.chain('AND', () => this.near()))
    if (clause?.type !== 'or') return clause === null ? [] : [clause]
    const isOfAll = (child: Clause): boolean =>
      (child.type === 'not' || child.type === 'required') && !this.grouped.has(child)
    const ofAll = clause.children.filter(isOfAll)
    if (ofAll.length === 0) return [clause]
    this.notes.add('operator', 'beside-or', {})
    const sides = clause.children.filter(child => !isOfAll(child))
    return [...(sides.length < 2 ? sides : [{ type: 'or', children: sides } satisfies Clause]), ...ofAll]
  }

  /** Operands joined by one operator; an operator with no operand on its right is read as text. */
  private chain(operator: 'AND' | 'OR', operand: () => Clause | null): Clause | null {
    const first = operand()
    const children = first === null ? [] : [first]
    while (this.joins(operator) && first !== null) {
      const { next } = this
      this.next++
      const right = this.startsOperand() ? operand() : null
      if (right === null) {
        this.next = next
        break
      }
      children.push(right)
    }
    if (children.length <= 1) return children[0] ?? null
    return { type: operator === 'OR' ? 'or' : 'and', children }
  }

  /** What stands near each other; and what must not stand near it, for which the rest of the passage does not matter. */
  private near(): Clause | null {
    const first = this.nearChain()
    const apart: Clause[] = []
    while (first !== null) {
      const { next } = this
      const link = this.notNear()
      const right = link !== null && this.startsOperand() ? this.nearChain() : null
      if (link === null || right === null) {
        this.next = next
        break
      }
      const links = [{ ...this.measured(link), typed: `NOT ${link.typed}` }]
      apart.push({ type: 'not', child: { type: 'near', children: [first, right], links } })
    }
    if (first === null || apart.length === 0) return first
    return { type: 'and', children: [first, ...apart], isApart: true }
  }

  /** The distance of `NOT NEAR/5`; null where none comes next. */
  private notNear(): OfType<'near'> | null {
    const [not, link] = this.lexemes.slice(this.next, this.next + 2)
    const isNot =
      (not?.type === 'operator' && not.text === 'NOT') ||
      (not?.type === 'word' && not.field === null && /^not$/iu.test(not.text))
    if (!isNot || link?.type !== 'near') return null
    this.next += 2
    return link
  }

  private nearChain(): Clause | null {
    const first = this.unary()
    if (first === null) return null
    const children = [first]
    const links: TypedLink[] = []
    for (;;) {
      const { next } = this
      const link = this.link(children.at(-1) ?? first)
      if (link === null) break
      const right = this.startsOperand() ? this.unary() : null
      if (right === null) {
        this.next = next
        break
      }
      links.push(this.measured(link))
      children.push(right)
    }
    return links.length === 0 ? first : { type: 'near', children, links }
  }

  /** The distance as it is read: by its number, or by the one that is said. */
  private measured({ typed, distance, isOrdered }: TypedDistance): TypedLink {
    if (distance === null) this.notes.add('distance', 'distance-without-number', { typed, most: NEAR_BY })
    return { typed, distance: this.distance(distance ?? NEAR_BY), isOrdered }
  }

  private distance(typed: number): number {
    if (typed <= MOST_DISTANCE) return typed
    this.notes.add('distance', 'distance-too-far', { most: MOST_DISTANCE, typed })
    return MOST_DISTANCE
  }

  /** What joins an operand to the next: a distance, or nothing between a quotation and a slot, which follow each other. */
  private link(before: Clause): TypedDistance | null {
    const next = this.lexemes[this.next]
    if (next?.type === 'near') {
      this.next++
      return next
    }
    const isPlain = (clause: Clause | Lexeme | undefined): boolean =>
      clause?.type === 'phrase' && clause.field === null && !('slop' in clause)
    const last = before.type === 'required' ? before.child : before
    if (!(isPlain(last) && isSlot(next)) && !(isSlot(last) && isPlain(next))) return null
    return { typed: '', distance: 0, isOrdered: true }
  }

  private unary(): Clause | null {
    const lexeme = this.lexemes[this.next]
    if (lexeme === undefined) return null
    if (lexeme.type === 'plus') {
      this.next++
      const child = this.startsOperand() ? this.primary() : null
      return child === null ? null : { type: 'required', child }
    }
    const negates = lexeme.type === 'minus' || (lexeme.type === 'operator' && lexeme.text === 'NOT')
    if (!negates) return this.primary()
    this.next++
    if (!this.startsOperand()) return this.asText(lexeme)
    const child = this.unary()
    return child === null ? null : { type: 'not', child }
  }

  private primary(): Clause | null {
    const operand = this.operand()
    const boost = this.lexemes[this.next]
    if (boost?.type !== 'boost') return operand
    this.next++
    return operand === null ? null : { type: 'boosted', child: operand, factor: boost.factor }
  }

  private operand(): Clause | null {
    const lexeme = this.lexemes[this.next]
    if (lexeme === undefined || lexeme.type === 'close') return null
    this.next++
    switch (lexeme.type) {
      case 'word':
        return this.inGroup(this.spelling(lexeme))
      case 'pattern':
      case 'range':
        return this.inGroup(lexeme)
      case 'phrase':
        return this.quotation(lexeme)
      case 'open':
        return this.group(lexeme.field)
      default:
        return this.asText(lexeme)
    }
  }

  private inGroup<T extends OfType<'word' | 'pattern' | 'range'>>(lexeme: T): Clause {
    return this.field === null || lexeme.field !== null
      ? lexeme
      : { ...lexeme, field: this.field, inGroup: true }
  }

  /** The word with as many edits as a spelling may differ by; what cannot be a number of these is said. */
  private spelling(word: OfType<'word'>): OfType<'word'> {
    const { edits, text } = word
    if (edits === undefined || (Number.isInteger(edits) && edits <= MOST_EDITS)) return word
    const { edits: _, ...rest } = word
    const read = Number.isInteger(edits) ? { ...rest, edits: MOST_EDITS } : rest
    this.notes.add('spelling', 'spelling-distance', {
      text: `${text}~${edits}`,
      most: MOST_EDITS,
      read: `${text}~${read === rest ? '' : MOST_EDITS}`,
    })
    return read
  }

  private quotation({ text, field: own }: OfType<'phrase'>): Clause {
    const field = own ?? this.field
    const slop = this.lexemes[this.next]
    const inGroup = own === null && field !== null ? { inGroup: true as const } : {}
    if (slop?.type !== 'slop') return { type: 'phrase', text, field, ...inGroup }
    this.next++
    return { type: 'phrase', text, field, ...inGroup, slop: this.distance(slop.distance) }
  }

  private group(field: string | null): Clause | null {
    if (this.depth >= MAX_DEPTH) {
      this.notes.add('depth', 'parentheses-deep', { most: MAX_DEPTH })
      return null
    }
    const around = this.field
    this.field = field ?? around
    this.depth++
    const inside = this.sequence()
    this.depth--
    this.field = around
    if (this.lexemes[this.next]?.type === 'close') this.next++
    else this.notes.add('parenthesis', 'parenthesis-opening', {})
    if (inside.children.length === 0) {
      this.notes.add('parenthesis', 'parentheses-empty', {})
      return null
    }
    if (field !== null) return { ...inside, ofField: true }
    const [only = inside, ...others] = inside.children
    if (others.length > 0) return inside
    this.grouped.add(only)
    return only
  }

  private asText(lexeme: Lexeme): Clause | null {
    if (lexeme.type !== 'operator' && lexeme.type !== 'near') return null
    // Nobody looks for a distance: its name would be read as a misspelt word.
    if (!/\p{L}/u.test(lexeme.typed) || (lexeme.type === 'near' && /\d/u.test(lexeme.typed))) {
      this.notes.add('operator', 'operator-left-out', { typed: lexeme.typed })
      return null
    }
    this.notes.add('operator', 'operator-alone', { typed: lexeme.typed })
    return { type: 'word', text: lexeme.typed, suffix: '', field: null, at: lexeme.at }
  }

  private joins(operator: 'AND' | 'OR'): boolean {
    const lexeme = this.lexemes[this.next]
    return lexeme?.type === 'operator' && lexeme.text === operator
  }

  private startsOperand(): boolean {
    const lexeme = this.lexemes[this.next]
    return (
      lexeme !== undefined &&
      !['close', 'near', 'slop', 'boost'].includes(lexeme.type) &&
      !(lexeme.type === 'operator' && lexeme.text !== 'NOT')
    )
  }
}
