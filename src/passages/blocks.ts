// What are the units of this document, before long ones are cut? Walks the Markdown tree in reading order.
import type {
  Blockquote,
  FootnoteDefinition,
  List,
  ListItem,
  Nodes,
  Paragraph,
  Root,
  RootContent,
  Table,
  TableRow,
} from 'mdast'
import { span } from '../corpus/markdown.ts'
import { blockTexts, lineOf, PlainText, plainText } from '../corpus/plain-text.ts'
import type { SourceDocument } from '../corpus/read-document.ts'
import type { BlockRole, Suspect } from '../corpus/roles/block-role.ts'
import { isOnlyLinks } from '../corpus/roles/document-view.ts'
import { type TextEvidence, textEvidence } from '../corpus/text-evidence.ts'
import { asRead } from '../corpus/words-as-read.ts'
import { countWords } from '../domain/count-words.ts'
import type { PassageKind } from '../domain/document.ts'

/** A block of text that becomes one or more passages. */
export interface Block {
  readonly kind: PassageKind
  readonly plain: PlainText
  readonly start: number
  readonly end: number
  readonly headings: readonly string[]
  /** None for plain body. */
  readonly role?: BlockRole
  readonly suspect?: Suspect
  /** Of quoted words: whose they are, null where nobody is named. */
  readonly speaker?: string | null
  /** The container's identity: only neighbours in one container can be two halves of a broken sentence. */
  readonly container: Nodes
  readonly repaired?: true
  /** Badges and menus: links alone are no part of a sentence. */
  readonly isOnlyLinks?: true
}

/** A part of the source that is no passage. */
export interface OtherPart {
  readonly role: 'metadata' | 'heading' | 'markup'
  readonly reason: string
  readonly rule: string
  readonly start: number
  readonly end: number
}

export interface Outline {
  readonly blocks: readonly Block[]
  readonly others: readonly OtherPart[]
  /** What the document says of its words. */
  readonly evidence: TextEvidence
}

/** The blocks of a document in order, and the parts of its source that are metadata, headings or markup. */
export function outlineBlocks(document: SourceDocument, maxWords: number): Outline {
  const walker = new Walker(document, maxWords)
  walker.walkRoot(document.root)
  return { blocks: walker.blocks, others: walker.others, evidence: walker.evidence }
}

interface OpenHeading {
  readonly depth: number
  readonly text: string
  readonly start: number
  readonly end: number
  readonly node: Nodes
  used: boolean
}

interface Context {
  readonly kind: PassageKind
  readonly container: Nodes
  readonly role?: BlockRole | undefined
  readonly suspect?: Suspect | undefined
  readonly speaker?: string | null
  /** The item that the block is the first of: its number stands before the words. */
  readonly item?: ListItem | undefined
}

class Walker {
  readonly blocks: Block[] = []
  readonly others: OtherPart[] = []
  private readonly document: SourceDocument
  private readonly maxWords: number
  readonly evidence: TextEvidence
  private open: OpenHeading[] = []

  constructor(document: SourceDocument, maxWords: number) {
    this.document = document
    this.maxWords = maxWords
    this.evidence = textEvidence(() => blockTexts(document.root))
  }

  walkRoot(root: Root): void {
    const context: Context = { kind: 'paragraph', container: root }
    const standing = root.children.filter(block => this.document.roles.get(block)?.role !== 'metadata')
    const isBare = standing.every(block => plainText(block, this.document.source) === '')
    for (const block of root.children) {
      const role = this.document.roles.get(block)
      if (role?.role === 'metadata' && isBare && block.type === 'heading')
        this.addBlock('heading-only', block, context)
      else this.walkTopLevel(block, role, { ...context, role, suspect: this.document.suspects.get(block) })
    }
    this.closeHeadings(0)
  }

  private walkTopLevel(block: RootContent, role: BlockRole | undefined, context: Context): void {
    if (role?.role === 'metadata' && !role.isPassage) this.addOther('metadata', block, role)
    else if (role?.role === 'separator') this.addOther('markup', block, role)
    else this.walkBlock(block, context)
  }

  private walkBlock(block: Nodes, context: Context): void {
    switch (block.type) {
      case 'heading':
        if (context.role?.role !== 'boilerplate' && context.container.type === 'root') {
          this.closeHeadings(block.depth)
          const text = lineOf(block, this.document.source, this.evidence)
          if (text === '') this.addOther('markup', block)
          else this.open.push({ depth: block.depth, text, ...span(block), node: block, used: false })
        } else this.addBlock(context.kind, block, context)
        return
      case 'paragraph':
        this.addBlock(isCaption(block, this.document.source) ? 'caption' : context.kind, block, context)
        return
      case 'code':
        this.addBlock('code', block, context)
        return
      case 'html':
        this.addBlock(/^<table\b/iu.test(block.value) ? 'table' : context.kind, block, context)
        return
      case 'blockquote':
        this.walkChildren(block, { ...context, kind: 'quote', container: block, ...speakerOf(block) })
        return
      case 'list':
        this.walkList(block, context)
        return
      case 'table':
        this.walkTable(block, context)
        return
      case 'footnoteDefinition':
        this.walkChildren(block, { ...context, container: block })
        return
      case 'definition':
      case 'thematicBreak':
      case 'yaml':
        this.addOther('markup', block)
        return
      default:
        this.addBlock(context.kind, block, context)
    }
  }

  private walkChildren(block: Blockquote | FootnoteDefinition | ListItem, context: Context): void {
    for (const [place, child] of block.children.entries())
      this.walkBlock(child, {
        ...context,
        item: place === 0 ? (block.type === 'listItem' ? block : context.item) : undefined,
      })
  }

