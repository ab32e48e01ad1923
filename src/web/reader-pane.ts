// A passage in its document, beside the results: what stands around it, its matches, and the way from one to the next.
import { UNHURRIED } from '../domain/deadline.ts'
import type { Passage } from '../domain/document.ts'
import type { MarkedDocument } from '../search/documents.ts'
import { assetLink } from './assets.ts'
import { dateOf } from './document-page.ts'
import { documentLink, OPEN, passageLink, type ViewParameters } from './links.ts'
import { type Html, html, markedTitle, plainText, tell } from './marked-text.ts'
import { passageBlock } from './passage-block.ts'
import { say, spoken } from './words/spoken.ts'

/** Passages before and after that are shown, and about how many letters each way: the others are a click away, in the whole document. */
const AROUND = { passages: 15, letters: 700 } as const

/** The pane before a passage is chosen; scripts fill it. */
export function emptyReader(): Html {
  return html`<section class="preview" id="reader" aria-label="${say('reader.label')}" tabindex="-1"><div class="hint scripted"><p>${say('reader.choose')}</p><p class="meta">${tell('reader.keys', { move: html`<kbd>j</kbd> <kbd>k</kbd>`, open: html`<kbd>o</kbd>`, help: html`<kbd>?</kbd>` })}</p></div></section>`
}

/** @param id of the passage, which is one of the document's */
export async function readerPane(marked: MarkedDocument, id: string, view: ViewParameters): Promise<Html> {
  const { document, passages, matches, titleHighlights } = marked
  const q = view.get('q') ?? ''
  const at = passages.findIndex(passage => passage.id === id)
  const shown = [
    ...around(passages.slice(0, at).reverse()).reverse(),
    ...passages.slice(at, at + 1),
    ...around(passages.slice(at + 1)),
  ]
  const whole = documentLink(document.id, q)
  const byline = [document.authors.join(', '), document.source ?? ''].filter(text => text !== '')
  const isCut = shown.length < passages.length
  return html`<section class="preview" id="reader" aria-label="${say('reader.label')}" tabindex="-1" data-open="${id}">
<div class="bar">${steps([...matches.keys()], id, view)}<span class="gap"></span><a class="button" href="${whole}#${id}">${say('reader.full')}</a><button class="copy-quote primary scripted" type="button" data-of="${id}">${say('hit.copyQuote')}</button><a class="close" href="${view.without(OPEN).link}" aria-label="${say('reader.close')}">×</a></div>
<h2><a href="${whole}">${markedTitle(document.title, titleHighlights)}</a></h2>
<p class="meta">${byline.map(text => html`${plainText(text)} · `)}${dateOf(document)} · ${say('count.words', { n: document.words })}</p>
${isCut && shown[0] !== passages[0] ? html`<p class="more"><a href="${whole}#${shown[0]?.id}">${say('reader.earlier')}</a></p>` : ''}
${await withHeadings(shown, id, marked)}
${isCut && shown.at(-1) !== passages.at(-1) ? html`<p class="more"><a href="${whole}#${shown.at(-1)?.id}">${say('reader.later')}</a></p>` : ''}
<p class="meta"><a href="${passageLink(id, q)}#cite">${say('reader.cite', { number: String(passages[at]?.ordinal ?? '') })}</a> · <a href="${passageLink(id, q)}#similar">${say('hit.similar')}</a></p>
</section>`
}

/** The nearest of the passages, the nearest first. */
function around(passages: readonly Passage[]): Passage[] {
  let letters = 0
  return passages.slice(0, AROUND.passages).filter(({ text }) => {
    const isNear = letters < AROUND.letters
    letters += text.length
    return isNear
  })
}

/** The pane by itself: scripts take it from here, and whoever opens it finds its link to the whole page. */
export function readerAlone(title: string, pane: Html): Html {
  const { tag, direction } = spoken()
  return html`<!doctype html>
<html lang="${tag}" dir="${direction}"><head><meta charset="utf-8"><title>${title} · Lede</title><link rel="stylesheet" href="${assetLink('style.css')}"></head><body><main>${pane}</main></body></html>`
}

/** `↑ ↓ Match 2 of 8`. */
function steps(ids: readonly string[], id: string, view: ViewParameters): Html {
  if (ids.length === 0) return html``
  const at = ids.indexOf(id)
  const step = (rel: 'prev' | 'next', to: string | undefined, sign: string, name: string): Html =>
    to === undefined || to === id
      ? html``
      : html`<a class="step open" rel="${rel}" href="${view.set(OPEN, to).link}#reader">${sign}<span class="unseen"> ${name}</span></a>`
  const previous = ids[(at <= 0 ? ids.length : at) - 1]
  const next = ids[(at + 1) % ids.length]
  return html`${step('prev', previous, '↑', say('match.previous'))}${step('next', next, '↓', say('match.next'))}<span class="found">${at === -1 ? say('count.matches', { n: ids.length }) : tell('match.at', { match: html`<span class="unseen">${say('match.match')}</span>`, at: at + 1, all: ids.length })}</span>`
}

/** Ids of what stands on the page twice are told apart. */
const PREFIX = 'in-reader-'

async function withHeadings(
  passages: readonly Passage[],
  id: string,
  { matches }: MarkedDocument,
): Promise<Html> {
  let open: readonly string[] = []
  const parts: Html[] = []
  for (const passage of passages) {
    await UNHURRIED.share()
    const changed = passage.headings.findIndex((heading, depth) => heading !== open[depth])
    const headings = changed === -1 ? [] : passage.headings.slice(changed)
    open = passage.headings
    const isFocus = passage.id === id
    const ranges = matches.get(passage.id)
    const isHit = isFocus || ranges !== undefined
    parts.push(
      await html`${headings.map(heading => html`<h3 dir="auto">${plainText(heading)}</h3>`)}${passageBlock(passage, { ranges, isFocus, id: `${PREFIX}${passage.id}`, isShown: isHit })}`,
    )
  }
  return html`${parts}`
}
