// The first tagger: known names, then capitalised runs read by their titles, heads and neighbours.
import { fold } from '../../analysis/fold.ts'
import { tokenize } from '../../analysis/tokenize.ts'
import type { EntityType } from '../../domain/document.ts'
import { findAbbreviations } from '../abbreviations.ts'
import type { Gazetteer } from '../gazetteer/gazetteer.ts'
import { capitalisedRuns, prepareText, type Run, type TaggedText } from './capitalised.ts'
import {
  EVENT_WORDS, NOT_NAMES, NOT_SURNAMES, ORGANIZATION_WORDS, PLACE_PREPOSITIONS, PLACE_WORDS, PRODUCT_HEADS, SPEECH_VERBS, TITLE_PARTS, TITLES, WORK_WORDS,
} from './cues.ts' // biome-ignore format: a list of names
import { findDates } from './dates.ts'
import { DocumentEvidence } from './document-evidence.ts'
import { isGivenName } from './given-names.ts'
import type { Candidate, Tagger, TaggerInput } from './tagger.ts'

/** A tagger by rules over a gazetteer. */
export function createRuleTagger(gazetteer: Gazetteer): Tagger {
  return input => {
    const texts = [...input.texts, input.title].map(text => prepareText(text, tokenize(text)))
    const evidence = new DocumentEvidence(texts)
    const tagged = texts.map(text => tagText(text, input, gazetteer, evidence))
    return tagged.slice(0, -1).map((candidates, index) => {
      const text = input.texts[index] ?? ''
      return withoutOverlaps([...candidates, ...laterNames(texts[index], candidates, evidence)], text)
    })
  }
}

function tagText(
  input: TaggedText,
  document: TaggerInput,
  gazetteer: Gazetteer,
  evidence: DocumentEvidence,
): Candidate[] {
  const taken = new Uint8Array(input.tokens.length)
  const found: Candidate[] = []
  for (const { start, end, iso } of findDates(input.text, document.date)) {
    found.push({
      start,
      end,
      text: input.text.slice(start, end),
      type: 'date',
      rule: 'date',
      entry: null,
      iso,
    })
    for (const [index, token] of input.tokens.entries())
      if (token.start >= start && token.end <= end) taken[index] = 1
  }
  found.push(...knownNames(input, gazetteer, taken))
  found.push(...definedNames(input, taken))
  found.push(...designations(input, taken))
  for (const run of capitalisedRuns(input, token => taken[token] === 1))
    found.push(...readRun(input, run, evidence))
  for (const { type, text } of found)
    if (type !== 'date')
      evidence.learn(
        type,
        tokenize(text).map(token => fold(token.raw)),
      )
  return found
}

function knownNames(input: TaggedText, gazetteer: Gazetteer, taken: Uint8Array): Candidate[] {
  const found: Candidate[] = []
  for (let at = 0; at < input.tokens.length; at++) {
    if (taken[at] === 1) continue
    const match = gazetteer.matchAt(input.tokens, input.folded, at, input.text)
    if (match === null || isPartOfLongerName(input, at, match.length, match.entry.type)) continue
    const to = at + match.length
    found.push(candidate(input, at, to, match.entry.type, 'gazetteer', match.entry))
    taken.fill(1, at, to)
    at = to - 1
  }
  return found
}

/** "Azerbaijani Armed Forces", "Chicago Tribune", "Jordan Peele": the known word only begins another name. */
function isPartOfLongerName(input: TaggedText, at: number, length: number, type: EntityType): boolean {
  if (type !== 'place' && type !== 'group') return false
  const next = input.folded[at + length] ?? ''
  const raw = input.tokens[at + length]?.raw ?? ''
  const gap = input.text.slice(input.tokens[at + length - 1]?.end, input.tokens[at + length]?.start)
  if (gap !== ' ' || !/^\p{Lu}/u.test(raw)) return false
  if (
    type === 'place' &&
    length === 1 &&
    isGivenName(input.folded[at] ?? '') &&
    !PLACE_WORDS.has(next) &&
    !ORGANIZATION_WORDS.has(next)
  )
    return !NOT_NAMES.has(next) && !TITLES.has(next)
  const head = input.folded[at + length + 1] ?? ''
  const headRaw = input.tokens[at + length + 1]?.raw ?? ''
  const isHead = (word: string, written: string): boolean =>
    /^\p{Lu}/u.test(written) && ORGANIZATION_WORDS.has(word)
  return isHead(next, raw) || (isHead(head, headRaw) && !TITLES.has(next) && !TITLE_PARTS.has(next))
}

