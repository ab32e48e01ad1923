// Records one a line: written in order, read by line number without parsing the rest.
import { BundleError } from '../domain/errors.ts'

/** JSON Lines over a buffer; a record is parsed when it is asked for. */
export class JsonLines<T> {
  private readonly buffer: Buffer
  private readonly ends: Float64Array
  private readonly name: string

  /** @param name the file's name, for messages */
  constructor(buffer: Buffer, name: string) {
    this.buffer = buffer
    this.name = name
    let lines = 0
    for (let at = buffer.indexOf(10); at >= 0; at = buffer.indexOf(10, at + 1)) lines++
    this.ends = new Float64Array(lines)
    let line = 0
    for (let at = buffer.indexOf(10); at >= 0; at = buffer.indexOf(10, at + 1)) this.ends[line++] = at
  }

  get length(): number {
    return this.ends.length
  }

  at(line: number): T {
    const end = this.ends[line]
    if (end === undefined) throw new RangeError(`${this.name} has no line ${line + 1}`)
    const start = line === 0 ? 0 : (this.ends[line - 1] ?? 0) + 1
    try {
      return JSON.parse(this.buffer.toString('utf8', start, end)) as T
    } catch (error) {
      throw new BundleError('damaged', `${this.name} has a line that is not JSON: ${line + 1}.`, {
        cause: error,
      })
    }
  }

  /** The line of the record with this id, or null; records have ids that ascend. */
  findSorted(id: string): number | null {
    let low = 0
    let high = this.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.at(middle) as { readonly id: string }).id < id) low = middle + 1
      else high = middle
    }
    return low < this.length && (this.at(low) as { readonly id: string }).id === id ? low : null
  }

  all(): T[] {
    return Array.from({ length: this.length }, (_, line) => this.at(line))
  }
}

/** Records on their way into a file, one a line, joined into chunks of about a megabyte. */
export class JsonLinesWriter {
  private readonly write: (chunk: string) => void
  private waiting: string[] = []
  private length = 0

  constructor(write: (chunk: string) => void) {
    this.write = write
  }

  /** @param json one record, without line breaks */
  add(json: string): void {
    this.waiting.push(json)
    this.length += json.length
    if (this.length > 1_000_000) this.flush()
  }

  /** Writes what is left. */
  finish(): void {
    this.flush()
  }

  private flush(): void {
    if (this.waiting.length > 0) this.write(`${this.waiting.join('\n')}\n`)
    this.waiting = []
    this.length = 0
  }
}
