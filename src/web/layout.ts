// The frame of every page: head, search box, foot.

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
  readonly body: Html
}

export function layout({ title, q = '', keep = [], action = '/', body }: PageContent): Html {
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
<a class="skip" href="#main">Skip to content</a>
<header class="top">
<a class="brand" href="/">Lede</a>
<form id="search" role="search" action="${action}" method="get">
<div class="box">
<input id="q" type="search" name="q" value="${q}" maxlength="4000" aria-label="Search passages" placeholder="Search passages" autocomplete="off" autocapitalize="none" spellcheck="false">
<div id="suggestions" class="suggestions" role="listbox" aria-label="Suggestions" hidden></div>
</div>
<span id="keep">${keptFields(keep)}</span>
<button>Search</button>
</form>
<nav aria-label="Site"><a href="/documents">Documents</a> <a href="/entities">Entities</a> <a href="/workspace">Workspace<span id="pinned" class="badge"></span></a></nav>
<details class="help"><summary>Search help</summary>${syntaxHelp()}</details>
</header>
<p id="trouble" class="trouble" role="alert" hidden></p>
<main id="main" tabindex="-1">
${body}
</main>
<p id="announce" class="unseen" role="status"></p>
<footer>
<p>Every figure is exact. The same as JSON: <a href="/reference">interface</a> · <a href="/batch">Search a list of names</a> · <a href="/ingest">Add documents</a></p>
</footer>
</body>
</html>`
}

/** Hidden inputs for parameters. */
export function keptFields(pairs: readonly (readonly [string, string])[]): Html {
  return html`${pairs.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}

function syntaxHelp(): Html {
  return html`<dl class="syntax">${OPERATORS.map(({ examples, meaning }) => html`${examples.map(example => html`<dt><code>${example}</code></dt>`)}<dd>${meaning}</dd>`)}</dl>`
}
