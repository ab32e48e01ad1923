// Which spans of one document name the same thing? Definitions, surnames, given names, initials, variants.
// What may be merged across documents is decided by the key: a full name or a known name, nothing less.
import type { EntityType } from '../domain/document.ts'
import { findAbbreviations } from './abbreviations.ts'
import { isCommonWord } from './gazetteer/common-words.ts'
import { type ResolvedMention, type Target, targetOf } from './mention-target.ts'
import { cleanForm, nameWords } from './name-words.ts'
import { People } from './people.ts'
import { ORGANIZATION_WORDS } from './tagger/cues.ts'
import type { Candidate, NameAbove } from './tagger/tagger.ts'

/**
 * Resolves the candidates of a document's passages; `texts` are the passages' texts.
 * @param languages of each text, ISO 639-1, null where it is not known
 * @param above the people that stand above the texts: in the title, in headings, as authors
 */
export function resolveDocument(
  texts: readonly string[],
  candidates: readonly Candidate[][],
  languages: readonly (string | null)[] = [],
  above: readonly NameAbove[] = [],
): ResolvedMention[][] {
  const definitions = collectDefinitions(texts, candidates)
  const languageOf = (index: number): string | null => languages[index] ?? null
  const people = new People(
    texts.map((text, at) => ({ text, language: languageOf(at), candidates: candidates[at] ?? [] })),
    above,
  )
  return texts.map((text, index) => {
    const found = candidates[index] ?? []
    const mentions = found.map((candidate, at) => {
      const mention = resolve(candidate, definitions, people, languageOf(index))
      const target = bodyOfPeople(text, found[at - 1], candidate)
      return target === null || mention.rule === 'abbreviation' ? mention : { ...mention, target }
    })
    const all = [...mentions, ...definedForms(text, mentions, definitions)]
    return all.sort((a, b) => a.start - b.start)
  })
}

interface Definition {
  readonly type: EntityType
  readonly target: Target
}

/** What each short form that the document defines stands for. */
interface Definitions {
  /** By the short form as written, in the order of the text. */
  readonly byShort: ReadonlyMap<string, Definition>
  /** By the letters and digits that a short form begins with: a text has them as one run where it has the short form. */
  readonly byBeginning: ReadonlyMap<string, readonly { readonly short: string; readonly order: number }[]>
}

/** Letters by which a span may begin before the long form: those of `the`, and a space. */
const ARTICLE = 4

/** A definition counts where a span names something that is most of its long form, and its end. */
function collectDefinitions(texts: readonly string[], candidates: readonly Candidate[][]): Definitions {
  const found = new Map<string, Definition>()
  const surnames = surnamesIn(candidates)
  for (const [index, text] of texts.entries()) {
    const list = candidates[index] ?? []
    for (const { short, start, end } of findAbbreviations(text)) {
      const at = list.findIndex(
        other => other.end === end && other.start >= start - ARTICLE && 2 * (end - other.start) > end - start,
      )
      const long = list[at]
      if (long === undefined || long.type === 'date' || found.has(short)) continue
      found.set(short, { type: long.type, target: bodyOfPeople(text, list[at - 1], long) ?? targetOf(long) })
    }
    for (const [at, long] of list.entries()) {
      const short = statedShortForm(text, long) ?? withoutLegalForm(long)
      if (short !== null && !found.has(short) && !surnames.has(short))
        found.set(short, {
          type: long.type,
          target: bodyOfPeople(text, list[at - 1], long) ?? targetOf(long),
        })
    }
  }
  const byBeginning = new Map<string, { short: string; order: number }[]>()
  for (const [order, short] of [...found.keys()].entries()) {
    const [beginning = ''] = /^[\p{L}\p{N}]+/u.exec(short) ?? []
    const known = byBeginning.get(beginning)
    if (known === undefined) byBeginning.set(beginning, [{ short, order }])
    else known.push({ short, order })
  }
  return { byShort: found, byBeginning }
}

/** `(PZPR, por sus siglas en inglés)`: the text says that it is short for the name before it, which need not have its letters. */
const STATED =
  /^ \((?<short>\p{Lu}[\p{L}\p{N}&-]{1,9}),? (?:por sus siglas|siglas en|na sigla|sigla em|en abrégé|selon (?:son|le) sigle|sigle anglais|in sigla|nach der englischen Abkürzung|englische Abkürzung|по-английски)[^()]{0,40}\)/u

