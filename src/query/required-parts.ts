// What does each word have in it that this regular expression matches? A few letters, or one of several runs of them: words without are passed
// over fast.
//
// An expression is a choice of sequences; what one of a sequence's parts requires, the whole requires; a choice requires what each of its
// sequences does.

/** More runs than these are no help. */
const MOST = 8

/** @returns runs of letters and digits, one of which each word has; empty where none is sure */
export function requiredParts(regex: string): readonly string[] {
  const reader = new Reader(regex)
  const parts = reader.choice()
  return reader.isRead && parts.length <= MOST ? parts : []
}

/** Reads the plain part of the syntax; whatever else there is stands for anything, or ends the reading. */
class Reader {
  private readonly signs: readonly string[]
  private at = 0
  private isPlain = true

  constructor(regex: string) {
    this.signs = [...regex]
  }

  /** Whether all of it was understood. */
  get isRead(): boolean {
    return this.isPlain && this.at === this.signs.length
  }

  /** Up to its end, or the bracket that closes it. */
  choice(): readonly string[] {
    const sequences = [this.sequence()]
    while (this.take('|')) sequences.push(this.sequence())
    return sequences.some(({ length }) => length === 0) ? [] : [...new Set(sequences.flat())]
  }

  private sequence(): readonly string[] {
    let best: readonly string[] = []
    let run = ''
    const offer = (parts: readonly string[]): void => {
      if (worthOf(parts) > worthOf(best)) best = parts
    }
    const endRun = (): void => {
      if (run !== '') offer([run])
      run = ''
    }
    while (this.at < this.signs.length && !['|', ')'].includes(this.sign)) {
      const item = this.item()
      const least = this.leastTimes()
      if (typeof item === 'string' && least !== 0) {
        run += item
        if (least === 1) continue
        endRun()
        run = item
        if (least === 'more') continue
      } else endRun()
      if (typeof item !== 'string' && least !== 0) offer(item)
    }
    endRun()
    return best
  }

  /** A letter or digit, or what a group requires. */
  private item(): string | readonly string[] {
    const { sign } = this
    this.at++
    if (/[a-z0-9]/u.test(sign)) return sign
    if (sign === '(') {
      if (this.sign === '?' && !(this.signs[this.at + 1] === ':' && this.take('?') && this.take(':')))
        this.isPlain = false
      const parts = this.choice()
      if (!this.take(')')) this.isPlain = false
      return parts
    }
    if (sign === '[') this.skipSet()
    else if (sign === '\\') this.skipEscape()
    return []
  }

  /** How often an item stands there at least: once, not always, or once and perhaps more often. How many `{ }` asks for is not read. */
  private leastTimes(): 0 | 1 | 'more' {
    const { sign } = this
    if (!/[*+?{]/u.test(sign)) return 1
    if (sign === '{') this.isPlain &&= this.skipTo('}')
    else this.at++
    // As few as may be: the same words.
    this.take('?')
    return sign === '+' ? 'more' : 0
  }

  /** The first sign of a set is one of its own, even where it would close it. */
  private skipSet(): void {
    this.take('^')
    this.take(']')
    while (this.at < this.signs.length && this.sign !== ']') {
      if (this.sign === '\\' || this.sign === '[') this.isPlain = false
      this.at++
    }
    if (!this.take(']')) this.isPlain = false
  }

  /** Classes of one letter, and signs; other escapes have more after them. */
  private skipEscape(): void {
    if (!/[dDwWsSbB.*+?()[\]{}|^$\\-]/u.test(this.sign)) this.isPlain = false
    this.at++
  }

  private skipTo(end: string): boolean {
    while (this.at < this.signs.length && this.sign !== end) this.at++
    return this.take(end)
  }

  private get sign(): string {
    return this.signs[this.at] ?? ''
  }

  private take(sign: string): boolean {
    if (this.sign !== sign) return false
    this.at++
    return true
  }
}

/** A run of letters is found as fast as its shortest alternative is long. */
function worthOf(parts: readonly string[]): number {
  return parts.length === 0 || parts.length > MOST ? 0 : Math.min(...parts.map(({ length }) => length))
}
