// How does Excel display a value? By the number format of its cell (ECMA-376, 18.8.30).
import { format } from 'numfmt'
import { readXmlEvents } from './xml-events.ts'

export interface CellForms {
  /** A number as the form of a cell displays it. */
  display(value: number, style: number): string
  /** Whether the form sets words in bold. */
  isBold(style: number): boolean
}

/** Formats that have a number and no text (18.8.30). Dates whose order a person's settings decide are written year first. */
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [1, '0'], [2, '0.00'], [3, '#,##0'], [4, '#,##0.00'], [9, '0%'], [10, '0.00%'], [11, '0.00E+00'], [12, '# ?/?'], [13, '# ??/??'],
  [14, 'yyyy-mm-dd'], [15, 'd-mmm-yy'], [16, 'd-mmm'], [17, 'mmm-yy'], [18, 'h:mm AM/PM'], [19, 'h:mm:ss AM/PM'], [20, 'h:mm'],
  [21, 'h:mm:ss'], [22, 'yyyy-mm-dd h:mm'], [27, 'yyyy-mm-dd'], [30, 'yyyy-mm-dd'], [31, 'yyyy-mm-dd'], [36, 'yyyy-mm-dd'], [37, '#,##0 ;(#,##0)'], [38, '#,##0 ;(#,##0)'],
  [39, '#,##0.00;(#,##0.00)'], [40, '#,##0.00;(#,##0.00)'], [45, 'mm:ss'], [46, '[h]:mm:ss'], [47, 'mmss.0'], [48, '##0.0E+0'], [49, '@'],
  [50, 'yyyy-mm-dd'], [57, 'yyyy-mm-dd'], [58, 'yyyy-mm-dd'],
]) // biome-ignore format: a table of formats

/** @param styles the XML of the styles, or nothing @param is1904 whether days are counted from 1904, as on old Macintoshes */
export function readCellForms(styles: string, is1904: boolean): CellForms {
  const codes = new Map(BUILT_IN)
  const bold: boolean[] = []
  const cells: { readonly format: number; readonly font: number }[] = []
  let section = ''
  if (styles !== '')
    readXmlEvents(styles, 'styles.xml', {
      open(name, attributes) {
        if (name === 'fonts' || name === 'cellXfs' || name === 'cellStyleXfs' || name === 'dxfs')
          section = name
        else if (name === 'numFmt' && section !== 'dxfs')
          codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? 'General')
        else if (name === 'font' && section === 'fonts') bold.push(false)
        else if (
          name === 'b' &&
          section === 'fonts' &&
          attributes['val'] !== '0' &&
          attributes['val'] !== 'false'
        )
          bold[bold.length - 1] = true
        else if (name === 'xf' && section === 'cellXfs')
          cells.push({ format: Number(attributes['numFmtId'] ?? 0), font: Number(attributes['fontId'] ?? 0) })
      },
      close(name) {
        if (name === section) section = ''
      },
      text() {},
    })
  return {
    display(value, style) {
      return displayed(value, codes.get(cells[style]?.format ?? 0) ?? 'General', is1904)
    },
    isBold: style => bold[cells[style]?.font ?? 0] === true,
  }
}

/** A number by its format. @param is1904 whether days are counted from 1904 */
export function displayed(value: number, code: string, is1904: boolean): string {
  return shownNumber(is1904 && isDate(code) ? value + DAYS_TO_1904 : value, code)
}

const DAYS_TO_1904 = 1462

/** A form that nobody can read, or that shows nothing, shows the value itself; so do whole numbers, of which Excel shows eleven digits only. */
export function shownNumber(value: number, code: string): string {
  if (code === 'General' && Number.isInteger(value)) return String(value)
  const options = { throws: false, invalid: String(value), dateErrorNumber: true, nbsp: false }
  return format(code, value, options).trim() || String(value)
}

/** Whether a format shows days or times: letters of dates outside of quotation marks and brackets. */
function isDate(code: string): boolean {
  return /[ymdhs]/iu.test(code.replace(/"[^"]*"|\[[^\][]*\]|\\./gu, ''))
}
