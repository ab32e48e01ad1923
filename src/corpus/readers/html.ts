// Here is a page, give me its blocks in reading order and what it says about itself. What stands around the article is kept apart.
import type { Element, ElementContent, RootContent as HtmlContent, Root as HtmlRoot } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { defaultHandlers, type Handle, toMdast } from 'hast-util-to-mdast'
import { toText } from 'hast-util-to-text'
import type { BlockContent, ListItem, PhrasingContent, Root } from 'mdast'
import { countWords } from '../../domain/count-words.ts'
import type { BoilerplateReason } from '../../domain/document.ts'
import { fillPositions, type Rendition } from '../rendition.ts'
import { forgetAnchors } from './html-anchors.ts'
import { articleOf, isOfReaders, setAroundApart } from './html-article.ts'
import { readFacts } from './html-facts.ts'
import { takeCaptions, unfoldFigure } from './html-figures.ts'
import { NUMBER, numberItems } from './html-list-numbers.ts'
import { readSequence, setSequenceApart } from './html-sequence.ts'
import { APART_REASONS, BLOCKS, setUnseenApart } from './html-unseen.ts'

export interface HtmlOptions {
  /** Whether the page is only the text of a document: then nothing in it stands around an article. */
  readonly isBody?: boolean
  /** Whether the words of items have their numbers already. */
  readonly isNumbered?: boolean
}

/** @param source a whole page or a fragment; offsets count in it */
export function readHtml(
  source: string,
  { isBody = false, isNumbered = false }: HtmlOptions = {},
): Omit<Rendition, 'part'> {
  const page = fromHtml(source)
  const { facts, fallbacks } = readFacts(page)
  const sequence = readSequence(page)
  setUnseenApart(page)
  if (!isNumbered) numberItems(page)
  forgetAnchors(page)
  const article = isBody ? null : articleOf(page)
  prepare(page)
  if (!isBody) {
    if (article === null) setApart(page)
    else setAroundApart(page, article, APART)
    setSequenceApart(page, sequence, APART)
  }
  const root = toMdast(page, { handlers: HANDLERS, document: true }) as Root
  fillPositions(root)
  return { source, root, facts, fallbacks }
}

/** Stands for an element that is not part of the article. */
const APART = 'lede-apart'

/** What is in an element that stands apart becomes blocks that say so. */
function apart(boilerplate: BoilerplateReason): Handle {
  return (state, element) =>
    state
      .toFlow(state.all(element))
      .map(block => ({ ...block, data: { boilerplate, ...block.data } })) as BlockContent[]
}

/** Children that are blocks, or become paragraphs. */
const flow: Handle = (state, element) => state.toFlow(state.all(element)) as BlockContent[]

/** A superscript: whether it is the mark of a note or a letter of the word, the text decides. */
const raised: Handle = (state, element) => ({
  type: 'emphasis',
  data: { isRaised: true },
  children: state.all(element) as PhrasingContent[],
})

/** An item with the number that is printed before it. */
const item: Handle = (state, element) => {
  const number = element.properties[NUMBER]
  const listItem = defaultHandlers.li(state, element) as ListItem
  return typeof number === 'string' ? { ...listItem, data: { number } } : listItem
}

const HANDLERS = {
  [APART]: apart('navigation'),
  ...Object.fromEntries(Object.entries(APART_REASONS).map(([name, reason]) => [name, apart(reason)])),
  details: flow,
  sup: raised,
  li: item,
}

/** Elements without text of the page. */
const UNREAD = new Set(['script', 'style', 'embed', 'input', 'head', 'link', 'meta', 'base'])

/** Blocks that hold blocks of one kind only, and those that should hold words only. */
const OF_BLOCKS = /^(?:html|table|thead|tbody|tfoot|tr|ul|ol|dl)$/u
const OF_WORDS = /^(?:h[1-6]|p|pre|summary)$/u

const LISTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['li', ['ul', 'ol']],
  ['dt', ['dl']],
  ['dd', ['dl']],
])

