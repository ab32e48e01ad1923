// Passages set aside: kept in this browser as they were read, with notes, and given out as Markdown, CSV or JSON.
import { atPassage, idPath } from '../../domain/addresses.ts'
import { csvLine } from '../../domain/csv.ts'
import { quoteMarkdown } from '../../domain/markdown.ts'
import type { Place } from '../../domain/places.ts'
import { address, passageLink } from '../links.ts'
import { number, say } from '../words/spoken.ts'
import { confirmOn, copy } from './copy.ts'
import { announce, element, find, onClick, passageOf, showTrouble, unreachable } from './elements.ts'
import { onView } from './views.ts'

/** A passage as it was when it was pinned: it stays so when the index changes. */
interface Pinned extends Place {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly citation: string
  readonly date: string | null
  readonly url: string | null
  /** When it was pinned, ISO 8601. */
  readonly pinned: string
  note: string
}

const KEY = 'lede.workspace'

function load(): Pinned[] {
  const text = localStorage.getItem(KEY) ?? '[]'
  try {
    const list: unknown = JSON.parse(text)
    if (Array.isArray(list)) return list as Pinned[]
  } catch {
    // Kept aside below: somebody's notes may be in it.
  }
  localStorage.setItem(`${KEY}.unreadable`, text)
  showTrouble(say('notebook.unreadable', { key: `${KEY}.unreadable` }))
  return []
}

function save(list: readonly Pinned[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(list))
  } catch {
    showTrouble(say('notebook.full'))
  }
  showState()
}

export function keepWorkspace(): void {
  onClick('button.pin', button => void togglePin(button))
  onClick('[data-export]', button => exportAs(button.dataset['export'] ?? ''))
  onClick('[data-share]', button => {
    const url = new URL(address('/workspace'), location.href)
    for (const { id } of load()) url.searchParams.append('passage', id)
    void copy(url.href).then(() => confirmOn(button, say('script.copied')))
  })
  onClick('[data-clear]', () => {
    if (confirm(say('notebook.confirm'))) {
      save([])
      showList()
    }
  })
  onClick('[data-remove]', button => {
    save(load().filter(({ id }) => id !== button.dataset['remove']))
    showList()
    announce(say('notebook.wasRemoved'))
  })
  addEventListener('storage', event => {
    if (event.key !== KEY) return
    showState()
    showList()
  })
  onView(showState)
  showState()
  showList()
}

async function togglePin(button: HTMLElement): Promise<void> {
  const id = passageOf(button)
  const list = load()
  if (list.some(pinned => pinned.id === id)) {
    save(list.filter(pinned => pinned.id !== id))
    announce(say('notebook.wasRemoved'))
  } else {
    try {
      const response = await fetch(`/v1/passages/${idPath(id)}`)
      if (!response.ok) throw new Error(response.statusText)
      save([...load(), pinnedOf(await response.json())])
      announce(say('notebook.wasSaved'))
    } catch {
      showTrouble(unreachable())
    }
  }
  showList()
}

/** What the interface says of a passage, as it is kept. */
function pinnedOf({ passage, document: source, citation }: PassageAnswer): Pinned {
  return {
    id: passage.id,
    title: source.title,
    text: passage.text,
    citation: citation.text,
    date: source.date,
    url: source.url === null ? null : atPassage(source.url, citation.textFragment),
    ...placeOf(passage.source),
    pinned: new Date().toISOString(),
    note: '',
  }
}

function placeOf({ path, line, page, endPage, part }: Place): Place {
  return {
    path,
    line,
    ...(page === undefined ? {} : { page }),
    ...(endPage === undefined ? {} : { endPage }),
    ...(part === undefined ? {} : { part }),
  }
}

interface PassageAnswer {
  readonly passage: {
    readonly id: string
    readonly text: string
    readonly source: Place
  }
  readonly document: { readonly title: string; readonly date: string | null; readonly url: string | null }
  readonly citation: { readonly text: string; readonly textFragment: string }
}

/** Which buttons are pressed, and how many passages are pinned. */
function showState(): void {
  const ids = new Set(load().map(({ id }) => id))
  for (const button of document.querySelectorAll<HTMLElement>('button.pin')) {
    const isPinned = ids.has(passageOf(button))
    button.setAttribute('aria-pressed', String(isPinned))
    button.textContent = say(isPinned ? 'notebook.saved' : 'notebook.save')
  }
  const badge = find('#pinned')
  if (badge !== null) badge.textContent = ids.size === 0 ? '' : number(ids.size)
}

/** The list, on the page that has a place for it. */
function showList(): void {
  const place = find('#workspace')
  if (place === null) return
  const list = load()
  const [controls, empty, hits] = ['.controls', '.empty', '.hits'].map(part =>
    place.querySelector<HTMLElement>(part),
  )
  if (controls != null) controls.hidden = list.length === 0
  if (empty != null) empty.hidden = list.length > 0
  hits?.replaceChildren(...list.map(item))
}

function item(pinned: Pinned): HTMLElement {
  const { id, title, text, citation, note } = pinned
  const field = element(
    'textarea',
    {
      class: 'note-field',
      'aria-label': say('notebook.noteOn', { title }),
      placeholder: say('notebook.yourNote'),
    },
    note,
  )
  field.addEventListener('input', () => {
    save(load().map(other => (other.id === id ? { ...other, note: field.value } : other)))
  })
  return element(
    'li',
    { class: 'hit', 'data-passage': id },
    element('h2', {}, element('a', { href: passageLink(id), dir: 'auto' }, title)),
    element('blockquote', { dir: 'auto' }, text),
    element('p', { class: 'cite' }, element('cite', {}, citation)),
    field,
    element(
      'p',
      { class: 'controls' },
      element('button', { class: 'copy', type: 'button' }, say('notebook.copyCitation')),
      element('button', { 'data-remove': id, type: 'button' }, say('notebook.remove')),
    ),
  )
}

function exportAs(format: string): void {
  const list = load()
  switch (format) {
    case 'markdown':
      download('workspace.md', 'text/markdown', list.map(markdownOf).join('\n\n'))
      return
    case 'csv':
      download('workspace.csv', 'text/csv', csvOf(list))
      return
    default:
      download('workspace.json', 'application/json', JSON.stringify(list, null, 2))
  }
}

function markdownOf(pinned: Pinned): string {
  const { text, citation, url, note } = pinned
  const quote = quoteMarkdown(text, citation, pinned, url)
  return note.trim() === '' ? `${quote}\n` : `${quote}\n\n${note.trim()}\n`
}

const COLUMNS = [
  'id',
  'title',
  'date',
  'text',
  'citation',
  'url',
  'path',
  'line',
  'page',
  'note',
  'pinned',
] as const

function csvOf(list: readonly Pinned[]): string {
  return [COLUMNS, ...list.map(pinned => COLUMNS.map(name => String(pinned[name] ?? '')))]
    .map(csvLine)
    .join('')
}

function download(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }))
  element('a', { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
