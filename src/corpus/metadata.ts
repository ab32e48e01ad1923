// What is known about a document? Collects fields from front matter, records and the article's head.
import { parseDate } from '../dates/parse-date.ts'
import type { Author } from '../domain/author.ts'
import type { AuthorParts, DocumentMetadata, Problem } from '../domain/document.ts'
import { readLanguageTag } from '../domain/language-tags.ts'
import { splitByline } from '../domain/names/byline.ts'
import { fieldOf, metadataKey } from './metadata-keys.ts'

type TextField = 'source' | 'url' | 'language' | 'standfirst'

interface Ranked {
  readonly value: string
  readonly key: string
  /** How good the key's word is, see `fieldOf`. */
  readonly rank: number
}

/** Gathers metadata. The best key's value stands for a field, and of two as good the first; the others are kept under `meta`. */
export class MetadataBuilder {
  title: string | null = null
  readonly problems: Problem[] = []
  private date: Ranked | null = null
  /** Dates as written: they are read when the language is known, whichever stands first. */
  private unreadDates: { readonly key: string; readonly text: string; readonly line: number }[] = []
  private readonly authors: Author[] = []
  private readonly texts = new Map<TextField, Ranked>()
  private readonly meta = new Map<string, string[]>()
  private readonly path: string

  constructor(path: string) {
    this.path = path
  }

  /** What the rules of the document's head rest on. */
  get known(): Pick<DocumentMetadata, 'authors' | 'language'> & { readonly title: string | null } {
    const authors = this.authors.map(({ name }) => name)
    return { title: this.title, authors, language: this.texts.get('language')?.value ?? null }
  }

  get hasDate(): boolean {
    this.readDates()
    return this.date !== null
  }

  /** Adds values under a label as written, e.g. `Region` or `pub_date`. One text may be a byline; several, or names in parts, are as listed. */
  add(label: string, values: readonly (string | Author)[], line: number): void {
    const key = metadataKey(label)
    const given = values.filter(value => nameOf(value) !== '')
    const texts = given.map(nameOf)
    const [first, ...others] = texts
    if (first === undefined) return
    const { field, rank = 0 } = fieldOf(key) ?? {}
    switch (field) {
      case 'title':
        this.keep(key, this.title === null ? others : texts)
        this.title ??= first
        return
      case 'date':
        this.addDate(key, first, line)
        if (others.length > 0) this.keep(key, others)
        return
      case 'authors':
        this.addAuthors(given)
        return
      case 'language':
        if (!this.texts.has(field)) this.noteUnknownLanguages(texts.join(', '), line)
        this.addText(field, { value: texts.join(', '), key, rank })
        return
      case 'source':
      case 'url':
      case 'standfirst':
        this.addText(field, { value: texts.join(', '), key, rank })
        return
      default:
        this.keep(key, texts.length === 1 && /^(?:tags?|keywords?)$/u.test(key) ? splitList(first) : texts)
    }
  }

  /** Adds values unless their field has one; then they are kept under `meta`, as the file's own word for it. */
  addIfMissing(label: string, values: readonly (string | Author)[]): void {
    const key = metadataKey(label)
    const field = fieldOf(key)?.field
    const isMissing =
      field === 'title'
        ? this.title === null
        : field === 'date'
          ? !this.hasDate
          : field === 'authors'
            ? this.authors.length === 0
            : field === undefined || !this.texts.has(field)
    if (isMissing) this.add(label, values, 1)
    else if (field !== 'title' && !this.isSaid(field, values.map(nameOf)))
      this.keep(`file-${key}`, values.map(nameOf))
  }

  /** Whether the text says the same: the same day, or the same people. */
  private isSaid(field: string | undefined, values: readonly string[]): boolean {
    const day = (date: string | null | undefined): string => date?.slice(0, '2016-11-15'.length) ?? ''
    if (field === 'date') return values.every(value => day(parseDate(value, null)) === day(this.date?.value))
    return field === 'authors' && values.every(value => this.authors.some(({ name }) => name === value))
  }

  addDate(key: string, text: string, line: number): void {
    this.unreadDates.push({ key, text, line })
  }

