// Here is a Word document, give me its text as HTML with its headings, lists, tables, notes and comments, and its properties.
import mammoth from 'mammoth'
import type { Root } from 'mdast'
import type { BoilerplateReason } from '../../domain/document.ts'
import { reasonOf } from '../../domain/reason.ts'
import type { Rendition } from '../rendition.ts'
import { UnreadableError } from '../rendition.ts'
import { numberParagraphs } from './docx-numbers.ts'
import { hidingStyles, paragraphsOf, type SetApart, simplified } from './docx-parts.ts'
import { readHtml } from './html.ts'
import { propertiesOf } from './office-properties.ts'
import { type Archive, openArchive } from './zip.ts'

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
  const apart: SetApart[] = []
  const numbered = await numberParagraphs(archive)
  const hiding = hidingStyles((await archive.read('word/styles.xml'))?.toString('utf8') ?? null)
  const { value } = await mammoth
    .convertToHtml(
      asInput(archive, (name, xml) =>
        simplified(/^word\/document\d*\.xml$/u.test(name) ? numbered(xml) : xml, apart, hiding),
      ),
      OPTIONS,
    )
    .catch((error: Error) => {
      if (error instanceof UnreadableError) throw error
      throw new UnreadableError(
        'damaged-file',
        `The Word document cannot be read: ${reasonOf(error)}. It was left out.`,
      )
    })
  const body = blockPerLine(withWholeCells(value))
  const besides = [
    ...apart.map(({ text }) => ({ text, reason: 'note' as const })),
    ...(await headsAndFeet(archive)).map(text => ({ text, reason: 'footer' as const })),
  ]
  const { source, root } = readHtml([body, ...besides.map(({ text }) => `<p>${text}</p>`)].join('\n'), {
    isBody: true,
    isNumbered: true,
  })
  markApart(
    root,
    body.length,
    besides.map(({ reason }) => reason),
  )
  const hasText = /[\p{L}\p{N}]/u.test(body.replace(/<[^<>]*>/gu, ''))
  return { source, root, facts: [], ...(await propertiesOf(archive, hasText)) }
}

/** What mammoth asks of a file, read within the bounds of archives. */
function asInput(archive: Archive, simplify: (name: string, xml: string) => string): { buffer: Buffer } {
  const file = {
    exists: (name: string): boolean => archive.names.includes(name),
    read: async (name: string, encoding?: string): Promise<string | Buffer> => {
      const content = await archive.read(name)
      if (content === null) throw new Error(`${name} is missing`)
      if (encoding === 'base64') return content.toString('base64')
      if (encoding === undefined) return content
      const xml = content.toString('utf8').replace(/^\uFEFF/u, '')
      return /^word\/[^/]+\.xml$/u.test(name) ? simplify(name, xml) : xml
    },
  }
  return { file } as unknown as { buffer: Buffer } // its types know nothing of `file`
}

/** Mammoth writes all in one line. */
function blockPerLine(html: string): string {
  return html.replace(/<\/(?:p|h[1-6]|li|tr|table|ul|ol|blockquote|dd|dt)>(?=<)/gu, '$&\n')
}

/** In a table of several rows and columns the paragraphs of a cell are lines of it: the table is one of data. */
function withWholeCells(html: string): string {
  return html
    .split(/(?=<table>)/u)
    .map(part => {
      const end = part.indexOf('</table>')
      if (end === -1) return part
      const rows = part.slice(0, end).split('<tr>').slice(1)
      const columns = Math.max(0, ...rows.map(row => row.split(/<t[dh][ >]/u).length - 1))
      if (rows.length < 2 || columns < 2) return part
      return part.slice(0, end).replaceAll('</p><p>', '<br />') + part.slice(end)
    })
    .join('')
}

/** The texts of heads and feet of pages, as they are written in XML, each once. */
async function headsAndFeet(archive: Archive): Promise<string[]> {
  const texts = new Set<string>()
  for (const name of archive.names.filter(part => /^word\/(?:header|footer)\d*\.xml$/u.test(part)).sort()) {
    const xml = (await archive.read(name))?.toString('utf8') ?? ''
    for (const text of paragraphsOf(xml)) texts.add(text)
  }
  return [...texts]
}

/** Paragraphs that were added after the text are none of it. */
function markApart(root: Root, from: number, reasons: readonly BoilerplateReason[]): void {
  const added = root.children.filter(({ position }) => (position?.start.offset ?? 0) >= from)
  for (const [at, block] of added.entries())
    block.data = { ...block.data, boilerplate: reasons[at] ?? 'footer' }
}
