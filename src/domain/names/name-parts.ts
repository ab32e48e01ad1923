// How is an author cited? A person's name in parts, as reference managers hold it; where it stays open, the name as it is written.
import type { Author } from '../author.ts'
import { namesOrganization } from './organizations.ts'
import { isParticle, isSuffix, withoutTitles } from './particles.ts'

/** A name of CSL-JSON. */
export type NameParts =
  | { readonly family: string; readonly given: string; readonly suffix?: string }
  | { readonly literal: string }

export interface NameEvidence {
  /** What the author's source says: parts, or a kind. */
  readonly said?: Omit<Author, 'name'>
  /** What the corpus knows under this name. */
  readonly known?: 'person' | 'other'
  /** BCP 47 tag of the document. */
  readonly language?: string | null
}

/** Languages in which a surname stands first. */
const SURNAME_FIRST = /^(?:hu|ja|ko|vi|zh)\b/u
const LATIN = /^[\p{Script=Latin}\p{M}.'’-]+$/u

/**
 * @example nameParts('Gabriel García Márquez') // { family: 'García Márquez', given: 'Gabriel' }
 * @example nameParts('Human Rights Watch') // { literal: 'Human Rights Watch' }
 */
export function nameParts(name: string, { said, known, language }: NameEvidence = {}): NameParts {
  if (said?.family !== undefined && said.given !== undefined)
    return withSuffix(said.family, said.given, said.suffix)
  if (said?.kind === 'organization' || known === 'other') return { literal: name }
  const [first = '', ...others] = name.split(',').map(part => part.trim())
  const rest = others.filter(part => part !== '' && withoutTitles(`x y ${part}`) !== 'x y')
  const suffix = rest.find(isSuffix)
  const given = rest.filter(part => !isSuffix(part))
  const isPerson = said?.kind === 'person' || known === 'person'
  if (!isPerson && namesOrganization(name)) return { literal: name }
  if (given.length === 1) return inverted(first, withoutTitles(given[0] ?? ''), suffix) ?? { literal: name }
  if (given.length > 1 || SURNAME_FIRST.test(language ?? '')) return { literal: name }
  return direct(withoutTitles(first), suffix) ?? { literal: name }
}

/** A name that is written surname first as it is written elsewhere: `Ann Lee` for `Lee, Ann`; null of another. */
export function surnameLast(name: string): string | null {
  const parts = nameParts(name)
  if ('literal' in parts) return null
  const [first = ''] = name.split(',')
  // A comma may stand before a suffix or a degree, too: there the given name comes before it.
  if (!parts.family.endsWith(first.trim())) return null
  return [parts.given, parts.family, ...(parts.suffix === undefined ? [] : [parts.suffix])].join(' ')
}

/** `Lee, Ann`; `Schmidt, Dr. Anna`; `Beethoven, Ludwig van`. */
function inverted(family: string, given: string, suffix: string | undefined): NameParts | null {
  const isShort = [family, given].every(part => part !== '' && part.split(/\s+/u).length <= 4)
  if (!isShort || /\d/u.test(family + given)) return null
  const words = given.split(/\s+/u)
  let at = words.length
  while (at > 1 && isParticle(words[at - 1] ?? '')) at--
  return withSuffix([...words.slice(at), family].join(' '), words.slice(0, at).join(' '), suffix)
}

/** Given names, then the surname with its particles. */
function direct(name: string, outerSuffix: string | undefined): NameParts | null {
  const words = name.split(/\s+/u).filter(word => word !== '')
  const innerSuffix = words.length > 2 && isSuffix(words.at(-1) ?? '') ? words.pop() : undefined
  const isPersonal =
    words.length >= 2 && words.length <= 6 && words.every(word => LATIN.test(word)) && isCapitalised(words)
  if (!isPersonal) return null
  let at = words.length - 1
  if (at > 1 && isSpanishSurname(words[at - 1] ?? '')) at--
  else if (at > 2 && /^[yei]$/u.test(words[at - 1] ?? '')) at -= 2
  while (at > 1 && isParticle(words[at - 1] ?? '')) at--
  // `Ibn Khaldun`, `Le Corbusier`: no given name is known.
  if (at === 1 && isParticle(words[0] ?? '')) return null
  return withSuffix(words.slice(at).join(' '), words.slice(0, at).join(' '), outerSuffix ?? innerSuffix)
}

/** Capitals but for particles; or none at all, as some people write themselves. */
function isCapitalised(words: readonly string[]): boolean {
  const begins = words.filter(word => !isParticle(word)).map(word => /^\p{Lu}/u.test(word))
  return begins.length > 0 && (begins.every(is => is) || begins.every(is => !is))
}

/** Surnames that end otherwise than in -ez and are no given names: before the last word they are the first of two surnames. */
const SPANISH = new Set(
  (
    'aguilar alonso arias bravo cabrera calderón campos castillo castro contreras cortés cruz delgado díaz espinoza flores fuentes gallego gallegos garcía ' +
    'garrido guerrero herrera iglesias lara lorca marín medina mendoza molina montero mora morales moreno navarro núñez ortega ortiz peña prieto ramos reyes ' +
    'ríos rivas rivera rojas romero rubio ruiz salas salazar salinas santos sanz serrano silva soto suárez torres valdés vargas vega vidal zapata'
  ).split(' '),
)

function isSpanishSurname(word: string): boolean {
  return /\p{L}{2}[eé]z$/iu.test(word) || SPANISH.has(word.toLowerCase())
}

function withSuffix(family: string, given: string, suffix: string | undefined): NameParts {
  return suffix === undefined ? { family, given } : { family, given, suffix }
}
