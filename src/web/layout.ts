// The frame of every page: the bar with name, search box and ways, the foot.

import { OPERATORS } from '../query/operators.ts'
import { assetLink, FONT_NAMES } from './assets.ts'
import { address, LANGUAGE } from './links.ts'
import { type Html, html } from './marked-text.ts'
import { directionOf, LANGUAGE_TAGS } from './words/languages.ts'
import { say, spoken } from './words/spoken.ts'

export interface PageContent {
  readonly title: string
  /** What stands in the search box. */
  readonly q?: string
  /** Hidden fields that a new search keeps, e.g. filters. */
  readonly keep?: readonly (readonly [string, string])[]
  /** Where the search box leads. */
  readonly action?: string
  /** What the search box says while it is empty. */
  readonly placeholder?: string
  /** Places of the page that one can skip to, besides its content. */
  readonly skips?: readonly { readonly to: string; readonly name: string }[]
  readonly body: Html
}

export function layout({
  title,
  q = '',
  keep = [],
  action = '/',
  placeholder = say('frame.placeholder'),
  skips = [{ to: '#main', name: say('skip.content') }],
  body,
}: PageContent): Html {
  const { tag, direction, titles = {} } = spoken()
  const called = Object.keys(titles).length === 0 ? '' : html` data-titles="${JSON.stringify(titles)}"`
  return html`<!doctype html>
<html lang="${tag}" dir="${direction}"${called}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Lede</title>
<link rel="stylesheet" href="${assetLink('style.css')}">
${FONT_NAMES.map(name => html`<link rel="preload" href="${assetLink(name)}" as="font" type="font/woff2" crossorigin>`)}
<link rel="icon" href="${assetLink('icon.svg')}" type="image/svg+xml">
<script type="module" src="${assetLink(`words.${tag}.js`)}"></script>
<script type="module" src="${assetLink('client.js')}"></script>
</head>
<body>
${skips.map(({ to, name }) => html`<a class="skip" href="${to}">${name}</a>`)}
<header class="top">
<a class="brand" translate="no" href="${address('/')}">Lede</a>
<form id="search" role="search" action="${action}" method="get">
<div class="box">
<button class="go" aria-label="${say('frame.search')}">${MAGNIFIER}</button>
<input id="q" type="search" name="q" value="${q}" maxlength="4000" aria-label="${say('frame.box')}" placeholder="${placeholder}" autocomplete="off" autocapitalize="none" spellcheck="false">
<kbd class="scripted" aria-hidden="true">/</kbd>
<div id="suggestions" class="suggestions" role="listbox" aria-label="${say('frame.suggestions')}" hidden></div>
</div>
<span id="keep">${keptFields(keep)}${keptLanguage(keep)}</span>
</form>
<details class="help menu"><summary aria-label="${say('help.title')}" title="${say('help.title')}">?</summary><div class="sheet-of-help" tabindex="0" role="region" aria-label="${say('help.title')}"><a href="${address(HELP)}">${say('help.how')}</a></div></details>
<nav aria-label="${say('frame.site')}"><a href="${address('/documents')}">${say('frame.documents')}</a> <a href="${address('/entities')}">${say('frame.names')}</a> <a href="${address('/workspace')}">${say('frame.notebook')}<span id="pinned" class="badge"></span></a> <a href="${address('/ingest')}" aria-label="${say('frame.addDocuments')}">${say('frame.add')}</a></nav>
</header>
<p id="trouble" class="trouble" role="alert" hidden></p>
<main id="main" tabindex="-1">
${body}
</main>
<p id="announce" class="unseen" role="status"></p>
<footer>
<p><a href="${address('/documents')}">${say('frame.allDocuments')}</a> · <a href="${address('/batch')}">${say('frame.batch')}</a> · <a href="${address('/searches')}">${say('searches.title')}</a> · <a href="${address('/ingest')}">${say('frame.addDocuments')}</a> · <a href="${address('/reference')}">${say('frame.reference')}</a> · <a href="${address(HELP)}">${say('help.how')}</a></p>
${languages()}
</footer>
</body>
</html>`
}

const MAGNIFIER = html`<svg width="18" height="18" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true"><circle cx="11" cy="11" r="7"/><path d="m20 20-4-4"/></svg>`

/** Hidden inputs for parameters. */
export function keptFields(pairs: readonly (readonly [string, string])[]): Html {
  return html`${pairs.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}

/** The language that the address names, for a form whose own fields are all that its address will have. */
export function keptLanguage(kept: readonly (readonly [string, string])[] = []): Html {
  const { isNamed, tag } = spoken()
  return isNamed && !kept.some(([name]) => name === LANGUAGE) ? keptFields([[LANGUAGE, tag]]) : html``
}

/** The same page in the other languages, each called as it calls itself. */
function languages(): Html {
  const { tag: current, address: here } = spoken()
  const link = (tag: string): string => {
    const query = new URLSearchParams(here.split('?').slice(1).join('?'))
    query.set(LANGUAGE, tag)
    return `?${query}`
  }
  return html`<nav id="languages" aria-label="${say('frame.language')}">${LANGUAGE_TAGS.map(tag => html`<a href="${link(tag)}" lang="${tag}" dir="${directionOf(tag)}" hreflang="${tag}" ${tag === current ? html`aria-current="true"` : ''}>${new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag}</a> `)}</nav>`
}

/** Keys of the page, as `client/keys.ts` has them. */
const KEYS = [
  ['/', 'key.search'],
  ['j k', 'key.move'],
  ['o', 'key.open'],
  ['s x', 'key.save'],
  ['c', 'key.copy'],
  ['n p', 'key.match'],
  ['?', 'key.help'],
  ['Esc', 'key.escape'],
] as const

/** Where the help is a page of its own: each page has a link to it, which scripts unfold. */
const HELP = '/help'

export function helpPage(): Html {
  const body = html`<div class="reader"><h1>${say('help.title')}</h1><div id="help">${searchHelp()}</div></div>`
  return layout({ title: say('help.title'), body })
}

function searchHelp(): Html {
  return html`<h2>${say('help.how')}</h2><dl class="syntax">${OPERATORS.map(({ name, examples }) => html`<div>${examples.map(example => html`<dt><code dir="ltr">${example}</code></dt>`)}<dd>${say(`operator.${name}`)}</dd></div>`)}</dl>
<div class="scripted"><h2>${say('help.keys')}</h2><dl class="syntax">${KEYS.map(([keys, word]) => html`<div><dt>${keys.split(' ').map(key => html`<kbd>${key}</kbd> `)}</dt><dd>${say(word)}</dd></div>`)}</dl></div>`
}
