// How is one page of a long list left for the next?
import { type Html, html } from './marked-text.ts'

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
    return given.size === 0 ? path : `${path}?${given}`
  }
  return html`<nav class="pager" aria-label="Pages">${offset > 0 ? html`<a rel="prev" href="${link(Math.max(0, offset - limit))}">← Previous</a>` : ''}
<span>${(offset + 1).toLocaleString('en')}–${Math.min(next, total).toLocaleString('en')} of ${total.toLocaleString('en')}</span>
${next < total ? html`<a rel="next" href="${link(next)}">Next →</a>` : ''}</nav>`
}