/** Removes what is not read, and takes for what they are: items outside of lists, tables that only place things, cells of one paragraph. */
function prepare(node: HtmlRoot | Element): void {
  const kept: HtmlContent[] = []
  for (const child of isDefinitions(node) ? withoutGroups(node) : node.children) {
    if (
      child.type === 'comment' ||
      (child.type === 'element' && (UNREAD.has(child.tagName) || isNoteMark(child)))
    )
      continue
    if (child.type === 'element') {
      const { tagName } = child
      if (tagName === 'table') {
        const captions = takeCaptions(child)
        for (const caption of captions) prepare(caption)
        kept.push(...captions)
        prepareTable(child)
      }
      if (tagName === 'menu' || tagName === 'dir') child.tagName = 'ul'
      if (LISTS.get(tagName)?.includes('tagName' in node ? node.tagName : '') === false) child.tagName = 'div'
      if (tagName === 'td' || tagName === 'th') unwrapCell(child)
      if (tagName === 'svg' || tagName === 'math') unfoldFigure(child)
      if (tagName === 'dialog') child.tagName = 'div'
      if (tagName === 'img' && namesFile(child)) child.properties['alt'] = ''
      prepare(child)
    }
    // A block among words ends their line, also where it is empty.
    const breaks = child.type === 'element' && BLOCKS.has(child.tagName) && breaksLine(node, child)
    kept.push(...(breaks ? [lineBreak(), child, lineBreak()] : [asItem(child, node)]))
  }
  node.children = kept as ElementContent[]
}

/** Programs without words for a picture write the name of its file. */
function namesFile({ properties }: Element): boolean {
  const words = String(properties['alt'] ?? '').trim()
  const address = String(properties['src'] ?? '')
  return words !== '' && (words === address || address.endsWith(`/${words}`))
}

/** Whether no other than a line break would keep the words around a block apart. */
function breaksLine(parent: HtmlRoot | Element, block: Element): boolean {
  if (!('tagName' in parent) || OF_BLOCKS.test(parent.tagName)) return false
  return !BLOCKS.has(parent.tagName) || OF_WORDS.test(parent.tagName) || !hasText(block)
}

function isDefinitions(node: HtmlRoot | Element): node is Element {
  return node.type === 'element' && node.tagName === 'dl'
}

/** Names and their descriptions may be grouped. */
function withoutGroups({ children }: Element): ElementContent[] {
  return children.flatMap(child =>
    child.type === 'element' && child.tagName === 'div' ? child.children : [child],
  )
}

/** What stands in a list beside its items becomes one. */
function asItem(child: HtmlContent, parent: HtmlRoot | Element): HtmlContent {
  const list = 'tagName' in parent ? parent.tagName : ''
  if (!/^[uod]l$/u.test(list) || (child.type === 'text' && child.value.trim() === '')) return child
  if (child.type === 'element' && /^(?:li|dt|dd)$/u.test(child.tagName)) return child
  return {
    type: 'element',
    tagName: list === 'dl' ? 'dd' : 'li',
    properties: {},
    children: [child as ElementContent],
  }
}

function lineBreak(): Element {
  return { type: 'element', tagName: 'br', properties: {}, children: [] }
}

/** A cell of one paragraph has what is in the paragraph. */
function unwrapCell(cell: Element): void {
  const [only, ...others] = cell.children.filter(child => child.type !== 'text' || child.value.trim() !== '')
  if (only?.type === 'element' && only.tagName === 'p' && others.length === 0) cell.children = only.children
}

/** The number of a note, or the arrow back from it, where the page says so: no words of the text. */
function isNoteMark({ tagName, properties }: Element): boolean {
  const roles = [properties['role'], properties['epub:type'] ?? properties['epubType']].flat().join(' ')
  if (/\b(?:doc-noteref|doc-backlink|noteref|referrer)\b/u.test(roles)) return true
  return tagName === 'a' && /^#(?:foot|end)note-|^#comment-/u.test(String(properties['href'] ?? ''))
}

const AROUND = new Set(['nav', 'header', 'footer', 'aside', 'form'])
const AROUND_ROLES = new Set(['navigation', 'banner', 'contentinfo', 'complementary', 'search'])

/** Marks what stands around the article: outside of `main` or `article` where there is one, else by its element or role. */
function setApart(page: HtmlRoot): void {
  const main = find(page, ({ tagName, properties }) => tagName === 'main' || properties['role'] === 'main')
  const isMain = (element: Element): boolean =>
    main === null ? element.tagName === 'article' : element === main
  const hasMain = main !== null || find(page, isMain) !== null
  markApart(page, element => hasMain && isMain(element), hasMain)
}

function markApart(node: HtmlRoot | Element, isMain: (element: Element) => boolean, hasMain: boolean): void {
  for (const child of node.children) {
    if (child.type !== 'element') continue
    if (isMain(child)) {
      markNavigation(child)
      continue
    }
    const { tagName, properties } = child
    if (Object.hasOwn(APART_REASONS, tagName)) continue
    const leadsToMain = hasMain && find(child, isMain) !== null
    const isAround = AROUND.has(tagName) || AROUND_ROLES.has(String(properties['role']))
    const isStructure = tagName === 'html' || tagName === 'body'
    if (leadsToMain || isStructure) markApart(child, isMain, hasMain)
    else if (isAround || (hasMain && hasText(child))) child.tagName = APART
    else markApart(child, isMain, hasMain)
  }
}

