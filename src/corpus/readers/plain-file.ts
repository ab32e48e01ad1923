// Here is a file of plain text or Markdown, give me its document: the same in a folder, in an archive and on a mail.
import { decode } from '../decode.ts'
import { withFrontMatter } from '../front-matter/with-front-matter.ts'
import { parseMarkdown } from '../markdown.ts'
import { type Rendition, UnreadableError } from '../rendition.ts'
import { parseText } from './text.ts'

/** @throws {UnreadableError} where the bytes are no text */
export function readPlainFile(format: 'markdown' | 'text', bytes: Uint8Array): Rendition {
  const decoded = decode(bytes)
  if (!decoded.ok) throw new UnreadableError(decoded.rule, decoded.message)
  const { text: source, problems } = decoded
  return { ...(format === 'markdown' ? markdownRendition(source) : textRendition(source)), problems }
}

/** Front matter stays in the tree: it is interpreted with the rest, and its problems have lines. */
export function markdownRendition(source: string): Rendition {
  return { part: null, source, root: withFrontMatter(source, parseMarkdown), facts: [] }
}

function textRendition(source: string): Rendition {
  const root = withFrontMatter(source, text => parseText(text, { hasTitle: true }))
  return { part: null, source, root, facts: [] }
}
