// How is a notebook given out? As an editor reads it, as a table, for a reference manager, and whole, to be restored from.
import { idPath } from '../../../domain/addresses.ts'
import { BibtexKeys } from '../../../domain/bibtex-keys.ts'
import { csvLine } from '../../../domain/csv.ts'
import { escapeMarkdown, quoteMarkdown } from '../../../domain/markdown.ts'
import { passageLink } from '../../links.ts'
import { say } from '../../words/spoken.ts'
import { element } from '../elements.ts'
import type { Notebook, SavedPassage } from './notebook.ts'

/** Quotation, citation, address, note and tags of each passage below a title. */
export function markdownOf(title: string, passages: readonly SavedPassage[]): string {
  return [`# ${escapeMarkdown(title)}`, ...passages.map(markdownPassage)].join('\n\n').concat('\n')
}

function markdownPassage(passage: SavedPassage): string {
  const { id, text, citation, url, note, tags } = passage
  const named = tags.map(escapeMarkdown).join(say('list.joiner'))
  return [
    quoteMarkdown(text, citation, passage, url),
    note.trim(),
    tags.length === 0 ? '' : `${say('notebook.tags')}: ${named}`,
    `<${permanentLink(id)}>`,
  ]
    .filter(part => part !== '')
    .join('\n\n')
}

/** Where the passage is found in this service. */
export function permanentLink(id: string): string {
  return new URL(passageLink(id), location.href).href
}

const COLUMNS = ['id', 'title', 'date', 'text', 'citation', 'url', 'path', 'line', 'page', 'note'] as const

export function csvOf(passages: readonly SavedPassage[]): string {
  const rows = passages.map(passage => [
    ...COLUMNS.map(name => String(passage[name] ?? '')),
    passage.tags.join('; '),
    passage.lists.join('; '),
    passage.saved,
    permanentLink(passage.id),
  ])
  return [[...COLUMNS, 'tags', 'lists', 'saved', 'link'], ...rows].map(csvLine).join('')
}

export function jsonOf(notebook: Notebook): string {
  return `${JSON.stringify(notebook, null, 2)}\n`
}

export interface ReferenceFile {
  readonly text: string
  /** Passages that the index does not have any more. */
  readonly missing: number
}

/** References that are asked for at a time. */
const AT_A_TIME = 6

/** References as the service writes them. @throws where it cannot be reached */
export async function referencesOf(
  passages: readonly SavedPassage[],
  form: 'bibtex' | 'ris',
): Promise<ReferenceFile> {
  const entries: (string | null)[] = []
  for (let at = 0; at < passages.length; at += AT_A_TIME)
    entries.push(
      ...(await Promise.all(passages.slice(at, at + AT_A_TIME).map(({ id }) => referenceTo(id, form)))),
    )
  const found = entries.filter(entry => entry !== null)
  const keys = new BibtexKeys()
  const written = form === 'bibtex' ? found.map(entry => keys.unique(entry)) : found
  return {
    text: written.map(entry => `${entry.trim()}\n`).join('\n'),
    missing: entries.length - found.length,
  }
}

async function referenceTo(id: string, form: 'bibtex' | 'ris'): Promise<string | null> {
  const response = await fetch(`/v1/passages/${idPath(id)}/cite`)
  if (response.status === 404) return null
  if (!response.ok) throw new Error(response.statusText)
  return ((await response.json()) as Readonly<Record<typeof form, string>>)[form]
}

export function download(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }))
  element('a', { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
