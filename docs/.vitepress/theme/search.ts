// Where does the documentation say it? The box asks Lede's own interface, and each hit leads to the passage on its page.
import { withBase } from 'vitepress'
import { defineComponent, h, ref, type VNode } from 'vue'
import { addressOf } from './found.ts'

interface Hit {
  readonly passage: {
    readonly id: string
    readonly text: string
    readonly headings: readonly string[]
    readonly source: { readonly path: string }
  }
  readonly document: { readonly title: string }
  readonly snippet: {
    readonly text: string
    readonly highlights: readonly { readonly start: number; readonly end: number }[]
  }
}

const MOST_HITS = '8'
const NO_SERVICE = 'Search needs a running Lede: npm run docs:serve'

export const LedeSearch = defineComponent(() => {
  const hits = ref<readonly Hit[]>([])
  const said = ref('')
  let turn = 0

  async function ask(q: string): Promise<void> {
    const mine = ++turn
    const { hits: found, note } = q.trim() === '' ? { hits: [], note: '' } : await answerTo(q)
    // What was typed meanwhile has an answer of its own.
    if (mine !== turn) return
    hits.value = found
    said.value = note
  }

  return () =>
    h('div', { class: 'lede-search', role: 'search' }, [
      h('input', {
        type: 'search',
        placeholder: 'Search with Lede',
        'aria-label': 'Search the documentation',
        onInput: (event: Event) => ask((event.target as HTMLInputElement).value),
      }),
      h('p', { role: 'status' }, said.value),
      hits.value.length > 0 ? h('ol', hits.value.map(item)) : null,
    ])
})

async function answerTo(q: string): Promise<{ hits: readonly Hit[]; note: string }> {
  const parameters = new URLSearchParams({ q, limit: MOST_HITS, prefix: 'last', facets: 'none' })
  try {
    const answer = (await (await fetch(`/v1/search?${parameters}`)).json()) as { hits: Hit[]; total: number }
    return { hits: answer.hits, note: `${answer.total} passages` }
  } catch {
    return { hits: [], note: NO_SERVICE }
  }
}

/** A link with a target loads its page, which then looks for the passage. */
function item({ passage, document, snippet }: Hit): VNode {
  const href = addressOf(withBase(`/${passage.source.path.replace(/\.md$/u, '.html')}`), passage.text)
  const place = [document.title, ...passage.headings]
    .filter((name, at, all) => all.indexOf(name) === at)
    .join(' › ')
  return h(
    'li',
    { key: passage.id },
    h('a', { href, target: '_self' }, [h('strong', place), h('span', marked(snippet))]),
  )
}

function marked({ text, highlights }: Hit['snippet']): (string | VNode)[] {
  const ends = [0, ...highlights.map(({ end }) => end)]
  const parts = highlights.flatMap(({ start, end }, at) => [
    text.slice(ends[at], start),
    h('mark', text.slice(start, end)),
  ])
  return [...parts, text.slice(ends.at(-1))]
}
