// How does the tree of an OpenDocument text or presentation become blocks? Paragraphs, headings, lists and tables in order; notes, comments, what is hidden apart.
import type { Element, Root } from 'xast'
import type { BoilerplateReason } from '../../domain/document.ts'
import { cellsOf } from './odf-cells.ts'
import type { OdfNumbers } from './odf-numbers.ts'
import type { OdfStyles } from './odf-styles.ts'
import { writeTextTable } from './text-table.ts'
import type { TextWriter } from './text-writer.ts'
import { elementsOf } from './xml.ts'

interface Apart {
  readonly words: string
  readonly reason: BoilerplateReason
}

export class OdfText {
  private readonly writer: TextWriter
  private readonly styles: OdfStyles
  private readonly numbers: OdfNumbers
  private readonly equations: ReadonlyMap<string, string>
  private readonly notes: string[] = []
  private readonly apart: Apart[] = []
  /** What hangs on the paragraph that is read: frames, comments; it comes after it. */
  private hanging: Element[] = []

  constructor(
    writer: TextWriter,
    styles: OdfStyles,
    numbers: OdfNumbers,
    equations: ReadonlyMap<string, string>,
  ) {
    this.writer = writer
    this.styles = styles
    this.numbers = numbers
    this.equations = equations
  }

  writeText(content: Root, common: Root | null): void {
    for (const body of named(content, 'office:text')) this.writeBlocks(body)
    this.writeNotes()
    for (const words of headsAndFeet(common, element => this.wordsOf(element)))
      this.apart.push({ words, reason: 'footer' })
    this.writeApart()
  }

  /** A slide is a section, named by its title. */
  writeSlides(content: Root): void {
    for (const [at, slide] of [...named(content, 'draw:page')].entries()) {
      this.writer.page(at + 1)
      const title = [...elementsOf(slide)].find(
        element => element.name === 'draw:frame' && element.attributes['presentation:class'] === 'title',
      )
      this.writer.heading(at === 0 ? 1 : 2, title === undefined ? '' : oneLine(this.cellWords(title)))
      for (const child of childrenOf(slide)) {
        if (child === title || child.name === 'presentation:notes') continue
        this.writeBlock(child)
      }
      this.writeNotes()
      for (const notes of childrenOf(slide).filter(({ name }) => name === 'presentation:notes'))
        this.writer.note(paragraphsIn(notes).map(paragraph => this.wordsOf(paragraph)))
      this.hanging = []
      this.writeApart()
    }
  }

  private writeNotes(): void {
    for (const note of this.notes.splice(0)) this.writer.note([note])
  }

  private writeApart(): void {
    for (const { words, reason } of this.apart.splice(0)) {
      this.writer.apart = reason
      this.writer.paragraph(words)
    }
    this.writer.apart = undefined
  }

  private writeBlocks(parent: Element): void {
    for (const child of childrenOf(parent)) this.writeBlock(child)
  }

  private writeBlock(element: Element): void {
    switch (element.name) {
      case 'text:h':
        this.writer.heading(Number(element.attributes['text:outline-level'] ?? 1), this.lineOf(element))
        this.writeHanging()
        return
      case 'text:p':
        this.writeParagraph(element)
        return
      case 'text:list':
        this.writeList(element)
        return
      case 'table:table':
        this.writeTable(element)
        return
      case 'text:table-of-content':
        this.writer.apart = 'navigation'
        for (const body of childrenOf(element).filter(({ name }) => name === 'text:index-body'))
          this.writeBlocks(body)
        this.writer.apart = undefined
        return
      case 'text:tracked-changes':
        for (const deleted of named(element, 'text:deletion'))
          for (const paragraph of paragraphsIn(deleted))
            this.apart.push({ words: this.wordsOf(paragraph), reason: 'hidden' })
        return
      case 'office:annotation':
        this.writer.note(paragraphsIn(element).map(paragraph => this.wordsOf(paragraph)))
        return
      case 'svg:title':
      case 'svg:desc':
        this.writer.paragraph(this.wordsOf(element))
        return
      case 'office:forms':
      case 'text:sequence-decls':
      case 'text:variable-decls':
      case 'text:user-field-decls':
      case 'office:event-listeners':
        return
      default:
        this.writeBlocks(element) // sections, frames, shapes, groups
    }
  }

  private writeParagraph(element: Element): void {
    const style = element.attributes['text:style-name']
    const words = this.wordsOf(element)
    if (this.styles.isHidden(style)) this.apart.push({ words, reason: 'hidden' })
    else if (this.styles.isOf(style, 'Title')) {
      if (words.trim() !== '') this.writer.heading(1, oneLine(words))
    } else if (this.styles.isOf(style, 'Quotations')) this.writer.quote(words)
    else this.writer.paragraph(words)
    this.writeHanging()
  }

  private writeHanging(): void {
    for (const element of this.hanging.splice(0)) this.writeBlock(element)
  }

