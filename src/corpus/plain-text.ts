// What does this block say, without its markup, and where in the file does each character stand?
import { fromHtml } from 'hast-util-from-html'
import { toText } from 'hast-util-to-text'
import type { Link, ListItem, Nodes } from 'mdast'
import type { LineJoint } from './line-ends.ts'
import { span } from './markdown.ts'
import type { Span } from './note-marks.ts'
import { NO_EVIDENCE } from './text-evidence.ts'
import { asRead, type Edit } from './words-as-read.ts'

/** A run of characters that stand in the text as they stand in the file. */
interface Run {
  readonly text: number
  readonly source: number
  readonly length: number
}

/** A letter or digit of a script that puts spaces between words. */
const SPACED = String.raw`(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}])[\p{L}\p{N}]`
const ENDS_SPACED = new RegExp(`${SPACED}$`, 'u')
const STARTS_SPACED = new RegExp(`^${SPACED}`, 'u')

/** Plain text of one or more blocks, with a map back to the file. */
export class PlainText {
  text = ''
  /** What is set as a superscript. */
  readonly raised: Span[] = []
  /** Places of line breaks within a block. */
  private readonly breaks = new Set<number>()
  private readonly runs: Run[] = []
  private readonly source: string
  /** Offset in the file up to which text was taken, and the end of the block that it is taken from. */
  private taken = 0
  private blockEnd = 0
  /** Where the words of the last image end, in this text. */
  private imageEnd = -1
  /** Where the number of the last item ends, in this text: its words go on there. */
  private numberEnd = -1

  /** @param source the whole decoded file */
  constructor(source: string) {
    this.source = source
  }

  /** Appends the text of a node; blocks inside it are separated by line breaks. */
  addNode(node: Nodes): this {
    if (isBlock(node)) {
      const { start, end } = span(node)
      this.taken = start
      this.blockEnd = end
    }
    switch (node.type) {
      case 'text':
      case 'inlineCode':
      case 'code':
        this.addValue(node.value, node)
        break
      case 'html':
        this.addHtml(node.value, node)
        break
      case 'break':
        this.addBreak()
        break
      case 'image':
      case 'imageReference':
        this.addImage(node.alt ?? '', node)
        break
      case 'listItem':
        this.addItem(node)
        break
      case 'footnoteReference':
      case 'definition':
      case 'thematicBreak':
      case 'yaml':
        break
      default:
        this.addChildren(node)
    }
    return this
  }

  /** An item without words has no number either. */
  private addItem(item: ListItem): void {
    const before = this.text
    const runs = this.runs.length
    this.addNumber(item)
    const from = this.text.length
    this.addChildren(item)
    if (this.text.length > from) return
    this.text = before
    this.runs.length = runs
  }

  /** Appends what is printed before the item; where the file counts otherwise, that has no place in it. */
  addNumber(item: ListItem): this {
    const number = item.data?.number
    if (number === undefined) return this
    const { start } = span(item)
    if (this.source.startsWith(number, start))
      this.runs.push({ text: this.text.length, source: start, length: number.length })
    this.text += `${number} `
    this.numberEnd = this.text.length
    return this
  }

  private addChildren(node: Extract<Nodes, { children: unknown }>): void {
    const from = this.text.length
    let afterBlock = false
    let raisedFrom: number | null = null
    for (const child of node.children) {
      if (isBlock(child) || afterBlock) this.addSeparator('\n')
      if (child.type === 'html') raisedFrom = this.followRaised(child.value, raisedFrom)
      if (child.type === 'link' && isNoteLink(child, this.text)) continue
      this.addNode(child)
      afterBlock = isBlock(child)
    }
    if (node.data?.isRaised === true) this.addRaised(from)
  }

  /** What an image says is words of its own, but for a single letter: an initial belongs to its word. */
  private addImage(words: string, node: Nodes): void {
    if (/[\p{L}\p{N}]{2}/u.test(words)) {
      if (ENDS_SPACED.test(this.text.slice(-2))) this.addSeparator(' ')
      this.addValue(words, node)
      this.imageEnd = this.text.length
    } else this.addValue(words, node)
  }

  /** Tags of superscripts, and of links to a place in the text, which notes have. */
  private followRaised(tag: string, from: number | null): number | null {
    if (/^<sup\b/iu.test(tag) || (/^<a\s/iu.test(tag) && tag.includes('#'))) return from ?? this.text.length
    return /^<\/(?:sup|a)>/iu.test(tag) ? this.addRaised(from) : from
  }

  private addRaised(start: number | null): null {
    if (start !== null && start < this.text.length) this.raised.push({ start, end: this.text.length })
    return null
  }

  private addBreak(): void {
    if (this.text === '' || this.text.endsWith('\n')) return
    this.breaks.add(this.text.length)
    this.text += '\n'
  }

