// Here is a document's text, give me the spans that name something. The sequence model finds people,
// organisations, places and groups; lists and rules find dates, works, events and products, and link known names.

import { DEFAULT_LANGUAGE } from '../../analysis/languages.ts'
import { type DateSpan, datesOfDocument } from '../../dates/document-dates.ts'
import { ENTITY_TYPES, type EntityType } from '../../domain/document.ts'
import { remember } from '../../domain/memo.ts'
import { findAbbreviations } from '../abbreviations.ts'
import type { DesignationWords } from '../gazetteer/designation-words.ts'
import type { Gazetteer, GazetteerMatch } from '../gazetteer/gazetteer.ts'
import { capitalisedRuns, isHyphenated, prepareText, type Run, type TaggedText } from './capitalised.ts'
import { nameCells } from './columns.ts'
import { settleTypes } from './consistency.ts'
import { type Context, contextAt } from './context.ts'
import {
  CONNECTORS, EVENT_WORDS, NOT_NAMES, ORGANIZATION_WORDS, PLACE_WORDS, STAYING_PREPOSITIONS, SURNAME_PARTICLES, TITLE_PARTS, TITLES, WORK_WORDS,
} from './cues.ts' // biome-ignore format: a list of names
import { DocumentStatistics } from './document-statistics.ts'
import { certainlyOutside } from './features.ts'
import { tagHeadlines } from './headlines.ts'
import { type LabelledSpan, MODEL_TYPES, spansOf } from './labels.ts'
import { type LanguageModel, languageModel } from './language-model.ts'
import { languageNames } from './language-names.ts'
import { isAnyGivenName, isGivenName, isPersonsName } from './name-lists.ts'
import { designation, invertedNames, LISTED_NAME, NUMBERED_WORK, patternNames } from './name-patterns.ts'
import { thingNamedAfter } from './named-after.ts'
import { namesAbove, peopleAlone } from './people-above.ts'
import { isListedPlace, joinListedPlaces } from './place-list.ts'
import { defaultModel } from './read-model.ts'
import { withRepeats } from './repeats.ts'
import type { Candidate, NameAbove, Tagger, TaggerInput } from './tagger.ts'
import { bestLabels, type WholeWeights } from './viterbi.ts'
import { wordScoresOf } from './word-scores.ts'

/**
 * The tagger of names, over a gazetteer that its models look at too. Each text is read with the model of its language.
 * @param weights of English instead of those of the model's file
 * @param modelOf the model of another language
 */
export function createTagger(
  gazetteer: Gazetteer,
  weights: WholeWeights = defaultModel(),
  modelOf: (language: string) => LanguageModel | null = languageModel,
): Tagger {
  return input => {
    const languages = languagesOf(input)
    const modelFor = (language: string | null): LanguageModel | null =>
      isEnglish(language) ? null : modelOf(language ?? '')
    const models = languages.map(modelFor)
    const texts = [...input.texts, input.title].map((text, at) => prepareText(text, models[at]))
    const statistics = remember(models.length, (model: LanguageModel | null) => {
      const own = texts.filter((_, at) => models[at] === model)
      return new DocumentStatistics(own, model)
    })
    const dates = datesOf(input)
    const tag = (text: TaggedText, spans: readonly DateSpan[], language: string | null): Candidate[] => {
      const model = modelFor(language)
      const found =
        model === null
          ? tagText(text, spans, gazetteer, statistics(null), weights)
          : tagLanguage(text, spans, gazetteer, statistics(model), model)
      const isRead = model !== null || isEnglish(language)
      const kept = withoutOverlaps(isRead ? found : found.filter(isKnown), text.text)
      return isRead ? withContexts(text, kept, model?.weights ?? weights) : kept
    }
    const alone = texts.map((text, at) => tag(text, dates[at] ?? [], languages[at] ?? null))
    const tagged = nameCells(
      texts.map(({ text }) => text),
      withRepeats(texts, alone, models),
      input.rows ?? [],
      languages,
      gazetteer,
    )
    const definitions = texts.map(({ text }) => findAbbreviations(text))
    const above = headingsOf(input).map(([heading, language]) => {
      const text = prepareText(heading, modelFor(language))
      return { text, language, tagged: tag(text, [], language) }
    })
    const settled = settleTypes([...tagged, ...above.map(heading => heading.tagged)], definitions)
    const found = tagHeadlines(texts, settled.slice(0, texts.length))
    const candidates = found.slice(0, -1)
    const called = peopleAlone(candidates)
    const title = texts.at(-1) as TaggedText // it was put there
    const named = (text: TaggedText, names: readonly Candidate[], language: string | null): NameAbove[] =>
      namesAbove(text, names, language, called)
    return {
      candidates,
      peopleAbove: [
        ...named(title, found.at(-1) ?? [], languages.at(-1) ?? null),
        ...above.flatMap(({ text, language }, at) => named(text, settled[texts.length + at] ?? [], language)),
      ],
      texts: texts.slice(0, -1),
      isEnglish: languages.slice(0, -1).map(isEnglish),
      statistics: statistics(null),
    }
  }
}