  /** Items with the items within them, one after the other; headings that are numbered by a list are headings. */
  private writeList(list: Element): void {
    const inside = [...elementsOf(list)]
    if (inside.some(({ name }) => name === 'text:h' || name === 'table:table')) {
      this.writeBlocks(list)
      return
    }
    const items: string[] = []
    const numberOf = this.numbers.begin(list)
    /** Of the item whose first paragraph comes next. */
    let number = ''
    const walk = (parent: Element, level: number): void => {
      for (const child of childrenOf(parent)) {
        if (child.name === 'text:p') {
          const words = this.wordsOf(child)
          const isNumbered = number !== '' && words.trim() !== ''
          items.push(isNumbered ? `${number} ${words}` : words)
          if (isNumbered) number = ''
          continue
        }
        // An item that begins with a list only places it.
        if (child.name === 'text:list-item' && childrenOf(child)[0]?.name === 'text:p')
          number = numberOf(child, level)
        walk(child, child.name === 'text:list' ? level + 1 : level)
      }
    }
    walk(list, 1)
    this.writer.list(items)
    this.writeHanging()
  }

  private writeTable(table: Element): void {
    writeTextTable(
      this.writer,
      cellsOf(table, cell => this.cellWords(cell)),
    )
    this.writeHanging()
  }

  private cellWords(cell: Element): string {
    return paragraphsIn(cell)
      .map(paragraph => this.wordsOf(paragraph).trim())
      .filter(words => words !== '')
      .join('\n')
  }

  private lineOf(element: Element): string {
    return oneLine(this.wordsOf(element))
  }

  /** The words of a paragraph; white space is one space where it is not written as more. */
  private wordsOf(element: Element): string {
    let words = ''
    for (const child of element.children) {
      if (child.type === 'text') words += child.value.replace(/[ \t\r\n]+/gu, ' ')
      else if (child.type === 'element') words += this.inline(child)
    }
    return words
  }

  private inline(element: Element): string {
    const { name, attributes } = element
    switch (name) {
      case 'text:s':
        return ' '.repeat(Math.min(200, Number(attributes['text:c'] ?? 1) || 1))
      case 'text:tab':
        return ' '
      case 'text:line-break':
        return '\n'
      case 'text:note': {
        const [body] = named(element, 'text:note-body')
        if (body !== undefined)
          this.notes.push(
            paragraphsIn(body)
              .map(paragraph => this.wordsOf(paragraph))
              .join('\n'),
          )
        return ''
      }
      case 'text:ruby': {
        const part = (wanted: string): string =>
          [...named(element, wanted)].map(found => this.wordsOf(found)).join('')
        const base = part('text:ruby-base')
        this.apart.push({ words: `${base} ${part('text:ruby-text')}`, reason: 'reading' })
        return base
      }
      case 'text:hidden-text':
      case 'text:hidden-paragraph': {
        const hidden = attributes['text:string-value'] ?? this.wordsOf(element)
        if (attributes['text:is-hidden'] !== 'true') return hidden
        this.apart.push({ words: hidden, reason: 'hidden' })
        return ''
      }
      case 'draw:frame':
        return this.frame(element)
      case 'office:annotation':
        this.hanging.push(element)
        return ''
      case 'text:h':
      case 'text:p':
        return `${this.wordsOf(element)}\n`
    }
    if (name.startsWith('draw:') && name !== 'draw:a') {
      this.hanging.push(element)
      return ''
    }
    const words = this.wordsOf(element)
    if (name !== 'text:span' || !this.styles.isHidden(attributes['text:style-name'])) return words
    if (words.trim() !== '') this.apart.push({ words, reason: 'hidden' })
    return ''
  }

  /** An equation is words of its line; what else a frame holds hangs on it. */
  private frame(frame: Element): string {
    for (const object of named(frame, 'draw:object')) {
      const folder = (object.attributes['xlink:href'] ?? '').replace(/^\.\//u, '')
      const equation = this.equations.get(folder)
      if (equation !== undefined) return ` ${equation} `
    }
    this.hanging.push(frame)
    return ''
  }
}

function oneLine(words: string): string {
  return words.replace(/\s+/gu, ' ').trim()
}

function childrenOf(element: Element): Element[] {
  return element.children.filter(child => child.type === 'element')
}

function* named(parent: Root | Element, name: string): Generator<Element> {
  for (const element of elementsOf(parent)) if (element.name === name) yield element
}

/** The outermost paragraphs and headings within an element. */
function paragraphsIn(element: Element): Element[] {
  return childrenOf(element).flatMap(child =>
    child.name === 'text:p' || child.name === 'text:h' ? [child] : paragraphsIn(child),
  )
}

/** The texts of heads and feet of pages, each once. */
function headsAndFeet(common: Root | null, words: (paragraph: Element) => string): Set<string> {
  const texts = new Set<string>()
  if (common === null) return texts
  for (const element of elementsOf(common))
    if (/^style:(?:header|footer)(?:-left|-first)?$/u.test(element.name))
      for (const paragraph of paragraphsIn(element)) {
        const text = words(paragraph).trim()
        if (text !== '') texts.add(text)
      }
  return texts
}
