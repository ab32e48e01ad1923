// Here is an electronic book, give me its chapters in reading order as one text, and what its package says of it.
import { posix } from 'node:path'
import type { Root } from 'mdast'
import type { Element } from 'xast'
import { readPage } from '../decode.ts'
import { shift } from '../markdown.ts'
import { type Fact, type Rendition, UnreadableError } from '../rendition.ts'
import { readHtml } from './html.ts'
import { elementsOf, parseXml, textOf } from './xml.ts'
import { type Archive, openArchive } from './zip.ts'

const FIELDS: readonly (readonly [element: string, label: string])[] = [
  ['dc:title', 'title'],
  ['dc:creator', 'author'],
  ['dc:date', 'date'],
  ['dc:publisher', 'source'],
  ['dc:language', 'language'],
  ['dc:description', 'standfirst'],
  ['dc:subject', 'subject'],
  ['dc:identifier', 'identifier'],
]

/** @throws {UnreadableError} */
export async function readEpub(bytes: Uint8Array): Promise<Omit<Rendition, 'part'>> {
  const archive = await openArchive(bytes)
  const container = await required(archive, 'META-INF/container.xml')
  const rootFile = [...elementsOf(parseXml(container, 'container.xml'))].find(
    ({ name }) => localName(name) === 'rootfile',
  )
  const packagePath = rootFile?.attributes['full-path'] ?? ''
  const elements = [...elementsOf(parseXml(await required(archive, packagePath), packagePath))]
  if (archive.names.includes('META-INF/encryption.xml') && (await isProtected(archive)))
    throw new UnreadableError('protected-file', 'The book is protected against copying. It was left out.')
  const facts = FIELDS.flatMap(([name, label]): Fact[] => {
    const values = elements
      .filter(element => element.name === name)
      .map(textOf)
      .filter(text => text !== '')
    return values.length === 0
      ? []
      : [[label, label === 'title' || label === 'date' ? values.slice(0, 1) : values]]
  })
  const root: Root = { type: 'root', children: [] }
  let source = ''
  const problems: NonNullable<Rendition['problems']>[number][] = []
  for (const { path, isNavigation } of chaptersOf(elements, packagePath)) {
    const chapter = await archive.read(path)
    if (chapter === null) continue // a reference to nothing
    const decoded = readPage(chapter)
    problems.push(...decoded.problems)
    const text = openEmptyElements(decoded.text)
    const read = readHtml(text, { isBody: true })
    for (const block of read.root.children) {
      shift(block, source.length, 0)
      if (isNavigation) block.data = { boilerplate: 'navigation' }
      root.children.push(block)
    }
    source += `${text}\n`
  }
  return { source, root, facts, problems }
}

/** @throws {UnreadableError} */
async function required(archive: Archive, name: string): Promise<string> {
  const bytes = await archive.read(name)
  if (bytes === null)
    throw new UnreadableError(
      'damaged-file',
      `The file is no EPUB: there is no ${name || 'package'} in it. It was left out.`,
    )
  return bytes.toString('utf8')
}

/** Fonts are often scrambled, and no matter; text that is cannot be read. */
async function isProtected(archive: Archive): Promise<boolean> {
  const xml = await required(archive, 'META-INF/encryption.xml')
  return [...elementsOf(parseXml(xml, 'encryption.xml'))].some(({ attributes }) =>
    /\.x?html?$/iu.test(attributes['URI'] ?? ''),
  )
}

/** The spine: the files in the order in which they are read, each once, though several of its entries may lead into one file. */
function chaptersOf(
  elements: readonly Element[],
  packagePath: string,
): { path: string; isNavigation: boolean }[] {
  const seen = new Set<string>()
  const items = new Map(
    elements
      .filter(({ name }) => localName(name) === 'item')
      .map(({ attributes }) => [attributes['id'], attributes]),
  )
  return elements.flatMap(({ name, attributes }) => {
    const item = localName(name) === 'itemref' ? items.get(attributes['idref']) : undefined
    if (item === undefined || !/html/u.test(item['media-type'] ?? '')) return []
    const path = posix.join(posix.dirname(packagePath), decodeName(item['href'] ?? ''))
    if (seen.has(path)) return []
    seen.add(path)
    return [{ path, isNavigation: /\bnav\b/u.test(item['properties'] ?? '') }]
  })
}

function decodeName(href: string): string {
  try {
    return decodeURIComponent(href.replace(/#.*$/u, ''))
  } catch {
    return href // a name with a per cent sign of its own
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/iu

/** XHTML's `<title/>` is HTML's `<title></title>`; read as HTML it would swallow what follows. */
function openEmptyElements(xhtml: string): string {
  return xhtml.replace(/<([a-z][\w:-]*)((?:\s[^<>]*)?)\/>/giu, (tag, name: string, attributes: string) =>
    VOID.test(name) ? tag : `<${name}${attributes}></${name}>`,
  )
}
