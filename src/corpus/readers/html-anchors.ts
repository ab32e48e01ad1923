// Which ids of a page were made of its headings? They are addresses for links (`#how-to-share`), and say nothing of what an element is for.
import type { Element, Root as HtmlRoot } from 'hast'
import { toText } from 'hast-util-to-text'

/** Fewest sections by which a page shows that its ids are made of headings: blocks around articles are few. */
const FEWEST = 3
/** Their share of the sections that have an id. */
const SHARE = 0.75

/**
 * Takes them off, so that a section about menus or comments is not taken for one. The id of a heading is always an address; that of a
 * section (`<section id="comments">`) only where most sections have the id of their heading.
 */
export function forgetAnchors(page: HtmlRoot): void {
  const sections: { readonly element: Element; readonly isAnchor: boolean }[] = []
  const see = (node: HtmlRoot | Element): void => {
    for (const child of node.children) {
      if (child.type !== 'element') continue
      if (HEADING.test(child.tagName)) delete child.properties['id']
      else if (typeof child.properties['id'] === 'string') {
        const heading = headingOf(child)
        if (heading !== null)
          sections.push({ element: child, isAnchor: isMadeOf(child.properties['id'], toText(heading)) })
      }
      see(child)
    }
  }
  see(page)
  const anchors = sections.filter(({ isAnchor }) => isAnchor)
  if (anchors.length < FEWEST || anchors.length < SHARE * sections.length) return
  for (const { element } of anchors) delete element.properties['id']
}

const HEADING = /^h[1-6]$/u

/** The heading with which an element begins. */
function headingOf({ children }: Element): Element | null {
  const first = children.find(
    child => child.type === 'element' || (child.type === 'text' && child.value.trim() !== ''),
  )
  return first?.type === 'element' && HEADING.test(first.tagName) ? first : null
}

/** Programs write words of any script with hyphens, leave signs and often marks out, and number what comes twice. */
function isMadeOf(id: string, heading: string): boolean {
  const letters = lettersOf(heading)
  return letters !== '' && lettersOf(id) === letters
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\P{L}+/gu, '')
    .toLowerCase()
}
