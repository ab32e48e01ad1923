// Which signs of a query are not searched? Each is named: a person who typed one may have meant something by it.
import type { Deadline } from '../domain/deadline.ts'
import type { CorpusWords } from './corpus-words.ts'
import { isValueAsTyped } from './facet-fields.ts'
import type { Notes } from './notes.ts'
import type { Clause } from './parse.ts'
import { hasStar } from './pattern-nodes.ts'
import { hasSigns, WEB_ADDRESS } from './signs.ts'

const LETTER = /[\p{L}\p{N}]/u
/** A text without any of these has no signs. */
const MAY_BE_SIGN = /[^\p{L}\p{N}\p{M}\s]/u

interface NoteParts {
  readonly query: string
  readonly words: CorpusWords
  readonly notes: Notes
  readonly deadline: Deadline
  /** Whether the query is a text that was pasted: addresses in it are named elsewhere. */
  readonly isProse: boolean
}

/** What was typed without a space, and what stands around it. */
interface Typed {
  readonly text: string
  readonly before: string
  readonly after: string
}

export async function noteSigns(
  root: Clause,
  { query, words, notes, deadline, isProse }: NoteParts,
): Promise<void> {
  for (const { text, before, after } of typedIn(root, query)) {
    if (!MAY_BE_SIGN.test(text) || (isProse && WEB_ADDRESS.test(text))) continue
    await deadline.share()
    const tokens = words.analyze(text)
    // What opens a group has no word before it that a dash could part from the next.
    const isBeforeWord = LETTER.test(after) && !before.trimEnd().endsWith('(')
    const around = { isAfterWord: LETTER.test(before), isBeforeWord }
    if (!hasSigns(text, tokens, around)) continue
    const read = tokens.map(({ raw }) => raw).join(' ')
    if (read === '') notes.add('signs', 'no-letters', { text })
    else notes.add('signs', 'signs-dropped', { text, read })
  }
}

/** The texts of a clause of which words are searched. */
function* typedIn(clause: Clause, query: string): Generator<Typed> {
  switch (clause.type) {
    case 'word': {
      const { text, field, at } = clause
      const isValue = field !== null && (text === '*' || isValueAsTyped(field))
      if (!isValue) yield { text, before: query.slice(0, at), after: query.slice(at + text.length) }
      return
    }
    case 'phrase':
      if (clause.field === null || !isValueAsTyped(clause.field)) yield* typedInQuotation(clause.text)
      return
    case 'required':
    case 'not':
    case 'boosted':
      yield* typedIn(clause.child, query)
      return
    case 'pattern':
    case 'range':
      return
    default:
      for (const child of clause.children) yield* typedIn(child, query)
  }
}

function* typedInQuotation(text: string): Generator<Typed> {
  if (text.trim() === '') yield { text: `"${text}"`, before: '', after: '' }
  for (const { 0: part, index } of text.matchAll(/\S+/gu)) {
    const [before, after] = [text.slice(0, index), text.slice(index + part.length)]
    // A star is any word between two others, or any letters of one.
    if ((part === '*' && LETTER.test(before) && LETTER.test(after)) || hasStar(part)) continue
    // By itself a question mark would be one letter elsewhere.
    yield { text: part, before: /^\?+$/u.test(part) ? '' : before, after }
  }
}
