// Which signs of a query are not searched? Each is named: a person who typed one may have meant something by it.
import type { CorpusWords } from './corpus-words.ts'
import { facetOfField } from './facet-fields.ts'
import type { Notes } from './notes.ts'
import type { Clause } from './parse.ts'
import { hasStar } from './pattern-nodes.ts'
import { hasSigns, WEB_ADDRESS } from './signs.ts'

/** Fields whose values are sought as they are typed: signs are a part of them. */
const VALUES_AS_TYPED = /^(?:in|folder|lang|language|year|filetype|meta)$/u
const LETTER = /[\p{L}\p{N}]/u
/** A text without any of these has no signs. */
const MAY_BE_SIGN = /[^\p{L}\p{N}\p{M}\s]/u

/** @param isProse whether the query is a text that was pasted: addresses in it are named elsewhere */
export function noteSigns(
  root: Clause,
  { query, words, notes, isProse }: { query: string; words: CorpusWords; notes: Notes; isProse: boolean },
): void {
  const note = (text: string, before: string, after: string): void => {
    if (!MAY_BE_SIGN.test(text) || (isProse && WEB_ADDRESS.test(text))) return
    const tokens = words.analyze(text)
    const around = { isAfterWord: LETTER.test(before), isBeforeWord: LETTER.test(after) }
    if (!hasSigns(text, tokens, around)) return
    const read = tokens.map(({ raw }) => raw).join(' ')
    if (read === '') notes.add('signs', 'no-letters', { text })
    else notes.add('signs', 'signs-dropped', { text, read })
  }
  const visit = (clause: Clause): void => {
    switch (clause.type) {
      case 'word':
        if (!isValueAsTyped(clause.field) && !(clause.text === '*' && clause.field !== null))
          note(clause.text, query.slice(0, clause.at), query.slice(clause.at + clause.text.length))
        return
      case 'phrase':
        if (!isValueAsTyped(clause.field)) quotation(clause.text)
        return
      case 'required':
      case 'not':
      case 'boosted':
        visit(clause.child)
        return
      case 'pattern':
      case 'range':
        return
      default:
        clause.children.forEach(visit)
    }
  }
  const quotation = (text: string): void => {
    if (text.trim() === '') notes.add('signs', 'no-letters', { text: `"${text}"` })
    for (const { 0: part, index } of text.matchAll(/\S+/gu)) {
      if (isPattern(part)) continue
      // By itself a question mark would be one letter elsewhere.
      const before = /^\?+$/u.test(part) ? '' : text.slice(0, index)
      note(part, before, text.slice(index + part.length))
    }
  }
  visit(root)
}

/** A star is any word, or any letters of one. */
function isPattern(part: string): boolean {
  return part === '*' || hasStar(part)
}

function isValueAsTyped(field: string | null): boolean {
  return (
    field !== null &&
    (VALUES_AS_TYPED.test(field.toLowerCase()) || /^meta\./u.test(facetOfField(field) ?? ''))
  )
}
