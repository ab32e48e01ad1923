// Where do the parts of a message begin that says it wrongly? Of a boundary that never stands in it, and of a header that no empty line ends.

/** The boundary that the lines of a multipart show, where the one that its header names parts nothing. */
export function boundaryIn(content: Uint8Array): string | null {
  const names = new Map<string, number>()
  for (const line of linesOf(content)) {
    const name = /^--(\S.{0,69})$/u.exec(line.trimEnd())?.[1]
    if (name === undefined) continue
    // It comes once for each part, and once more with two hyphens behind it.
    const closed = name.endsWith('--') ? name.slice(0, -2) : name
    const own = names.has(closed) ? closed : name
    if (!/^-*$/u.test(closed)) names.set(own, (names.get(own) ?? 0) + 1)
  }
  // The outermost comes first.
  for (const [name, times] of names) if (times > 1) return name
  return null
}

const FIELD = /^[!-9;-~]{1,76}[ \t]*:/u

/** What stands behind the last field of a header: text, where the empty line before it is missing. */
export function textInHeader(header: Uint8Array): string {
  const lines = linesOf(header)
  const last = lines.findLastIndex(line => FIELD.test(line))
  let from = last + 1
  while (last !== -1 && /^[ \t]+\S/u.test(lines[from] ?? '')) from++
  return lines.slice(from).join('\n').trim()
}

/** Lines as bytes, each byte one character. */
function linesOf(content: Uint8Array): string[] {
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength)
    .toString('latin1')
    .split(/\r?\n/u)
}
