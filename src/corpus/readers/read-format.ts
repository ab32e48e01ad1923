// Here are bytes of a format that is no plain text, give me its documents: the one place that knows which reader reads what.
import { readPage } from '../decode.ts'
import { type ConvertedFormat, formatOf, isConverted } from '../formats.ts'
import { parseMarkdown } from '../markdown.ts'
import { type Rendition, UnreadableError } from '../rendition.ts'
import { readDocx } from './docx.ts'
import { readEpub } from './epub.ts'
import { readHtml } from './html.ts'
import { readJson } from './json.ts'
import { readJsonLines } from './json-lines.ts'
import { readMail } from './mail.ts'
import { readPdf } from './pdf.ts'
import { parseText } from './text.ts'

/** Messages in messages in messages. */
const DEEPEST = 8

/** @throws {UnreadableError} */
export async function readFormat(
  format: ConvertedFormat,
  bytes: Uint8Array,
  depth = 0,
): Promise<readonly Rendition[]> {
  switch (format) {
    case 'html': {
      const { text, problems } = readPage(bytes)
      return [{ ...readHtml(text), part: null, problems }]
    }
    case 'docx':
      return [{ ...(await readDocx(bytes)), part: null }]
    case 'epub':
      return [{ ...(await readEpub(bytes)), part: null }]
    case 'pdf':
      return [{ ...(await readPdf(bytes)), part: null }]
    case 'mail':
      if (depth >= DEEPEST)
        throw new UnreadableError(
          'nested-too-deep',
          `More than ${DEEPEST} messages lie in each other. It was left out.`,
        )
      return readMail(bytes, (name, content) => readInside(name, content, depth + 1))
  }
}

/** A file inside the file. */
async function readInside(name: string, bytes: Uint8Array, depth: number): Promise<readonly Rendition[]> {
  const format = formatOf(name) ?? 'text'
  if (isConverted(format)) return readFormat(format, bytes, depth)
  if (format === 'json') return readJson(bytes)
  if (format === 'json-lines') return readJsonLines(bytes)
  const { text: source, problems } = readPage(bytes)
  return [
    {
      part: null,
      source,
      root: format === 'text' ? parseText(source) : parseMarkdown(source),
      facts: [],
      problems,
    },
  ]
}
