// How is a row written as CSV (RFC 4180)? For spreadsheets: what they would take for a formula is kept from running.

/**
 * A row with its line end. A cell that a spreadsheet would calculate (it begins with `=`, `+`, `-`, `@`, a tab or a carriage
 * return) gets an apostrophe before it, as OWASP advises against CSV injection.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
