// Does Lede read what a page says, and in its order? Known texts in five languages, and in three that are written from right to left, are
// written by other programs, and read.
//   npm run bench:formats
// PDFs are also read by pdftotext (poppler-utils), and written by LaTeX and LibreOffice, where these programs are installed.
// A word is found where it stands whole in a passage, a heading or a title; order is the longest run of words that keeps it, as a part of the words.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Document, Header, HeadingLevel, Packer, Paragraph, TextRun } from 'docx'
import PDFDocument from 'pdfkit'
import { chromium } from 'playwright-core'
import { readDocuments } from '../../src/corpus/read-document.ts'
import { splitPassages } from '../../src/passages/split-passages.ts'
import { openDocument } from '../../test/support/office-files.ts'
import { FONT, zip } from '../../test/support/sample-files.ts'
import { beginTable } from '../figures/table.ts'
import { RIGHT_TO_LEFT_TEXTS, TEXTS } from './texts.ts'

/** A heading and its paragraphs. */
interface Section {
  readonly title: string
  readonly paragraphs: readonly string[]
}

/** Sections of the sentences of a text: enough for several pages, each paragraph with a number of its own. */
function sectionsOf(lines: readonly string[]): Section[] {
  const sentences = lines.join(' ').split(/(?<=[.?!;]) /u)
  return Array.from({ length: 6 }, (_, section) => ({
    title: `${section + 1} ${sentences[section % sentences.length]
      ?.split(' ')
      .slice(0, 4)
      .join(' ')
      .replace(/[.,;:]$/u, '')}`,
    paragraphs: Array.from({ length: 4 }, (_, paragraph) => {
      const from = (section + paragraph) % sentences.length
      const own = [...sentences.slice(from), ...sentences.slice(0, from)]
        .slice(0, 3 + (paragraph % 3))
        .join(' ')
      return `${own} (${section + 1}.${paragraph + 1})`
    }),
  }))
}

const LAYOUTS = ['one column', 'two columns', 'with heads and feet'] as const
type Layout = (typeof LAYOUTS)[number] | 'right to left'
type Write = (sections: readonly Section[], layout: Layout) => Promise<Uint8Array>

const byPdfkit: Write = async (sections, layout) => {
  const file = new PDFDocument({ size: 'A4', margin: 70, bufferPages: true })
  const chunks: Buffer[] = []
  file.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise(resolve => file.on('end', resolve))
  file.font(FONT)
  const columns = layout === 'two columns' ? { columns: 2, columnGap: 24, height: 660 } : {}
  if (layout === 'two columns') {
    // Its columns are those of one text.
    for (let at = 0; at < sections.length; at += 2) {
      if (at > 0) file.addPage()
      const text = sections
        .slice(at, at + 2)
        .flatMap(({ title, paragraphs }) => [title, ...paragraphs])
        .join('\n\n')
      file.fontSize(10).text(text, 70, 70, { ...columns, width: 455, align: 'justify' })
    }
  } else
    for (const { title, paragraphs } of sections) {
      file.fontSize(15).text(title).moveDown(0.5)
      for (const paragraph of paragraphs)
        file.fontSize(11).text(paragraph, { align: 'justify' }).moveDown(0.6)
    }
  if (layout === 'with heads and feet') {
    const { start, count } = file.bufferedPageRange()
    for (let page = start; page < start + count; page++) {
      file.switchToPage(page)
      file.page.margins.top = 0
      file.page.margins.bottom = 0
      file.fontSize(9).text('HEAD OF THE PAGE', 70, 30, { lineBreak: false })
      file.fontSize(9).text(String(page + 1), 290, 800, { lineBreak: false })
    }
  }
  file.end()
  await done
  return Buffer.concat(chunks)
}

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
const byBrowser: Write = async (sections, layout) => {
  const page = await browser.newPage()
  const body = sections
    .map(({ title, paragraphs }) => `<h2>${title}</h2>${paragraphs.map(words => `<p>${words}</p>`).join('')}`)
    .join('')
  const columns = layout === 'two columns' ? 'columns:2;column-gap:24px;' : ''
  const direction = layout === 'right to left' ? 'direction:rtl;' : ''
  await page.setContent(
    `<style>body{${columns}${direction}font:11pt/1.4 serif;text-align:justify}</style>${body}`,
  )
  const small = (text: string): string => `<p style="font-size:9px;margin-left:70px">${text}</p>`
  const bytes = await page.pdf({
    format: 'A4',
    margin: { top: '80px', bottom: '80px', left: '70px', right: '70px' },
    displayHeaderFooter: layout === 'with heads and feet',
    headerTemplate: small('HEAD OF THE PAGE'),
    footerTemplate: small('<span class="pageNumber"></span>'),
  })
  await page.close()
  return bytes
}

