// Which line is this offset on? Line starts found once, looked up by halving.

/** Lines end with LF, CR or CRLF, as in CommonMark. */
export class LineIndex {
  private readonly starts: number[] = [0]

  constructor(source: string) {
    for (const match of source.matchAll(/\r\n|\n|\r/gu)) this.starts.push(match.index + match[0].length)
  }

  /** 1-based line of the character at `offset` (UTF-16 code units). */
  lineAt(offset: number): number {
    return lastAtOrBefore(this.starts.length, at => this.starts[at] ?? 0, offset) + 1
  }
}

/** Index of the last of `count` ascending starts that is not after `offset`; 0 where all are. */
export function lastAtOrBefore(count: number, startAt: (index: number) => number, offset: number): number {
  let low = 0
  let high = count
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (startAt(middle) <= offset) low = middle
    else high = middle
  }
  return low
}