/** Of each text, and of the title, which is in the language of most of them. */
function languagesOf({ texts, languages }: TaggerInput): (string | null)[] {
  const known = texts.map((_, at) => languages?.[at] ?? null)
  const counts = [...Map.groupBy(known, language => language)].map(([language, all]) => ({
    language,
    count: all.length,
  }))
  const most = counts.reduce((best, one) => (one.count > best.count ? one : best), {
    language: null as string | null,
    count: 0,
  })
  return [...known, most.language]
}

/** Each heading that stands above a text, once, in the language of the first such text. */
function headingsOf({ headings = [], languages }: TaggerInput): [heading: string, language: string | null][] {
  const found = new Map<string, string | null>()
  for (const [at, above] of headings.entries())
    for (const heading of above) if (!found.has(heading)) found.set(heading, languages?.[at] ?? null)
  return [...found]
}

/** Text is taken for English where nothing tells its language. */
function isEnglish(language: string | null): boolean {
  return language === null || language === DEFAULT_LANGUAGE
}

/** In text of a language that no model reads only known names and dates are believed. */
function isKnown({ entry, type }: Candidate): boolean {
  return entry !== null || type === 'date'
}

/** As `tagText`, for text in another language than English. */
function tagLanguage(
  input: TaggedText,
  spans: readonly DateSpan[],
  gazetteer: Gazetteer,
  statistics: DocumentStatistics,
  model: LanguageModel,
): Candidate[] {
  const taken = new Uint8Array(input.tokens.length)
  const dates = dateNames(input, spans, taken)
  const matches = gazetteer.matches(input.tokens, input.folded, input.text)
  const covered = new Uint8Array(input.text.length)
  for (const { start, end } of dates) covered.fill(1, start, end)
  const learnt = languageNames(input, statistics, matches, gazetteer, model).filter(
    ({ start, end }) => !covered.subarray(start, end).includes(1),
  )
  for (const { start, end } of learnt) covered.fill(1, start, end)
  for (const [at, { start }] of input.tokens.entries()) if (covered[start] === 1) taken[at] = 1
  // English names of peoples are words of other languages too, and so are others where a sentence begins; the model has not seen these.
  const unlikeWords = matches.map((match, at) => {
    const isWord = match !== null && match.length === 1 && match.entry.type === 'group'
    return isWord || (match !== null && mayBeAnyWord(input, match, at)) ? null : match
  })
  return [...dates, ...learnt, ...knownNames(input, unlikeWords, taken, ENTITY_TYPES)]
}

/** The dates of each text, and of the title after them. */
function datesOf({ texts, title, date, languages, headings }: TaggerInput): DateSpan[][] {
  const passages = [...texts, title].map((text, index) => ({
    text,
    language: languages?.[index] ?? null,
    headings: headings?.[index] ?? [],
  }))
  return datesOfDocument(passages, date)
}

/** Candidates in order of trust: of two that overlap the longer stays, of equal ones the first. */
function tagText(
  input: TaggedText,
  spans: readonly DateSpan[],
  gazetteer: Gazetteer,
  statistics: DocumentStatistics,
  weights: WholeWeights,
): Candidate[] {
  const taken = new Uint8Array(input.tokens.length)
  const dates = dateNames(input, spans, taken)
  const outside = certainlyOutside(input)
  const listed = gazetteer.matches(input.tokens, input.folded, input.text)
  const matches = withoutDoubtful(input, listed, statistics, weights, outside)
  const labels = labelsOf(input, statistics, matches, weights, outside)
  const isRefused = (at: number): boolean => listed[at] !== matches[at]
  const things = knownNames(input, matches, taken, THINGS)
  const inverted = [
    ...patternNames(input, taken, invertedNames(gazetteer)),
    ...patternNames(input, taken, LISTED_NAME),
  ]
  const numbered = patternNames(input, taken, NUMBERED_WORK)
  const learnt = learntNames(input, labels, gazetteer, taken, isRefused)
  const beforeKnown = taken.slice()
  const known = knownNames(input, matches, taken, ENTITY_TYPES)
  // Letters with figures are what the words of the text say that they are, where two packs know some.
  const isMeant = ({ anywhere }: DesignationWords): number => (anywhere.test(input.text) ? 0 : 1)
  const meantFirst = gazetteer.designations.toSorted((a, b) => isMeant(a) - isMeant(b))
  const defined = meantFirst.flatMap(words => [
    ...definedNames(input, words, taken),
    ...patternNames(input, taken, designation(words)),
  ])
  const runs = capitalisedRuns(input, token => beforeKnown[token] === 1)
  return [
    ...dates,
    ...things,
    ...inverted,
    ...numbered,
    ...learnt,
    ...known,
    ...defined,
    ...runs.flatMap(run => worksAndEvents(input, run)),
  ]
}

