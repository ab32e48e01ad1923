// Why did it fail? What an error of a library or the system says, as a part of a sentence of ours: on one line, without a full stop at its end.

export function reasonOf(error: unknown): string {
  const said = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/gu, ' ').trim()
  let end = said.length
  while (said[end - 1] === '.') end--
  return said.slice(0, end).trimEnd()
}