const byDocx: Write = async (sections, layout) =>
  Packer.toBuffer(
    new Document({
      sections: [
        {
          properties: layout === 'two columns' ? { column: { count: 2, space: 400 } } : {},
          ...(layout === 'with heads and feet'
            ? { headers: { default: new Header({ children: [new Paragraph('HEAD OF THE PAGE')] }) } }
            : {}),
          children: sections.flatMap(({ title, paragraphs }) => [
            new Paragraph({ ...wordsOf(title, layout), heading: HeadingLevel.HEADING_1 }),
            ...paragraphs.map(words => new Paragraph(wordsOf(words, layout))),
          ]),
        },
      ],
    }),
  )

function wordsOf(text: string, layout: Layout): { children: TextRun[]; bidirectional: boolean } {
  const isRightToLeft = layout === 'right to left'
  return { children: [new TextRun({ text, rightToLeft: isRightToLeft })], bidirectional: isRightToLeft }
}

const byOdt: Write = async sections =>
  openDocument(
    'text',
    sections
      .map(
        ({ title, paragraphs }) =>
          `<text:h text:outline-level="1">${title}</text:h>${paragraphs.map(words => `<text:p>${words}</text:p>`).join('')}`,
      )
      .join(''),
  )

const byEpub: Write = async sections =>
  zip({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>',
    'a.opf': `<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>${sections.map((_, at) => `<item id="c${at}" href="c${at}.xhtml" media-type="application/xhtml+xml"/>`).join('')}</manifest><spine>${sections.map((_, at) => `<itemref idref="c${at}"/>`).join('')}</spine></package>`,
    ...Object.fromEntries(
      sections.map(({ title, paragraphs }, at) => [
        `c${at}.xhtml`,
        `<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>${title}</h1>${paragraphs.map(words => `<p>${words}</p>`).join('')}</body></html>`,
      ]),
    ),
  })

const folder = mkdtempSync(join(tmpdir(), 'lede-formats-'))

function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined
}