function labelsOf(
  input: TaggedText,
  statistics: DocumentStatistics,
  matches: readonly (GazetteerMatch | null)[],
  weights: WholeWeights,
  outside: Uint8Array,
): Uint8Array {
  const scores = wordScoresOf(weights).of(input, statistics, matches, outside)
  return bestLabels(scores, weights.transition, outside)
}

/**
 * Without words that may be no such name: `Male` and `Polish` where a sentence begins, `Chad`, which may be a person. They stay where the
 * model sees a name of that type without being told that there is one.
 */
function withoutDoubtful(
  input: TaggedText,
  matches: readonly (GazetteerMatch | null)[],
  statistics: DocumentStatistics,
  weights: WholeWeights,
  outside: Uint8Array,
): readonly (GazetteerMatch | null)[] {
  const isDoubtful = (match: GazetteerMatch | null, at: number): boolean =>
    match !== null && (mayBeAnyWord(input, match, at) || mayBePerson(input, match, at))
  if (!matches.some(isDoubtful)) return matches
  const untold = matches.map((match, at) => (isDoubtful(match, at) ? null : match))
  const labels = labelsOf(input, statistics, untold, weights, outside)
  const typeAt = (at: number): EntityType | undefined => spansOf(labels.subarray(at, at + 1))[0]?.type
  return matches.map((match, at) =>
    isDoubtful(match, at) && typeAt(at) !== match?.entry.type ? null : match,
  )
}

/** Where a sentence begins every word has a capital. What the model does not know it cannot agree to. */
function mayBeAnyWord(input: TaggedText, { isCommon, entry }: GazetteerMatch, at: number): boolean {
  return isCommon && input.opensSentence[at] === true && MODEL_TYPES.some(type => type === entry.type)
}

function mayBePerson(input: TaggedText, { length, entry }: GazetteerMatch, at: number): boolean {
  return length === 1 && entry.type === 'place' && isPersonsName(input.folded[at] ?? '')
}

function dateNames(input: TaggedText, spans: readonly DateSpan[], taken: Uint8Array): Candidate[] {
  return spans.map(({ start, end, ...date }) => {
    for (const [index, token] of input.tokens.entries())
      if (token.start >= start && token.end <= end) taken[index] = 1
    return {
      start,
      end,
      text: input.text.slice(start, end),
      type: 'date',
      rule: 'date',
      entry: null,
      ...date,
    }
  })
}

/**
 * Names that the sequence model finds, mended: cut at commas, brackets and ends of sentences, titles and small words at the ends taken off.
 * A known name is linked, and has its known type unless the model sees a person, or refused that it is the known name.
 */
function learntNames(
  input: TaggedText,
  labels: Uint8Array,
  gazetteer: Gazetteer,
  taken: Uint8Array,
  isRefused: (at: number) => boolean,
): Candidate[] {
  return joinListedPlaces(input, spansOf(labels))
    .flatMap(span => cutAtMarks(input, span))
    .flatMap(span => cutAtOwner(input, span, gazetteer))
    .flatMap(({ from, to, type }) => {
      if (taken.subarray(from, to).includes(1)) return []
      const isNoName = (at: number): boolean =>
        NOT_NAMES.has(input.folded[at] ?? '') || (type === 'person' && isTitle(input.folded[at] ?? ''))
      const isSmall = (at: number): boolean => /^\p{Ll}/u.test(input.tokens[at]?.raw ?? '')
      let first = from
      let end = to
      while (first < end && isNoName(first)) first++
      if (type === 'person') {
        first = particlesBefore(input, first)
        while (end > first && isHyphenated(input, end)) end++
      }
      while (end > first && isSmall(end - 1) && CONNECTORS.has(input.folded[end - 1] ?? '')) end--
      if (first === end || input.tokens.slice(first, end).every((_, at) => isSmall(first + at))) return []
      const thing = type === 'person' && end - first === 1 ? thingNamedAfter(input, first) : null
      if (thing !== null) return [candidate(input, first, thing.to, thing.type, 'head-word', null)]
      const found = candidate(
        input,
        first,
        end,
        isPlaceOfPerson(input, first, end, type)
          ? 'place'
          : typeByHead(input.folded[end - 1] ?? '', type, end - first),
        'model',
        null,
      )
      const entry = gazetteer.find(found.text)
      const isOther = entry === null || (type === 'person' && entry.type !== type)
      if (isOther || (end - first === 1 && isRefused(first))) return [found]
      return [{ ...found, type: entry.type, rule: 'gazetteer', entry }]
    })
}

