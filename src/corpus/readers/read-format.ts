// Here are bytes of a format that is no plain text, give me its documents: the one place that knows which reader reads what.
import { readPage } from '../decode.ts'
import { type ConvertedFormat, formatOf, isConverted } from '../formats.ts'
import { RECOGNITION_OFF, type Recognise } from '../ocr/recognition.ts'
import { type Rendition, UnreadableError } from '../rendition.ts'
import { archiveMembers, Budget, type ReadInside } from './archive.ts'
import { readJson } from './json.ts'
import { readJsonLines } from './json-lines.ts'
import { DEFAULT_JSON_FIELDS, type JsonFields } from './json-record.ts'
import { type Members, readMembers, type Watch } from './members.ts'
import { readPlainFile } from './plain-file.ts'

/** Messages in messages in archives in archives. */
const DEEPEST = 8

/**
 * @param recognise reads pictures of text
 * @param watch who looks on while the files in a file are read
 * @param jsonFields where in a JSON object inside the file which part of a document stands
 * @throws {UnreadableError}
 */
export async function readFormat(
  format: ConvertedFormat,
  bytes: Uint8Array,
  recognise: Recognise = RECOGNITION_OFF,
  watch?: Watch,
  jsonFields: JsonFields = DEFAULT_JSON_FIELDS,
): Promise<readonly Rendition[]> {
  return read(format, bytes, { depth: 0, budget: new Budget(), recognise, jsonFields }, watch)
}

/** What all files that lie in each other share, and how deep one lies. */
interface Around {
  readonly depth: number
  readonly budget: Budget
  readonly recognise: Recognise
  readonly jsonFields: JsonFields
}

async function read(
  format: ConvertedFormat,
  bytes: Uint8Array,
  around: Around,
  watch?: Watch,
): Promise<readonly Rendition[]> {
  const { depth, budget, recognise } = around
  if (depth >= DEEPEST)
    throw new UnreadableError(
      'nested-too-deep',
      `More than ${DEEPEST} files lie in each other. It was left out.`,
    )
  const within: ReadInside = (name, content) => readInside(name, content, { ...around, depth: depth + 1 })
  if (isContainer(format)) {
    const open = await CONTAINERS[format]()
    return readMembers(open(bytes, budget, within), watch)
  }
  if (format === 'mail') return (await import('./mail.ts')).readMail(bytes, within)
  if (format === 'outlook') return (await import('./outlook.ts')).readOutlook(bytes, within)
  const readOne = await READERS[format]()
  return [{ ...(await readOne(bytes, recognise)), part: null }]
}

type ReadOne = (
  bytes: Uint8Array,
  recognise: Recognise,
) => Omit<Rendition, 'part'> | Promise<Omit<Rendition, 'part'>>

/** Readers of one document, each loaded with its packages when it is first needed: the process that reads starts sooner. */
const READERS = {
  html: async (): Promise<ReadOne> => {
    const { readHtml } = await import('./html.ts')
    return bytes => {
      const { text, problems } = readPage(bytes)
      return { ...readHtml(text), problems }
    }
  },
  csv: async () => (await import('./csv.ts')).readCsv,
  tsv: async () => (await import('./csv.ts')).readTsv,
  doc: async () => (await import('./office-by-content.ts')).readWord,
  docx: async () => (await import('./office-by-content.ts')).readWord,
  epub: async () => (await import('./epub.ts')).readEpub,
  'odf-sheets': async () => (await import('./odf.ts')).readOdfWorkbook,
  'odf-slides': async () => (await import('./odf.ts')).readOdfSlides,
  'odf-text': async () => (await import('./odf.ts')).readOdfText,
  pdf: async () => (await import('./pdf.ts')).readPdf,
  picture: async () => (await import('./picture.ts')).readPicture,
  ppt: async () => (await import('./office-by-content.ts')).readSlides,
  pptx: async () => (await import('./office-by-content.ts')).readSlides,
  rtf: async () => (await import('./rtf.ts')).readRtf,
  subtitles: async () => (await import('./subtitles.ts')).readSubtitles,
  xls: async () => (await import('./office-by-content.ts')).readWorkbook,
  xlsx: async () => (await import('./office-by-content.ts')).readWorkbook,
} satisfies Partial<Record<ConvertedFormat, () => Promise<ReadOne>>>

type OpenContainer = (bytes: Uint8Array, budget: Budget, within: ReadInside) => Members

/** Files in which files lie. */
const CONTAINERS = {
  zip: async (): Promise<OpenContainer> => {
    const { zipFiles } = await import('./zip.ts')
    return (bytes, budget, within) => archiveMembers(zipFiles(bytes), budget, within)
  },
  tar: async (): Promise<OpenContainer> => {
    const { tarFiles } = await import('./tar.ts')
    return (bytes, budget, within) => archiveMembers(tarFiles(bytes, budget), budget, within)
  },
  'mail-box': async (): Promise<OpenContainer> => {
    const { mailBoxMembers } = await import('./mail-box.ts')
    return (bytes, _, within) => mailBoxMembers(bytes, within)
  },
  'outlook-box': async () => (await import('./outlook-box.ts')).outlookBoxMembers,
  'web-archive': async () => (await import('./web-archive.ts')).webArchiveMembers,
} satisfies Partial<Record<ConvertedFormat, () => Promise<OpenContainer>>>

function isContainer(format: ConvertedFormat): format is keyof typeof CONTAINERS {
  return Object.hasOwn(CONTAINERS, format)
}

/** A file inside the file: read as it would be in a folder. */
async function readInside(name: string, bytes: Uint8Array, around: Around): Promise<readonly Rendition[]> {
  const format = formatOf(name) ?? 'text'
  if (isConverted(format)) return read(format, bytes, around)
  if (format === 'json') return readJson(bytes, around.jsonFields)
  if (format === 'json-lines') return readJsonLines(bytes, undefined, around.jsonFields)
  return [readPlainFile(format, bytes)]
}
