// Here is what a person typed, give me its structure. Never refuses: what is no syntax is text.
//
//   query   = clause*                      clauses stand side by side
//   clause  = both ( "OR" both )*
//   both    = unary ( "AND" unary )*
//   unary   = ( "-" | "NOT" ) unary | primary
//   primary = "(" query ")" | [ field ":" ] ( word [ "*" | "~" ] | quotation )
import { type Lexeme, lex } from './lex.ts'
import type { Notes } from './notes.ts'

export type Clause =
  | Extract<Lexeme, { type: 'word' }>
  | { readonly type: 'phrase'; readonly text: string; readonly field: string | null }
  | { readonly type: 'not'; readonly child: Clause }
  | { readonly type: 'or' | 'and'; readonly children: readonly Clause[] }
  /** Clauses side by side: how they combine is the request's `match`. */
  | { readonly type: 'sequence'; readonly children: readonly Clause[] }

export type Sequence = Extract<Clause, { type: 'sequence' }>

/** Parentheses nested deeper than this are read as text. */
const MAX_DEPTH = 50

/** Words, phrases and signs of a query; what comes after is left out. */
const MAX_LEXEMES = 1_000

export function parseQuery(query: string, isField: (name: string) => boolean, notes: Notes): Sequence {
  const lexemes = lex(query, isField, notes)
  if (lexemes.length > MAX_LEXEMES)
    notes.add('length', `Only the first ${MAX_LEXEMES} words and signs were searched.`)
  return new Parser(lexemes.slice(0, MAX_LEXEMES), notes).parse()
}

class Parser {
  private readonly notes: Notes
  private readonly lexemes: readonly Lexeme[]
  private next = 0
  private depth = 0

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
        this.notes.add('parenthesis', 'A closing parenthesis has no partner and was left out.')
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
      const clause = this.clause()
      if (clause !== null) children.push(clause)
    }
  }

  private clause(): Clause | null {
    return this.chain('OR', () => this.chain('AND', () => this.unary()))
  }

  /** Operands joined by one operator; an operator with no operand on its right is read as text. */
  private chain(operator: 'AND' | 'OR', operand: () => Clause | null): Clause | null {
    const first = operand()
    const children = first === null ? [] : [first]
    while (this.isOperator(operator) && first !== null) {
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

  private unary(): Clause | null {
    const lexeme = this.lexemes[this.next]
    if (lexeme === undefined) return null
    const negates = lexeme.type === 'minus' || (lexeme.type === 'operator' && lexeme.text === 'NOT')
    if (!negates) return this.primary()
    this.next++
    if (!this.startsOperand()) return this.asText(lexeme)
    const child = this.unary()
    return child === null ? null : { type: 'not', child }
  }

  private primary(): Clause | null {
    const lexeme = this.lexemes[this.next]
    if (lexeme === undefined || lexeme.type === 'close') return null
    this.next++
    switch (lexeme.type) {
      case 'word':
        return lexeme
      case 'phrase':
        return { type: 'phrase', text: lexeme.text, field: lexeme.field }
      case 'open':
        return this.group()
      default:
        return this.asText(lexeme)
    }
  }

  private group(): Clause | null {
    if (this.depth >= MAX_DEPTH) {
      this.notes.add('depth', `Parentheses nested more than ${MAX_DEPTH} deep were left out.`)
      return null
    }
    this.depth++
    const inside = this.sequence()
    this.depth--
    if (this.lexemes[this.next]?.type === 'close') this.next++
    else this.notes.add('parenthesis', 'An opening parenthesis has no partner and was left out.')
    if (inside.children.length === 0) return null
    return inside.children.length === 1 ? (inside.children[0] ?? null) : inside
  }

  private asText(lexeme: Lexeme): Clause | null {
    if (lexeme.type !== 'operator') return null
    this.notes.add('operator', `“${lexeme.text}” joins nothing here and was read as a word.`)
    return { type: 'word', text: lexeme.text, suffix: '', field: null, at: lexeme.at }
  }

  private isOperator(operator: string): boolean {
    const lexeme = this.lexemes[this.next]
    return lexeme?.type === 'operator' && lexeme.text === operator
  }

  private startsOperand(): boolean {
    const lexeme = this.lexemes[this.next]
    return (
      lexeme !== undefined &&
      lexeme.type !== 'close' &&
      !(lexeme.type === 'operator' && lexeme.text !== 'NOT')
    )
  }
}
