// Which line is this offset on? Line starts found once, looked up by halving.

/** Lines end with LF, CR or CRLF, as in CommonMark. */
export class LineIndex {
  private readonly starts: number[] = [0]

  constructor(source: string) {
    for (const match of source.matchAll(/\r\n|\n|\r/gu)) this.starts.push(match.index + match[0].length)
  }

  /** 1-based line of the character at `offset` (UTF-16 code units). */
  lineAt(offset: number): number {
    let low = 0
    let high = this.starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((this.starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}
