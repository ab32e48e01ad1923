// Is this word a given name, a surname, a city? Lists made by `scripts/name-lists.ts`.
import { readFileSync } from 'node:fs'

/** Bits of `listsOf`. */
export const NAME_LISTS = { given: 1, further: 2, surname: 4, city: 8 } as const

const FLAGS: Readonly<Record<string, number>> = {
  g: NAME_LISTS.given, f: NAME_LISTS.further, s: NAME_LISTS.surname, c: NAME_LISTS.city,
} // biome-ignore format: pairs

let lists: ReadonlyMap<string, number> | undefined

/** The lists that the folded word is on, as bits of `NAME_LISTS`. The file is read on first use. */
export function listsOf(folded: string): number {
  lists ??= readLists()
  return lists.get(folded) ?? 0
}

/** Whether the folded word is a frequent given name. */
export function isGivenName(folded: string): boolean {
  return (listsOf(folded) & NAME_LISTS.given) !== 0
}

function readLists(): Map<string, number> {
  const read = new Map<string, number>()
  for (const line of readFileSync(new URL('./names.txt', import.meta.url), 'utf8').split('\n')) {
    const [name = '', flags = ''] = line.split(' ')
    if (name === '' || name === '#') continue
    let bits = 0
    for (const flag of flags) bits |= FLAGS[flag] ?? 0
    read.set(name, bits)
  }
  return read
}