/** Long forms of in-text definitions that are written in lower case: "multiple rocket launch system (MRLS)". */
function definedNames(input: TaggedText, taken: Uint8Array): Candidate[] {
  const found: Candidate[] = []
  for (const { start, end, long, short } of findAbbreviations(input.text)) {
    if (!/^\p{Ll}/u.test(long) || !PRODUCT_HEADS.test(long)) continue
    const at = input.text.indexOf(short, end)
    found.push({ start, end, text: long, type: 'product', rule: 'definition', entry: null })
    if (at >= 0)
      found.push({
        start: at,
        end: at + short.length,
        text: short,
        type: 'product',
        rule: 'abbreviation',
        entry: null,
      })
    for (const [index, token] of input.tokens.entries()) {
      if (token.start >= start && token.end <= Math.max(end, at + short.length)) taken[index] = 1
    }
  }
  return found
}

/** One capitalised run: its title off, then the first rule that knows what it is. */
function readRun(input: TaggedText, run: Run, evidence: DocumentEvidence): Candidate[] {
  let { from, to } = run
  let titled = false
  while (from < to && isTitleWord(input.folded[from] ?? '', from + 1 < to)) {
    titled ||= TITLES.has(input.folded[from] ?? '')
    from++
  }
  if (from === to) return []
  if (!titled) titled = followsTitle(input, from)
  while (to > from + 1 && isTrailingNoise(input, to - 1)) to--
  const words = input.folded.slice(from, to)
  const type = typeOf(
    input,
    { from, to, opensSentence: run.opensSentence && from === run.from },
    words,
    titled,
    evidence,
  )
  if (type === null) return []
  return [candidate(input, from, to, type.type, type.rule, null)]
}

/** A lower-case title straight before the name: "president Armen Sarkissian", "laureate Jody Williams". */
function followsTitle(input: TaggedText, from: number): boolean {
  const previous = input.tokens[from - 1]
  const here = input.tokens[from]
  if (previous === undefined || here === undefined || !TITLES.has(input.folded[from - 1] ?? '')) return false
  return /^\.? $/u.test(input.text.slice(previous.end, here.start))
}

function isTitleWord(folded: string, hasMore: boolean): boolean {
  return TITLES.has(folded) || (hasMore && TITLE_PARTS.has(folded))
}

function isTrailingNoise(input: TaggedText, at: number): boolean {
  return NOT_NAMES.has(input.folded[at] ?? '') || TITLES.has(input.folded[at] ?? '')
}

function typeOf(
  input: TaggedText,
  run: Run,
  words: readonly string[],
  titled: boolean,
  evidence: DocumentEvidence,
): { type: EntityType; rule: string } | null {
  const first = words[0] ?? ''
  const last = words.at(-1) ?? ''
  const raw = input.tokens[run.from]?.raw ?? ''
  const single = words.length === 1
  const next = input.folded[run.to] ?? ''
  if (single && (evidence.isCommonWord(first) || first.length < 2))
    return titled && run.opensSentence === false && first.length > 2 && !evidence.isCommonWord(first)
      ? { type: 'person', rule: 'title' }
      : null
  if (single && (/\p{N}/u.test(raw) || isHeadWord(first))) return null
  if (first === 'el' && words.length === 2) return { type: 'place', rule: 'article' }
  const institutional = institutionType(words)
  if (institutional !== null && !single) return institutional
  if (titled && words.length <= 4) return { type: 'person', rule: 'title' }
  if (single && /^\p{Lu}{2,6}$/u.test(raw) && /^\p{N}/u.test(next)) return null
  if (single && /^\p{Lu}{2,6}$/u.test(raw))
    return isShouted(input, run.from) ? null : { type: 'organization', rule: 'acronym' }
  if (!single && words.length <= 4 && isGivenName(first)) return { type: 'person', rule: 'first-name' }
  if (!single && words.some(word => evidence.surnames.has(word)) && words.length <= 3)
    return { type: 'person', rule: 'family-name' }
  if (single && evidence.surnames.has(first)) return { type: 'person', rule: 'family-name' }
  const learnt = evidence.types.get(words.join(' '))
  if (learnt !== undefined) return { type: learnt, rule: 'document' }
  if (run.opensSentence && single && !evidence.isCapitalInside(first)) return null
  if (SPEECH_VERBS.has(next) && words.length <= 3) return { type: 'person', rule: 'speech-verb' }
  const before = input.folded[run.from - 1] ?? ''
  if (PLACE_PREPOSITIONS.has(before) && words.length <= 2) return { type: 'place', rule: 'preposition' }
  if (single) return followsPossessivePlace(input, run.from) ? { type: 'person', rule: 'possessive' } : null
  if (
    words.length <= 3 &&
    !NOT_SURNAMES.has(last) &&
    !evidence.isCommonWord(first) &&
    !evidence.isCommonWord(last) &&
    evidence.isCalledByLast(words)
  )
    return { type: 'person', rule: 'called-by-surname' }
  return null
}

