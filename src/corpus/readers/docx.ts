// Here is a Word document, give me its text as HTML with its headings, lists, tables, notes and comments, and its properties.
import mammoth from 'mammoth'
import type { Fact, Rendition } from '../rendition.ts'
import { UnreadableError } from '../rendition.ts'
import { readHtml } from './html.ts'
import { elementTexts } from './xml.ts'
import { openArchive } from './zip.ts'

/** Comments are taken too: they come after the text. Pictures are left out, what describes them is not. */
const OPTIONS = {
  styleMap: ['comment-reference => sup', "p[style-name='Title'] => h1:fresh", "p[style-name='Quote'] => blockquote > p:fresh", "p[style-name='Intense Quote'] => blockquote > p:fresh"],
  convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
  externalFileAccess: false,
} // biome-ignore format: one option a line

/** @throws {UnreadableError} */
export async function readDocx(bytes: Uint8Array): Promise<Omit<Rendition, 'part'>> {
  const archive = await openArchive(bytes)
  if (!archive.names.includes('word/document.xml') && !archive.names.includes('[Content_Types].xml'))
    throw new UnreadableError(
      'damaged-file',
      'The file is no Word document. It was left out; save it as .docx.',
    )
  const { value } = await mammoth
    .convertToHtml({ buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) }, OPTIONS)
    .catch((error: Error) => {
      throw new UnreadableError(
        'damaged-file',
        `The Word document cannot be read: ${error.message}. It was left out.`,
      )
    })
  const { source, root } = readHtml(blockPerLine(value), { isBody: true })
  return { source, root, facts: [], fallbacks: await propertiesOf(await archive.read('docProps/core.xml')) }
}

/** Mammoth writes all in one line. */
function blockPerLine(html: string): string {
  return html.replace(/<\/(?:p|h[1-6]|li|tr|table|ul|ol|blockquote|dd|dt)>(?=<)/gu, '$&\n')
}

const PROPERTIES: readonly (readonly [element: string, label: string])[] = [
  ['dc:title', 'title'],
  ['dc:creator', 'author'],
  ['dcterms:created', 'date'],
  ['dc:subject', 'subject'],
  ['cp:keywords', 'keywords'],
  ['dc:language', 'language'],
]

async function propertiesOf(xml: Buffer | null): Promise<Fact[]> {
  if (xml === null) return []
  const texts = elementTexts(xml.toString('utf8'))
  return PROPERTIES.flatMap(([element, label]): Fact[] => {
    const values = texts.get(element) ?? []
    return values.length === 0 ? [] : [[label, values]]
  })
}
