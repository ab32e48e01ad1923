// Who is named in a byline? It is cut only between names that are whole on both sides; `Ministry of Trade and Industry` stays one.
import { isOrganizationWord, namesOrganization } from './organizations.ts'
import { isParticle, isSuffix } from './particles.ts'

const PREFIX = /^(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]a|[Dd]oor|[Aa]v|[Оо]т)\s+(?=\p{Lu})/u
/** What surely stands between two names. */
const SURE = /[;；\n、|]/u
/** Words that join names, in the languages of bylines; in small letters only. */
const AND = new Set([
  'and',
  '&',
  'und',
  'et',
  'y',
  'e',
  'en',
  'i',
  'и',
  'та',
  'og',
  'och',
  'ja',
  'és',
  've',
  'و',
])
const NONE: ReadonlySet<string> = new Set()
/** Those that also join the two surnames of one person. */
const WITHIN_NAMES = new Set(['y', 'e', 'i'])
/** Last words that do not name anybody alone. */
const COMPANY = /^(?:co|company|sons?|brothers|partners?|associates|cie|söhne|hijos|fils|figli)\.?$/iu

/**
 * The names of a byline, as they are written.
 * @param more words that join names, besides those that are known
 * @example splitByline('By Ann Lee, Bo Li and Cy Day') // ['Ann Lee', 'Bo Li', 'Cy Day']
 */
export function splitByline(text: string, more: ReadonlySet<string> = NONE): string[] {
  const and = more.size === 0 ? AND : AND.union(more)
  const whole = withoutBy(text.trim())
  const pieces = whole
    .split(SURE)
    .map(piece => piece.trim())
    .filter(piece => piece !== '')
  return pieces.length > 1 ? pieces.flatMap(piece => splitAtWords(piece, and)) : splitPiece(whole, and)
}

/** Without `by` in its language, where that is no particle of the name: `von Weizsäcker, Richard` and `di Maio` are whole. */
function withoutBy(text: string): string {
  const names = text.replace(PREFIX, '')
  const [word = ''] = text.split(/\s/u)
  const [first = ''] = names.split(SURE)
  const isOfName =
    isParticle(word) && (isInverted(first) || (/^\p{Ll}/u.test(word) && !/\s/u.test(first.trim())))
  return isOfName ? text : names
}

function splitPiece(text: string, and: ReadonlySet<string>): string[] {
  const atWords = splitAtWords(text, and)
  if (atWords.length > 1 && atWords.some(isInverted)) return atWords
  const parts = atWords.flatMap(part => joinSuffixes(part.split(/[,،，]/u).map(name => name.trim())))
  const filled = parts.filter(part => part !== '')
  if (filled.length === 1 || isInverted(text)) return text === '' ? [] : [text]
  const isList = filled.every(
    (part, at) => isWhole(part) || (at > 0 && at === filled.length - 1 && isName(part)),
  )
  return isList && !(filled.length === 2 && filled.some(part => !isWhole(part))) ? filled : atWords
}

/** At `and` and its like, where what stands on both sides is whole. */
function splitAtWords(text: string, and: ReadonlySet<string>): string[] {
  const words = text.split(/\s+/u)
  const joins = words.flatMap((word, at) => (and.has(word) && at > 0 && at < words.length - 1 ? [at] : []))
  const names: string[] = []
  let from = 0
  for (const at of joins) {
    const before = words.slice(from, at).join(' ').replace(/[,،]$/u, '')
    const after = words.slice(at + 1, joins.find(other => other > at) ?? words.length).join(' ')
    if (!isBetweenNames(before, words[at] ?? '', after)) continue
    names.push(before)
    from = at + 1
  }
  const rest = words.slice(from).join(' ')
  return rest === '' ? names : [...names, rest]
}

/** Whether a word between two texts stands between two names. */
function isBetweenNames(before: string, join: string, after: string): boolean {
  const last = joinSuffixes(before.split(/[,،]/u).map(part => part.trim())).at(-1) ?? ''
  if (isInverted(before) && isInverted(after)) return true
  if (isOpen(last)) return false
  if (isWhole(last) && isWhole(after)) return true
  // A name of one word may be somebody: `Ann Lee and Reuters`. What follows `y` may be the other surname.
  return (
    isPersonal(last) &&
    isName(after) &&
    !WITHIN_NAMES.has(join) &&
    !COMPANY.test(after) &&
    !isOrganizationWord(after)
  )
}

/** `Ministry of Trade`, `Food`: what follows `and` may belong to it. */
function isOpen(name: string): boolean {
  const words = name.split(/\s+/u)
  return (
    words.length < 2 ||
    words.some(
      word => /^(?:of|for|für|de|des|du|del|della|do|da|for|по|для)$/u.test(word) && namesOrganization(name),
    )
  )
}

/** A name of several words that can stand alone. */
function isWhole(name: string): boolean {
  const words = name.split(/\s+/u)
  if (/^[\p{Script=Han}·]{2,6}$/u.test(name)) return true
  return (
    words.length >= 2 &&
    words.length <= 9 &&
    (isPersonal(name) || (namesOrganization(name) && isName(words[0] ?? '')))
  )
}

function isPersonal(name: string): boolean {
  const words = name.split(/\s+/u)
  return (
    words.length >= 2 &&
    words.length <= 6 &&
    words.every(word => isName(word.replace(/,$/u, '')) || isParticle(word) || isSuffix(word)) &&
    !namesOrganization(name)
  )
}

function isName(word: string): boolean {
  return /^[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*$/u.test(word)
}

/** `Lee, Ann`; `García Márquez, Gabriel J.`: a surname of at most two words, and given names of which one has no surname after it. */
function isInverted(name: string): boolean {
  const [family = '', given = '', ...rest] = name.split(/[,،]/u).map(part => part.trim())
  if (rest.length > (isSuffix(rest[0] ?? '') ? 1 : 0) || given === '' || isSuffix(given)) return false
  const isShort = (part: string): boolean =>
    part.split(/\s+/u).every(word => isName(word) || isParticle(word)) && !namesOrganization(part)
  const words = given.split(/\s+/u)
  const isGiven =
    words.length === 1 ||
    words.slice(1).every(word => /^\p{Lu}\.?$|^\p{Lu}\.-?\p{Lu}\.$/u.test(word)) ||
    family.split(/\s+/u).length === 1
  return isShort(family) && isShort(given) && isGiven
}

/** `Martin Luther King, Jr.` is one name. */
function joinSuffixes(names: readonly string[]): string[] {
  const joined: string[] = []
  for (const name of names) {
    if (isSuffix(name) && joined.length > 0) joined[joined.length - 1] += `, ${name}`
    else joined.push(name)
  }
  return joined
}
