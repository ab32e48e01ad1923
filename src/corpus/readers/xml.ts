// What do the small XML files of an archive say? Entities that a file defines itself are refused by the parser, so none can expand.
import type { Element, Root } from 'xast'
import { fromXml } from 'xast-util-from-xml'
import { reasonOf } from '../../domain/reason.ts'
import { UnreadableError } from '../rendition.ts'

/** @throws {UnreadableError} */
export function parseXml(text: string, name: string): Root {
  try {
    return fromXml(text.replace(/^\uFEFF/u, ''))
  } catch (error) {
    const { cause, message } = error as Error
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : message
    throw new UnreadableError(
      'damaged-file',
      `${name} in the file is not readable XML: ${reasonOf(reason)}. It was left out.`,
    )
  }
}

/** All elements, in order. */
export function* elementsOf(node: Root | Element): Generator<Element> {
  for (const child of node.children) {
    if (child.type !== 'element') continue
    yield child
    yield* elementsOf(child)
  }
}

export function textOf(element: Element): string {
  return rawText(element).trim()
}

function rawText(element: Element): string {
  return element.children
    .map(child =>
      child.type === 'text' || child.type === 'cdata'
        ? child.value
        : child.type === 'element'
          ? rawText(child)
          : '',
    )
    .join('')
}

/** Texts that are not empty by the name of their element; none where the XML cannot be read. */
export function elementTexts(xml: string): Map<string, string[]> {
  const texts = new Map<string, string[]>()
  try {
    for (const element of elementsOf(parseXml(xml, 'core.xml'))) {
      const text = textOf(element)
      if (text !== '') texts.set(element.name, [...(texts.get(element.name) ?? []), text])
    }
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error // properties are of no account where they are damaged
  }
  return texts
}
