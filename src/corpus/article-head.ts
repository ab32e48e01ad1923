// What does the head of an article say? Title, byline, source and date line, `Label: links`, standfirst.
import type { Heading, Paragraph, PhrasingContent, RootContent } from 'mdast'
import { parseDate } from '../dates/parse-date.ts'
import { splitByline } from '../domain/names/byline.ts'
import type { MetadataBuilder } from './metadata.ts'
import { isFieldKey, metadataKey } from './metadata-keys.ts'
import { lineOf, plainText } from './plain-text.ts'

/** Labels that introduce metadata even where their values are no links. */
export const DEFAULT_LABELS = [
  'Region', 'Theme', 'Topic', 'Topics', 'Tags', 'Keywords', 'Category', 'Categories', 'Section', 'Series',
  'Country', 'Countries', 'Location', 'Place', 'Type', 'Language', 'Author', 'Authors', 'Date', 'Published',
  'Source', 'Publication', 'URL', 'Session', 'Meeting', 'Speaker', 'Venue', 'Programme', 'Document', 'Issue',
] as const // biome-ignore format: a list of words

/** Longest line of a head, in UTF-16 code units. */
const LONGEST_LINE = 400

/** What a block of the head turned out to be; the rest of the document is body. */
export type HeadRole = 'metadata' | 'standfirst' | 'separator'

/**
 * Reads the blocks of the head into `metadata` and returns them with their roles. The head ends at the
 * first block that is none of its parts.
 */
export function readArticleHead(
  blocks: readonly RootContent[],
  source: string,
  labels: ReadonlySet<string>,
  metadata: MetadataBuilder,
): Map<RootContent, HeadRole> {
  const roles = new Map<RootContent, HeadRole>()
  const first = blocks[0]
  let next = 0
  if (first?.type === 'heading' && isTitle(first, source, metadata)) {
    roles.set(first, 'metadata')
    next = 1
  }
  for (; next < blocks.length; next++) {
    const block = blocks[next]
    if (block === undefined) break
    const role = isSeparator(block, source) ? 'separator' : headRole(block, source, labels, metadata)
    if (role === null) break
    roles.set(block, role)
  }
  return roles
}

/** A thematic break, or a paragraph of asterisks and dashes that stands for one. */
export function isSeparator(block: RootContent, source: string): boolean {
  if (block.type === 'thematicBreak') return true
  return block.type === 'paragraph' && /^[\s*•·_~#—–-]+$/u.test(plainText(block, source))
}

function isTitle(heading: Heading, source: string, metadata: MetadataBuilder): boolean {
  const text = lineOf(heading, source)
  if (text === '') return false
  if (metadata.title === null && heading.depth <= 2) metadata.title = text
  return metadata.title === text
}

function headRole(
  block: RootContent,
  source: string,
  labels: ReadonlySet<string>,
  metadata: MetadataBuilder,
): HeadRole | null {
  if (block.type !== 'paragraph') return null
  const line = block.position?.start.line ?? 1
  if (readByline(block, source, metadata) || readDateLine(block, source, line, metadata)) return 'metadata'
  if (readLabels(block, source, labels, line, metadata)) return 'metadata'
  if (isEmphasised(block)) {
    metadata.appendStandfirst(plainText(block, source))
    return 'standfirst'
  }
  return null
}

/** `By Ann Lee and Bo Li`: at most twelve words, names capitalised, no sentence. */
function readByline(block: Paragraph, source: string, metadata: MetadataBuilder): boolean {
  const text = plainText(block, source)
  if (text.length > LONGEST_LINE) return false
  const names = /^by\s+(.+)$/iu.exec(text)?.[1]
  if (names === undefined || /[.!?:]$/u.test(names) || names.split(/\s+/u).length > 12) return false
  const authors = splitByline(names)
  if (!authors.every(author => /^\p{Lu}/u.test(author))) return false
  metadata.add('author', authors, block.position?.start.line ?? 1)
  return true
}

/** `Global Research, October 26, 2020`, `26 October 2020`, `Reuters — 2020-10-26`. */
function readDateLine(block: Paragraph, source: string, line: number, metadata: MetadataBuilder): boolean {
  const text = plainText(block, source)
  if (text.length > 120 || !/\d{4}/u.test(text)) return false
  if (isOneDate(text)) {
    metadata.addDate('date', text, line)
    return true
  }
  for (const { index, 0: separator } of text.matchAll(/\s*[,|—–·]\s*|\s+-\s+/gu)) {
    const date = text.slice(index + separator.length)
    if (index > 0 && isOneDate(date)) {
      metadata.add('source', [text.slice(0, index)], line)
      metadata.addDate('date', date, line)
      return true
    }
  }
  return false
}

/** A span or a decade alone on a line may be a heading of the text. */
function isOneDate(text: string): boolean {
  return parseDate(text, null)?.includes('/') === false
}

/** One or more lines of `Label: value, value`; unknown labels count only where every value is a link. */
function readLabels(
  block: Paragraph,
  source: string,
  labels: ReadonlySet<string>,
  line: number,
  metadata: MetadataBuilder,
): boolean {
  const found: { label: string; values: string[]; line: number }[] = []
  if (plainText(block, source).length > LONGEST_LINE * 10) return false
  for (const [index, children] of linesOf(block).entries()) {
    const match = /^\s*(\p{Lu}[\p{L}\p{N} '’-]{0,40}?)\s*:\s*(.*)$/su.exec(
      children.map(child => (child.type === 'text' ? child.value : plainText(child, source))).join(''),
    )
    if (match === null) return false
    const [, label = '', rest = ''] = match
    const links = children.filter(child => child.type === 'link')
    const key = metadataKey(label)
    const known = labels.has(key) || isFieldKey(key)
    const onlyLinks = links.length > 0 && children.every((child, at) => isLinkOrComma(child, at))
    if (!onlyLinks && !(known && rest !== '' && rest.length <= 200 && !/[.!?]\s+\p{Lu}/u.test(rest)))
      return false
    const values = onlyLinks ? links.map(link => plainText(link, source)) : splitValues(key, rest)
    found.push({ label, values, line: line + index })
  }
  for (const { label, values, line: at } of found) metadata.add(label, values, at)
  return found.length > 0
}

function splitValues(key: string, text: string): string[] {
  return isFieldKey(key) ? [text] : text.split(/\s*[,;]\s*/u)
}

function isLinkOrComma(child: PhrasingContent, at: number): boolean {
  if (child.type === 'link') return true
  return child.type === 'text' && (at === 0 ? /:\s*$/u.test(child.value) : /^[\s,;|]*$/u.test(child.value))
}

/** The paragraph's children by line: cut at hard breaks and at line ends inside text. */
function linesOf(block: Paragraph): PhrasingContent[][] {
  const lines: PhrasingContent[][] = [[]]
  for (const child of block.children) {
    if (child.type === 'break') lines.push([])
    else if (child.type === 'text' && child.value.includes('\n')) {
      for (const [index, value] of child.value.split('\n').entries()) {
        if (index > 0) lines.push([])
        if (value !== '') lines.at(-1)?.push({ ...child, value })
      }
    } else lines.at(-1)?.push(child)
  }
  return lines.filter(line => line.length > 0)
}

function isEmphasised(block: Paragraph): boolean {
  const visible = block.children.filter(child => !(child.type === 'text' && child.value.trim() === ''))
  return visible.length > 0 && visible.every(child => child.type === 'emphasis')
}
