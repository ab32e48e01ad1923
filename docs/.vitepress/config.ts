// How does the documentation become a site? Its pages are the Markdown files of this folder, called by their headings; nothing is fetched from elsewhere.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'

const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  Start: ['index', 'start'],
  Guides: [
    'guides/find',
    'guides/filter',
    'guides/quote',
    'guides/check-names',
    'guides/watch',
    'guides/correct-names',
    'guides/search-by-meaning',
    'guides/share',
    'guides/run-for-others',
    'guides/assistants',
    'guides/scale-out',
    'guides/evaluate',
  ],
  Reference: [
    'reference/query-language',
    'reference/distances',
    'reference/filters',
    'reference/dates',
    'reference/formats',
    'reference/configuration',
    'reference/synonyms',
    'reference/packs',
    'reference/corrections',
    'reference/watch-list',
    'reference/command-line',
    'reference/http-api',
    'reference/service',
    'reference/cluster',
    'reference/bundle-format',
  ],
  Explanations: [
    'explanations/ranking',
    'explanations/names',
    'explanations/exactness',
    'explanations/copies',
    'explanations/meaning',
  ],
  Figures: ['measured/benchmarks', 'measured/relevance', 'measured/tagger-model'],
  'Before you choose': ['limits', 'comparison', 'glossary'],
}

export default defineConfig({
  title: 'Lede',
  description: 'Passage search and discovery for your own documents',
  outDir: fileURLToPath(new URL('../../site', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../../node_modules/.cache/vitepress', import.meta.url)),
  vite: { publicDir: false },
  themeConfig: {
    outline: 'deep',
    sidebar: Object.entries(SECTIONS).map(([text, pages]) => ({ text, items: pages.map(linkTo) })),
  },
})

function linkTo(page: string): { text: string; link: string } {
  const text = readFileSync(new URL(`../${page}.md`, import.meta.url), 'utf8')
  const [, heading = page] = /^# (.+)$/mu.exec(text) ?? []
  return { text: heading.replaceAll('`', ''), link: `/${page}` }
}
