// Sheets, slides and texts of office programs, written part by part: what people have, as small as it can be.
import { type Entries, zip } from './sample-files.ts'

const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A part that says what another part leads to: `[id, type, target]`. */
export function relations(...all: readonly (readonly [string, string, string])[]): string {
  const each = all.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${TYPES}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`
}

export interface Sheet {
  readonly name: string
  /** What stands inside `sheetData`, or texts by rows. */
  readonly rows: string | readonly (readonly (string | number)[])[]
  readonly state?: 'hidden' | 'veryHidden'
  /** What stands behind the cells. */
  readonly after?: string
}

/** A workbook of these sheets. @param styles what stands inside `styleSheet` */
export function workbook(sheets: readonly Sheet[], styles = '', more: Entries = {}): Promise<Buffer> {
  const links = sheets.map((_, at) => [`s${at}`, 'worksheet', `worksheets/sheet${at}.xml`] as const)
  return zip({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations(['r', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${sheets.map(({ name, state = 'visible' }, at) => `<sheet name="${name}" state="${state}" r:id="s${at}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      ...links,
      ['styles', 'styles', 'styles.xml'],
      ['strings', 'sharedStrings', 'sharedStrings.xml'],
    ),
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
    ...Object.fromEntries(
      sheets.map(({ rows, after = '' }, at) => [
        `xl/worksheets/sheet${at}.xml`,
        `<worksheet><sheetData>${typeof rows === 'string' ? rows : rows.map(sheetRow).join('')}</sheetData>${after}</worksheet>`,
      ]),
    ),
    ...more,
  })
}

function sheetRow(cells: readonly (string | number)[]): string {
  const each = cells.map(cell =>
    typeof cell === 'number'
      ? `<c><v>${cell}</v></c>`
      : `<c t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`,
  )
  return `<row>${each.join('')}</row>`
}

const NAMESPACES =
  'xmlns:office="urn:office" xmlns:text="urn:text" xmlns:table="urn:table" xmlns:draw="urn:draw" xmlns:style="urn:style" xmlns:presentation="urn:presentation" xmlns:svg="urn:svg" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:meta" xmlns:xlink="urn:xlink" xmlns:number="urn:number"'

/** An OpenDocument file. @param body what stands inside `office:text`, `office:spreadsheet` or `office:presentation` */
export function openDocument(
  kind: 'text' | 'spreadsheet' | 'presentation',
  body: string,
  { styles = '', more = {} }: { readonly styles?: string; readonly more?: Entries } = {},
): Promise<Buffer> {
  return zip({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `<office:document-content ${NAMESPACES}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    ...more,
  })
}

export function openDocumentPart(name: string, content: string): string {
  return `<office:${name} ${NAMESPACES}>${content}</office:${name}>`
}

/** A sheet of OpenDocument with these rows of texts. */
export function openTable(name: string, rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string =>
    `<table:table-row>${cells.map(cell => `<table:table-cell><text:p>${escaped(cell)}</text:p></table:table-cell>`).join('')}</table:table-row>`
  return `<table:table table:name="${name}">${rows.map(row).join('')}</table:table>`
}

export interface Slide {
  /** Shapes, in DrawingML. */
  readonly shapes: string
  readonly notes?: string
  readonly isHidden?: boolean
}

const DRAWING = 'xmlns:p="urn:p" xmlns:a="urn:a" xmlns:r="urn:r"'

export function presentation(slides: readonly Slide[], more: Entries = {}): Promise<Buffer> {
  const tree = (shapes: string): string => `<p:cSld><p:spTree>${shapes}</p:spTree></p:cSld>`
  return zip({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations(['r', 'officeDocument', 'ppt/presentation.xml']),
    'ppt/presentation.xml': `<p:presentation ${DRAWING}><p:sldIdLst>${slides.map((_, at) => `<p:sldId r:id="s${at}"/>`).join('')}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations(
      ...slides.map((_, at) => [`s${at}`, 'slide', `slides/slide${at}.xml`] as const),
    ),
    ...Object.fromEntries(
      slides.flatMap(({ shapes, notes, isHidden }, at) => [
        [
          `ppt/slides/slide${at}.xml`,
          `<p:sld ${DRAWING}${isHidden === true ? ' show="0"' : ''}>${tree(shapes)}</p:sld>`,
        ],
        ...(notes === undefined
          ? []
          : [
              [
                `ppt/slides/_rels/slide${at}.xml.rels`,
                relations(['n', 'notesSlide', `../notes/notes${at}.xml`]),
              ],
              [`ppt/notes/notes${at}.xml`, `<p:notes ${DRAWING}>${tree(shape('body', [notes]))}</p:notes>`],
            ]),
      ]),
    ),
    ...more,
  })
}

/** A shape of a slide. @param place what it fills: `title`, `body`; nothing of a text box */
export function shape(place: string, paragraphs: readonly string[]): string {
  const placeholder = place === '' ? '' : `<p:nvSpPr><p:nvPr><p:ph type="${place}"/></p:nvPr></p:nvSpPr>`
  return `<p:sp>${placeholder}<p:txBody>${paragraphs.map(drawn).join('')}</p:txBody></p:sp>`
}

/** A table of a slide. */
export function slideTable(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => `<a:tc><a:txBody>${drawn(text)}</a:txBody></a:tc>`
  return `<p:graphicFrame><a:graphic><a:tbl><a:tblPr firstRow="1"/>${rows.map(cells => `<a:tr>${cells.map(cell).join('')}</a:tr>`).join('')}</a:tbl></a:graphic></p:graphicFrame>`
}

function drawn(text: string): string {
  return `<a:p><a:r><a:t>${escaped(text)}</a:t></a:r></a:p>`
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

/** The first sectors of a file in which files lie (MS-CFB), with a stream of this name. */
export function compoundFile(stream: string): Buffer {
  const file = Buffer.alloc(4096)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file)
  Buffer.from(stream, 'utf16le').copy(file, 1024)
  return file
}