  build(fallbackTitle: string): DocumentMetadata {
    this.readDates()
    return {
      title: this.title ?? fallbackTitle,
      date: this.date?.value ?? null,
      authors: this.authors.map(({ name }) => name),
      ...partsOf(this.authors),
      source: this.texts.get('source')?.value ?? null,
      url: this.texts.get('url')?.value ?? null,
      language: this.texts.get('language')?.value ?? null,
      standfirst: this.texts.get('standfirst')?.value ?? null,
      meta: Object.fromEntries([...this.meta].sort(([a], [b]) => (a < b ? -1 : 1))),
    }
  }

  private readDates(): void {
    const [language = null] = readLanguageTag(this.texts.get('language')?.value ?? '').languages
    for (const { key, text, line } of this.unreadDates) {
      const value = parseDate(text, language)
      const rank = fieldOf(key)?.rank ?? 0
      if (value !== null) this.date = this.better(this.date, { value, key, rank })
      else if (/^(?:true|false|yes|no|on|off)$/iu.test(text)) this.keep(key, [text])
      else {
        const advice = 'It was kept as written and is not the document’s date; write it as YYYY-MM-DD.'
        const message = `“${text}” is not a date that can be read in one way. ${advice}`
        this.problems.push({ severity: 'warning', rule: 'unreadable-date', path: this.path, line, message })
        this.keep(`${key}-as-written`, [text])
      }
    }
    this.unreadDates = []
  }

  private addAuthors(given: readonly (string | Author)[]): void {
    const isList = given.length > 1
    for (const value of given) {
      const names =
        typeof value === 'string' && !isList
          ? splitByline(plainText(value)).map(name => ({ name }))
          : [asAuthor(value)]
      for (const author of names) {
        if (!this.authors.some(({ name }) => name === author.name)) this.authors.push(author)
      }
    }
  }

  private addText(field: TextField, text: Ranked): void {
    this.texts.set(field, this.better(this.texts.get(field) ?? null, text))
  }

  /** The better of two values; the other is kept, where it says something else. */
  private better(given: Ranked | null, found: Ranked): Ranked {
    if (given === null) return found
    const [best, other] = found.rank < given.rank ? [found, given] : [given, found]
    if (other.value !== best.value) this.keep(other.key, [other.value])
    return best
  }

  private noteUnknownLanguages(tag: string, line: number): void {
    const { languages, unknown } = readLanguageTag(tag)
    if (unknown.length === 0) return
    const names = unknown.map(part => `“${part}”`).join(', ')
    const used =
      languages.length > 0
        ? `The text was read as ${languages.join(', ')}`
        : 'The language of the text was detected instead'
    this.problems.push({
      severity: 'warning',
      rule: 'unknown-language',
      path: this.path,
      line,
      message: `${names} names no language that is known. ${used}; write a code such as en or pt-BR, or the language's name.`,
    })
  }

  private keep(key: string, values: readonly string[]): void {
    if (values.length === 0) return
    const kept = this.meta.get(key) ?? []
    for (const value of values) if (!kept.includes(value)) kept.push(value)
    this.meta.set(key, kept)
  }
}

/** What the source says of its authors beside their names; nothing where it says nothing. */
function partsOf(authors: readonly Author[]): Pick<DocumentMetadata, 'authorParts'> {
  const said = authors.flatMap(({ name, ...parts }): (readonly [string, AuthorParts])[] =>
    Object.keys(parts).length === 0 ? [] : [[name, parts]],
  )
  return said.length === 0 ? {} : { authorParts: Object.fromEntries(said) }
}

function nameOf(value: string | Author): string {
  return plainText(typeof value === 'string' ? value : value.name)
}

function asAuthor(value: string | Author): Author {
  return typeof value === 'string' ? { name: nameOf(value) } : { ...value, name: nameOf(value) }
}

/** A value without the brackets of a link between notes: `[[Ann Lee]]`, `[[people/ann|Ann Lee]]`. */
function plainText(text: string): string {
  return text
    .trim()
    .replace(/^\[\[(?:[^[\]|]*\|)?([^[\]|]*)\]\]$/u, '$1')
    .trim()
}

function splitList(text: string): string[] {
  return text
    .split(/[,;]/u)
    .map(part => part.trim())
    .filter(part => part !== '')
}
