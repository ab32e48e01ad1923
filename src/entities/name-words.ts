// What are the words of this name? One reading of names for all that compare them.
import { fold } from '../analysis/fold.ts'
import { tokenize } from '../analysis/tokenize.ts'
import { remember } from '../domain/memo.ts'

/**
 * The folded words of a name in the order in which they are spoken: without article, possessive, `Jr` and `Sr`;
 * `SARKISSIAN, Armen` is `armen sarkissian`. Remembered: a document names few things many times.
 */
export const nameWords = remember(100_000, (text: string): readonly string[] =>
  tokenize(spokenOrder(cleanForm(text)))
    .map(token => fold(token.raw))
    .filter(word => word !== 'jr' && word !== 'sr'),
)

/** Without a leading article, a possessive and surrounding punctuation. */
export function cleanForm(text: string): string {
  return bareForm(text.replace(/^(?:the|a|an)\s+/iu, ''))
}

/** Without a possessive and surrounding punctuation. */
export function bareForm(text: string): string {
  return text
    .replace(/['’]s?$/u, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s"“”'‘(]+|[\s"“”'’),;:]+$/gu, '')
}

/** `Armen SARKISSIAN` for `SARKISSIAN, Armen`. */
export function spokenOrder(form: string): string {
  return form.replace(/^([^,،]+)[,،] ([^,،]+)$/u, '$2 $1')
}
