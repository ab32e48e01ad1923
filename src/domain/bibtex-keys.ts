// How do several references to one document stand in one BibTeX file? Each under a key of its own: a key that comes twice is an error there.

/** Gives entries keys, one file after the other. */
export class BibtexKeys {
  private readonly used = new Set<string>()
  private readonly times = new Map<string, number>()

  /** An entry with its key, or the key with a number behind it where that was used before. */
  unique(entry: string): string {
    return entry.replace(HEAD, (_, head: string, key: string) => `${head}${this.own(key)}`)
  }

  private own(key: string): string {
    let times = this.times.get(key) ?? 0
    let own = key
    while (this.used.has(own)) {
      times += 1
      own = `${key}-${times + 1}`
    }
    this.times.set(key, times)
    this.used.add(own)
    return own
  }
}

/** The head of an entry, and its key. */
const HEAD = /^(\s*@\w+\{)([^,\s]*)/u
