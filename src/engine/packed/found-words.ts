// Which of the wanted words stand in this text, and where? Arrays that are filled again for each text.

/** Words of a unit that are wanted, in order. */
export class FoundWords {
  count = 0
  /** Place of each among the words of the unit; texts of a unit lie far apart. */
  places = new Int32Array(256)
  ranks = new Int32Array(256)

  /** @param most words that may be added */
  clear(most: number): void {
    this.count = 0
    if (this.places.length >= most) return
    this.places = new Int32Array(2 * most)
    this.ranks = new Int32Array(2 * most)
  }
}
