// What was read otherwise than it may have been meant? Notes for the person who typed, few of each kind.

/** Kinds of which each note says something that the others do not: so many are given. Of any other kind the first is given. */
const MOST = {
  similar: 20,
  prefix: 5,
  capitals: 5,
  abbreviation: 5,
  synonym: 10,
  variant: 10,
  signs: 5,
  date: 5,
  entity: 5,
  field: 5,
  pattern: 5,
  range: 5,
  value: 5,
  distance: 5,
  address: 5,
} as const

export type NoteKind =
  | keyof typeof MOST
  | 'quotation mark'
  | 'parenthesis'
  | 'depth'
  | 'operator'
  | 'length'
  | 'expansions'
  | 'alternatives'
  | 'common words'
  | 'left out'
  | 'nothing'
  | 'prose exclusion'
  | 'prose quotation'
  | 'prose requirement'
  | 'unknown words'

/** UTF-16 code units of a word or text that a note quotes. */
const LONGEST = 100

/** As a note quotes it. */
export function shown(text: string): string {
  const part = text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`
  return `“${part.toWellFormed()}”`
}

export class Notes {
  private readonly byKind = new Map<NoteKind, { readonly texts: Set<string>; more: number }>()

  add(kind: NoteKind, text: string): void {
    const known = this.byKind.get(kind) ?? { texts: new Set(), more: 0 }
    this.byKind.set(kind, known)
    if (known.texts.has(text)) return
    if (known.texts.size < mostOf(kind)) known.texts.add(text)
    else known.more++
  }

  /** The kinds in the order in which they came; how many more there were of one is said after it. */
  list(): readonly string[] {
    return Array.from(this.byKind.values(), ({ texts, more }) => [
      ...texts,
      ...(more === 0 ? [] : [`${more} more such ${more === 1 ? 'note is' : 'notes are'} not shown.`]),
    ]).flat()
  }
}

function mostOf(kind: NoteKind): number {
  return kind in MOST ? MOST[kind as keyof typeof MOST] : 1
}