  /** Appends text that does not stand in the file, unless the text is empty or ends with it already. */
  addSeparator(separator: string): this {
    const isOpen = this.text === '' || this.text.length === this.numberEnd || this.text.endsWith(separator)
    if (!isOpen) this.text += separator
    return this
  }

  /** Appends text that does not stand in the file at this place, e.g. a table's header before a cell. */
  addLabel(label: string): this {
    this.text += label
    return this
  }

  /** Offset in the file of the character at `offset`, or of the next that stands in the file. */
  sourceStart(offset: number): number | null {
    const run = this.runs[this.firstRunAfter(offset)]
    return run === undefined ? null : run.source + Math.max(0, offset - run.text)
  }

  /** This text and the next as one, as the joint says. */
  joined(next: PlainText, { drop, between, skip }: LineJoint): PlainText {
    const result = new PlainText(this.source)
    const end = this.text.trimEnd().length - drop
    const kept = this.text.slice(0, end).trimEnd()
    const from = next.text.length - next.text.trimStart().length + skip
    result.text = `${kept}${between}${next.text.slice(from)}`
    for (const run of this.runs) {
      if (run.text < kept.length)
        result.runs.push({ ...run, length: Math.min(run.length, kept.length - run.text) })
    }
    const shift = kept.length + between.length - from
    for (const run of next.runs) {
      const skipped = Math.max(0, from - run.text)
      if (run.length > 0 && skipped >= run.length) continue
      result.runs.push({
        text: run.text + skipped + shift,
        source: run.source + skipped,
        length: Math.max(0, run.length - skipped),
      })
    }
    return result
  }

  /** The same text with parts of it replaced; `edits` stand in order and do not overlap. */
  edited(edits: readonly Edit[]): PlainText {
    if (edits.length === 0) return this
    const result = new PlainText(this.source)
    let kept = 0
    for (const { start, end, text } of [
      ...edits,
      { start: this.text.length, end: this.text.length, text: '' },
    ]) {
      this.copyTo(result, kept, start)
      result.text += text
      kept = end
    }
    const moved = movedBy(edits)
    for (const at of this.breaks) {
      const to = moved(at)
      if (to !== null) result.breaks.add(to)
    }
    const left = movedBy(edits)
    for (const { start, end } of this.raised) {
      const from = left(start)
      if (from !== null) result.raised.push({ start: from, end: from + end - start })
    }
    return result
  }

  private copyTo(result: PlainText, start: number, end: number): void {
    const shift = result.text.length - start
    result.text += this.text.slice(start, end)
    for (let at = this.firstRunAfter(start - 1); at < this.runs.length; at++) {
      const run = this.runs[at] as Run // at < length
      if (run.text >= end && !(run.length === 0 && run.text === end)) break
      const skipped = Math.max(0, start - run.text)
      const length = Math.min(run.text + run.length, end) - run.text - skipped
      if (length < 0 || (length === 0 && run.length > 0)) continue
      result.runs.push({ text: run.text + skipped + shift, source: run.source + skipped, length })
    }
  }

  /** Whether the white space from `start` to `end` stands for the end of a line within a block. */
  isLineEnd(start: number, end: number): boolean {
    for (let at = start; at < end; at++) if (this.text[at] === '\n') return this.breaks.has(at)
    const from = this.sourceStart(start)
    const to = this.sourceStart(end)
    return from !== null && to !== null && /[\n\r]/u.test(this.source.slice(from, to))
  }

  /** The first run that ends after `offset`, found by halving: runs stand in the order of the text. */
  private firstRunAfter(offset: number): number {
    let low = 0
    let high = this.runs.length
    while (low < high) {
      const middle = (low + high) >> 1
      const run = this.runs[middle] as Run // middle < length
      if (run.text + run.length > offset) high = middle
      else low = middle + 1
    }
    return low
  }

