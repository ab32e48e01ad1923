// What do lines such as `Region: Asia, Europe` say? Read where they evidently are labels; where somebody may be speaking they stay text.

import type { Paragraph, PhrasingContent } from 'mdast'
import { parseDate } from '../../dates/parse-date.ts'
import { countWords } from '../../domain/count-words.ts'
import { isFieldKey, metadataKey } from '../metadata-keys.ts'
import { plainText } from '../plain-text.ts'
import type { LabelKind } from '../rules/rule-set.ts'
import type { BlockView, DocumentView } from './document-view.ts'
import { endsAsSentence } from './document-view.ts'
import type { HeadReader } from './head-line.ts'
import { nameForm } from './name-form.ts'

/** Longest block of labels, in UTF-16 code units. */
const LONGEST = 4_000
const LABEL = /^\s*:?(\p{L}[\p{L}\p{M}\p{N} '’-]{0,40}?)[\s\u00A0]*[:：]\s*(.*)$/su

/** A list of fields (`:Author: Ann Lee`) has some that nobody knows, and values that go on in the next line. */
const FIELDS = /^\s*:\p{L}[^:\n]{0,40}:\s/u
/** What programs that keep versions put in the place of a keyword: `$Date: 2001/02/03 $`. */
const KEYWORD = /^\$\p{L}+:\s*([^$]*?)\s*\$$/u

type Doubt = 'evident' | 'doubtful'

interface LabelLine {
  readonly label: string
  readonly values: readonly string[]
  readonly line: number
  readonly doubt: Doubt
}

/** One or more lines of `Label: value, value`; unknown labels count only where every value is a link. */
export const readLabelLines: HeadReader = (block, view, later) => {
  if (block.node.type !== 'paragraph' || block.text.length > LONGEST) return null
  const seen = labelsOf(later)
  const areFields = FIELDS.test(block.text)
  const written = linesOf(block.node)
  const lines: LabelLine[] = []
  for (const [index, children] of written.entries()) {
    const found = readLine(children, view, block.line + index, seen)
    if (found === null && areFields) continue
    if (found === null) return null
    lines.push(found)
    seen.add(metadataKey(found.label))
  }
  if (lines.length === 0) return null
  return {
    reason: 'labels',
    rule: 'head/labels',
    evidence:
      lines.length === written.length && lines.every(({ doubt }) => doubt === 'evident')
        ? 'evident'
        : 'doubtful',
    facts: lines.map(({ label, values, line }) => ({ label, values, line })),
  }
}

/** @param seen labels that stand elsewhere: whoever says the same word twice is speaking */
function readLine(
  children: readonly PhrasingContent[],
  view: DocumentView,
  line: number,
  seen: ReadonlySet<string>,
): LabelLine | null {
  const texts = children.map(child => (child.type === 'text' ? child.value : plainText(child, view.source)))
  const match = LABEL.exec(texts.join(''))
  if (match === null) return null
  const [, label = ''] = match
  const rest = match[2]?.replace(KEYWORD, '$1') ?? ''
  const key = metadataKey(label)
  const links = children.filter(child => child.type === 'link')
  const isOutside = children.some((child, at) => child.type !== 'link' && /[:：]/u.test(texts[at] ?? ''))
  if (links.length > 0 && isOutside && children.every((child, at) => isLinkOrComma(child, at)))
    return { label, values: links.map(link => plainText(link, view.source)), line, doubt: 'evident' }
  const kind = view.rules.labels.get(key) ?? (isFieldKey(key) ? 'text' : undefined)
  if (kind === undefined || seen.has(key)) return null
  const value = firstSentence(rest)
    .trim()
    .replace(/[\s,;]+$/u, '') // it goes on in a line of its own
  const certainty = value === '' ? null : certaintyOf(kind, value, view)
  if (certainty === null) return null
  const doubt = value.length < rest.trim().length ? 'doubtful' : certainty
  return {
    label,
    values: isFieldKey(key) || kind === 'dates' ? [value] : value.split(/\s*[,;،、]\s*/u),
    line,
    doubt,
  }
}

/** Whether the value is what its label announces; null where it may well be a sentence. */
function certaintyOf(kind: LabelKind | 'text', value: string, view: DocumentView): Doubt | null {
  const parts = value.split(/\s*[,;،、]\s*/u).filter(part => part !== '')
  const words = countWords(value)
  switch (kind) {
    case 'dates':
      return parseDate(value, view.language) !== null || /^[\d./:TZ +-]+$/u.test(value) ? 'evident' : null
    case 'addresses':
      return /^\S+$/u.test(value) ? 'evident' : null
    case 'terms':
      if (words > 20 || endsAsSentence(value) || parts.some(part => countWords(part) > 4)) return null
      return parts.every(part => countWords(part) <= 2 || nameForm(part, view.rules, 4) === 'name')
        ? 'evident'
        : 'doubtful'
    case 'text':
      return 'doubtful'
    default: {
      if (words > 20) return null
      const forms = parts.map(part => nameForm(part, view.rules, kind === 'people' ? 4 : 8))
      if (forms.includes('none') || (kind === 'people' && forms.includes('unknown'))) return null
      return kind === 'people' || forms.includes('unknown') ? 'doubtful' : 'evident'
    }
  }
}

/** A value ends where a sentence does; `St. Gallen` and `Nr. 5` do not. */
function firstSentence(text: string): string {
  const end = /[\p{L}\p{N}]{4}[.!?؟۔]["”’»]?\s+(?=\p{L})|[。！？]/u.exec(text)
  return end === null ? text : text.slice(0, end.index + end[0].trimEnd().length).replace(/[.]$/u, '')
}

/** Labels at the beginnings of blocks. */
function labelsOf(blocks: readonly BlockView[]): Set<string> {
  const found = new Set<string>()
  for (const { node, text } of blocks) {
    if (node.type !== 'paragraph') continue
    const label = LABEL.exec(text.slice(0, 60))?.[1]
    if (label !== undefined) found.add(metadataKey(label))
  }
  return found
}

function isLinkOrComma(child: PhrasingContent, at: number): boolean {
  if (child.type === 'link') return true
  if (at === 0 && child.type === 'strong') return true
  return (
    child.type === 'text' &&
    (at <= 1 && /[:：]\s*$/u.test(child.value) ? true : /^[\s,;|]*$/u.test(child.value))
  )
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
