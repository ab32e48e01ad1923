// What do a picture of lines, a formula and the head of a table say? Their words, as elements that a text has.
import type { Element, ElementContent } from 'hast'
import { toText } from 'hast-util-to-text'

/** Turns a drawing into a line for each of its texts, a formula into words in a line. */
export function unfoldFigure(figure: Element): void {
  if (figure.tagName === 'math') {
    figure.children = formula(figure.children)
    figure.tagName = 'span'
  } else {
    figure.children = textsOf(figure).map(
      (element): Element => ({ ...element, tagName: 'p', properties: {} }),
    )
    figure.tagName = figure.children.length === 0 ? 'span' : 'div'
  }
}

/** Takes the captions out of a table; they stand before it. */
export function takeCaptions(table: Element): Element[] {
  const isCaption = (child: ElementContent): child is Element =>
    child.type === 'element' && child.tagName === 'caption'
  const captions = table.children.filter(isCaption)
  table.children = table.children.filter(child => !isCaption(child))
  return captions.map(caption => ({ ...caption, tagName: 'div' }))
}

function textsOf(element: Element): Element[] {
  return element.children.flatMap(child => {
    if (child.type !== 'element') return []
    return /^(?:text|title|desc|foreignobject)$/iu.test(child.tagName) ? [child] : textsOf(child)
  })
}

/** Powers become superscripts, signs stand apart, the same in another notation is left out. */
function formula(children: readonly ElementContent[]): ElementContent[] {
  return children.flatMap((child): ElementContent[] => {
    if (child.type !== 'element') return child.type === 'text' && child.value.trim() !== '' ? [child] : []
    const { tagName } = child
    if (tagName.startsWith('annotation')) return []
    if (/^m(?:i|n|text|s)$/u.test(tagName)) return [{ type: 'text', value: toText(child).trim() }]
    if (tagName === 'mo') return [{ type: 'text', value: ` ${toText(child).trim()} ` }]
    const inner = child.children.filter(each => each.type === 'element')
    if (tagName !== 'msup') return formula(inner)
    const [base, ...powers] = inner
    const raised: Element = { type: 'element', tagName: 'sup', properties: {}, children: formula(powers) }
    return [...formula(base === undefined ? [] : [base]), raised]
  })
}
