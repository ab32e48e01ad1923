// Which number does this text have? Texts are numbered from 0, as they come.

export class Numbering {
  private readonly numbers = new Map<string, number>()
  private readonly texts: string[] = []

  get size(): number {
    return this.texts.length
  }

  /** The text's number; it gets one where it has none. */
  numberOf(text: string): number {
    const known = this.numbers.get(text)
    if (known !== undefined) return known
    const number = this.texts.push(text) - 1
    this.numbers.set(text, number)
    return number
  }

  /** The text's number, or null where it has none. */
  find(text: string): number | null {
    return this.numbers.get(text) ?? null
  }

  /** The text that has the number, or ''. */
  at(number: number): string {
    return this.texts[number] ?? ''
  }
}
