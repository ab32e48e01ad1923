// Here is a text of values between signs, give me its rows and cells, each with its place (RFC 4180, and what programs make of it).

export interface CsvCell {
  readonly text: string
  /** Its place in the file, quotation marks included. */
  readonly start: number
  readonly end: number
}

export interface CsvRows {
  readonly rows: readonly (readonly CsvCell[])[]
  /** Where a quotation mark opens a cell and none closes it: it and those after it are read as signs; null where all is well. */
  readonly unclosed: number | null
}

/** @param from where the first row begins */
export function csvRows(source: string, delimiter: string, from = 0): CsvRows {
  const rows: CsvCell[][] = []
  let row: CsvCell[] = []
  let unclosed: number | null = null
  for (let at = from; at < source.length; ) {
    const quoted = source[at] === '"' && unclosed === null ? quotedCell(source, at, delimiter) : null
    if (source[at] === '"' && unclosed === null && quoted === null) unclosed = at
    const cell = quoted ?? plainCell(source, at, delimiter)
    row.push(cell)
    at = cell.end
    if (source[at] === delimiter) {
      at++
      // A row that ends with its delimiter ends with an empty cell.
      if (at === source.length) row.push({ text: '', start: at, end: at })
      continue
    }
    rows.push(row)
    row = []
    if (source[at] === '\r' && source[at + 1] === '\n') at++
    at++
  }
  if (row.length > 0) rows.push(row)
  return { rows, unclosed }
}

const SIGNS = ['\t', ';', ',', '|']
/** So much of a file is looked at for its delimiter. */
const LOOK = 65_536

/**
 * The sign that parts most rows into equally many cells. A row that it leaves with a quotation mark inside a cell does not count: there the sign
 * stands within what is quoted.
 * @param preferred taken where several do as well
 */
export function delimiterOf(source: string, from: number, preferred: string): string {
  const head = source.slice(from, from + LOOK)
  const whole = head.length < source.length - from ? head.slice(0, head.lastIndexOf('\n') + 1) || head : head
  let best = { sign: preferred, share: 0, width: 1 }
  for (const sign of [preferred, ...SIGNS.filter(other => other !== preferred)]) {
    const rows = csvRows(whole, sign).rows.filter(row => row.some(({ text }) => text.trim() !== ''))
    const widths = new Map<number, number>()
    for (const row of rows)
      if (row.length > 1 && row.every(cell => isWellQuoted(cell, whole)))
        widths.set(row.length, (widths.get(row.length) ?? 0) + 1)
    for (const [width, count] of widths) {
      const share = count / rows.length
      if (share > best.share + 1e-9) best = { sign, share, width }
    }
  }
  return best.sign
}

/** True where quotation marks stand around the cell or, twice, for one of its signs; false where one stands alone within it. */
function isWellQuoted({ text, start, end }: CsvCell, source: string): boolean {
  const marks = text.split('"').length - 1
  return source[start] === '"'
    ? source.slice(start, end).split('"').length - 1 === 2 + 2 * marks
    : marks === 0
}

/** A cell in quotation marks; null where they are not closed. */
function quotedCell(source: string, start: number, delimiter: string): CsvCell | null {
  let text = ''
  for (let at = start + 1; ; ) {
    const quote = source.indexOf('"', at)
    if (quote === -1) return null
    const next = source[quote + 1]
    if (next === undefined || next === delimiter || next === '\n' || next === '\r')
      return { text: text + source.slice(at, quote), start, end: quote + 1 }
    // Two stand for one; one alone is a sign of the text.
    const isPair = next === '"'
    text += source.slice(at, quote + 1)
    at = quote + (isPair ? 2 : 1)
  }
}

function plainCell(source: string, start: number, delimiter: string): CsvCell {
  let end = start
  for (; end < source.length; end++) {
    const sign = source[end]
    if (sign === delimiter || sign === '\n' || sign === '\r') break
  }
  return { text: source.slice(start, end), start, end }
}
