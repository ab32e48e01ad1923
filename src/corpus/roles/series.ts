// Is this line one of several that differ only in their numbers? "Chapter 1" and the version that heads a change log name a part, and no document.

/** Whether another of the lines has the form of the first, with other numbers. */
export function isOneOfSeries(line: string, others: Iterable<string>): boolean {
  const form = formOf(line)
  if (form === line) return false
  for (const other of others) if (other !== line && formOf(other) === form) return true
  return false
}

/** Numbers, versions and dates in figures are one sign. */
function formOf(line: string): string {
  return line.replace(/\p{Nd}[\p{Nd}.:/~+_-]*/gu, '#')
}
