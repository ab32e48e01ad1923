// How is an equation of Word read as text? Fractions as `a/b`, raised and lowered signs as `x²` and `x_i`, brackets and roots as they are drawn.
import type { Element } from 'xast'
import { escaped } from './docx-numbers.ts'
import { parseXml } from './xml.ts'

/** The signs of an equation as they are written in XML; null where it cannot be read. */
export function equationText(xml: string): string | null {
  try {
    const bare = xml
      .replace(/(<\/?)(?:[\w.-]{1,40}:)/gu, '$1')
      .replace(/\s[\w.-]{1,40}:(?=[\w.-]{1,40}=")/gu, ' ')
    const [root] = parseXml(bare.replace(/\sxmlns(?:="[^"]*")?/gu, ''), 'equation').children
    return root?.type === 'element' ? escaped(inOrder(root).trim()) : null
  } catch {
    return null // then its signs are read one after the other
  }
}

function inOrder(element: Element): string {
  return children(element).map(written).join('')
}

function written(element: Element): string {
  const part = (name: string): string => {
    const found = children(element).find(child => child.name === name)
    return found === undefined ? '' : inOrder(found).trim()
  }
  switch (element.name) {
    case 't':
      return element.children.map(child => (child.type === 'text' ? child.value : '')).join('')
    case 'f':
      return `${grouped(part('num'))}/${grouped(part('den'))}`
    case 'sSup':
      return `${part('e')}${raised(part('sup'))}`
    case 'sSub':
      return `${part('e')}${lowered(part('sub'))}`
    case 'sSubSup':
      return `${part('e')}${lowered(part('sub'))}${raised(part('sup'))}`
    case 'sPre':
      return `${lowered(part('sub'))}${raised(part('sup'))}${part('e')}`
    case 'rad':
      return part('deg') === '' ? `√${grouped(part('e'))}` : `${grouped(part('deg'))}√${grouped(part('e'))}`
    case 'd': {
      const inside = children(element).filter(({ name }) => name === 'e')
      const separator = setting(element, 'sepChr') ?? ', '
      return `${setting(element, 'begChr') ?? '('}${inside.map(inOrder).join(separator)}${setting(element, 'endChr') ?? ')'}`
    }
    case 'nary': {
      const bounds = lowered(part('sub')) + raised(part('sup'))
      return `${setting(element, 'chr') ?? '∫'}${bounds} ${part('e')}`
    }
    case 'func':
      return `${part('fName')} ${part('e')}`
    case 'm':
      return children(element)
        .filter(({ name }) => name === 'mr')
        .map(row => children(row).map(inOrder).join(' '))
        .join('; ')
    default:
      return inOrder(element)
  }
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const LOWERED = '₀₁₂₃₄₅₆₇₈₉'

function raised(text: string): string {
  return small(text, RAISED, '⁻') ?? `^${grouped(text)}`
}

function lowered(text: string): string {
  return small(text, LOWERED, '₋') ?? `_${grouped(text)}`
}

/** Numbers have signs of their own for it; null for other text. */
function small(text: string, digits: string, minus: string): string | null {
  if (!/^[-−]?\d*$/u.test(text)) return null
  return Array.from(text, sign => (/\d/u.test(sign) ? (digits[Number(sign)] ?? '') : minus)).join('')
}

/** Of several signs, in brackets: `a + b` below a line is `(a + b)`. */
function grouped(text: string): string {
  return /^[\p{L}\p{N}\p{M}.,′]*$|^\([^()]*\)$/u.test(text) ? text : `(${text})`
}

/** A sign that the properties of an element name. */
function setting(element: Element, name: string): string | null {
  const properties = children(element).find(child => child.name === `${element.name}Pr`)
  const found = properties === undefined ? undefined : children(properties).find(child => child.name === name)
  return found === undefined ? null : (found.attributes['val'] ?? '')
}

function children(element: Element): Element[] {
  return element.children.filter(child => child.type === 'element')
}
