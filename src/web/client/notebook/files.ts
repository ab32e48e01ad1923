// How is a notebook given out? As an editor reads it, as a table, for a reference manager, and whole, to be restored from.
import { hasOwnLines } from '../../../corpus/formats.ts'
import { idPath } from '../../../domain/addresses.ts'
import { BibtexKeys } from '../../../domain/bibtex-keys.ts'
import { csvLine } from '../../../domain/csv.ts'
import { escapeMarkdown, quoteMarkdown } from '../../../domain/markdown.ts'
import { speakerName } from '../../../domain/speaker.ts'
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
    ...COLUMNS.map(name => (name === 'line' && !hasOwnLines(passage) ? '' : String(passage[name] ?? ''))),
    passage.tags.join('; '),
    passage.lists.join('; '),
    passage.saved,
    permanentLink(passage.id),
    speakerName(passage.speaker),
    String(passage.row ?? ''),
    passage.sheet ?? '',
  ])
  return [[...COLUMNS, 'tags', 'lists', 'saved', 'link', 'speaker', 'row', 'sheet'], ...rows]
    .map(csvLine)
    .join('')
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

/** References as the service writes them, each with its quotation, note and tags. @throws where it cannot be reached */
export async function referencesOf(
  passages: readonly SavedPassage[],
  form: 'bibtex' | 'ris',
): Promise<ReferenceFile> {
  const entries: (string | null)[] = []
  for (let at = 0; at < passages.length; at += AT_A_TIME)
    entries.push(
      ...(await Promise.all(passages.slice(at, at + AT_A_TIME).map(passage => referenceTo(passage, form)))),
    )
  const found = entries.filter(entry => entry !== null)
  const keys = new BibtexKeys()
  const written = form === 'bibtex' ? found.map(entry => keys.unique(entry)) : found
  return {
    text: written.map(entry => `${entry.trim()}\n`).join('\n'),
    missing: entries.length - found.length,
  }
}

async function referenceTo(passage: SavedPassage, form: 'bibtex' | 'ris'): Promise<string | null> {
  const response = await fetch(`/v1/passages/${idPath(passage.id)}/cite`)
  if (response.status === 404) return null
  if (!response.ok) throw new Error(response.statusText)
  const reference = ((await response.json()) as Readonly<Record<typeof form, string>>)[form]
  return form === 'ris' ? withNotesInRis(reference, passage) : withNotesInBibtex(reference, passage)
}

/** Reference managers show a field `N1` as a note, and `KW` as a tag; a line break ends a field. */
function withNotesInRis(reference: string, { text, note, tags }: SavedPassage): string {
  const notes = [`“${text}”`, note].filter(part => part.trim() !== '')
  const fields = [...notes.map(value => ['N1', value]), ...tags.map(value => ['KW', value])]
  const lines = fields.map(([name, value = '']) => `${name}  - ${value.replaceAll(/\s+/gu, ' ').trim()}\n`)
  return reference.replace(/^ER {2}-/mu, end => `${lines.join('')}${end}`)
}

/** `annote` and `keywords` are fields of BibTeX's own styles. */
function withNotesInBibtex(reference: string, { text, note, tags }: SavedPassage): string {
  const annote = [`“${text}”`, note.trim()].filter(part => part !== '').join(' ')
  const fields = [
    ['annote', annote],
    ['keywords', tags.join(', ')],
  ].filter(([, value]) => value !== '')
  const lines = fields.map(([name, value = '']) => `\t${name} = {${texText(value)}},\n`)
  return reference.replace(/\}\s*$/u, () => `${lines.join('')}}`)
}

/** What TeX would read as its own is written so that it prints it. */
function texText(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').replaceAll(/[\\{}~^$&#%_]/gu, sign => TEX[sign] ?? `\\${sign}`)
}

const TEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  // BibTeX counts braces, also those after a backslash.
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
}

export function download(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }))
  element('a', { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
