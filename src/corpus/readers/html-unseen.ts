// What of a page does no reader see, or see beside the text? It is put apart: after the block in which it stands, never among its words.
import type { Element, ElementContent, RootContent as HtmlContent, Root as HtmlRoot } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import type { BoilerplateReason } from '../../domain/document.ts'
import { hiddenByStyles } from './html-styles.ts'

/** Elements that stand for what is apart, and why it is. */
export const APART_REASONS = {
  'lede-hidden': 'hidden',
  'lede-reading': 'reading',
  'lede-control': 'navigation',
} as const satisfies Record<string, BoilerplateReason>
type ApartName = keyof typeof APART_REASONS

/** Elements that stand on lines of their own. */
export const BLOCKS = new Set([
  'address', 'article', 'aside', 'blockquote', 'body', 'caption', 'center', 'dd', 'details', 'dialog', 'dir', 'div', 'dl', 'dt', 'fieldset',
  'figcaption', 'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hgroup', 'hr', 'html', 'legend', 'li', 'main', 'menu',
  'nav', 'ol', 'p', 'pre', 'section', 'summary', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'ul', ...Object.keys(APART_REASONS),
]) // biome-ignore format: a list of words

/** Those in which blocks may follow each other. */
export const FLOW =
  /^(?:html|body|div|section|article|main|aside|header|footer|blockquote|figure|details|form|fieldset|center|nav)$/u

/** Puts apart what is hidden, readings of signs, and form controls. */
export function setUnseenApart(page: HtmlRoot): void {
  const byStyles = hiddenByStyles(page)
  const isUnseen = (element: Element): boolean =>
    isHidden(element) || (byStyles(element) && !isShownInline(element))
  const hides = [isUnseen, isHidden].find(hides => showsWords(page, hides)) ?? (() => false)
  page.children.push(...takeUnseen(page, hides))
}

/** What was taken out of a node and must stand after it. */
function takeUnseen(node: HtmlRoot | Element, hides: (element: Element) => boolean): Element[] {
  const isFlow = node.type === 'root' || FLOW.test(node.tagName)
  const kept: HtmlContent[] = []
  const taken: Element[] = []
  for (const child of node.children) {
    if (child.type !== 'element') {
      kept.push(child)
      continue
    }
    const name = apartName(child, hides)
    const inside = name === null ? takeUnseen(child, hides) : [setAs(child, name)]
    if (name === null && child.tagName !== 'rp') kept.push(child)
    if (isFlow && BLOCKS.has(child.tagName)) kept.push(...inside)
    else taken.push(...inside)
  }
  if (node.type === 'element' && node.tagName === 'body') kept.push(...taken.splice(0))
  node.children = kept as ElementContent[]
  return joinReadings(taken)
}

/** Elements with other content for readers to whom the first cannot be shown, and what is shown only on demand. */
const UNSHOWN = new Set(['template', 'noscript', 'iframe', 'object', 'canvas', 'video', 'audio', 'datalist'])
const CONTROLS = new Set(['button', 'select', 'textarea'])

function apartName(element: Element, hides: (element: Element) => boolean): ApartName | null {
  const { tagName, properties } = element
  if (tagName === 'rt' || tagName === 'rtc') return 'lede-reading'
  if (CONTROLS.has(tagName)) return 'lede-control'
  if (UNSHOWN.has(tagName) || (tagName === 'dialog' && properties['open'] === undefined)) return 'lede-hidden'
  return hides(element) ? 'lede-hidden' : null
}

const HIDING_STYLE = /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))/iu
/** Names that style sheets of many makers give to words for screen readers. */
const HIDING_CLASSES = new Set([
  'sr-only',
  'visually-hidden',
  'visuallyhidden',
  'screen-reader-text',
  'screen-reader-only',
])

function isHidden({ tagName, properties }: Element): boolean {
  if (properties['hidden'] !== undefined && properties['hidden'] !== false) return true
  if (HIDING_STYLE.test(String(properties['style'] ?? ''))) return true
  // Inline it is often only said otherwise to screen readers, as a letter that is set apart.
  if (properties['ariaHidden'] === 'true' && BLOCKS.has(tagName)) return true
  return [properties['className']].flat().some(name => HIDING_CLASSES.has(String(name)))
}

function isShownInline({ properties }: Element): boolean {
  return /(?:^|[;\s])display\s*:\s*(?!none|\s)/iu.test(String(properties['style'] ?? ''))
}

/** Pages that a script unfolds hide all of their text. */
function showsWords(node: HtmlRoot | Element, hides: (element: Element) => boolean): boolean {
  return node.children.some(child => {
    if (child.type === 'text') return /\p{L}/u.test(child.value)
    if (child.type !== 'element' || /^(?:head|script|style)$/u.test(child.tagName)) return false
    return apartName(child, hides) === null && showsWords(child, hides)
  })
}

function setAs(element: Element, name: ApartName): Element {
  const content = element.content?.children ?? element.children
  const children = (
    content.length === 1 && content[0]?.type === 'text' && /<\w/u.test(content[0].value)
      ? fromHtml(content[0].value, { fragment: true }).children
      : content
  ) as ElementContent[]
  const options = children.map(child =>
    child.type === 'element' && /^(?:option|optgroup)$/u.test(child.tagName)
      ? { ...child, tagName: 'p' }
      : child,
  )
  return { ...element, tagName: name, properties: {}, children: options }
}

/** The readings of a paragraph are one block. */
function joinReadings(taken: readonly Element[]): Element[] {
  const joined: Element[] = []
  for (const element of taken) {
    const last = joined.at(-1)
    if (last?.tagName === 'lede-reading' && element.tagName === 'lede-reading')
      last.children.push({ type: 'text', value: ' ' }, ...element.children)
    else joined.push(element)
  }
  return joined
}
