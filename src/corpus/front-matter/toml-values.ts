// How does a TOML value stay as it is written? Numbers, dates and words of their own are put in quotation marks before they are parsed.

/** `n = 1.10` becomes `n = "1.10"`: then no number is rounded and no date changed. Line ends stay where they are. */
export function quoteBareValues(text: string): string {
  let out = ''
  /** The brackets that are open; in `[` values stand, in `{` keys. */
  const open: string[] = []
  let expectsValue = false
  for (let at = 0; at < text.length; ) {
    const sign = text[at] ?? ''
    const string = stringAt(text, at)
    if (string > at) {
      out += text.slice(at, string)
      at = string
      expectsValue = false
    } else if (sign === '#') {
      const end = lineEnd(text, at)
      out += text.slice(at, end)
      at = end
    } else if (expectsValue && /[^\s,[\]{}]/u.test(sign)) {
      const end = bareEnd(text, at, open.length > 0)
      const bare = text.slice(at, end).trimEnd()
      out += JSON.stringify(bare) + text.slice(at + bare.length, end)
      at = end
      expectsValue = false
    } else {
      if (sign === '=') expectsValue = true
      else if (sign === '\n') expectsValue = open.at(-1) === '[' && expectsValue
      else if (sign === '[' || sign === '{') {
        // A bracket where no value is due heads a table.
        if (expectsValue) open.push(sign)
        expectsValue = expectsValue && sign === '['
      } else if (sign === ',') expectsValue = open.at(-1) === '['
      else if (sign === ']' || sign === '}') {
        open.pop()
        expectsValue = false
      }
      out += sign
      at++
    }
  }
  return out
}

/** Where the string that begins here ends, or `at` where none does. */
function stringAt(text: string, at: number): number {
  const quote = text[at]
  if (quote !== '"' && quote !== "'") return at
  const long = quote.repeat(3)
  if (text.startsWith(long, at)) {
    const end = endOf(text, at + 3, long)
    // Up to two quotation marks may stand before the three that end it.
    return text[end] === quote ? (text[end + 1] === quote ? end + 2 : end + 1) : end
  }
  return Math.min(endOf(text, at + 1, quote), lineEnd(text, at))
}

function endOf(text: string, from: number, mark: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\' && mark[0] === '"') at++
    else if (text.startsWith(mark, at)) return at + mark.length
  }
  return text.length
}

function bareEnd(text: string, from: number, isInside: boolean): number {
  for (let at = from; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (sign === '\n' || sign === '\r' || sign === '#' || (isInside && /[,\]}]/u.test(sign))) return at
  }
  return text.length
}

function lineEnd(text: string, from: number): number {
  const end = text.slice(from).search(/[\r\n]/u)
  return end === -1 ? text.length : from + end
}
