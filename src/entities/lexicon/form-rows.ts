// What is known of each form of a corpus? Rows of numbers in one typed array, added up form by form.
import { type FormEvidence, ROW } from './evidence.ts'

export class FormRows {
  private readonly places = new Map<string, number>()
  /** Whole numbers that may be larger than 32 bits hold. */
  private rows = new Float64Array(ROW * 1024)

  /** Adds a row to that of a form. */
  add(form: string, row: FormEvidence): void {
    let place = this.places.get(form)
    if (place === undefined) {
      place = this.places.size
      this.places.set(form, place)
      if ((place + 1) * ROW > this.rows.length) {
        const larger = new Float64Array(this.rows.length * 2)
        larger.set(this.rows)
        this.rows = larger
      }
    }
    for (let at = 0; at < ROW; at++) {
      const cell = place * ROW + at
      this.rows[cell] = (this.rows[cell] ?? 0) + (row[at] ?? 0)
    }
  }

  /** A view of a form's row, null where there is none; valid until the next `add`. */
  get(form: string): FormEvidence | null {
    const place = this.places.get(form)
    return place === undefined ? null : this.rows.subarray(place * ROW, (place + 1) * ROW)
  }
}
