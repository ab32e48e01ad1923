// What does the total count, and what would other readings of the query find? Each figure leads to what it counts.

import { asPhrase, plainWordsOf } from '../query/plain-words.ts'
import type { ReadingCounts } from '../search/counts.ts'
import { entityLink, type ViewParameters } from './links.ts'
import { type Html, html, plainText, tell } from './marked-text.ts'
import { typeName, valueText } from './type-names.ts'
import { say } from './words/spoken.ts'
import type { WordKey } from './words/words.ts'

export function readingCounts(
  { name, any, all, phrase, meaning, relatedPassages = meaning }: ReadingCounts,
  view: ViewParameters,
): Html {
  const first = view.first
  const parts: Html[] = []
  if (name !== undefined)
    parts.push(
      tell('reading.name', {
        name: html`<a href="${entityLink(name.id)}">${plainText(valueText(name.type, name.id, name.name))}</a>`,
        type: typeName(name.type),
        link: html`<a href="${first.set('q', '').with('anyEntity', name.id).link}">${say('reading.only', { n: name.count })}</a>`,
      }),
    )
  const words = plainWordsOf(view.get('q') ?? '', view.get('syntax') === 'off' ? 'off' : 'on')
  // Where no word stands anywhere the page says so at large.
  if (words !== null && any !== undefined && any > 0 && all !== undefined && phrase !== undefined) {
    const isPair = words.length === 2
    const isAll = view.get('match') === 'all'
    parts.push(
      reading(any, isPair ? 'reading.either' : 'reading.any', isAll ? first.without('match').link : null),
      reading(all, isPair ? 'reading.both' : 'reading.all', isAll ? null : first.set('match', 'all').link),
      reading(
        phrase,
        'reading.phrase',
        first
          .set('q', asPhrase(words.join(' ')))
          .without('prefix')
          .without('syntax').link,
      ),
    )
  }
  if (relatedPassages !== undefined && relatedPassages > 0)
    parts.push(
      reading(
        relatedPassages,
        'reading.meaning',
        view.get('meaning') === 'only' ? null : first.set('meaning', 'only').link,
      ),
    )
  if (view.get('meaning') === 'only')
    parts.push(html`<a href="${first.without('meaning').link}">${say('reading.words')}</a>`)
  if (parts.length === 0) return html``
  return html`<p class="readings">${parts.map((part, at) => html`${at === 0 ? '' : ' · '}${part}`)}</p>`
}

type Reading = Extract<WordKey, `reading.${'either' | 'both' | 'any' | 'all' | 'phrase' | 'meaning'}`>

/** @param link null for what is shown now; what finds nothing leads nowhere */
function reading(n: number, what: Reading, link: string | null): Html {
  const text = say(what, { n })
  if (n === 0 && link !== null) return html`${text}`
  return link === null ? html`<strong>${text}</strong>` : html`<a href="${link}">${text}</a>`
}
