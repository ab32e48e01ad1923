// Which blocks of a page only lead to its neighbours in a sequence of pages, as the chapters of a book: "Previous", "Next", and their titles?
import type { Element, ElementContent, Root as HtmlRoot } from 'hast'
import { toText } from 'hast-util-to-text'
import { BLOCKS, FLOW } from './html-unseen.ts'

/** Puts each such block into an element of the given name. What says more than where its links lead stays where it is. */
export function setSequenceApart(page: HtmlRoot, sequence: Sequence, name: string): void {
  const leads = new Map<Element, Leads>()
  for (const child of page.children) if (child.type === 'element') see(child, sequence, leads)
  wrap(page, name, leads)
}

/** What a block does: `elsewhere` where all its words belong to links to neighbours, `nothing` where it has no words. */
type Leads = 'elsewhere' | 'nothing' | 'says more'

export interface Sequence {
  readonly addresses: ReadonlySet<string>
  /** Titles of the page and of its neighbours. */
  readonly titles: ReadonlySet<string>
}

const NEIGHBOURS = new Set(
  'prev previous next up parent home first last start begin end contents toc top index'.split(' '),
)

/** The `link` elements of a page name its neighbours, often with their titles. */
export function readSequence(page: HtmlRoot): Sequence {
  const addresses = new Set<string>()
  const titles = new Set<string>()
  const visit = (node: HtmlRoot | Element): void => {
    for (const child of node.children) {
      if (child.type !== 'element') continue
      if (child.tagName === 'title') titles.add(plain(toText(child)))
      if (child.tagName === 'link' && isNeighbour(child)) {
        addresses.add(String(child.properties['href']))
        if (child.properties['title'] !== undefined) titles.add(plain(String(child.properties['title'])))
      }
      visit(child)
    }
  }
  visit(page)
  return { addresses, titles }
}

function isNeighbour({ properties }: Element): boolean {
  return (
    properties['href'] !== undefined &&
    [properties['rel']].flat().some(rel => NEIGHBOURS.has(String(rel).toLowerCase()))
  )
}

/** Sees each element once; the words of a block outside of its own blocks are compared together. */
function see(element: Element, sequence: Sequence, leads: Map<Element, Leads>): Leads {
  const found: Leads[] = []
  let words = ''
  const read = (node: Element): void => {
    for (const child of node.children) {
      if (child.type === 'text') words += child.value
      if (child.type !== 'element') continue
      if (child.tagName === 'a' && leadsOn(child, sequence))
        found.push(hasWords(child) ? 'elsewhere' : 'nothing')
      else if (child.tagName === 'img') words += ` ${String(child.properties['alt'] ?? '')} `
      else if (BLOCKS.has(child.tagName)) found.push(see(child, sequence, leads))
      else read(child)
    }
  }
  read(element)
  const text = plain(words)
  if (/[\p{L}\p{N}]/u.test(text) && !sequence.titles.has(text)) found.push('says more')
  const all = found.includes('says more')
    ? 'says more'
    : found.includes('elsewhere')
      ? 'elsewhere'
      : 'nothing'
  leads.set(element, all)
  return all
}

function leadsOn(link: Element, { addresses }: Sequence): boolean {
  return isNeighbour(link) || addresses.has(String(link.properties['href'] ?? ''))
}

/** Words to see, or the words of an image. */
function hasWords(node: Element): boolean {
  return node.children.some(child =>
    child.type === 'text'
      ? /[\p{L}\p{N}\p{S}\p{P}]/u.test(child.value)
      : child.type === 'element' && (String(child.properties['alt'] ?? '').trim() !== '' || hasWords(child)),
  )
}

function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}

/** The largest blocks that only lead elsewhere, among those that may follow each other. */
function wrap(node: HtmlRoot | Element, name: string, leads: ReadonlyMap<Element, Leads>): void {
  node.children = node.children.map(child => {
    if (child.type !== 'element' || !BLOCKS.has(child.tagName)) return child
    if (leads.get(child) === 'elsewhere' && !/^(?:html|body|main|article)$/u.test(child.tagName))
      return { type: 'element', tagName: name, properties: {}, children: [child] }
    if (FLOW.test(child.tagName)) wrap(child, name, leads)
    return child
  }) as ElementContent[]
}
