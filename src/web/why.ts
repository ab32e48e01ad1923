// Why did a passage come so far up? A sentence first, the arithmetic folded below it.
import type { Explanation } from '../search/ranking/explanation.ts'
import { type Html, html } from './marked-text.ts'

/** Begins with where the words stand, as the explanation's own label says: `score: 2 of 3 words in the passage, 1 in the title`. */
export function whyThisPassage(explanation: Explanation): Html {
  const places = /^score: (.+)$/u.exec(explanation.label)?.[1]
  const parts = explanation.parts.flatMap(part => [part, ...part.parts])
  const helps = parts.flatMap(({ label, value }) =>
    value > 0 && SAID[label] !== undefined ? [SAID[label]] : [],
  )
  const sentence = [places === undefined ? '' : `${capital(places)}.`, ...helps]
    .filter(text => text !== '')
    .join(' ')
  return html`<div class="why"><p>${sentence === '' ? 'It has what was asked for.' : sentence}</p>
<details><summary>Show the arithmetic</summary><ul>${explanationItem(explanation, 0)}</ul></details></div>`
}

/** What the parts of a score say, in words; the others stand in the arithmetic. */
const SAID: Readonly<Record<string, string | undefined>> = {
  'in the document': 'The rest of the document was counted too.',
  'like the best hits': 'It resembles the best passages.',
}

function capital(text: string): string {
  return text.replace(/^\p{L}/u, letter => letter.toUpperCase())
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
