// Is this name a company's, a brand's, a computer language's? A list made by `scripts/brand-lists.ts`.
import { readFileSync } from 'node:fs'

/** Bits of `brandsOf`: a listed company, a brand with a logo, a language of programs or data. */
export const COMPANY = 1
const BRAND = 2
export const LANGUAGE = 4

/** The letters of the file. */
const FLAGS: Readonly<Record<string, number>> = { c: COMPANY, b: BRAND, l: LANGUAGE }

let brands: ReadonlyMap<string, number> | undefined

/** The lists that a folded name is on, as bits. The file is read on first use. */
export function brandsOf(folded: string): number {
  brands ??= readBrands()
  return brands.get(folded) ?? 0
}

function readBrands(): Map<string, number> {
  const read = new Map<string, number>()
  for (const line of readFileSync(new URL('./brands.txt', import.meta.url), 'utf8').split('\n')) {
    const space = line.indexOf(' ')
    if (space < 1 || line.startsWith('#')) continue
    let bits = 0
    for (const flag of line.slice(0, space)) bits |= FLAGS[flag] ?? 0
    read.set(line.slice(space + 1), bits)
  }
  return read
}
