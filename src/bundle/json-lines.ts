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

  all(): T[] {
    return Array.from({ length: this.length }, (_, line) => this.at(line))
  }
}

/** The lines of a file, joined into chunks of about a megabyte. */
export function* jsonLines(records: Iterable<unknown>): Generator<string> {
  let chunk = ''
  for (const record of records) {
    chunk += `${JSON.stringify(record)}\n`
    if (chunk.length > 1_000_000) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk !== '') yield chunk
}
