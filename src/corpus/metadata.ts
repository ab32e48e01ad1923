// What is known about a document? Collects fields from front matter and from the article's head.
import { parseDate } from '../dates/parse-date.ts'
import type { DocumentMetadata, Problem } from '../domain/document.ts'

/** Labels of an article's head and keys of front matter that fill a field of their own. */
const FIELD_KEYS: Readonly<Record<string, keyof Omit<DocumentMetadata, 'meta'>>> = {
  title: 'title',
  headline: 'title',
  date: 'date',
  published: 'date',
  'publication-date': 'date',
  pubdate: 'date',
  created: 'date',
  author: 'authors',
  authors: 'authors',
  by: 'authors',
  byline: 'authors',
  creator: 'authors',
  source: 'source',
  publication: 'source',
  publisher: 'source',
  outlet: 'source',
  url: 'url',
  link: 'url',
  permalink: 'url',
  canonical: 'url',
  language: 'language',
  lang: 'language',
  locale: 'language',
  standfirst: 'standfirst',
  description: 'standfirst',
  summary: 'standfirst',
  excerpt: 'standfirst',
}

/** Gathers metadata; the first value given for a field stands, later ones are kept under `meta`. */
export class MetadataBuilder {
  title: string | null = null
  readonly problems: Problem[] = []
  private date: string | null = null
  private readonly authors: string[] = []
  private readonly text: { source?: string; url?: string; language?: string; standfirst?: string } = {}
  private readonly meta = new Map<string, string[]>()
  private readonly path: string

  constructor(path: string) {
    this.path = path
  }

  /** Adds a value under a label as written, e.g. `Region` or `pub_date`. */
  add(label: string, values: readonly string[], line: number): void {
    const key = metadataKey(label)
    const given = values.map(value => value.trim()).filter(value => value !== '')
    const first = given[0]
    if (first === undefined) return
    switch (FIELD_KEYS[key]) {
      case 'title':
        if (this.title === null) this.title = first
        else this.keep(key, given)
        return
      case 'date':
        this.addDate(key, first, line)
        return
      case 'authors':
        for (const author of given.flatMap(splitAuthors)) {
          if (!this.authors.includes(author)) this.authors.push(author)
        }
        return
      case 'source':
      case 'url':
      case 'language':
      case 'standfirst':
        this.addText(FIELD_KEYS[key] as 'source', key, given)
        return
      default:
        this.keep(key, given)
    }
  }

  /** Adds a value unless its field has one; then it is kept under `meta`, as the file's own word for it. */
  addIfMissing(label: string, values: readonly string[]): void {
    const key = metadataKey(label)
    const field = FIELD_KEYS[key]
    const isMissing =
      field === 'title'
        ? this.title === null
        : field === 'date'
          ? this.date === null
          : field === 'authors'
            ? this.authors.length === 0
            : field === undefined || this.text[field] === undefined
    if (isMissing) this.add(label, values, 1)
    else if (field !== 'title') this.keep(`file-${key}`, values)
  }

  addDate(key: string, text: string, line: number): void {
    const date = parseDate(text, this.text.language ?? null)
    if (date === null) {
      const advice = 'It was kept as written and the document has no date; write it as YYYY-MM-DD.'
      const message = `“${text}” is not a date that can be read in one way. ${advice}`
      this.problems.push({ severity: 'warning', rule: 'unreadable-date', path: this.path, line, message })
      this.keep(`${key}-as-written`, [text])
    } else if (this.date === null) this.date = date
    else if (this.date !== date) this.keep(key, [date])
  }

  appendStandfirst(text: string): void {
    this.text.standfirst = this.text.standfirst === undefined ? text : `${this.text.standfirst} ${text}`
  }

  build(fallbackTitle: string): DocumentMetadata {
    return {
      title: this.title ?? fallbackTitle,
      date: this.date,
      authors: this.authors,
      source: this.text.source ?? null,
      url: this.text.url ?? null,
      language: this.text.language ?? null,
      standfirst: this.text.standfirst ?? null,
      meta: Object.fromEntries([...this.meta].sort(([a], [b]) => (a < b ? -1 : 1))),
    }
  }

  private addText(field: 'source' | 'url' | 'language' | 'standfirst', key: string, values: string[]): void {
    if (this.text[field] === undefined) this.text[field] = values.join(', ')
    else this.keep(key, values)
  }

  private keep(key: string, values: readonly string[]): void {
    const kept = this.meta.get(key) ?? []
    for (const value of values) if (!kept.includes(value)) kept.push(value)
    this.meta.set(key, kept)
  }
}

/** `Pub_Date` and `pub date` are one key: `pub-date`. Dots are kept: they are nesting. */
export function metadataKey(label: string): string {
  return label
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/gu, '-')
    .replace(/[^\p{L}\p{N}.-]+/gu, '')
}

/** Whether a label fills a field of its own. */
export function isFieldKey(key: string): boolean {
  return Object.hasOwn(FIELD_KEYS, key)
}

/** `Ann Lee, Bo Li and Cy Day` gives three names; `Lee, Ann` (one comma, single words) stays one. */
export function splitAuthors(text: string): string[] {
  const names = text.replace(/^by\s+/iu, '').split(/\s*;\s*|\s*&\s*|,?\s+and\s+/iu)
  return names
    .flatMap(name => {
      const parts = name.split(/\s*,\s*/u)
      return parts.some(part => !/\s/u.test(part)) ? [name] : parts
    })
    .map(name => name.trim())
    .filter(name => name !== '')
}