/** Old fonts: accents are printed apart from their letters. @throws {Error} with what LaTeX says */
const byLatex: Write = async (sections, layout) => {
  const isCyrillic = /\p{sc=Cyrillic}/u.test(sections[0]?.title ?? '')
  const escaped = (text: string): string =>
    text
      .replace(/[&%$#_{}]/gu, '\\$&')
      .replaceAll('£', '\\pounds{}')
      .replaceAll('№', 'No.')
      .replaceAll('Ґ', 'Г')
  const body = sections
    .map(
      ({ title, paragraphs }) => `\\section*{${escaped(title)}}\n\n${paragraphs.map(escaped).join('\n\n')}\n`,
    )
    .join('\n')
  const encoding = isCyrillic ? '\\usepackage[T2A]{fontenc}' : ''
  const style = layout === 'with heads and feet' ? '\\pagestyle{myheadings}\\markright{HEAD OF THE PAGE}' : ''
  const columns = layout === 'two columns' ? ',twocolumn' : ''
  writeFileSync(
    join(folder, 'latex.tex'),
    `\\documentclass[a4paper${columns}]{article}\\usepackage[utf8]{inputenc}${encoding}\\usepackage{textcomp}${style}\\begin{document}\n${body}\\end{document}\n`,
  )
  const { stdout } = spawnSync('pdflatex', ['-interaction=nonstopmode', 'latex.tex'], { cwd: folder })
  const written = join(folder, 'latex.pdf')
  if (!existsSync(written)) throw new Error(String(stdout).slice(-2000))
  return readFileSync(written)
}

/** The Word document of the benchmark, printed by a word processor. */
const byWordProcessor: Write = async (sections, layout) => {
  writeFileSync(join(folder, 'word.docx'), await byDocx(sections, layout))
  const out = ['--convert-to', 'pdf', '--outdir', folder, join(folder, 'word.docx')]
  spawnSync('soffice', [`-env:UserInstallation=file://${folder}/office`, '--headless', ...out], {
    stdio: 'ignore',
  })
  return readFileSync(join(folder, 'word.pdf'))
}

const PROGRAMS: readonly (readonly [string, string, Write, readonly Layout[]])[] = [
  ['PDF, pdfkit', 'pdf', byPdfkit, LAYOUTS],
  ['PDF, browser', 'pdf', byBrowser, [...LAYOUTS, 'right to left']],
  ...(isInstalled('pdflatex') ? [['PDF, LaTeX', 'pdf', byLatex, LAYOUTS] as const] : []),
  ...(isInstalled('soffice')
    ? [['PDF, LibreOffice', 'pdf', byWordProcessor, [...LAYOUTS, 'right to left']] as const]
    : []),
  ['DOCX, docx', 'docx', byDocx, ['one column']],
  ['ODT', 'odt', byOdt, ['one column']],
  ['EPUB', 'epub', byEpub, ['one column']],
]

const hasPeer = isInstalled('pdftotext')
try {
  const table = beginTable('formats', ['written by, layout', 'files', 'words found', 'in order', 'pdftotext: words found', 'pdftotext: in order']) // biome-ignore format: a head
  for (const [program, ending, write, layouts] of PROGRAMS)
    for (const layout of layouts) {
      let found = 0
      let inOrder = 0
      const peer = { found: 0, inOrder: 0 }
      const languages = Object.entries(layout === 'right to left' ? RIGHT_TO_LEFT_TEXTS : TEXTS)
      for (const [language, lines] of languages) {
        const sections = sectionsOf(lines)
        const path = join(folder, `a.${ending}`)
        writeFileSync(path, await write(sections, layout))
        const { documents } = await readDocuments({ id: 'a', path: `a.${ending}`, absolutePath: path })
        const written = wordsIn(sections.flatMap(({ title, paragraphs }) => [title, ...paragraphs]).join(' '))
        const read = documents.flatMap(document => wordsIn(whole(document)))
        const recall = recallOf(written, read)
        const order = longestCommon(written, read) / written.length
        if (process.argv.includes('--each')) console.error(program, layout, language, recall, order)
        found += recall / languages.length
        inOrder += order / languages.length
        if (!hasPeer || ending !== 'pdf') continue
        const other = wordsIn(byPdftotext(path))
        peer.found += recallOf(written, other) / languages.length
        peer.inOrder += longestCommon(written, other) / written.length / languages.length
      }
      const others = hasPeer && ending === 'pdf' ? [peer.found, peer.inOrder].map(three) : ['', '']
      table.row([`${program}, ${layout}`, `${languages.length}`, three(found), three(inOrder), ...others])
    }
  table.end()
} finally {
  rmSync(folder, { recursive: true })
  await browser.close()
}

/** Words that the end of a line cut are joined, as a reader of its output would. */
function byPdftotext(path: string): string {
  const { stdout } = spawnSync('pdftotext', ['-enc', 'UTF-8', path, '-'], { maxBuffer: 1e8 })
  return String(stdout)
    .replace(/(\p{L})[-‐]\n(?=\p{Ll})/gu, '$1')
    .normalize('NFC')
}

type ReadDocument = Parameters<typeof splitPassages>[0]

/** Title, headings and passages in the order of the document; what repeats on pages is left out. */
function whole(document: ReadDocument): string {
  const { passages, others } = splitPassages(document)
  const headings = others
    .filter(({ role }) => role !== 'markup')
    .map(({ start, end }) => ({ start, text: document.source.slice(start, end) }))
  const texts = passages
    .filter(({ boilerplate }) => boilerplate === undefined)
    .map(({ source, text }) => ({ start: source.start, text }))
  return [...headings, ...texts]
    .sort((a, b) => a.start - b.start)
    .map(({ text }) => text)
    .join(' ')
}

function three(share: number): string {
  return share.toFixed(3)
}

/** What only says how letters are joined is printed nowhere. */
function wordsIn(text: string): string[] {
  return text.replace(/\u200C/gu, '').match(/[\p{L}\p{N}]+/gu) ?? []
}

function recallOf(written: readonly string[], read: readonly string[]): number {
  const left = new Map<string, number>()
  for (const word of read) left.set(word, (left.get(word) ?? 0) + 1)
  let found = 0
  for (const word of written) {
    const count = left.get(word) ?? 0
    if (count === 0) continue
    left.set(word, count - 1)
    found++
  }
  return found / written.length
}

/** Words of the longest common subsequence. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let before = new Uint32Array(b.length + 1)
  for (const word of a) {
    const row = new Uint32Array(b.length + 1)
    for (const [at, own] of b.entries())
      row[at + 1] = word === own ? (before[at] ?? 0) + 1 : Math.max(row[at] ?? 0, before[at + 1] ?? 0)
    before = row
  }
  return before[b.length] ?? 0
}
