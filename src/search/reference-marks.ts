// How do marks stand in a reference? Quotation marks within quotation marks, and points and commas before those that close.

/** A text with the marks of print: `"so"` and `'so'` are “so”, and `O'Brien` is O’Brien. */
export function withCurlyMarks(text: string): string {
  return inPairs(text, "'", "'", ['“', '”'])
    .replace(/(?<=^|[\s([{“‘–—-])"/gu, '“')
    .replaceAll('"', '”')
    .replaceAll("'", '’')
}

/** A text in quotation marks: those within are single, and within these they are double again. */
export function quoted(text: string, ending = ''): string {
  const curly = withCurlyMarks(text)
  const inner = /[“”]/u.test(curly) ? inPairs(curly, '‘', '’', [OPENS, CLOSES]) : curly
  const turned = inner.replace(/[“”\uE000\uE001]/gu, mark => INNER[mark] ?? mark)
  return `“${withEnding(turned, ending)}”`
}

/** Letters of private use, for single marks that were found in pairs. */
const OPENS = '\uE000'
const CLOSES = '\uE001'
const INNER: Readonly<Record<string, string>> = { '“': '‘', '”': '’', [OPENS]: '“', [CLOSES]: '”' }

/** Marks around words instead of others: one before a word, and the next that no letter follows. What stands within a word is its apostrophe. */
function inPairs(text: string, opens: string, closes: string, marks: readonly [string, string]): string {
  const letters = [...text]
  let opened = -1
  for (const [at, letter] of letters.entries()) {
    const before = letters[at - 1] ?? ' '
    const after = letters[at + 1] ?? ' '
    if (letter === opens && opened === -1 && /[\s([{–—-]/u.test(before) && /\p{L}/u.test(after)) opened = at
    else if (letter === closes && opened !== -1 && !/\s/u.test(before) && !/\p{L}/u.test(after)) {
      letters[opened] = marks[0]
      letters[at] = marks[1]
      opened = -1
    }
  }
  return letters.join('')
}

/** A point or comma after a text: before the quotation marks that close it, and no point after a sign that ends a sentence. */
export function withEnding(text: string, ending: string): string {
  let end = text.length
  while (end > 0 && '”’'.includes(text[end - 1] ?? ' ')) end--
  const body = text.slice(0, end)
  const isEnded = ending === '.' && /[.?!]$/u.test(body)
  return `${body}${isEnded ? '' : ending}${text.slice(end)}`
}
