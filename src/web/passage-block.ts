// A passage as it is read: its number, its text in the form of its kind, its matches and names marked.
import type { Passage } from '../domain/document.ts'
import type { Range } from '../search/highlight.ts'
import { passageLink } from './links.ts'
import { type Html, html, mentionedText, plainText, tell } from './marked-text.ts'
import { say } from './words/spoken.ts'

export interface PassageBlock {
  /** Matches; absent where the passage is not one. */
  readonly ranges?: readonly Range[] | undefined
  readonly isFocus?: boolean
  /** What follows the text. */
  readonly steps?: Html
  readonly cite?: Html
  /** Its id on the page, where that of the passage is taken. */
  readonly id?: string
  /** Whether it counts as a passage that the page shows, and not as what stands around one. */
  readonly isShown?: boolean
}

export function passageBlock(
  passage: Passage,
  { ranges, isFocus = false, steps, cite, id: place = passage.id, isShown = true }: PassageBlock,
): Html {
  const { id, kind, ordinal, text, mentions, speaker, ocr } = passage
  const content = mentionedText(text, mentions, ranges ?? [])
  const inner =
    kind === 'code'
      ? html`<pre><code>${content}</code></pre>`
      : kind === 'heading-only'
        ? html`<strong>${content}</strong>`
        : content
  const classes = [`kind-${kind}`, isFocus ? 'focus' : '', ranges === undefined ? '' : 'match'].join(' ')
  const said =
    speaker === undefined
      ? ''
      : html`<p class="meta" dir="auto">${tell('speaker.words', { speaker: plainText(speaker ?? say('speaker.other')) })}</p>`
  const recognised = ocr === true ? html`<p class="meta">${say('passage.ocr')}</p>` : ''
  return html`<div class="passage ${classes}" id="${place}" ${isShown ? html`data-passage="${id}"` : ''}><p class="number"><a href="${passageLink(id)}" title="${say('passage.permanent')}">¶${ordinal}</a> ${cite ?? ''}</p>${said}${recognised}<div class="text" dir="auto">${inner}</div>${steps ?? ''}</div>`
}
