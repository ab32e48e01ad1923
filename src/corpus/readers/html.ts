// Here is a page, give me its blocks in reading order and what it says about itself. What stands around the article is kept apart.
import type { Element, ElementContent, RootContent as HtmlContent, Root as HtmlRoot } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { type Handle, toMdast } from 'hast-util-to-mdast'
import { toText } from 'hast-util-to-text'
import type { BlockContent, PhrasingContent, Root } from 'mdast'
import type { BoilerplateReason } from '../../domain/document.ts'
import { type Fact, fillPositions, type Rendition } from '../rendition.ts'
import { articleOf, setAroundApart } from './html-article.ts'
import { takeCaptions, unfoldFigure } from './html-figures.ts'
import { readSequence, setSequenceApart } from './html-sequence.ts'
import { APART_REASONS, BLOCKS, setUnseenApart } from './html-unseen.ts'

export interface HtmlOptions {
  /** Whether the page is only the text of a document: then nothing in it stands around an article. */
  readonly isBody?: boolean
}

/** @param source a whole page or a fragment; offsets count in it */
export function readHtml(source: string, { isBody = false }: HtmlOptions = {}): Omit<Rendition, 'part'> {
  const page = fromHtml(source)
  const { facts, fallbacks } = readHead(page)
  const sequence = readSequence(page)
  setUnseenApart(page)
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

const HANDLERS = {
  [APART]: apart('navigation'),
  ...Object.fromEntries(Object.entries(APART_REASONS).map(([name, reason]) => [name, apart(reason)])),
  details: flow,
  sup: raised,
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

/** Within the article only what leads elsewhere. */
function markNavigation(node: Element): void {
  for (const child of node.children) {
    if (child.type !== 'element') continue
    if (child.tagName === 'nav' || child.tagName === 'form') child.tagName = APART
    else markNavigation(child)
  }
}

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

/** Names of `meta` elements, in order of trust, and the fields that they fill. */
const META: readonly (readonly [field: string, names: readonly string[]])[] = [
  ['title', ['og:title', 'twitter:title', 'citation_title', 'dc.title']],
  ['date', ['article:published_time', 'datepublished', 'date', 'dc.date', 'dc.date.issued', 'dcterms.created', 'pubdate', 'publish-date', 'citation_publication_date', 'parsely-pub-date', 'sailthru.date']],
  ['author', ['author', 'article:author', 'dc.creator', 'citation_author', 'parsely-author', 'sailthru.author']],
  ['source', ['og:site_name', 'publisher', 'dc.publisher', 'application-name']],
  ['url', ['og:url']],
  ['standfirst', ['description', 'og:description', 'dc.description']],
  ['keywords', ['keywords', 'news_keywords', 'article:tag']],
  ['section', ['article:section']],
] // biome-ignore format: one field a line

function readHead(page: HtmlRoot): { facts: Fact[]; fallbacks: Fact[] } {
  const said = new Map<string, string[]>()
  const titles: string[] = []
  const headings: string[] = []
  const facts: Fact[] = []
  let canonical: string | null = null
  visit(page, element => {
    const { tagName, properties } = element
    const text = (name: string): string => String(properties[name] ?? '').trim()
    if (tagName === 'html' && text('lang') !== '') facts.push(['language', [text('lang')]])
    else if (tagName === 'title') titles.push(toText(element).trim())
    else if (tagName === 'h1') headings.push(toText(element).replace(/\s+/gu, ' ').trim())
    else if (tagName === 'link' && [properties['rel']].flat().includes('canonical'))
      canonical ??= text('href')
    else if (tagName === 'meta') {
      const name = (text('name') || text('property') || text('itemProp')).toLowerCase()
      const content = text('content')
      if (name !== '' && content !== '') said.set(name, [...(said.get(name) ?? []), content])
    } else if (tagName === 'script' && text('type') === 'application/ld+json')
      facts.push(...readLinkedData(element))
  })
  if (canonical !== null && /^https?:/u.test(canonical)) facts.push(['url', [canonical]])
  for (const [field, names] of META) {
    const values = names
      .flatMap(name => said.get(name) ?? [])
      .filter(value => field !== 'author' || !/^https?:/u.test(value))
    if (values.length > 0)
      facts.push([
        field,
        field === 'keywords'
          ? values.flatMap(value => value.split(/\s*,\s*/u))
          : field === 'author'
            ? [...new Set(values)]
            : values.slice(0, 1),
      ])
  }
  const titled = titles.filter(title => title !== '').slice(0, 1)
  const [site = ''] = said.get('og:site_name') ?? []
  return {
    facts: facts.flatMap(fact => ofArticle(fact, headings, site)),
    fallbacks: ofArticle(['title', titled], headings, site),
  }
}

/** A title that has the page's heading in it, or its site's name at an end, is that of the page in the site: the article's is the heading, or the rest. */
function ofArticle(fact: Fact, headings: readonly string[], site: string): Fact[] {
  const [label, [title]] = fact
  if (label !== 'title' || typeof title !== 'string') return [fact]
  const heading = headings.find(
    text =>
      text !== '' &&
      ((title.startsWith(text) && / ?[|·•–—:»›-] $/u.test(title.slice(text.length, text.length + 3))) ||
        (title.endsWith(text) && /[|·•–—:»›-] $/u.test(title.slice(0, -text.length)))),
  )
  const rest = heading ?? (site === '' || !title.includes(site) ? null : withoutSite(title, site))
  return rest === null
    ? [fact]
    : [
        ['title', [rest]],
        ['page title', [title]],
      ]
}

/** The title without the name at its end or beginning, and without what stands between. */
function withoutSite(title: string, site: string): string | null {
  let [from, to] = [0, title.length]
  if (title.endsWith(site)) to -= site.length
  else if (title.startsWith(site)) from += site.length
  else return null
  while (from < to && BETWEEN.includes(title[to - 1] ?? '')) to--
  while (from < to && BETWEEN.includes(title[from] ?? '')) from++
  return from === to ? null : title.slice(from, to)
}

const BETWEEN = ' |·•–—:»›-'

const ARTICLES = /^(?:\w*Article|BlogPosting|Report|WebPage|CreativeWork|Book|Legislation)$/u

/** What schema.org's JSON-LD says of the article. */
function readLinkedData(script: Element): Fact[] {
  const [text] = script.children
  if (text?.type !== 'text') return []
  let data: unknown
  try {
    data = JSON.parse(text.value)
  } catch {
    return [] // a page's own mistake, of no account for its text
  }
  const items = [data]
    .flat()
    .flatMap(item =>
      isRecord(item) && Array.isArray(item['@graph']) ? (item['@graph'] as unknown[]) : [item],
    )
  const article = items.find(
    item => isRecord(item) && [item['@type']].flat().some(type => ARTICLES.test(String(type))),
  )
  if (!isRecord(article)) return []
  const facts: Fact[] = []
  const add = (label: string, value: unknown): void => {
    const values = [value]
      .flat()
      .map(one => (isRecord(one) ? one['name'] : one))
      .filter(one => typeof one === 'string')
    if (values.length > 0) facts.push([label, values])
  }
  add('title', article['headline'])
  add('date', article['datePublished'])
  add('author', article['author'])
  add('source', article['publisher'])
  return facts
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function visit(node: HtmlRoot | Element, see: (element: Element) => void): void {
  for (const child of node.children) {
    if (child.type !== 'element') continue
    see(child)
    visit(child, see)
  }
}
