// Searches kept in this browser: what each found when it was saved or last opened, and what it finds now.
import { address } from '../links.ts'
import { say } from '../words/spoken.ts'
import { announce, element, find, onClick } from './elements.ts'
import type { SavedSearch } from './notebook/notebook.ts'
import { changeNotebook, notebook, onNotebook } from './notebook/store.ts'

export function keepSearches(): void {
  const place = find('#searches')
  if (place === null) return
  onClick('.save-search', button => {
    const label = button.closest('form')?.querySelector<HTMLInputElement>('input[name="label"]')?.value.trim()
    const search = button.dataset['search'] ?? ''
    const saved: SavedSearch = {
      label: label === undefined || label === '' ? search : label,
      search,
      total: Number(button.dataset['total']),
      saved: new Date().toISOString(),
    }
    changeNotebook(before => ({
      ...before,
      searches: [...before.searches.filter(other => other.search !== search), saved],
    }))
    announce(say('searches.saved'))
  })
  onNotebook(show)
  show()
}

function show(): void {
  const { searches } = notebook()
  const none = find('#searches .none')
  if (none !== null) none.hidden = searches.length > 0
  find('#searches .list')?.replaceChildren(...searches.map(item))
}

function item(saved: SavedSearch): HTMLElement {
  const { search, label, total } = saved
  const link = element('a', { href: linkTo('/', search), dir: 'auto' }, label)
  const figures = element('span', { class: 'meta' }, say('searches.then', { n: total }))
  const removal = element('button', { type: 'button' }, say('notebook.remove'))
  removal.addEventListener('click', () => {
    changeNotebook(before => ({
      ...before,
      searches: before.searches.filter(other => other.search !== search),
    }))
    announce(say('notebook.wasRemoved'))
  })
  const line = element(
    'li',
    {},
    link,
    ' ',
    figures,
    ' ',
    element(
      'a',
      { href: linkTo('/searches', `${search}&${new URLSearchParams({ label })}`) },
      say('searches.toEntry'),
    ),
    ' ',
    removal,
  )
  void totalOf(search).then(now => {
    if (now === null) return
    figures.textContent =
      now === total ? say('searches.same', { n: total }) : say('searches.now', { before: total, n: now })
    line.classList.toggle('changed', now !== total)
    // Whoever opens it knows what it finds.
    link.addEventListener('click', () =>
      changeNotebook(before => ({
        ...before,
        searches: before.searches.map(other => (other.search === search ? { ...other, total: now } : other)),
      })),
    )
  })
  return line
}

function linkTo(path: string, search: string): string {
  return address(path, new URLSearchParams(search))
}

/** What it finds now, or null where it cannot be asked or is no search any more. */
async function totalOf(search: string): Promise<number | null> {
  try {
    const response = await fetch(`/v1/search?${search}&limit=1&facets=none&counts=false&meaning=off`)
    return response.ok ? ((await response.json()) as { readonly total: number }).total : null
  } catch {
    return null // shown as it was when it was saved
  }
}
