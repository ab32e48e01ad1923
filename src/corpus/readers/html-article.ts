// Which part of a page is its article? Found as the reader view of a browser finds it; what stands around it is put apart, and nothing is
// taken out of the page.
import { Readability } from '@mozilla/readability'
import type { Element, Root as HtmlRoot, RootContent, Text } from 'hast'
import { parseHTML } from 'linkedom'
import { APART_REASONS, BLOCKS } from './html-unseen.ts'

/** Texts of a page that is looked at, and how deep they lie: others are no articles, and take long. */
const MOST_TEXTS = 6_000
const DEEPEST = 80

/** Words of an article, at least, and its share of the sentences of the page, what readers wrote below it left aside. */
const LEAST = 80
const SHARE = 0.4

/** The texts of the article; null where the page has none, such as a list of articles. */
export function articleOf(page: HtmlRoot): ReadonlySet<Text> | null {
  const texts: Text[] = []
  const { document } = parseHTML('<!doctype html><html><head></head><body></body></html>')
  if (!copyInto(document.body as unknown as CopiedElement, page, texts, 0)) return null
  const kept = new Set(textsIn(readerView(document), texts))
  const words = new ShownWords(kept)
  const { inside, outside } = sentencesOf(page, words)
  if (inside < LEAST || inside < SHARE * (inside + outside)) return null
  return isOneOfSeveral(page, words) ? null : kept
}

/** The text that the reader view shows; '' where it shows none. */
function readerView(document: Document): string {
  try {
    return new Readability(document, { disableJSONLD: true }).parse()?.textContent ?? ''
  } catch {
    return '' // It cannot read such a page, and says nothing of it.
  }
}

type Document = ConstructorParameters<typeof Readability>[0]

/**
 * Each text is copied with a sign before it that stands for its number: the reader view makes other elements of those that it finds, and
 * leaves texts as they are. A code point of the private use planes.
 */
const FIRST_NUMBER = 0xf0000
const NUMBERS = /[\u{f0000}-\u{ffffd}]/gu

function textsIn(text: string, texts: readonly Text[]): Text[] {
  return (text.match(NUMBERS) ?? []).flatMap(sign => texts[(sign.codePointAt(0) ?? 0) - FIRST_NUMBER] ?? [])
}

/** What is copied of an element: by these the reader view judges it. */
const ATTRIBUTES: readonly (readonly [attribute: string, property: string])[] = [
  ['class', 'className'],
  ['id', 'id'],
  ['role', 'role'],
  ['rel', 'rel'],
  ['itemprop', 'itemProp'],
  ['href', 'href'],
  ['src', 'src'],
]

/** The part of the DOM that is needed here. */
interface CopiedElement {
  readonly ownerDocument: { createElement(name: string): CopiedElement }
  append(child: string | CopiedElement): void
  setAttribute(name: string, value: string): void
}

/** Copies what is shown of a node. @returns false where the page is too large or too deep */
function copyInto(to: CopiedElement, from: HtmlRoot | Element, texts: Text[], depth: number): boolean {
  if (depth > DEEPEST) return false
  for (const child of from.children) {
    if (texts.length > MOST_TEXTS) return false
    if (child.type === 'text') {
      const isEmpty = child.value.trim() === ''
      const number = isEmpty ? '' : String.fromCodePoint(FIRST_NUMBER + texts.push(child) - 1)
      to.append(number + child.value.replace(NUMBERS, ''))
    }
    if (child.type !== 'element' || UNREAD.has(child.tagName)) continue
    const isStructure = child.tagName === 'html' || child.tagName === 'body'
    const copy = isStructure ? to : copyOf(child, to)
    if (!isStructure) to.append(copy)
    if (!copyInto(copy, child, texts, depth + 1)) return false
  }
  return true
}

function copyOf({ tagName, properties }: Element, { ownerDocument }: CopiedElement): CopiedElement {
  const copy = ownerDocument.createElement(/^[a-z][a-z\d-]*$/u.test(tagName) ? tagName : 'span')
  for (const [attribute, property] of ATTRIBUTES) {
    const value = properties[property]
    if (value !== undefined && value !== null) copy.setAttribute(attribute, [value].flat().join(' '))
  }
  return copy
}

const UNREAD: ReadonlySet<string> = new Set([
  'head',
  'script',
  'style',
  'template',
  ...Object.keys(APART_REASONS),
])

/** What stands in an element, of all that is shown. */
interface Shown {
  /** Words, those outside of links, and those of the article. */
  readonly all: number
  readonly prose: number
  readonly inside: number
  /** Whether some element in it is a block, or the heading of the page. */
  readonly hasBlock: boolean
  readonly hasHeading: boolean
}

/** Counted once for each element. */
class ShownWords {
  private readonly known = new Map<Element, Shown>()
  private readonly kept: ReadonlySet<Text>

  constructor(kept: ReadonlySet<Text>) {
    this.kept = kept
  }

  in(element: Element): Shown {
    const known = this.known.get(element)
    if (known !== undefined) return known
    const isLink = element.tagName === 'a'
    let [all, prose, inside, hasBlock, hasHeading] = [0, 0, 0, false, false]
    for (const child of element.children) {
      if (child.type === 'text') {
        const words = countWords(child.value)
        all += words
        prose += isLink ? 0 : words
        inside += this.kept.has(child) ? words : 0
      } else if (child.type === 'element' && !UNREAD.has(child.tagName)) {
        const shown = this.in(child)
        all += shown.all
        prose += isLink ? 0 : shown.prose
        inside += shown.inside
        hasBlock ||= shown.hasBlock || BLOCKS.has(child.tagName)
        hasHeading ||= shown.hasHeading || child.tagName === 'h1'
      }
    }
    const shown = { all, prose, inside, hasBlock, hasHeading }
    this.known.set(element, shown)
    return shown
  }
}

