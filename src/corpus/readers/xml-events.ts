// How is XML read that is too large for a tree? Its elements and texts one after the other; entities that a file defines are an error.
import { SaxesParser } from 'saxes'
import { reasonOf } from '../../domain/reason.ts'
import { UnreadableError } from '../rendition.ts'

export type Attributes = Readonly<Record<string, string>>

export interface XmlEvents {
  open(name: string, attributes: Attributes): void
  close(name: string): void
  text(text: string): void
}

/** Names without their prefixes. @param part of the file, for messages @throws {UnreadableError} where it is no XML */
export function readXmlEvents(xml: string, part: string, events: XmlEvents): void {
  const parser = new SaxesParser({ position: false })
  parser.on('error', error => {
    throw new UnreadableError(
      'damaged-file',
      `${part} in the file is not readable XML: ${reasonOf(error)}. It was left out.`,
    )
  })
  parser.on('opentag', ({ name, attributes }) => events.open(local(name), attributes as Attributes))
  parser.on('closetag', ({ name }) => events.close(local(name)))
  parser.on('text', text => events.text(text))
  parser.on('cdata', text => events.text(text))
  parser.write(xml).close()
}

function local(name: string): string {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}