  private addValue(value: string, node: Nodes): void {
    if (value === '') return
    if (this.imageEnd === this.text.length && STARTS_SPACED.test(value)) this.addSeparator(' ')
    const { start, end } = this.place(node)
    const at = this.text.length
    const fenced = node.type === 'code' && /^[`~]/u.test(this.source.slice(start, start + 1))
    const from = fenced ? this.source.indexOf('\n', start) + 1 : start
    this.text += value.replace(/[\n\r\t]/gu, node.type === 'code' ? '$&' : ' ')
    this.taken = this.align(value, at, from, end)
  }

  /** Text around a bare address (`www.a.example`) has no position of its own: it follows what was taken. */
  private place(node: Nodes): { start: number; end: number } {
    return node.position === undefined ? { start: this.taken, end: this.blockEnd } : span(node)
  }

  /**
   * Records runs of equal characters; escapes, references and line prefixes in the file are stepped over.
   * Returns the offset in the file that it came to.
   */
  private align(value: string, at: number, start: number, end: number): number {
    const { source } = this
    let from = start
    let index = 0
    while (index < value.length && from < end) {
      let length = 0
      while (
        index + length < value.length &&
        from + length < end &&
        value[index + length] === source[from + length] &&
        source[from + length] !== '\\' &&
        source[from + length] !== '&'
      ) {
        length++
      }
      if (length > 0) {
        this.runs.push({ text: at + index, source: from, length })
        index += length
        from += length
        continue
      }
      const step = this.stepOver(value, index, from, end)
      index += step.text
      from += step.source
    }
    return from
  }

  private stepOver(
    value: string,
    index: number,
    from: number,
    end: number,
  ): { text: number; source: number } {
    const { source } = this
    const here = source[from]
    if (here === '\\' && source[from + 1] === value[index]) return { text: 0, source: 1 }
    if (here === '&') {
      const reference = /^&(?:#x?[\da-f]+|\w+);?/iu.exec(source.slice(from, Math.min(end, from + 40)))?.[0]
      if (reference !== undefined && value[index] !== '&') {
        return { text: (value.codePointAt(index) ?? 0) > 0xffff ? 2 : 1, source: reference.length }
      }
      if (reference?.startsWith('&amp') === true) return { text: 1, source: reference.length }
    }
    const isSpace = value[index] === ' ' && /[\t\n\f\r]/u.test(here ?? '')
    if (here === value[index] || isSpace) {
      this.runs.push({ text: this.text.length - value.length + index, source: from, length: 1 })
      return { text: 1, source: 1 }
    }
    return { text: 0, source: 1 }
  }

  private addHtml(value: string, node: Nodes): void {
    if (/^<br\s*\/?>$/iu.test(value)) this.addBreak()
    if (/^<[^>]*>$/u.test(value)) return
    const words = toText(fromHtml(value, { fragment: true }))
      .replace(/[ \t]+/gu, ' ')
      .trim()
    if (words === '') return
    const { start } = this.place(node)
    this.runs.push({ text: this.text.length, source: start, length: 0 })
    this.text += words
  }
}

/** Where ascending offsets of a text lie in the edited one; null for those inside an edit. */
function movedBy(edits: readonly Edit[]): (offset: number) => number | null {
  let next = 0
  let shift = 0
  return offset => {
    for (; (edits[next]?.end ?? Number.POSITIVE_INFINITY) <= offset; next++) {
      const { start, end, text } = edits[next] as Edit // next < length
      shift += text.length - (end - start)
    }
    return (edits[next]?.start ?? Number.POSITIVE_INFINITY) <= offset ? null : offset + shift
  }
}

/** The plain text of a block as a person reads it, white space trimmed. */
export function plainText(node: Nodes, source: string, evidence = NO_EVIDENCE): string {
  return asRead(new PlainText(source).addNode(node), evidence).text.trim()
}

/** The plain text of a heading, in one line. */
export function lineOf(node: Nodes, source: string, evidence = NO_EVIDENCE): string {
  return plainText(node, source, evidence).replace(/\s+/gu, ' ')
}

/** The number of a note that leads to it, after a word or set as a superscript: no word of the text. */
function isNoteLink({ url, children }: Link, before: string): boolean {
  if (!url.includes('#') || /(?:^|\s)$/u.test(before)) return false
  const [child, ...others] = children
  if (others.length > 0 || child === undefined) return false
  if (child.type === 'emphasis' && child.data?.isRaised === true)
    return isNoteLink({ type: 'link', url, children: child.children }, before)
  return child.type === 'text' && /^[[(]?(?:\d{1,4}|[*†‡§¶]{1,3}|[a-z])[\])]?$/u.test(child.value.trim())
}

/** The text of each block that holds words, its line ends being line breaks or spaces. */
export function* blockTexts(node: Nodes): Generator<string> {
  if (node.type === 'code' || node.type === 'inlineCode') return
  if ('value' in node) yield node.value
  else if ('children' in node && node.children.some(isBlock))
    for (const child of node.children) yield* blockTexts(child)
  else if ('children' in node) yield wordsIn(node)
}

function wordsIn(node: Nodes): string {
  if (node.type === 'text') return node.value
  if (node.type === 'break' || node.type === 'html') return '\n'
  return 'children' in node ? node.children.map(wordsIn).join('') : ''
}

function isBlock(node: Nodes): boolean {
  return (
    node.type === 'paragraph' ||
    node.type === 'heading' ||
    node.type === 'list' ||
    node.type === 'listItem' ||
    node.type === 'blockquote' ||
    node.type === 'code' ||
    node.type === 'table' ||
    node.type === 'tableRow' ||
    node.type === 'tableCell' ||
    node.type === 'footnoteDefinition'
  )
}
