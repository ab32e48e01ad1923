// What was read otherwise than it may have been meant? Notes for the person who typed, few of each kind.
import { type Note, type NoteCode, type NoteOf, noteOf, noteText } from './note-texts.ts'

/** Kinds of which each note says something that the others do not: so many are given. Of any other kind the first is given. */
const MOST = {
  similar: 20,
  prefix: 5,
  capitals: 5,
  abbreviation: 5,
  synonym: 10,
  variant: 10,
  signs: 5,
  parenthesis: 5,
  operator: 5,
  date: 5,
  entity: 5,
  field: 5,
  pattern: 5,
  range: 5,
  value: 5,
  distance: 5,
  address: 5,
  spelling: 5,
} as const

export type NoteKind =
  | keyof typeof MOST
  | 'quotation mark'
  | 'depth'
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

/** Signs that one note names. */
const MOST_SIGNS = 100

export class Notes {
  private readonly byKind = new Map<NoteKind, { readonly notes: Map<string, Note>; more: number }>()
  /** Those that the notes on signs do not name. */
  private readonly moreSigns = new Set<string>()

  add<Code extends NoteCode>(kind: NoteKind, ...[code, values]: NoteOf<Code>): void {
    this.put(kind, noteOf(code, values))
  }

  /** Whether further notes of a kind are counted and not given. */
  isFull(kind: NoteKind): boolean {
    return (this.byKind.get(kind)?.notes.size ?? 0) >= mostOf(kind)
  }

  put(kind: NoteKind, note: Note): void {
    const known = this.byKind.get(kind) ?? { notes: new Map(), more: 0 }
    this.byKind.set(kind, known)
    const text = noteText(note)
    if (known.notes.has(text)) return
    if (known.notes.size < mostOf(kind)) known.notes.set(text, note)
    else if (kind === 'signs') for (const sign of signsOf(note)) this.moreSigns.add(sign)
    else known.more++
  }

  /** The kinds in the order in which they came; how many more there were of one is said after it. */
  list(): readonly Note[] {
    const signs = [...this.moreSigns]
    const listed = signs.length <= MOST_SIGNS ? signs : [...signs.slice(0, MOST_SIGNS), '…']
    return [...this.first(), ...(signs.length === 0 ? [] : [noteOf('more-signs', { signs: listed })])]
  }

  private first(): readonly Note[] {
    return Array.from(this.byKind.values(), ({ notes, more }) => [
      ...notes.values(),
      ...(more === 0 ? [] : [noteOf('more-notes', { n: more })]),
    ]).flat()
  }
}

/** The signs of the text that a note is about. */
function signsOf({ values }: Note): Iterable<string> {
  return String(values['text'] ?? '').replace(/[\p{L}\p{N}\p{M}\s]/gu, '')
}

function mostOf(kind: NoteKind): number {
  return kind in MOST ? MOST[kind as keyof typeof MOST] : 1
}
