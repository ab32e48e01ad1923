// Which languages does this tag mean? Codes and names as libraries and people write them; the tables are those of ICU, which Node has.
import { once, remember } from './memo.ts'

export interface ReadTag {
  /** ISO 639 codes, of two letters where there is one, in the order of the tag; none where the text must tell. */
  readonly languages: readonly string[]
  /** Parts that name no language. */
  readonly unknown: readonly string[]
}

/**
 * @example readLanguageTag('en_US') // languages ['en']
 * @example readLanguageTag('ger; français') // languages ['de', 'fr']
 * @example readLanguageTag('Klingonish') // unknown ['Klingonish']
 */
export const readLanguageTag = remember(10_000, read)

/** The English name of a language; the tag where it has none. @example languageName('fr') // 'French' */
export function languageName(tag: string): string {
  try {
    return languageNames.of(tag) ?? tag
  } catch (error) {
    if (error instanceof RangeError) return tag // no tag of the form that BCP 47 gives
    throw error
  }
}

/** Codes that say that there are several languages, none, or that nobody knows. */
const NO_LANGUAGE: ReadonlySet<string> = new Set(['mul', 'und', 'zxx', 'mis', 'root'])

function read(tag: string): ReadTag {
  const whole = languageOf(tag)
  if (whole !== undefined) return { languages: whole === null ? [] : [whole], unknown: [] }
  const languages = new Set<string>()
  const unknown: string[] = []
  for (const part of tag
    .replace(/\([^()]*\)/gu, ' ')
    .split(SEPARATORS)
    .map(text => text.trim())) {
    if (part === '') continue
    const found = languagesIn(part)
    if (found === null) unknown.push(part)
    else for (const language of found) languages.add(language)
  }
  return { languages: [...languages], unknown }
}

const SEPARATORS = /[;,/|+&\n]+/u

/** Of `en-zh`, `English and French`, `Brazilian Portuguese`; null where no word of it is a language. */
function languagesIn(part: string): string[] | null {
  const whole = languageOf(part)
  if (whole !== undefined) return whole === null ? [] : [whole]
  const codes = part.split(/[-_\s]+/u)
  const areCodes = codes.every(code => /^[a-z]{2,3}$/iu.test(code) && languageOf(code) !== undefined)
  const found = (areCodes ? codes : part.split(/\s+/u).filter(word => word.length > 3)).map(languageOf)
  const known = found.filter(language => language !== undefined && language !== null)
  return known.length === 0 ? null : known
}

/** Undefined for what is no code and no name of a language; null for a code that says that there is none. */
function languageOf(written: string): string | null | undefined {
  const text = written.trim()
  // As systems have it: en_US.UTF-8, sr_RS@latin.
  const code = /^([a-z]{2,3}(?:[-_][a-z0-9]{2,8})*)(?:[.@].*)?$/iu.exec(text)?.[1]?.replaceAll('_', '-')
  if (code !== undefined) {
    const language = languageOfCode(code)
    if (language !== undefined) return language
  }
  if (text.length > LONGEST_NAME) return undefined
  const name = foldedName(text)
  return name === '' ? undefined : (namesOfCommon().get(name) ?? namesOfOthers().get(name))
}

const LONGEST_NAME = 60
const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
const regionNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** `de` for `deu`, `ger` and `de-AT`. A region that is none makes it no code: `en-zh` is two. */
function languageOfCode(code: string): string | null | undefined {
  try {
    const { language, region } = new Intl.Locale(code)
    // `und` has no language; codes from `qaa` to `qtz` are anybody's own.
    if (language === undefined || NO_LANGUAGE.has(language) || /^q[a-t][a-z]$/u.test(language)) return null
    const isKnown = languageNames.of(language) !== undefined
    return isKnown && (region === undefined || regionNames.of(region) !== undefined) ? language : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined // no tag of the form that BCP 47 gives
    throw error
  }
}

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz')
const TWO_LETTERS = LETTERS.flatMap(a => LETTERS.map(b => a + b))

/** Languages of two letters by their names: in English, then each language's own, then those that the others give it. */
const namesOfCommon = once(() => {
  const codes = TWO_LETTERS.filter(code => languageNames.of(code) !== undefined)
  const locales = Intl.DisplayNames.supportedLocalesOf(codes)
  const tables = locales.map(locale => new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' }))
  return byName([
    ...codes.map(code => [languageNames.of(code), code] as const),
    ...locales.map((locale, at) => [tables[at]?.of(locale), locale] as const),
    ...tables.flatMap(table => codes.map(code => [table.of(code), code] as const)),
  ])
})

/** The others by their English names. To ask for all codes takes half a second, so that is done when no common language has the name. */
const namesOfOthers = once(() =>
  byName(
    TWO_LETTERS.flatMap(start => LETTERS.map(letter => start + letter))
      .filter(code => !NO_LANGUAGE.has(code))
      .map(code => [languageNames.of(code), code] as const),
  ),
)

/** The first language of each folded name. */
function byName(pairs: readonly (readonly [name: string | undefined, code: string])[]): Map<string, string> {
  const made = new Map<string, string>()
  for (const [name, code] of pairs) {
    const folded = name === undefined ? '' : foldedName(name)
    if (folded !== '' && !made.has(folded)) made.set(folded, new Intl.Locale(code).language)
  }
  return made
}

function foldedName(name: string): string {
  const letters =
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  return letters.join(' ')
}