/** Index of the first of the particles before a surname, at a sentence's start with a capital: "Von der Leyen said". */
function particlesBefore(input: TaggedText, first: number): number {
  let at = first
  while (
    SURNAME_PARTICLES.has(input.folded[at - 1] ?? '') &&
    input.text.slice(input.tokens[at - 1]?.end, input.tokens[at]?.start) === ' '
  )
    at--
  return at
}

/** What the model calls an organisation may say by its last word that it is a treaty or a war. */
function typeByHead(last: string, type: LabelledSpan['type'], words: number): EntityType {
  if (type === 'person' || words < 2) return type
  if (WORK_WORDS.has(last)) return 'work'
  return EVENT_WORDS.has(last) ? 'event' : type
}

/**
 * `in Srebrna Gora`: of names of two words and more, none of which is a given name, that stand after such a word in the annotated sets
 * 29 name a person and 1,566 a place. `Cuando Cubango`: or that are on a list of places.
 */
function isPlaceOfPerson(
  { text, tokens, folded }: TaggedText,
  from: number,
  to: number,
  type: LabelledSpan['type'],
): boolean {
  return (
    type === 'person' &&
    to - from > 1 &&
    !folded.slice(from, to).some(isAnyGivenName) &&
    (isListedPlace(folded.slice(from, to).join(' ')) ||
      (STAYING_PREPOSITIONS.has(folded[from - 1] ?? '') &&
        text.slice(tokens[from - 1]?.end, tokens[from]?.start) === ' ' &&
        !/['’]s?$/u.test(tokens[to - 1]?.raw ?? '')))
  )
}

/** A dash that stands by itself does, as after a dateline: `Texas -- Committee`. */
const ENDS_NAME = /[,;:()"“”\n]|--| [–—] /u

/** No name goes on after a mark, or into the next sentence. */
function cutAtMarks(input: TaggedText, { from, to, type }: LabelledSpan): LabelledSpan[] {
  const parts: LabelledSpan[] = []
  let start = from
  for (let at = from + 1; at <= to; at++) {
    const gap = input.text.slice(input.tokens[at - 1]?.end, input.tokens[at]?.start)
    if (at < to && input.opensSentence[at] !== true && !ENDS_NAME.test(gap)) continue
    parts.push({ from: start, to: at, type })
    start = at
  }
  return parts
}

/**
 * "Turkey's Erdogan", "Russia's Foreign Ministry": a known name with a possessive is one name, what it owns another. What a person owns is
 * none of the model's types: "Nabokov's Lolita".
 */
function cutAtOwner(input: TaggedText, span: LabelledSpan, gazetteer: Gazetteer): LabelledSpan[] {
  const { from, to, type } = span
  for (let at = from + 1; at < to; at++) {
    const owner = input.text.slice(input.tokens[from]?.start, input.tokens[at - 1]?.end)
    if (!/['’]s$/u.test(owner)) continue
    if (gazetteer.find(owner) === null) {
      if (type === 'person') return [{ from, to: at, type }]
    } else
      return [
        { from, to: at, type: 'place' },
        ...cutAtOwner(input, { from: at, to, type: ownedType(input.folded[to - 1] ?? '', type) }, gazetteer),
      ]
  }
  return [span]
}

/** The type of what a known name owns: by its last word, and a person where the model saw nothing but the owner's place. */
function ownedType(last: string, type: LabelledSpan['type']): LabelledSpan['type'] {
  if (ORGANIZATION_WORDS.has(last)) return 'organization'
  if (PLACE_WORDS.has(last)) return 'place'
  return type === 'place' ? 'person' : type
}

function isTitle(folded: string): boolean {
  return TITLES.has(folded) || TITLE_PARTS.has(folded)
}

/** Types that the model does not know. */
const THINGS: readonly EntityType[] = ['work', 'event', 'product']

/** Names of the gazetteer of the given types. */
function knownNames(
  input: TaggedText,
  matches: readonly (GazetteerMatch | null)[],
  taken: Uint8Array,
  types: readonly EntityType[],
): Candidate[] {
  const found: Candidate[] = []
  for (let at = 0; at < input.tokens.length; at++) {
    if (taken[at] === 1) continue
    const match = matches[at] ?? null
    if (match === null || !types.includes(match.entry.type)) continue
    if (isPartOfLongerName(input, at, match.length, match.entry.type)) continue
    const to = at + match.length
    const isInventor = match.length === 1 && THINGS.includes(match.entry.type) && followsGivenName(input, at)
    if (isInventor) found.push(candidate(input, at - 1, to, 'person', 'full-name', null))
    else found.push(candidate(input, at, to, match.entry.type, 'gazetteer', match.entry))
    taken.fill(1, at, to)
    at = to - 1
  }
  return found
}

/** "Mikhail Kalashnikov": the thing has its maker's name. */
function followsGivenName(input: TaggedText, at: number): boolean {
  const before = input.tokens[at - 1]
  return (
    before !== undefined &&
    /^\p{Lu}\p{Ll}/u.test(before.raw) &&
    isGivenName(input.folded[at - 1] ?? '') &&
    input.text.slice(before.end, input.tokens[at]?.start) === ' '
  )
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
function definedNames(input: TaggedText, { type, atEnd }: DesignationWords, taken: Uint8Array): Candidate[] {
  const found: Candidate[] = []
  for (const { start, end, long, short } of findAbbreviations(input.text)) {
    if (!/^\p{Ll}/u.test(long) || !atEnd.test(long)) continue
    const at = input.text.indexOf(short, end)
    found.push({ start, end, text: long, type, rule: 'definition', entry: null })
    if (at >= 0)
      found.push({
        start: at,
        end: at + short.length,
        text: short,
        type,
        rule: 'abbreviation',
        entry: null,
      })
    for (const [index, token] of input.tokens.entries()) {
      if (token.start >= start && token.end <= Math.max(end, at + short.length)) taken[index] = 1
    }
  }
  return found
}

/** Treaties, laws, wars and conferences: capitalised words whose head says what they are. */
function worksAndEvents(input: TaggedText, run: Run): Candidate[] {
  if (run.to - run.from < 2) return []
  const words = input.folded.slice(run.from, run.to)
  const last = words.at(-1) ?? ''
  const heads: readonly [ReadonlySet<string>, EntityType][] = [[WORK_WORDS, 'work'], [EVENT_WORDS, 'event']] // biome-ignore format: a table
  for (const [set, type] of heads)
    if (set.has(last)) return [candidate(input, run.from, run.to, type, 'head-word', null)]
  const isWork =
    words.slice(0, -1).some(word => WORK_WORDS.has(word)) && !words.some(word => ORGANIZATION_WORDS.has(word))
  return isWork ? [candidate(input, run.from, run.to, 'work', 'head-word', null)] : []
}

/** A candidate over tokens `from` to `to`, a possessive left outside, the last point of `U. S.` inside. */
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
  const possessive = /['’]s$/u.exec(last?.raw ?? '')?.[0].length ?? 0
  const point = /^(?:\p{Lu}\. )+\p{Lu}\.$/u.test(input.text.slice(start, (last?.end ?? start) + 1)) ? 1 : 0
  const end = (last?.end ?? start) - possessive + point
  return { start, end, text: input.text.slice(start, end), type, rule, entry }
}

/** Types that one name may have in one archive: a town, a person of the same name, a company. */
const OF_NAMESAKES: readonly EntityType[] = ['person', 'organization', 'place']

/** Names of one word with what the words around them say. */
function withContexts(
  input: TaggedText,
  candidates: readonly Candidate[],
  weights: WholeWeights,
): Candidate[] {
  let at = 0
  return candidates.map((candidate, number) => {
    const { start, end, type } = candidate
    while ((input.tokens[at]?.start ?? end) < start) at++
    const isOneWord = input.tokens[at]?.start === start && (input.tokens[at + 1]?.start ?? end) >= end
    if (!isOneWord || !OF_NAMESAKES.includes(type)) return candidate
    const isPlace = opensLetter(input, candidate, candidates[number + 1])
    return { ...candidate, context: isPlace ? OF_DATELINE : contextAt(input, at, weights) }
  })
}

/** `Lincoln, 3 March 2014` where a text begins: a letter says where it was written, whatever sentences would. */
const OF_DATELINE: Context = { organization: -100, place: 200 }

function opensLetter({ text }: TaggedText, { start, end }: Candidate, next: Candidate | undefined): boolean {
  return start === 0 && /^\d{4}-\d\d-\d\d$/u.test(next?.iso ?? '') && text.slice(end, next?.start) === ', '
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
