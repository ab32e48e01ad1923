// The frame of every page: head, search box, foot.
import { type Html, html } from './marked-text.ts'

export interface PageContent {
  readonly title: string
  /** What stands in the search box. */
  readonly q?: string
  /** Hidden fields that a new search keeps, e.g. filters. */
  readonly keep?: readonly (readonly [string, string])[]
  readonly body: Html
}

export function layout({ title, q = '', keep = [], body }: PageContent): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Lede</title>
<link rel="stylesheet" href="/assets/style.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header>
<a class="brand" href="/">Lede</a>
<form role="search" action="/" method="get">
<input type="search" name="q" value="${q}" aria-label="Search passages" placeholder="Search passages, e.g. cluster munitions or &quot;cease-fire line&quot;" autocomplete="off">
${keep.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button>Search</button>
</form>
<nav aria-label="Browse"><a href="/documents">Documents</a> <a href="/entities">Entities</a></nav>
</header>
<main id="main">
${body}
</main>
<footer>
<p>Words are searched one by one; <code>"exact phrase"</code>, <code>-word</code>, <code>OR</code>, <code>AND</code>, <code>( )</code>, <code>word*</code>, <code>word~</code>,
<code>title:word</code>, <code>person:"Jody Williams"</code>, <code>before:2020-11</code> and <code>after:2019</code> narrow it down. The same as JSON: <a href="/openapi.json">interface</a>.</p>
</footer>
</body>
</html>`
}
