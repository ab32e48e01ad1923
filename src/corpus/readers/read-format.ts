// Here are bytes of a format that is no plain text, give me its documents: the one place that knows which reader reads what.
import { readPage } from '../decode.ts'
import { type ConvertedFormat, formatOf, isConverted } from '../formats.ts'
import { parseMarkdown } from '../markdown.ts'
import { type Rendition, UnreadableError } from '../rendition.ts'
import { readCsv } from './csv.ts'
import { readDoc } from './doc.ts'
import { readDocx } from './docx.ts'
import { readEpub } from './epub.ts'
import { readHtml } from './html.ts'
import { readJson } from './json.ts'
import { readJsonLines } from './json-lines.ts'
import { readMail } from './mail.ts'
import { readOdf } from './odf.ts'
import { readPdf } from './pdf.ts'
import { readPptx } from './pptx.ts'
import { readRtf } from './rtf.ts'
import { readSubtitles } from './subtitles.ts'
import { parseText } from './text.ts'
import { readXlsx } from './xlsx.ts'

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
    case 'csv':
      return [{ ...readCsv(bytes, ','), part: null }]
    case 'tsv':
      return [{ ...readCsv(bytes, '\t'), part: null }]
    case 'doc':
      return [{ ...(await readDoc(bytes)), part: null }]
    case 'odf-sheets':
      return [{ ...(await readOdf(bytes, 'sheets')), part: null }]
    case 'odf-slides':
      return [{ ...(await readOdf(bytes, 'slides')), part: null }]
    case 'odf-text':
      return [{ ...(await readOdf(bytes, 'text')), part: null }]
    case 'pptx':
      return [{ ...(await readPptx(bytes)), part: null }]
    case 'rtf':
      return [{ ...(await readRtf(bytes)), part: null }]
    case 'subtitles':
      return [{ ...readSubtitles(bytes), part: null }]
    case 'xlsx':
      return [{ ...(await readXlsx(bytes)), part: null }]
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
