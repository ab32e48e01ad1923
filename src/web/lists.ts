// How is one page of a long list left for the next?
import { address } from './links.ts'
import { type Html, html } from './marked-text.ts'
import { say } from './words/spoken.ts'

/** Links to the pages before and after of a plain list. */
export function listPager(
  path: string,
  { total, offset, limit }: { total: number; offset: number; limit: number },
  parameters: URLSearchParams,
): Html {
  const next = offset + limit
  if (offset === 0 && next >= total) return html``
  const link = (to: number): string => {
    const given = new URLSearchParams(parameters)
    if (to > 0) given.set('offset', String(to))
    return address(path, given)
  }
  return html`<nav class="pager" aria-label="${say('pages.label')}">${offset > 0 ? html`<a rel="prev" href="${link(Math.max(0, offset - limit))}"><span class="arrow">←</span> ${say('pages.previous')}</a>` : ''}
<span>${say('pages.range', { first: offset + 1, last: Math.min(next, total), all: total })}</span>
${next < total ? html`<a rel="next" href="${link(next)}">${say('pages.next')} <span class="arrow">→</span></a>` : ''}</nav>`
}
