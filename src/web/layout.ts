// The frame of every page: the bar with name, search box and ways, the foot.

import { OPERATORS } from '../query/operators.ts'
import { assetLink } from './assets.ts'
import { type Html, html } from './marked-text.ts'

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
  placeholder = 'Search all documents',
  skips = [{ to: '#main', name: 'Skip to content' }],
  body,
}: PageContent): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Lede</title>
<link rel="stylesheet" href="${assetLink('style.css')}">
<link rel="icon" href="${assetLink('icon.svg')}" type="image/svg+xml">
<script type="module" src="${assetLink('client.js')}"></script>
</head>
<body>
${skips.map(({ to, name }) => html`<a class="skip" href="${to}">${name}</a>`)}
<header class="top">
<a class="brand" href="/">Lede</a>
<form id="search" role="search" action="${action}" method="get">
<div class="box">
<button class="go" aria-label="Search">${MAGNIFIER}</button>
<input id="q" type="search" name="q" value="${q}" maxlength="4000" aria-label="Search passages" placeholder="${placeholder}" autocomplete="off" autocapitalize="none" spellcheck="false">
<kbd class="scripted" aria-hidden="true">/</kbd>
<div id="suggestions" class="suggestions" role="listbox" aria-label="Suggestions" hidden></div>
</div>
<span id="keep">${keptFields(keep)}</span>
</form>
<details class="help menu"><summary aria-label="Search help and keys" title="Search help and keys">?</summary><div class="sheet-of-help" tabindex="0" role="region" aria-label="Search help and keys">${searchHelp()}</div></details>
<nav aria-label="Site"><a href="/documents">Documents</a> <a href="/entities">Names</a> <a href="/workspace">Notebook<span id="pinned" class="badge"></span></a> <a href="/ingest">Add<span class="unseen"> documents</span></a></nav>
</header>
<p id="trouble" class="trouble" role="alert" hidden></p>
<main id="main" tabindex="-1">
${body}
</main>
<p id="announce" class="unseen" role="status"></p>
<footer>
<p><a href="/documents">All documents</a> · <a href="/batch">Search a list of names</a> · <a href="/ingest">Add documents</a> · <a href="/reference">API reference</a></p>
</footer>
</body>
</html>`
}

const MAGNIFIER = html`<svg width="18" height="18" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true"><circle cx="11" cy="11" r="7"/><path d="m20 20-4-4"/></svg>`

/** Hidden inputs for parameters. */
export function keptFields(pairs: readonly (readonly [string, string])[]): Html {
  return html`${pairs.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}

/** Keys of the page, as `client/keys.ts` has them. */
const KEYS = [
  ['/', 'to the search box'],
  ['j k', 'next and previous passage'],
  ['o', 'open the passage in its document'],
  ['s', 'save it to the notebook, or remove it'],
  ['c', 'copy it with its citation'],
  ['n p', 'next and previous match in the document'],
  ['?', 'this help'],
  ['Esc', 'close what is open'],
] as const

export function searchHelp(): Html {
  return html`<h2>How to search</h2><dl class="syntax">${OPERATORS.map(({ examples, meaning }) => html`<div>${examples.map(example => html`<dt><code>${example}</code></dt>`)}<dd>${meaning}</dd></div>`)}</dl>
<div class="scripted"><h2>Keys</h2><dl class="syntax">${KEYS.map(([keys, meaning]) => html`<div><dt>${keys.split(' ').map(key => html`<kbd>${key}</kbd> `)}</dt><dd>${meaning}</dd></div>`)}</dl></div>`
}