/** Within the article only what leads elsewhere, and what stands beside its text. */
function markNavigation(article: Element): void {
  const isApart = areFew(article) ? isOfReaders : () => false
  const mark = (node: Element): void => {
    for (const child of node.children) {
      if (child.type !== 'element' || isQuoted(child)) continue
      if (BESIDE.has(child.tagName) || isShare(child) || isApart(child)) child.tagName = APART
      else mark(child)
    }
  }
  mark(article)
}

/** Whether what readers wrote is less than half of an article: a thread is made of it. */
function areFew(article: Element): boolean {
  const wordsOfReaders = (node: Element): number =>
    isOfReaders(node)
      ? countWords(toText(node))
      : node.children.reduce((sum, child) => sum + (child.type === 'element' ? wordsOfReaders(child) : 0), 0)
  return wordsOfReaders(article) < countWords(toText(article)) / 2
}

const BESIDE = new Set(['nav', 'form', 'aside', 'footer'])

/** Quotations and figures have feet of their own: they name who said it. */
function isQuoted({ tagName }: Element): boolean {
  return tagName === 'blockquote' || tagName === 'figure'
}

/** A list of places where the page may be told of, by the name that makers of pages give it. */
function isShare(element: Element): boolean {
  const names = [element.properties['className'], element.properties['id']].flat().join(' ')
  return (
    /(?:^|[\s_-])(?:share|sharing)(?:$|[\s_-])/iu.test(names) && countWords(toText(element)) <= SHARE_WORDS
  )
}

const SHARE_WORDS = 20

function hasText(element: Element): boolean {
  return element.children.some(child =>
    child.type === 'text' ? child.value.trim() !== '' : child.type === 'element' && hasText(child),
  )
}

function find(node: HtmlRoot | Element, wanted: (element: Element) => boolean): Element | null {
  for (const child of node.children) {
    if (child.type !== 'element') continue
    const found = wanted(child) ? child : find(child, wanted)
    if (found !== null) return found
  }
  return null
}

/**
 * A table without header cells: one that holds blocks or a single row or column only places things, and becomes blocks. In one of data
 * the first row is the header where it reads like one; else the header is empty, so that no row is lost to it.
 */
function prepareTable(table: Element): void {
  const rows = rowsOf(table)
  const cells = rows.map(row => row.children.filter(child => child.type === 'element'))
  const all = cells.flat()
  if (all.some(({ tagName }) => tagName === 'th')) return
  const columns = Math.max(0, ...cells.map(row => row.length))
  const places =
    rows.length < 2 ||
    columns < 2 ||
    table.properties['role'] === 'presentation' ||
    all.some(cell => blocksIn(cell) > 1)
  if (places) {
    for (const part of [...table.children, ...rows, ...all])
      if (part.type === 'element' && part.tagName !== 'caption') part.tagName = 'div'
    table.tagName = 'div'
    return
  }
  const head = (cells[0] ?? []).map(cell => toText(cell).trim())
  const isHead =
    rows.length > 2 &&
    !head[0]?.endsWith(':') && // else it names what stands beside it
    head.length === columns &&
    new Set(head).size === head.length &&
    head.every(text => text !== '' && text.length <= 40 && !/^[\d\s.,%$€£+-]+$/u.test(text))
  if (isHead) {
    for (const cell of cells[0] ?? []) cell.tagName = 'th'
    return
  }
  const empty = Array.from(
    { length: columns },
    (): Element => ({ type: 'element', tagName: 'th', properties: {}, children: [] }),
  )
  table.children.unshift({ type: 'element', tagName: 'tr', properties: {}, children: empty })
}

/** More than one, or a nested table. */
function blocksIn(cell: Element): number {
  const blocks = cell.children.filter(
    child => child.type === 'element' && BLOCKS.has(child.tagName),
  ) as Element[]
  return find(cell, ({ tagName }) => tagName === 'table') === null ? blocks.length : 2
}

function rowsOf(table: Element): Element[] {
  return table.children.flatMap(child => {
    if (child.type !== 'element') return []
    return child.tagName === 'tr'
      ? [child]
      : /^t(?:head|body|foot)$/u.test(child.tagName)
        ? rowsOf(child)
        : []
  })
}
