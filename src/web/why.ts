// Why did a passage come so far up? A sentence first, the arithmetic folded below it: that is in the words of the interface.
import type { Explanation } from '../search/ranking/explanation.ts'
import type { WordPlaces } from '../search/ranking/word-places.ts'
import { type Html, html } from './marked-text.ts'
import { say } from './words/spoken.ts'

export function whyThisPassage(explanation: Explanation): Html {
  const groups = explanation.parts.flatMap(part => [part, ...part.parts])
  const helps = (label: string): boolean => groups.some(part => part.label === label && part.value > 0)
  const sentences = [
    ...(explanation.places === undefined ? [] : [placesSentence(explanation.places)]),
    ...(helps('in the document') ? [say('why.document')] : []),
    ...(helps('like the best hits') ? [say('why.alike')] : []),
  ]
  return html`<div class="why"><p>${sentences.length === 0 ? say('why.nothing') : sentences.join(' ')}</p>
<details><summary>${say('why.arithmetic')}</summary><ul lang="en" dir="ltr">${explanationItem(explanation, 0)}</ul></details></div>`
}

function placesSentence({ words: n, passage, title, elsewhere }: WordPlaces): string {
  if (n === 1) {
    if (passage > 0)
      return say(title > 0 ? 'why.wordTitle' : elsewhere > 0 ? 'why.wordElsewhere' : 'why.word')
    return say(title > 0 ? 'why.wordNotTitle' : elsewhere > 0 ? 'why.wordNotElsewhere' : 'why.wordNot')
  }
  if (title > 0 && elsewhere > 0) return say('why.wordsBoth', { n, passage, title, elsewhere })
  if (title > 0) return say('why.wordsTitle', { n, passage, title })
  return elsewhere > 0
    ? say('why.wordsElsewhere', { n, passage, elsewhere })
    : say('why.words', { n, passage })
}

/**
 * Sums as lists, folded where they are sums of a part, such as a word's trigrams; a product in one line, such as
 * `3.71 mines (mine) in text = weight 1.00 × idf 3.03 × tf 1.22`.
 */
function explanationItem({ label, value, operation, parts }: Explanation, depth: number): Html {
  const line = html`<span class="value">${shown(value)}</span> ${label}`
  if (operation !== 'sum')
    return html`<li>${line}${operation === 'product' ? ` = ${parts.map(factor).join(' × ')}` : ''}</li>`
  const list = html`<ul>${parts.map(part => explanationItem(part, depth + 1))}</ul>`
  return depth < UNFOLDED
    ? html`<li>${line}${list}</li>`
    : html`<li><details><summary>${line}</summary>${list}</details></li>`
}

/** Levels of an explanation that are shown at once: the score and its parts. */
const UNFOLDED = 2

/** A factor; of a saturated frequency also the count and the length that it comes from. */
function factor({ label, value, parts }: Explanation): string {
  const [count, norm] = parts
  const from =
    count === undefined || norm === undefined
      ? ''
      : ` (${count.value} ${count.value === 1 ? 'time' : 'times'}, ${shown(norm.value)} of the mean length)`
  return `${label} ${shown(value)}${from}`
}

function shown(value: number): string {
  return value.toPrecision(3)
}
