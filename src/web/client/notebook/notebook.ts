// What is in a notebook? Passages as they were when they were saved, with notes, tags and lists: read from text, joined with another.
import type { Place } from '../../../domain/places.ts'
import type { Speaker } from '../../../domain/speaker.ts'

/** A passage as it was when it was saved: it stays so when the index changes. */
export interface SavedPassage extends Place {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly citation: string
  /** Whose words they are, where they are not the author's. */
  readonly speaker?: Speaker
  readonly date: string | null
  readonly url: string | null
  /** When it was saved, ISO 8601. */
  readonly saved: string
  readonly note: string
  readonly tags: readonly string[]
  /** Names of lists. */
  readonly lists: readonly string[]
}

/** A search to come back to. */
export interface SavedSearch {
  readonly label: string
  /** Its parameters, as an address has them. */
  readonly search: string
  /** Passages that it found when it was saved, or last opened from here. */
  readonly total: number
  readonly saved: string
}

export interface Notebook {
  readonly version: 2
  /** In the order in which they were made. */
  readonly lists: readonly string[]
  /** The list that passages are saved into; empty for none. */
  readonly current: string
  readonly passages: readonly SavedPassage[]
  readonly searches: readonly SavedSearch[]
}

export const EMPTY: Notebook = { version: 2, lists: [], current: '', passages: [], searches: [] }

export interface ReadNotebook {
  readonly notebook: Notebook
  /** Entries that are no passages. */
  readonly unreadable: number
}

/** What was kept or exported; the notebook's first form, a mere list, too. Null where it is neither. */
export function readNotebook(text: string): ReadNotebook | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null // no JSON: the caller says so
  }
  if (Array.isArray(value)) return withPassages(EMPTY, value)
  if (!isRecord(value) || value['version'] !== 2 || !Array.isArray(value['passages'])) return null
  const current = textOf(value['current'])
  const lists = distinct(textsOf(value['lists']))
  const given: readonly unknown[] = Array.isArray(value['searches']) ? value['searches'] : []
  const searches = given.flatMap(entry => searchOf(entry) ?? [])
  const { notebook, unreadable } = withPassages({ ...EMPTY, lists, searches }, value['passages'])
  return {
    notebook: { ...notebook, current: notebook.lists.includes(current) ? current : '' },
    unreadable: unreadable + given.length - searches.length,
  }
}

function searchOf(entry: unknown): SavedSearch | null {
  if (!isRecord(entry)) return null
  const { label, search, total } = entry
  if (typeof label !== 'string' || typeof search !== 'string' || typeof total !== 'number') return null
  return { label, search, total, saved: textOf(entry['saved']) }
}

function withPassages(notebook: Notebook, entries: readonly unknown[]): ReadNotebook {
  const read = entries.flatMap(entry => passageOf(entry) ?? [])
  const passages = [...new Map(read.map(passage => [passage.id, passage])).values()]
  const lists = distinct([...notebook.lists, ...passages.flatMap(passage => passage.lists)])
  return { notebook: { ...notebook, lists, passages }, unreadable: entries.length - read.length }
}

function passageOf(entry: unknown): SavedPassage | null {
  if (!isRecord(entry)) return null
  const { id, title, text, citation, path, speaker } = entry
  if (![id, title, text, citation].every(value => typeof value === 'string') || id === '') return null
  const place = Object.fromEntries(
    PLACE_NUMBERS.flatMap(name => (typeof entry[name] === 'number' ? [[name, entry[name]]] : [])),
  )
  return {
    id: textOf(id),
    title: textOf(title),
    text: textOf(text),
    citation: textOf(citation),
    ...(typeof speaker === 'string' || speaker === null ? { speaker } : {}),
    date: nullable(entry['date']),
    url: nullable(entry['url']),
    path: textOf(path),
    line: 1,
    ...place,
    ...(typeof entry['part'] === 'string' ? { part: entry['part'] } : {}),
    ...(typeof entry['sheet'] === 'string' ? { sheet: entry['sheet'] } : {}),
    saved: textOf(entry['saved'] ?? entry['pinned']),
    note: textOf(entry['note']),
    tags: distinct(textsOf(entry['tags'])),
    lists: distinct(textsOf(entry['lists'])),
  }
}

const PLACE_NUMBERS = ['line', 'endLine', 'page', 'endPage', 'row', 'endRow', 'time', 'endTime'] as const

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function nullable(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap(each => (typeof each === 'string' ? [each.trim()] : [])) : []
}

export function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter(text => text !== ''))]
}

/** All that either has. Where both have a note on a passage, both notes stand, one below the other. */
export function joined(mine: Notebook, theirs: Notebook): Notebook {
  const known = new Map(mine.passages.map(passage => [passage.id, passage]))
  for (const passage of theirs.passages) {
    const before = known.get(passage.id)
    known.set(passage.id, before === undefined ? passage : bothOf(before, passage))
  }
  return {
    ...mine,
    lists: distinct([...mine.lists, ...theirs.lists]),
    passages: [...known.values()],
    searches: [
      ...mine.searches,
      ...theirs.searches.filter(({ search }) => !mine.searches.some(other => other.search === search)),
    ],
  }
}

function bothOf(before: SavedPassage, other: SavedPassage): SavedPassage {
  const notes = [before.note, other.note].map(note => note.trim())
  const note = before.note.includes(other.note.trim()) ? before.note : distinct(notes).join('\n\n')
  return {
    ...before,
    note,
    tags: distinct([...before.tags, ...other.tags]),
    lists: distinct([...before.lists, ...other.lists]),
  }
}

/** The notebook with one of its passages changed. */
export function withPassage(
  notebook: Notebook,
  id: string,
  change: (passage: SavedPassage) => SavedPassage,
): Notebook {
  return {
    ...notebook,
    passages: notebook.passages.map(passage => (passage.id === id ? change(passage) : passage)),
  }
}

export function withoutPassages(notebook: Notebook, ids: ReadonlySet<string>): Notebook {
  return { ...notebook, passages: notebook.passages.filter(({ id }) => !ids.has(id)) }
}

/** The list under another name; null takes it away, and its passages stay. A name that another list has joins the two. */
export function withListCalled(notebook: Notebook, list: string, name: string | null): Notebook {
  const renamed = (lists: readonly string[]): readonly string[] =>
    distinct(lists.flatMap(each => (each !== list ? [each] : name === null ? [] : [name])))
  return {
    ...notebook,
    lists: renamed(notebook.lists),
    current: notebook.current === list ? (name ?? '') : notebook.current,
    passages: notebook.passages.map(passage => ({ ...passage, lists: renamed(passage.lists) })),
  }
}
