// Which number does a browser print before the item of a list? Only where the page leaves no doubt that it prints one.
import type { Element, Root as HtmlRoot } from 'hast'
import { toText } from 'hast-util-to-text'
import { numberLike } from './number-forms.ts'

/** The property of an item that holds its number, such as `4.`. */
export const NUMBER = 'dataLedeNumber'

/** Gives the items of numbered lists their numbers. */
export function numberItems(node: HtmlRoot | Element): void {
  for (const child of node.children) {
    if (child.type !== 'element') continue
    if (child.tagName === 'ol' && isNumbered(child) && !leadsBack(child)) numberList(child)
    numberItems(child)
  }
}

/** What changes the numbers of a list says that they are to be read. Else a style may hide them: lists of comments and of links have one. */
function isNumbered({ properties }: Element): boolean {
  const isStyled = ['className', 'style', 'role'].some(name => properties[name] !== undefined)
  return !isStyled || ['start', 'type', 'reversed'].some(name => properties[name] !== undefined)
}

/** Notes have a sign that leads back to their place in the text: their numbers are marks, as those in the text are. */
function leadsBack(node: Element): boolean {
  return node.children.some(child => {
    if (child.type !== 'element') return false
    const isBack = child.tagName === 'a' && String(child.properties['href'] ?? '').startsWith('#')
    return (isBack && !/\p{L}{2}/u.test(toText(child))) || leadsBack(child)
  })
}

function numberList({ properties, children }: Element): void {
  const items = children.filter(child => child.type === 'element' && child.tagName === 'li') as Element[]
  const isReversed = properties['reversed'] === true
  const form = String(properties['type'] ?? '1')
  let next = wholeNumber(properties['start']) ?? (isReversed ? items.length : 1)
  for (const item of items) {
    const number = wholeNumber(item.properties['value']) ?? next
    next = number + (isReversed ? -1 : 1)
    item.properties[NUMBER] = `${numberLike(form, number)}.`
  }
}

function wholeNumber(value: unknown): number | null {
  const number = Number.parseInt(String(value ?? ''), 10)
  return Number.isNaN(number) ? null : number
}
