// Here is an OpenDocument file (text, sheets, slides), give me its text, and what its properties say.
import { type Rendition, UnreadableError } from '../rendition.ts'
import { OdfNumbers } from './odf-numbers.ts'
import { readOdfSheets } from './odf-sheets.ts'
import { OdfStyles } from './odf-styles.ts'
import { OdfText } from './odf-text.ts'
import { asProperties, isPlaceholder, problemOf, type Said } from './office-properties.ts'
import { TextWriter } from './text-writer.ts'
import { elementsOf, elementTexts, parseXml, textOf } from './xml.ts'
import { type Archive, openArchive } from './zip.ts'

const KINDS = { text: 'text', sheets: 'spreadsheet', slides: 'presentation' } as const
const ENDINGS = { text: '.odt', sheets: '.ods', slides: '.odp' } as const

type ReadFile = (bytes: Uint8Array) => Promise<Omit<Rendition, 'part'>>

export const readOdfText: ReadFile = bytes => readOdf(bytes, 'text')
export const readOdfWorkbook: ReadFile = bytes => readOdf(bytes, 'sheets')
export const readOdfSlides: ReadFile = bytes => readOdf(bytes, 'slides')

/** @throws {UnreadableError} */
async function readOdf(bytes: Uint8Array, kind: keyof typeof KINDS): Promise<Omit<Rendition, 'part'>> {
  const archive = await openArchive(bytes)
  const manifest = (await archive.read('META-INF/manifest.xml'))?.toString('utf8') ?? ''
  if (/<(?:\w+:)?encryption-data[\s/>]/u.test(manifest))
    throw new UnreadableError(
      'protected-file',
      'The OpenDocument file is encrypted. It was left out; save it without a password.',
    )
  const content = (await archive.read('content.xml'))?.toString('utf8')
  if (content === undefined)
    throw new UnreadableError(
      'damaged-file',
      `The file is no OpenDocument file: content.xml is missing. It was left out; save it as ${ENDINGS[kind]}.`,
    )
  const writer = new TextWriter()
  if (kind === 'sheets') readOdfSheets(content, writer)
  else {
    const root = parseXml(content, 'content.xml')
    const styles = (await archive.read('styles.xml'))?.toString('utf8') ?? ''
    const common = styles === '' ? null : parseXml(styles, 'styles.xml')
    const parts = common === null ? [root] : [common, root]
    const text = new OdfText(writer, new OdfStyles(parts), new OdfNumbers(parts), await equationsOf(archive))
    if (kind === 'slides') text.writeSlides(root)
    else text.writeText(root, common)
  }
  const { source, root, rows, pages } = writer
  return {
    source,
    root,
    facts: [],
    ...propertiesIn((await archive.read('meta.xml'))?.toString('utf8') ?? ''),
    ...(kind === 'sheets' ? { isHeadless: true, rows } : {}),
    ...(kind === 'slides' ? { pages } : {}),
  }
}

/** Equations are files of their own in MathML; a file's name in the text leads to them. */
async function equationsOf(archive: Archive): Promise<ReadonlyMap<string, string>> {
  const equations = new Map<string, string>()
  for (const name of archive.names) {
    const folder = /^([^/]+)\/content\.xml$/u.exec(name)?.[1]
    const xml = folder === undefined ? undefined : (await archive.read(name))?.toString('utf8')
    if (folder === undefined || xml === undefined || !/<(?:\w+:)?math[\s>]/u.test(xml)) continue
    const words = [...elementsOf(parseXml(xml, name))].filter(element =>
      /^(?:\w+:)?m[inos]$|^(?:\w+:)?mtext$/u.test(element.name),
    )
    equations.set(folder, words.map(textOf).join(' '))
  }
  return equations
}

const FIELDS: readonly (readonly [label: string, elements: readonly string[]])[] = [
  ['title', ['dc:title']],
  ['author', ['meta:initial-creator', 'dc:creator']],
  ['date', ['meta:creation-date']],
  ['subject', ['dc:subject']],
  ['keywords', ['meta:keyword']],
  ['language', ['dc:language']],
]

function propertiesIn(meta: string): Pick<Rendition, 'fallbacks' | 'problems'> {
  const texts = meta === '' ? new Map<string, string[]>() : elementTexts(meta)
  const said = FIELDS.flatMap(([label, elements]): Said[] => {
    const values = elements.map(name => texts.get(name)).find(found => found !== undefined)
    return values === undefined ? [] : [[label, values]]
  })
  const programs = texts.get('meta:generator') ?? []
  const isForeign = (fact: Said): boolean => isPlaceholder(fact, programs)
  return {
    fallbacks: asProperties(said.filter(fact => !isForeign(fact))),
    ...problemOf(said.filter(isForeign)),
  }
}