/** Two signs of scripts without spaces are as a word. */
function countWords(text: string): number {
  let count = 0
  for (const [run] of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) count += run.match(UNSPACED)?.length ?? 2
  return count / 2
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Khmer}\p{sc=Lao}\p{sc=Myanmar}]/gu

/** Words of a block of sentences, at least. */
const SENTENCE = 12

/** Words outside of links in blocks of sentences: of the article, and of what stands elsewhere. */
function sentencesOf(
  page: HtmlRoot,
  words: ShownWords,
): { readonly inside: number; readonly outside: number } {
  let [inside, outside] = [0, 0]
  const see = (node: HtmlRoot | Element): void => {
    for (const child of node.children) {
      if (child.type !== 'element' || UNREAD.has(child.tagName)) continue
      const shown = words.in(child)
      if (shown.inside === 0 && (AROUND.has(child.tagName) || isOfReaders(child))) continue
      if (shown.hasBlock || !BLOCKS.has(child.tagName)) see(child)
      else if (shown.prose < SENTENCE) continue
      else if (shown.inside > 0) inside += shown.prose
      else outside += shown.prose
    }
  }
  see(page)
  return { inside, outside }
}

const AROUND = new Set(['nav', 'aside', 'footer'])

/** Whether texts of the same form stand beside the article or one of the elements that it lies in: it is one story of several. */
function isOneOfSeveral(node: HtmlRoot | Element, words: ShownWords): boolean {
  const elements = elementsIn(node)
  const holders = elements.filter(element => words.in(element).inside > 0)
  const forms = new Set(holders.map(formOf))
  const isAnother = (element: Element): boolean => {
    const { inside, prose } = words.in(element)
    return inside === 0 && prose >= LEAST && forms.has(formOf(element)) && !isOfReaders(element)
  }
  return elements.some(isAnother) || holders.some(holder => isOneOfSeveral(holder, words))
}

function elementsIn({ children }: { readonly children: readonly RootContent[] }): Element[] {
  return children.filter(child => child.type === 'element')
}

function formOf({ tagName, properties }: Element): string {
  return [tagName, properties['className']].flat().join(' ')
}

/** Whether readers wrote what is in a block, by the names that makers of pages in all languages give to it. */
export function isOfReaders({ tagName, properties }: Element): boolean {
  if (!BLOCKS.has(tagName)) return false
  const { id, className, itemType, itemProp } = properties
  const names = [id, className, itemType, itemProp].flat().join(' ')
  return OF_READERS.test(names.replace(/(?<=[a-z])(?=[A-Z])/gu, '-').toLowerCase())
}

const OF_READERS = /(?<![a-z])(?:(?:comments?|comment-?list|respond|replies)(?![a-z])|disqus)/u

/** Words of a block with the page's heading that is no more than the article's head. */
const HEAD = 100

/**
 * Puts apart what stands around the article, and what inside of it, or of a `main` of which it is a small part, are links and little else.
 * The page's heading stays, with the lines about it: they are the article's head.
 */
export function setAroundApart(page: HtmlRoot, kept: ReadonlySet<Text>, name: string): void {
  const words = new ShownWords(kept)
  let most = 0
  for (const text of kept) most += countWords(text.value)
  const container = containerOf(page, words, 0.8 * most, page)
  const areApart = keptOfReaders(page, words) < most / 2
  const mark = (node: HtmlRoot | Element, isInside: boolean): void => {
    for (const child of node.children) {
      if (child.type !== 'element' || UNREAD.has(child.tagName) || child.tagName === name) continue
      const shown = words.in(child)
      if (areApart && isOfReaders(child)) child.tagName = name
      else if (shown.inside === shown.all || child.tagName === 'h1') continue
      else if (isInside && !BLOCKS.has(child.tagName) && !shown.hasBlock) continue
      else if (shown.inside > 0 || (shown.hasHeading && shown.all > HEAD))
        mark(child, isInside || child === container || isMostlyElse(child, shown))
      else if (!shown.hasHeading && (!isInside || shown.prose < shown.all / 2)) child.tagName = name
    }
  }
  mark(page, page === container)
}

/** Words of the article that readers wrote: of a thread they are most. */
function keptOfReaders(node: HtmlRoot | Element, words: ShownWords): number {
  return node.children.reduce((sum, child) => {
    if (child.type !== 'element') return sum
    return sum + (isOfReaders(child) ? words.in(child).inside : keptOfReaders(child, words))
  }, 0)
}

/** Whether an element is what the page calls its main part, and the article a small part of it. */
function isMostlyElse({ tagName }: Element, { inside, prose }: Shown): boolean {
  return tagName === 'main' && inside < prose / 2
}

/** The innermost element that has so many words of the article, or what the page calls an article around it. */
function containerOf(
  node: HtmlRoot | Element,
  words: ShownWords,
  most: number,
  known: HtmlRoot | Element,
): HtmlRoot | Element {
  for (const child of node.children) {
    if (child.type !== 'element' || words.in(child).inside < most) continue
    if (child.tagName === 'article') return child
    return containerOf(child, words, most, child)
  }
  return known
}
