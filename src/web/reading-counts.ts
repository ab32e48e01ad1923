// What does the total count, and what would other readings of the query find? Each figure leads to what it counts.

import { counted } from '../domain/counted.ts'
import { asPhrase, plainWordsOf } from '../query/plain-words.ts'
import type { ReadingCounts } from '../search/counts.ts'
import { entityLink, type ViewParameters } from './links.ts'
import { type Html, html, plainText } from './marked-text.ts'
import { typeName } from './type-names.ts'

export function readingCounts(
  { name, any, all, phrase, meaning, relatedPassages = meaning }: ReadingCounts,
  view: ViewParameters,
): Html {
  const first = view.first
  const parts: Html[] = []
  if (name !== undefined)
    parts.push(
      html`Name found: <a href="${entityLink(name.id)}">${plainText(name.name)}</a> (${typeName(name.type)}). <a href="${first.set('q', '').with('anyEntity', name.id).link}">Show only its ${counted(name.count, 'passage')}</a>`,
    )
  const words = plainWordsOf(view.get('q') ?? '', view.get('syntax') === 'off' ? 'off' : 'on')
  if (words !== null && any !== undefined && all !== undefined && phrase !== undefined) {
    const [either, both] = words.length === 2 ? ['either word', 'both'] : ['any of the words', 'all of them']
    const isAll = view.get('match') === 'all'
    parts.push(
      reading(any, `have ${either}`, isAll ? first.without('match').link : null),
      reading(all, `have ${both}`, isAll ? null : first.set('match', 'all').link),
      reading(
        phrase,
        'the exact phrase',
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
        'related in meaning, without the words',
        view.get('meaning') === 'only' ? null : first.set('meaning', 'only').link,
      ),
    )
  if (view.get('meaning') === 'only')
    parts.push(html`<a href="${first.without('meaning').link}">Search the words too</a>`)
  if (parts.length === 0) return html``
  return html`<p class="readings">${parts.map((part, at) => html`${at === 0 ? '' : ' · '}${part}`)}</p>`
}

/** @param link null for what is shown now */
function reading(count: number, what: string, link: string | null): Html {
  const text = `${count.toLocaleString('en')} ${what}`
  return link === null ? html`<strong>${text}</strong>` : html`<a href="${link}">${text}</a>`
}