function statedShortForm(text: string, { end, text: name, type }: Candidate): string | null {
  if (type === 'date' || !name.includes(' ')) return null
  return STATED.exec(text.slice(end, end + LONGEST_STATED))?.groups?.['short'] ?? null
}

/** Letters after a name in which a short form is looked for. */
const LONGEST_STATED = 80

/** Last words of the names of people: `Bosch` of Robert Bosch is not short for `Bosch GmbH`. */
function surnamesIn(candidates: readonly Candidate[][]): ReadonlySet<string> {
  const people = candidates.flat().filter(({ type, text }) => type === 'person' && text.includes(' '))
  return new Set(people.map(({ text }) => cleanForm(text).split(' ').at(-1) ?? ''))
}

/** `Corel` of `Corel Corporation`: a company is called without its legal form, too. */
const LEGAL_FORM =
  /^(?<short>\p{Lu}[\p{L}\p{N}&.-]{2,}),? (?:Corporation|Corp|Incorporated|Inc|Limited|Ltd|LLC|LLP|PLC|plc|GmbH|AG|SE|SA|S\.A|SpA|S\.p\.A|NV|N\.V|BV|B\.V|Oyj|AB|ASA)\.?$/u

function withoutLegalForm({ text, type, entry }: Candidate): string | null {
  if (type !== 'organization' || entry !== null) return null
  return LEGAL_FORM.exec(text)?.groups?.['short'] ?? null
}

function resolve(
  candidate: Candidate,
  definitions: Definitions,
  people: People,
  language: string | null,
): ResolvedMention {
  const { start, end, text } = candidate
  const definition = definitions.byShort.get(text)
  if (definition !== undefined) {
    return {
      start,
      end,
      text,
      type: definition.type,
      rule: 'abbreviation',
      target: definition.target,
      candidates: [],
    }
  }
  if (candidate.type === 'person' && candidate.entry === null) return people.resolve(candidate, language)
  return {
    start,
    end,
    text,
    type: candidate.type,
    rule: candidate.rule,
    target: targetOf(candidate),
    candidates: [],
    ...(candidate.inferredFrom === undefined ? {} : { inferredFrom: candidate.inferredFrom }),
  }
}

/**
 * `Palestinian Authority`: words that any people's body may be called by name that of the people before them, also where the people is a
 * mention of its own. The armies of two countries are not one.
 */
function bodyOfPeople(text: string, before: Candidate | undefined, candidate: Candidate): Target | null {
  const { type, entry } = candidate
  if (before?.type !== 'group' || type !== 'organization' || entry !== null) return null
  if (candidate.start - before.end !== 1 || text[before.end] !== ' ') return null
  const words = nameWords(candidate.text)
  const isAnyBody = words.every(word => isCommonWord(word) || ORGANIZATION_WORDS.has(word))
  if (!isAnyBody || !ORGANIZATION_WORDS.has(words.at(-1) ?? '')) return null
  const name = text.slice(before.start, candidate.end)
  return { ...targetOf({ ...candidate, text: name }), name }
}

/** Defined short forms that the tagger passed over. */
function definedForms(
  text: string,
  mentions: readonly ResolvedMention[],
  definitions: Definitions,
): ResolvedMention[] {
  if (definitions.byShort.size === 0) return []
  const places: { readonly short: string; readonly order: number; readonly at: number }[] = []
  for (const { 0: run, index: at } of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    for (const { short, order } of definitions.byBeginning.get(run) ?? [])
      if (text.startsWith(short, at) && !/[\p{L}\p{N}]/u.test(text[at + short.length] ?? ''))
        places.push({ short, order, at })
  }
  places.sort((a, b) => a.order - b.order || a.at - b.at)
  const found: ResolvedMention[] = []
  for (const { short, at } of places) {
    const end = at + short.length
    const definition = definitions.byShort.get(short)
    if (definition === undefined) continue
    if ([...mentions, ...found].some(other => other.start < end && at < other.end)) continue
    found.push({ start: at, end, text: short, ...definition, rule: 'abbreviation', candidates: [] })
  }
  return found
}
