// How do the words of a Rich Text file become blocks? Paragraphs by their ends, rows by their cells, headings by style or level.
import type { Root } from 'mdast'
import type { BoilerplateReason } from '../../domain/document.ts'
import type { Destination } from './rtf-destinations.ts'
import { type TextRow, writeTextTable } from './text-table.ts'
import { TextWriter } from './text-writer.ts'

/** What belongs to the paragraph that is written, and goes on in the next unless it is reset. */
interface Form {
  isInTable: boolean
  isHead: boolean
  level: number | null
  style: number
}

const PLAIN: Form = { isInTable: false, isHead: false, level: null, style: 0 }

export class RtfBlocks {
  private readonly writer = new TextWriter()
  private readonly styles = new Map<number, string>()
  private readonly notes: string[] = []
  private readonly apart: { readonly words: string; readonly reason: BoilerplateReason }[] = []
  private form: Form = { ...PLAIN }
  /** Paragraphs that are written, by what they belong to; a note lies in a paragraph of the text. */
  private readonly texts = new Map<Destination, string>()
  private label = ''
  private hidden = ''
  private items: string[] = []
  private cells: string[] = []
  private rows: TextRow[] = []
  private isHeadRow = false

  nameStyle(style: number, name: string): void {
    this.styles.set(style, name)
  }

  style(style: number): void {
    this.form.style = style
  }

  add(destination: Destination, text: string, isHidden: boolean): void {
    if (isHidden) this.hidden += text
    else if (destination === 'label') this.label += text
    else this.texts.set(destination, (this.texts.get(destination) ?? '') + text)
  }

  beginDestination(destination: Destination): void {
    this.current = destination === 'note' || destination === 'furniture' ? destination : this.current
  }

  /** A group has ended whose text is none of what stands around it. */
  endDestination(destination: Destination): void {
    if (destination !== 'note' && destination !== 'furniture') return
    this.endParagraph(destination)
    this.current = 'body'
  }

  private current: Destination = 'body'

  control(word: string, param: number | undefined): void {
    const { form } = this
    switch (word) {
      case 'par':
      case 'sect':
      case 'page':
      case 'column':
        this.endParagraph(this.current)
        break
      case 'pard':
        this.form = { ...PLAIN }
        break
      case 'intbl':
        form.isInTable = param !== 0
        break
      case 'outlinelevel':
        form.level = param ?? 0
        break
      case 'trowd':
        this.isHeadRow = false
        break
      case 'trhdr':
        this.isHeadRow = true
        break
      case 'cell':
        this.cells.push(this.takeText('body').trim())
        break
      case 'nestcell':
      case 'nestrow':
        this.add('body', '\n', false)
        break
      case 'row':
        this.rows.push({ cells: this.cells.splice(0), isHead: this.isHeadRow })
        break
    }
  }

  finish(): { readonly source: string; readonly root: Root } {
    if (this.cells.length > 0) this.rows.push({ cells: this.cells.splice(0) })
    this.endParagraph('body')
    this.endTable()
    this.endList()
    for (const note of this.notes) this.writer.note([note])
    const seen = new Set<string>()
    for (const { words, reason } of this.apart) {
      if (seen.has(words)) continue // a head of every section
      seen.add(words)
      this.writer.apart = reason
      this.writer.paragraph(words)
    }
    return { source: this.writer.source, root: this.writer.root }
  }

  private endParagraph(destination: Destination): void {
    const words = this.takeText(destination)
    if (destination === 'note') {
      if (words.trim() !== '') this.notes.push(words)
      return
    }
    if (destination === 'furniture') {
      if (words.trim() !== '') this.apart.push({ words: words.trim(), reason: 'footer' })
      return
    }
    if (this.form.isInTable) {
      // A paragraph of a cell, which has more.
      if (words.trim() !== '') this.add('body', `${words}\n`, false)
      return
    }
    this.endTable()
    const depth = this.depth
    if (words.trim() === '') return
    const label = this.label.trim()
    this.label = ''
    if (depth !== null) {
      this.endList()
      this.writer.heading(depth, `${label === '' ? '' : `${label} `}${words}`.replace(/\s+/gu, ' ').trim())
    } else if (label !== '' && !/[\p{L}\p{N}]/u.test(label)) this.items.push(words)
    else {
      this.endList()
      this.writer.paragraph(label === '' ? words : `${label} ${words.trim()}`)
    }
  }

  private get depth(): number | null {
    const { level, style } = this.form
    const name = this.styles.get(style) ?? ''
    if (/^title$/iu.test(name)) return 1
    const named = /^heading ([1-9])/iu.exec(name)?.[1]
    if (named !== undefined) return Number(named)
    return level === null || level > 8 ? null : level + 1
  }

  private takeText(destination: Destination): string {
    const words = this.texts.get(destination) ?? ''
    this.texts.delete(destination)
    if (this.hidden.trim() !== '') this.apart.push({ words: this.hidden.trim(), reason: 'hidden' })
    this.hidden = ''
    return words
  }

  private endList(): void {
    this.writer.list(this.items.splice(0))
  }

  private endTable(): void {
    if (this.rows.length === 0) return
    this.endList()
    writeTextTable(this.writer, this.rows.splice(0))
  }
}
