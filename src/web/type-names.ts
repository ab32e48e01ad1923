// How are kinds of names and other facets called on the page? One spelling, for lists (People) and for one of them (person).
import type { EntityType } from '../domain/document.ts'

const NAMES: Readonly<Record<string, readonly [many: string, one: string]>> = {
  person: ['People', 'Person'],
  organization: ['Organisations', 'Organisation'],
  place: ['Places', 'Place'],
  group: ['Nationalities and groups', 'Nationality or group'],
  work: ['Treaties and works', 'Treaty or work'],
  event: ['Events', 'Event'],
  product: ['Weapons and products', 'Weapon or product'],
  other: ['Other names', 'Other name'],
  date: ['Dates mentioned', 'Date mentioned'],
  kind: ['Kind of passage', 'Kind of passage'],
  document: ['Documents', 'Document'],
  source: ['Sources', 'Source'],
  author: ['Authors', 'Author'],
  language: ['Languages', 'Language'],
  year: ['Years', 'Year'],
  folder: ['Folders', 'Folder'],
  filetype: ['Types of file', 'Type of file'],
}

/** `Places`; of metadata its key. */
export function facetTitle(name: string): string {
  return NAMES[name]?.[0] ?? keyTitle(name)
}

/** `Place`. */
export function facetValueTitle(name: string): string {
  return NAMES[name]?.[1] ?? keyTitle(name)
}

/** `treaty or work`, as in “Mine Ban Treaty (treaty or work)”. */
export function typeName(type: EntityType): string {
  return facetValueTitle(type).toLowerCase()
}

function keyTitle(name: string): string {
  return name.replace(/^meta\./u, '').replace(/^\p{L}/u, letter => letter.toUpperCase())
}
