// Which number does Word show before a paragraph? It is in no text of the file: numbering.xml says how to count, each paragraph in which list it is.

import { type Level, type NumberedList, type Numbering, readNumbering } from './docx-numbering.ts'
import { formatted } from './number-forms.ts'
import type { Archive } from './zip.ts'

/** Gives the body of a document with the numbers of its paragraphs as text. */
export async function numberParagraphs(archive: Archive): Promise<(document: string) => string> {
  const xml = (await archive.read('word/numbering.xml'))?.toString('utf8')
  if (xml === undefined) return document => document
  const styles = (await archive.read('word/styles.xml'))?.toString('utf8') ?? null
  const numbering = readNumbering(xml, styles)
  return document => withNumbers(document, numbering)
}

/** Styles that are based on each other, at most so deep. */
const DEEPEST = 20

function withNumbers(document: string, numbering: Numbering): string {
  const counts = new Counts(numbering)
  let text = ''
  let at = 0
  for (const match of document.matchAll(/<w:p(?: [^<>]*)?>/gu)) {
    const start = match.index + match[0].length
    const properties = propertiesAt(document, start)
    if (match[0].endsWith('/>')) continue
    const label = counts.next(properties.text)
    if (label === '' || !hasWords(document, properties.end)) continue
    text += `${document.slice(at, properties.end)}<w:r><w:t xml:space="preserve">${escaped(label)}</w:t></w:r>`
    at = properties.end
  }
  return text + document.slice(at)
}

/** The properties with which a paragraph begins, without those that it had before a tracked change. */
function propertiesAt(document: string, start: number): { text: string; end: number } {
  if (!document.startsWith('<w:pPr>', start)) return { text: '', end: start }
  const close = '</w:pPr>'
  const first = document.indexOf(close, start)
  if (first === -1) return { text: '', end: start }
  const text = document.slice(start, first)
  const change = text.indexOf('<w:pPrChange')
  if (change === -1) return { text, end: first + close.length }
  const after = document.indexOf('</w:pPrChange>', first)
  const end = after === -1 ? -1 : document.indexOf(close, after)
  return { text: text.slice(0, change), end: end === -1 ? first + close.length : end + close.length }
}

function hasWords(document: string, from: number): boolean {
  const end = document.indexOf('</w:p>', from)
  const words = document.indexOf('<w:t', from)
  return words !== -1 && (end === -1 || words < end)
}

class Counts {
  private readonly numbering: Numbering
  private readonly counters = new Map<string, (number | undefined)[]>()
  private readonly begun = new Set<string>()

  constructor(numbering: Numbering) {
    this.numbering = numbering
  }

  /** What stands before the next paragraph, which has these properties; nothing where it is not numbered. */
  next(properties: string): string {
    const place = this.placeOf(properties)
    const list = place === null ? undefined : this.numbering.lists.get(place.list)
    const level = list?.levels.get(place?.level ?? 0)
    if (place === null || list === undefined || level === undefined) return ''
    const numbers = this.counters.get(list.counter) ?? []
    this.counters.set(list.counter, numbers)
    const start = list.starts.get(place.level)
    const key = `${place.list} ${place.level}`
    if (start !== undefined && !this.begun.has(key)) numbers[place.level] = start
    else numbers[place.level] = (numbers[place.level] ?? level.start - 1) + 1
    this.begun.add(key)
    for (let deeper = place.level + 1; deeper < numbers.length; deeper++) {
      const after = list.levels.get(deeper)?.restartsAfter ?? deeper
      if (after !== 0 && place.level < after) numbers[deeper] = undefined
    }
    return labelOf(list, level, numbers)
  }

  private placeOf(properties: string): { list: string; level: number } | null {
    const list = attribute(properties, 'w:numId')
    const level = attribute(properties, 'w:ilvl')
    let style = attribute(properties, 'w:pStyle')
    if (list === '0') return null
    if (list !== null) return { list, level: Number(level ?? 0) }
    for (let depth = 0; style !== null && depth < DEEPEST; depth++) {
      const given = this.numbering.styles.get(style)
      if (given?.list === '0') return null
      if (given?.list != null)
        return {
          list: given.list,
          level: Number(level ?? given.level ?? this.numbering.levelOfStyle.get(style) ?? 0),
        }
      style = given?.parent ?? null
    }
    return null
  }
}

function labelOf(
  { levels }: NumberedList,
  { format, text, isDecimal, hasSpace }: Level,
  numbers: readonly (number | undefined)[],
): string {
  if (format === 'bullet' || format === 'none') return ''
  let isKnown = true
  const label = text.replace(/%(\d)/gu, (_, digit: string) => {
    const at = Number(digit) - 1
    const level = levels.get(at)
    const written = formatted(
      numbers[at] ?? level?.start ?? 1,
      isDecimal ? 'decimal' : (level?.format ?? 'decimal'),
    )
    if (written === null) isKnown = false
    return written ?? ''
  })
  return isKnown && label.trim() !== '' ? `${label}${hasSpace ? ' ' : ''}` : ''
}

/** The value of the first property of that name. */
function attribute(properties: string, name: string): string | null {
  return new RegExp(`<${name} w:val="([^"]{0,80})"`, 'u').exec(properties)?.[1] ?? null
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
