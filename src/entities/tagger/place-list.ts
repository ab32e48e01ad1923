// Is this a city or region of several words, and is what the model saw only a part of one? A list made by `scripts/place-list.ts`.
import { readFileSync } from 'node:fs'
import { once } from '../../domain/memo.ts'
import type { TaggedText } from './capitalised.ts'
import type { LabelledSpan } from './labels.ts'

/** The file is read on first use. */
const places = once(
  (): ReadonlySet<string> =>
    new Set(
      readFileSync(new URL('./places.txt', import.meta.url), 'utf8')
        .split('\n')
        .slice(1),
    ),
)

/** Whether folded words, with spaces between them, are a place's name. */
export function isListedPlace(folded: string): boolean {
  return places().has(folded)
}

/** Most words of a place that is looked for around a part of it. */
const MOST_WORDS = 5

/**
 * Spans, those within a listed place as one where the model saw a place there: `Frankfurt am Main` for `Frankfurt`, `British Columbia`. Of
 * fourteen in sets that a model had not seen thirteen were right so.
 */
export function joinListedPlaces(input: TaggedText, spans: readonly LabelledSpan[]): LabelledSpan[] {
  const joined: LabelledSpan[] = []
  for (let at = 0; at < spans.length; at++) {
    const span = spans[at] as LabelledSpan // as `at` is within the list
    const whole = span.type === 'place' ? wholePlace(input, span) : null
    if (whole === null) {
      joined.push(span)
      continue
    }
    while ((joined.at(-1)?.to ?? 0) > whole.from) joined.pop()
    joined.push(whole)
    while ((spans[at + 1]?.from ?? Number.POSITIVE_INFINITY) < whole.to) at++
  }
  return joined
}

/** The longest listed place that has more words than the span, and the span among them. */
function wholePlace(input: TaggedText, { from, to }: LabelledSpan): LabelledSpan | null {
  for (let words = MOST_WORDS; words > to - from; words--)
    for (let first = Math.max(0, to - words); first <= from && first + words <= input.folded.length; first++)
      if (isWritten(input, first, first + words)) return { from: first, to: first + words, type: 'place' }
  return null
}

/** Whether the words are a listed place, written as one name. Two places joined by `and` stay two. */
function isWritten({ text, tokens, folded, capitals }: TaggedText, from: number, to: number): boolean {
  if (capitals[from] !== 1 || capitals[to - 1] !== 1) return false
  for (let at = from + 1; at < to; at++)
    if (folded[at] === 'and' || !/^[ \u00A0-]$/u.test(text.slice(tokens[at - 1]?.end, tokens[at]?.start)))
      return false
  return isListedPlace(folded.slice(from, to).join(' '))
}
