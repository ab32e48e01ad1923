// Here is a workbook of Excel before 2007 (`.xls`), or a binary one since (`.xlsb`), give me its sheets, as those of `.xlsx`.
import { type CellObject, read, set_cptable, type WorkBook, type WorkSheet } from '@e965/xlsx'
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs'
import { reasonOf } from '../../domain/reason.ts'
import { type Rendition, UnreadableError } from '../rendition.ts'
import { CompoundFile, summaryOf } from './compound-file.ts'
import { openOffice } from './office-archive.ts'
import { bufferOf, encrypted, kindOf } from './office-kinds.ts'
import { propertiesOf } from './office-properties.ts'
import type { SheetCell } from './sheet-parts.ts'
import { BLANK, type NumberedRow, type Sheet, writeSheet } from './sheet-text.ts'
import { TextWriter } from './text-writer.ts'
import { displayed } from './xlsx-forms.ts'

set_cptable(codePages)

/** @throws {UnreadableError} */
export async function readXls(bytes: Uint8Array): Promise<Omit<Rendition, 'part'>> {
  const file = bufferOf(bytes)
  const book = parsed(file)
  const is1904 = book.Workbook?.WBProps?.date1904 === true
  const writer = new TextWriter()
  for (const [at, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name]
    if (sheet === undefined) continue
    const isHidden = (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) > 0
    writeSheet(writer, { name, isHidden, heads: new Set(), ...readSheet(sheet, is1904) })
  }
  const { source, root, rows } = writer
  return { source, root, isHeadless: true, rows, facts: [], ...(await propertiesIn(file)) }
}

const WHAT = 'Excel workbook'

async function propertiesIn(file: Buffer): Promise<Pick<Rendition, 'fallbacks' | 'problems'>> {
  switch (kindOf(file)) {
    case 'compound':
      return summaryOf(new CompoundFile(file, WHAT), false)
    case 'archive':
      return propertiesOf(await openOffice(file, WHAT, '.xlsx'), false)
    default:
      return {}
  }
}

function parsed(file: Buffer): WorkBook {
  try {
    return read(file, {
      type: 'buffer',
      dense: true,
      cellFormula: false, // what they gave is beside them, and some cannot be read
      cellNF: true,
      cellText: true,
      cellHTML: false,
      cellStyles: true,
    })
  } catch (error) {
    const reason = reasonOf(error)
    if (/password|encrypt/iu.test(reason)) throw encrypted(WHAT)
    throw new UnreadableError(
      'damaged-file',
      `The Excel workbook cannot be read: ${reason}. It was left out; save it as .xlsx.`,
    )
  }
}

/** Its rows and what people noted at cells: `B4: …`. */
function readSheet(sheet: WorkSheet, is1904: boolean): Pick<Sheet, 'rows' | 'hidden' | 'notes'> {
  const rows: NumberedRow[] = []
  const hidden: NumberedRow[] = []
  const notes: string[] = []
  let last = 0
  const content: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet['!data'] ?? []
  for (const [at, given] of content.entries()) {
    if (given === undefined) continue
    const number = at + 1
    const cells = Array.from(given, cell => (cell === undefined ? BLANK : shown(cell, is1904)))
    for (const [column, cell] of given.entries())
      for (const { t: text } of cell?.c ?? [])
        if (text !== undefined && text.trim() !== '')
          notes.push(`${columnName(column)}${number}: ${text.trim()}`)
    if (cells.every(({ text }) => text === '')) continue
    if (sheet['!rows']?.[at]?.hidden === true) hidden.push({ number, cells })
    else {
      if (number > last + 1 && rows.length > 0) rows.push({ number: 0, cells: [] })
      rows.push({ number, cells })
    }
    last = number
  }
  return { rows, hidden, notes }
}

function shown({ t: type, v: value, w: text = '', z: code }: CellObject, is1904: boolean): SheetCell {
  if (type === 'n' && typeof value === 'number')
    return {
      text: displayed(value, LOCAL_DATES.get(String(code)) ?? String(code ?? 'General'), is1904),
      isFigure: true,
    }
  if (type === 'b') return { text: value === true ? 'TRUE' : 'FALSE', isFigure: false }
  if (type === 'e') return { text, isFigure: false }
  return { text: typeof value === 'string' ? value.trim() : '', isFigure: false }
}

/** Dates whose order a person's settings decide, as the package names them: they are written year first. */
const LOCAL_DATES: ReadonlyMap<string, string> = new Map([
  ['m/d/yy', 'yyyy-mm-dd'],
  ['m/d/yy h:mm', 'yyyy-mm-dd h:mm'],
])

/** 0 is `A`, 27 is `AB`. */
function columnName(column: number): string {
  const before = column < 26 ? '' : columnName(Math.floor(column / 26) - 1)
  return before + String.fromCharCode(65 + (column % 26))
}
