// What does each word have in it that this regular expression matches, and how long is it? Words that have none of a few runs of letters, or
// another length, are passed over fast.
//
// An expression is a choice of sequences; what one of a sequence's parts requires, the whole requires; a choice requires what each of its
// sequences does.

/** More runs than these are no help. */
const MOST = 8

/** What each word has that an expression matches. */
export interface Required {
  /** Runs of letters and digits, one of which each word has; empty where none is sure. */
  readonly parts: readonly string[]
  /** Code points of the shortest word. */
  readonly least: number
  /** Code points of the longest word; Infinity where there is none. */
  readonly most: number
}

/** How often an item stands there. */
type Times = Pick<Required, 'least' | 'most'>

const NOTHING: Required = { parts: [], least: 0, most: Infinity }
const EMPTY: Required = { parts: [], least: 0, most: 0 }
const ANY_LETTER: Required = { parts: [], least: 1, most: 1 }
const ONCE: Times = { least: 1, most: 1 }
const TIMES: Readonly<Record<string, Times>> = {
  '?': { least: 0, most: 1 },
  '*': { least: 0, most: Infinity },
  '+': { least: 1, most: Infinity },
}
/** Signs of `{1000,1000}`, and more. */
const LONGEST_COUNT = 24

export function requiredOf(regex: string): Required {
  const reader = new Reader(regex)
  const required = reader.choice()
  if (!reader.isRead) return NOTHING
  return required.parts.length <= MOST ? required : { ...required, parts: [] }
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
  choice(): Required {
    const sequences = [this.sequence()]
    while (this.take('|')) sequences.push(this.sequence())
    return {
      parts: sequences.some(({ parts }) => parts.length === 0)
        ? []
        : [...new Set(sequences.flatMap(({ parts }) => parts))],
      least: Math.min(...sequences.map(({ least }) => least)),
      most: Math.max(...sequences.map(({ most }) => most)),
    }
  }

  private sequence(): Required {
    let best: readonly string[] = []
    let run = ''
    let [least, most] = [0, 0]
    const offer = (parts: readonly string[]): void => {
      if (worthOf(parts) > worthOf(best)) best = parts
    }
    const endRun = (): void => {
      if (run !== '') offer([run])
      run = ''
    }
    while (this.at < this.signs.length && !['|', ')'].includes(this.sign)) {
      const item = this.item()
      const times = this.times()
      const { parts, ...length } = typeof item === 'string' ? { ...ONCE, parts: [] } : item
      least += length.least * times.least
      // Nothing, as often as one likes, is nothing.
      most += length.most === 0 || times.most === 0 ? 0 : length.most * times.most
      if (typeof item === 'string' && times.least > 0) {
        run += item
        if (times.least === 1 && times.most === 1) continue
        endRun()
        // The last of several has the next item after it.
        run = item
        continue
      }
      endRun()
      if (times.least > 0) offer(parts)
    }
    endRun()
    return { parts: best, least, most }
  }

  /** A letter or digit, or what another item requires. */
  private item(): string | Required {
    const { sign } = this
    this.at++
    if (/[a-z0-9]/u.test(sign)) return sign
    if (sign === '^' || sign === '$') return EMPTY
    if (sign === '(') {
      if (this.sign === '?' && !(this.signs[this.at + 1] === ':' && this.take('?') && this.take(':')))
        this.isPlain = false
      const required = this.choice()
      if (!this.take(')')) this.isPlain = false
      return required
    }
    if (sign === '\\') return this.escape()
    if (sign === '[') this.skipSet()
    return ANY_LETTER
  }

  private times(): Times {
    const { sign } = this
    if (!/[*+?{]/u.test(sign)) return ONCE
    const times = sign === '{' ? this.counted() : TIMES[sign]
    if (sign !== '{') this.at++
    // As few as may be: the same words.
    this.take('?')
    if (times !== undefined) return times
    this.isPlain = false
    return ONCE
  }

  /** `{2}`, `{2,}` and `{2,5}`; undefined where the braces hold anything else. */
  private counted(): Times | undefined {
    const rest = this.signs.slice(this.at, this.at + LONGEST_COUNT).join('')
    const [all, least = '', comma, most = ''] = /^\{(\d+)(?:(,)(\d*))?\}/u.exec(rest) ?? []
    if (all === undefined) return undefined
    this.at += all.length
    if (comma === undefined) return { least: Number(least), most: Number(least) }
    return { least: Number(least), most: most === '' ? Infinity : Number(most) }
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

  /** Classes of one letter, signs, and edges of words; other escapes have more after them. */
  private escape(): Required {
    const { sign } = this
    if (!/[dDwWsSbB.*+?()[\]{}|^$\\-]/u.test(sign)) this.isPlain = false
    this.at++
    return /b/iu.test(sign) ? EMPTY : ANY_LETTER
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