/** "Turkey's Erdogan": a single name after a country's possessive. */
function followsPossessivePlace(input: TaggedText, at: number): boolean {
  const previous = input.tokens[at - 1]
  return previous !== undefined && /^\p{Lu}.*['’]s$/u.test(previous.raw)
}

/** Whether the words around are capitals too: a headline, not an acronym. */
function isShouted(input: TaggedText, at: number): boolean {
  return [at - 1, at + 1].some(index => /^\p{Lu}{4,}$/u.test(input.tokens[index]?.raw ?? ''))
}

/** "Party", "Convention", "War" alone name nothing in particular. */
function isHeadWord(word: string): boolean {
  return [ORGANIZATION_WORDS, WORK_WORDS, EVENT_WORDS, PLACE_WORDS].some(set => set.has(word))
}

function institutionType(words: readonly string[]): { type: EntityType; rule: string } | null {
  const last = words.at(-1) ?? ''
  const heads: readonly [ReadonlySet<string>, EntityType][] = [[WORK_WORDS, 'work'], [EVENT_WORDS, 'event'], [ORGANIZATION_WORDS, 'organization'], [PLACE_WORDS, 'place']] // biome-ignore format: a table
  for (const [set, type] of heads) if (set.has(last)) return { type, rule: 'head-word' }
  if (last === 'international') return { type: 'organization', rule: 'head-word' }
  const first = words.slice(0, -1).find(word => ORGANIZATION_WORDS.has(word) || WORK_WORDS.has(word))
  if (first === undefined)
    return words[0] === 'mount' || words[0] === 'lake' ? { type: 'place', rule: 'head-word' } : null
  return { type: WORK_WORDS.has(first) ? 'work' : 'organization', rule: 'head-word' }
}

/** Designations of weapons and vehicles: letters, then digits, e.g. `LAR-160`, `M095`, `T-72`. */
function designations(input: TaggedText, taken: Uint8Array): Candidate[] {
  const matches: Candidate[] = []
  for (const match of input.text.matchAll(
    /(?<![\p{L}\p{N}/-])(?:\p{Lu}{1,4}\p{Ll}?-?\d{1,4}\p{Lu}{0,3}|Mk\.? [IVX]{1,4}(?![\p{L}]))(?![\p{L}\p{N}/])/gu,
  )) {
    const start = match.index
    const end = start + match[0].length
    if (/^(?:COVID|CO|H\d|G\d|A4|B\d|U-?\d|R2P|F1|Q\d|No)/u.test(match[0])) continue
    const inside = input.tokens.flatMap((token, index) =>
      token.start < end && start < token.end ? [index] : [],
    )
    if (inside.some(index => taken[index] === 1)) continue
    for (const index of inside) taken[index] = 1
    matches.push({ start, end, text: match[0], type: 'product', rule: 'designation', entry: null })
  }
  return matches
}

/** Names that only the rest of the document explains: a surname before its full name, a sentence's first word. */
function laterNames(
  input: TaggedText | undefined,
  found: readonly Candidate[],
  evidence: DocumentEvidence,
): Candidate[] {
  if (input === undefined) return []
  const added: Candidate[] = []
  for (const [at, token] of input.tokens.entries()) {
    const word = input.folded[at] ?? ''
    if (!/^\p{Lu}/u.test(token.raw) || evidence.isCommonWord(word)) continue
    if (found.some(other => other.start < token.end && token.start < other.end)) continue
    const type = evidence.surnames.has(word) ? 'person' : evidence.types.get(word)
    if (type === undefined || type === 'date' || NOT_NAMES.has(word)) continue
    added.push(candidate(input, at, at + 1, type, type === 'person' ? 'family-name' : 'document', null))
  }
  return added
}

/** A candidate over tokens `from` to `to`, a possessive left outside. */
function candidate(
  input: TaggedText,
  from: number,
  to: number,
  type: EntityType,
  rule: string,
  entry: Candidate['entry'],
): Candidate {
  const start = input.tokens[from]?.start ?? 0
  const last = input.tokens[to - 1]
  const end = (last?.end ?? start) - (/['’]s$/u.exec(last?.raw ?? '')?.[0].length ?? 0)
  return { start, end, text: input.text.slice(start, end), type, rule, entry }
}

/** In order of place; of two that overlap the longer stays. */
function withoutOverlaps(candidates: readonly Candidate[], text: string): Candidate[] {
  const byLength = [...candidates].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)
  const taken = new Uint8Array(text.length)
  const kept = byLength.filter(({ start, end }) => {
    if (start >= end || taken.subarray(start, end).includes(1)) return false
    taken.fill(1, start, end)
    return true
  })
  return kept.sort((a, b) => a.start - b.start)
}