  /** A short list is one passage; of a long one each item is, and a long item is walked block by block. */
  private walkList(list: List, context: Context): void {
    const { source } = this.document
    const inList: Context = { ...context, kind: 'list', container: list }
    if (isPlainList(list) && countWords(plainText(list, source)) <= this.maxWords) {
      this.addBlock('list', list, inList)
      return
    }
    for (const [place, item] of list.children.entries()) {
      const first = item.children[0]
      const short = isPlainItem(item) && countWords(plainText(item, source)) <= this.maxWords
      const ofItem = place === 0 ? inList : { ...inList, item: undefined }
      if (first !== undefined && short) this.addBlock('list', item, ofItem)
      else this.walkChildren(item, { ...ofItem, container: item })
    }
  }

  /** Each row is a passage: `Header: cell`, one line a cell, so that a number is found by its column. */
  private walkTable(table: Table, context: Context): void {
    const { source } = this.document
    const [header, ...rows] = table.children
    if (header === undefined) return
    if (rows.length === 0) {
      this.addBlock('table', header, context)
      return
    }
    const labels = header.children.map(cell => plainText(cell, source, this.evidence))
    if (labels.some(label => label !== ''))
      this.others.push({ ...HEADING, rule: 'form/table-header', ...span(header) })
    const isEmpty = (row: TableRow, column: number): boolean => {
      const cell = row.children[column]
      return cell === undefined || plainText(cell, source) === ''
    }
    for (const [number, row] of rows.entries()) {
      const plain = new PlainText(source)
      for (let column = 0; column < Math.max(labels.length, row.children.length); column++) {
        const label = labels[column] ?? ''
        const cell = row.children[column]
        // The head of a column without cells is read once, with the first row.
        const isAlone = number === 0 && label !== '' && rows.every(other => isEmpty(other, column))
        if (isEmpty(row, column) && !isAlone) continue
        plain.addSeparator('\n')
        if (isAlone) plain.addLabel(`${label}:`)
        else if (label !== '') plain.addLabel(`${label}: `)
        if (cell !== undefined && !isAlone) plain.addNode(cell)
      }
      this.push('table', row, plain, context)
    }
  }

  private addBlock(kind: PassageKind, node: Nodes, context: Context): void {
    const plain = new PlainText(this.document.source)
    if (context.item !== undefined && kind !== 'code') plain.addNumber(context.item)
    this.push(kind, node, plain.addNode(node), context)
  }

  private push(kind: PassageKind, node: Nodes, written: PlainText, context: Context): void {
    const plain = kind === 'code' ? written : asRead(written, this.evidence)
    if (plain.text.trim() === '') {
      this.addOther('markup', node)
      return
    }
    const { role, suspect, container, speaker } = context
    const isBoilerplate = role?.role === 'boilerplate'
    if (!isBoilerplate) for (const heading of this.open) heading.used = true
    this.blocks.push({
      kind: isBoilerplate ? 'boilerplate' : kind,
      plain,
      ...span(node),
      headings: this.open.map(heading => heading.text),
      container,
      ...(role === undefined ? {} : { role }),
      ...(suspect === undefined ? {} : { suspect }),
      ...(speaker === undefined ? {} : { speaker }),
      ...(kind !== 'table' && isOnlyLinks(node) ? { isOnlyLinks: true as const } : {}),
    })
  }

  /** Closes headings of this depth and deeper; one with nothing under it becomes a passage itself. */
  private closeHeadings(depth: number): void {
    while (this.open.length > 0) {
      const heading = this.open.at(-1)
      if (heading === undefined || heading.depth < depth) return
      this.open.pop()
      const { start, end, node } = heading
      if (heading.used) {
        this.others.push({ ...HEADING, start, end })
        continue
      }
      for (const outer of this.open) outer.used = true
      this.blocks.push({
        kind: 'heading-only',
        plain: asRead(new PlainText(this.document.source).addNode(node), this.evidence),
        start,
        end,
        headings: this.open.map(outer => outer.text),
        container: node,
      })
    }
  }

  private addOther(role: OtherPart['role'], node: Nodes, given?: BlockRole): void {
    const { reason, rule } = given ?? { reason: node.type, rule: `form/${node.type}` }
    this.others.push({ role, reason, rule, ...span(node) })
  }
}

const HEADING = { role: 'heading', reason: 'heading', rule: 'form/heading' } as const

function speakerOf({ data }: Blockquote): Pick<Context, 'speaker'> {
  return data?.speaker === undefined ? {} : { speaker: data.speaker }
}

function isPlainList(list: List): boolean {
  return list.children.every(isPlainItem)
}

/** An item of paragraphs and plain lists only: no code, table or quotation of its own kind. */
function isPlainItem(item: ListItem): boolean {
  return item.children.every(
    child => child.type === 'paragraph' || (child.type === 'list' && isPlainList(child)),
  )
}

/** An image alone, or a short line such as "Figure 2: …", "Table 1. …", "Photo: …". */
function isCaption(paragraph: Paragraph, source: string): boolean {
  const visible = paragraph.children.filter(child => !(child.type === 'text' && child.value.trim() === ''))
  if (visible.length > 0 && visible.every(child => child.type === 'image' || child.type === 'imageReference'))
    return true
  const text = plainText(paragraph, source)
  return (
    text.length < 300 &&
    /^(?:(?:figure|fig\.|table|map|chart|box|photo|image)\s*\d+\s*[.:—–-]|(?:photo|image|picture|caption|map)\s*:)/iu.test(
      text,
    )
  )
}
