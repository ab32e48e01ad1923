// Here are bytes of a format that is no plain text, give me its documents: the one place that knows which reader reads what.
import { readPage } from '../decode.ts'
import { type ConvertedFormat, formatOf, isConverted } from '../formats.ts'
import { withFrontMatter } from '../front-matter/with-front-matter.ts'
import { parseMarkdown } from '../markdown.ts'
import { type Rendition, UnreadableError } from '../rendition.ts'
import { archiveMembers, Budget } from './archive.ts'
import { readCsv } from './csv.ts'
import { readDoc } from './doc.ts'
import { readDocx } from './docx.ts'
import { readEpub } from './epub.ts'
import { readHtml } from './html.ts'
import { readJson } from './json.ts'
import { readJsonLines } from './json-lines.ts'
import { readMail } from './mail.ts'
import { mailBoxMembers } from './mail-box.ts'
import { readMembers, type Watch } from './members.ts'
import { readOdf } from './odf.ts'
import { readOutlook } from './outlook.ts'
import { outlookBoxMembers } from './outlook-box.ts'
import { readPdf } from './pdf.ts'
import { readPptx } from './pptx.ts'
import { readRtf } from './rtf.ts'
import { readSubtitles } from './subtitles.ts'
import { tarFiles } from './tar.ts'
import { parseText } from './text.ts'
import { webArchiveMembers } from './web-archive.ts'
import { readXlsx } from './xlsx.ts'
import { zipFiles } from './zip.ts'

/** Messages in messages in archives in archives. */
const DEEPEST = 8

/**
 * @param watch who looks on while the files in a file are read
 * @throws {UnreadableError}
 */
export async function readFormat(
  format: ConvertedFormat,
  bytes: Uint8Array,
  watch?: Watch,
): Promise<readonly Rendition[]> {
  return read(format, bytes, 0, new Budget(), watch)
}

async function read(
  format: ConvertedFormat,
  bytes: Uint8Array,
  depth: number,
  budget: Budget,
  watch?: Watch,
): Promise<readonly Rendition[]> {
  if (depth >= DEEPEST)
    throw new UnreadableError(
      'nested-too-deep',
      `More than ${DEEPEST} files lie in each other. It was left out.`,
    )
  const within = (name: string, content: Uint8Array): Promise<readonly Rendition[]> =>
    readInside(name, content, depth + 1, budget)
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
      return readMail(bytes, within)
    case 'outlook':
      return readOutlook(bytes, within)
    case 'mail-box':
      return readMembers(mailBoxMembers(bytes, within), watch)
    case 'outlook-box':
      return readMembers(outlookBoxMembers(bytes, budget, within), watch)
    case 'web-archive':
      return readMembers(webArchiveMembers(bytes, budget, within), watch)
    case 'zip':
      return readMembers(archiveMembers(zipFiles(bytes), budget, within), watch)
    case 'tar':
      return readMembers(archiveMembers(tarFiles(bytes, budget), budget, within), watch)
  }
}

/** A file inside the file: read as it would be in a folder. */
async function readInside(
  name: string,
  bytes: Uint8Array,
  depth: number,
  budget: Budget,
): Promise<readonly Rendition[]> {
  const format = formatOf(name) ?? 'text'
  if (isConverted(format)) return read(format, bytes, depth, budget)
  if (format === 'json') return readJson(bytes)
  if (format === 'json-lines') return readJsonLines(bytes)
  const { text: source, problems } = readPage(bytes)
  const root = withFrontMatter(source, format === 'text' ? parseText : parseMarkdown)
  return [{ part: null, source, root, facts: [], problems }]
}
