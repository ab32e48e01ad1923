// Is this word a given name, a surname, a city? Lists made by `scripts/name-lists.ts`.
import { readFileSync } from 'node:fs'

/** The letters of the file as bits: frequent given name, further given name, surname, city. */
const FLAGS: Readonly<Record<string, number>> = { g: 1, f: 2, s: 4, c: 8 }
const GIVEN = 1
const ANY_GIVEN = 3
const SURNAME = 4
const PERSONS = 7

let lists: ReadonlyMap<string, number> | undefined

/** The lists that the folded word is on, as bits: given name 1, further given name 2, surname 4, city 8. The file is read on first use. */
export function listsOf(folded: string): number {
  lists ??= readLists()
  return lists.get(folded) ?? 0
}

/** Whether the folded word is a frequent given name. */
export function isGivenName(folded: string): boolean {
  return (listsOf(folded) & GIVEN) !== 0
}

/** Whether the folded word is on any list of given names, of whatever language. */
export function isAnyGivenName(folded: string): boolean {
  return (listsOf(folded) & ANY_GIVEN) !== 0
}

/** Whether the folded word is on a list of surnames. */
export function isSurname(folded: string): boolean {
  return (listsOf(folded) & SURNAME) !== 0
}

/** Whether the folded word is on a list of surnames and on no other. */
export function isOnlySurname(folded: string): boolean {
  return listsOf(folded) === SURNAME
}

/** Whether the folded word is on a list of given names or surnames. */
export function isPersonsName(folded: string): boolean {
  return (listsOf(folded) & PERSONS) !== 0
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
