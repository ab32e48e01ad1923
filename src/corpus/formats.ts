// Which files can be read, and as what?

const FORMAT_OF_EXTENSION = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.mdown': 'markdown',
  '.txt': 'text',
  '.text': 'text',
  '.html': 'html',
  '.htm': 'html',
  '.xhtml': 'html',
  '.jsonl': 'json-lines',
  '.ndjson': 'json-lines',
  '.json': 'json',
  '.docx': 'docx',
  '.doc': 'doc',
  '.rtf': 'rtf',
  '.odt': 'odf-text',
  '.xlsx': 'xlsx',
  '.xlsm': 'xlsx',
  '.xls': 'xls',
  '.xlsb': 'xls',
  '.ods': 'odf-sheets',
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.pptx': 'pptx',
  '.ppsx': 'pptx',
  '.ppt': 'ppt',
  '.pps': 'ppt',
  '.odp': 'odf-slides',
  '.pdf': 'pdf',
  '.png': 'picture',
  '.jpg': 'picture',
  '.jpeg': 'picture',
  '.tif': 'picture',
  '.tiff': 'picture',
  '.webp': 'picture',
  '.bmp': 'picture',
  '.epub': 'epub',
  '.eml': 'mail',
  '.msg': 'outlook',
  '.mbox': 'mail-box',
  '.pst': 'outlook-box',
  '.ost': 'outlook-box',
  '.srt': 'subtitles',
  '.vtt': 'subtitles',
  '.warc': 'web-archive',
  '.warc.gz': 'web-archive',
  '.zip': 'zip',
  '.tar': 'tar',
  '.tar.gz': 'tar',
  '.tgz': 'tar',
} as const

export type Format = (typeof FORMAT_OF_EXTENSION)[keyof typeof FORMAT_OF_EXTENSION]

/** Formats that a process of their own reads, which is ended where a file takes too much of it. */
export type ConvertedFormat = Exclude<Format, 'markdown' | 'text' | 'json-lines' | 'json'>

export const DOCUMENT_EXTENSIONS = Object.keys(FORMAT_OF_EXTENSION)

/** By the name's extension; null where it is none that is read. */
export function formatOf(path: string): Format | null {
  const extension = endingOf(path).toLowerCase()
  return Object.hasOwn(FORMAT_OF_EXTENSION, extension)
    ? FORMAT_OF_EXTENSION[extension as keyof typeof FORMAT_OF_EXTENSION]
    : null
}

/** The extension with its point, as it is written: `.pdf`, `.tar.gz`; nothing where there is none. */
export function endingOf(path: string): string {
  const ending = /\.[^./\\]+$/u.exec(path)?.[0] ?? ''
  const packed = ending.toLowerCase() === '.gz' ? path.slice(0, -ending.length) : ''
  return (/\.(?:tar|warc)$/iu.exec(packed)?.[0] ?? '') + ending
}

/** The extension, without its point, by which files of a format are mostly known. */
export function usualExtension(format: Format): string {
  const entries = Object.entries(FORMAT_OF_EXTENSION)
  return (entries.find(([, own]) => own === format)?.[0] ?? format).replace('.', '')
}

/** Formats of files that are pictures, or in which pictures lie that are read. */
export function mayHoldPictures(format: Format): boolean {
  return PICTURED.has(format)
}

const PICTURED: ReadonlySet<Format> = new Set<Format>([
  'pdf',
  'picture',
  'mail',
  'outlook',
  'mail-box',
  'outlook-box',
  'zip',
  'tar',
  'web-archive',
])

/** Whether a passage's lines are those that an editor shows in its file, or in the file inside it; else they count the extracted text. */
export function hasOwnLines({ path, part }: { readonly path: string; readonly part?: string }): boolean {
  const own = formatOf(part ?? path)
  if (own !== null) return LINED.has(own)
  const around = formatOf(path)
  return endingOf(part ?? path) === '' && (part === undefined || around === 'zip' || around === 'tar')
}

const LINED: ReadonlySet<Format> = new Set<Format>([
  'markdown',
  'text',
  'html',
  'json',
  'json-lines',
  'csv',
  'tsv',
  'subtitles',
])

export function isConverted(format: Format): format is ConvertedFormat {
  return !['markdown', 'text', 'json-lines', 'json'].includes(format)
}
