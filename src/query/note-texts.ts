// What can a note say? Each by a code, with gaps for what it is about. The English words are those of the interface; the page has them in
// its languages.
import { type Gaps, type Message, piecesOf } from '../domain/message.ts'

export const NOTE_TEXTS = {
  'address-left-out': 'The address “{text}” was left out of the pasted text. Search it by itself to find it.',
  'no-letters': '“{text}” has no letter or digit, so it was not searched.',
  'more-signs': 'These signs were not searched either: {signs}.',
  'signs-dropped': 'Signs are not searched, so “{text}” was read as “{read}”.',
  'other-forms': '“{text}” was also searched as {forms}.',
  'nothing-to-search': 'There is no word to search in this query, so everything is listed.',
  'common-words-as-phrase':
    'These words are too common to be searched one by one; they were searched as a phrase.',
  'common-words-left-out':
    'Too common to be searched by themselves and left out: {words}. Put words in quotation marks to search them.',
  'prose-plus': 'A text of more than {most} words is read as prose: a sign + in it demands nothing.',
  'prose-minus': 'A text of more than {most} words is read as prose: nothing was excluded.',
  'prose-quotation':
    'A text of more than {most} words is read as prose: quotations in it raise the score and are not required.',
  'too-long': 'Only the first {most} words and signs were searched.',
  'parenthesis-closing': 'A closing parenthesis has no partner and was left out.',
  'parenthesis-opening': 'An opening parenthesis has no partner and was left out.',
  'parentheses-empty': 'Parentheses with nothing in them were left out.',
  'parentheses-deep': 'Parentheses nested more than {most} deep were left out.',
  'distance-without-number':
    '“{typed}” has no number: at most {most} words may stand between. Write {typed}/5 for 5.',
  'distance-too-far': 'A distance is {most} words at most; {typed} was read so.',
  'distance-too-many': 'A distance is measured between {most} words at most, so “{text}” was read as AND.',
  'distance-of-other':
    'Only words and quotations of one field, names in the text, and OR between them, stand near each other, {most} at most, so {typed} was read as AND.',
  'beside-or':
    'Beside OR, a word with a minus, NOT or a plus counts for all that stands there: a -b OR c means (a OR c) -b. Write (-b) OR c for one side alone.',
  'operator-alone': '“{typed}” joins nothing here and was read as a word.',
  'operator-left-out': '“{typed}” joins nothing here and was left out.',
  'quotation-mark-alone': 'The quotation mark at position {position} has no partner and was read as text.',
  'field-alone': 'Nothing stands after “{name}:”, so it was read as a word.',
  'not-a-field': '“{name}” is not a field, so “{name}:” was read as text.',
  'not-a-date': '“{text}” is not a date (YYYY, YYYY-MM or YYYY-MM-DD), so “{field}:{text}” was read as text.',
  'not-a-range-of-dates': '“{text}” is no range of dates (YYYY, YYYY-MM or YYYY-MM-DD) and was read as text.',
  'range-of-documents':
    '“{text}” was read as dates of documents. With one date only, date: means a day that the text names.',
  'not-a-ranged-field': 'Ranges are of dates, years and metadata, so “{field}:{text}” was read as text.',
  'no-such-name': 'No {type} is called “{text}” here, so it was searched as text.',
  'no-such-names': 'No {type} has a name like “{text}” here, so nothing is found by it.',
  'part-of-names': 'No {type} is called just “{text}” here; names that have it were searched.',
  'names-cut': '“{text}” means more than {most} names; the {most} most frequent were searched.',
  'no-such-field': 'No document has a field “{field}”, so nothing has it.',
  'not-a-regular-expression': '“{text}” cannot be a regular expression ({problem}), so it was read as text.',
  'quotations-cut': '“{text}” stands for {all} quotations; the first {most} were searched.',
  'alternatives-cut':
    'A query has {most} synonyms and spellings at most; some of “{text}” were not searched.',
  'also-variants': 'Also searched, as the name “{text}” spelt otherwise: {found}.',
  'also-synonyms': {
    one: 'Also searched, as a synonym of “{text}”: {found}.',
    other: 'Also searched, as synonyms of “{text}”: {found}.',
  },
  'not-in-capitals':
    'No passage has “{text}” in capitals. Write it in small letters and in quotation marks to search those.',
  'read-in-capitals':
    '“{text}” is a name in capitals here and was searched as that. Put it in quotation marks to search small letters, too.',
  'similar-words': 'No passage has “{text}”; similar words were searched: {found}.',
  'spelling-distance':
    '“{text}” was read as “{read}”: the number after ~ says how many letters may differ, {most} at most.',
  'spellings-cut': 'More than {most} words are spelt like “{text}”; the {most} nearest were searched.',
  'too-many-words': 'There are too many words to look for in this query; “{text}” was not searched.',
  'pattern-cut-by-time': 'There was no time to look through all words for “{text}”; some may be missing.',
  'pattern-common-words':
    '“{text}” also matches words that are too common to be searched by themselves: {words}. They count in quotation marks and in distances.',
  'question-as-pattern': 'No passage has “{read}”, so in “{text}” the question mark stood for one letter.',
  'pattern-without-word': 'No word of the corpus matches “{text}”.',
  'pattern-cut': '“{text}” matches more than {most} words; the {most} most frequent were searched.',
  'beginnings-cut':
    'Beginnings of words stand for {most} words of the corpus already; “{text}” was not searched.',
  'beginning-cut': '“{text}” begins more than {most} words; the {most} most frequent were searched.',
  'unknown-words-cut': 'Words like the first {most} unknown ones were searched, and for the others none.',
  'value-not-a-range': '“{text}” cannot be a range: {fault}.',
  'no-value-in-range': 'No document has a value of {facet} in “{text}”.',
  'value-not-range':
    '“{text}” is a value of {facet} and was read as that, not as a range. To mean the range, write its ends otherwise, e.g. 10.0..50.',
  'no-such-document': 'There is no document {id} in this index.',
  'no-such-entity': 'There is no entity {id} in this index.',
  'former-entity': '{id} was corrected and is {now}, for which it was read.',
  'no-such-value': 'No document has the {facet} “{text}”.',
  'no-such-value-like': 'No document has the {facet} “{text}”. Spelt like it: {like}.',
  'no-such-key': 'No document has “{text}” in its metadata.',
  'no-such-key-like': 'No document has “{text}” in its metadata. Spelt like it: {like}.',
  'is-author': {
    one: '“{text}” is also an author here, of {n} document: author:"{text}" finds it.',
    other: '“{text}” is also an author here, of {n} documents: author:"{text}" finds them.',
  },
  'explanation-cut':
    'The time was up before all scores were explained: parts of them are missing. Ask for fewer words or hits.',
  'meaning-failed': 'Only words were searched, not meaning. {why}',
  partial:
    'The time was up, or a part of the index did not answer, before the whole corpus was searched: hits and figures are those of a part.',
  'more-notes': {
    one: '{n} more such note is not shown.',
    other: '{n} more such notes are not shown.',
  },
} as const satisfies Readonly<Record<string, Message>>

export type NoteCode = keyof typeof NOTE_TEXTS
export const NOTE_CODES = Object.keys(NOTE_TEXTS) as NoteCode[]

/** Text is as it was typed. A list is of texts that were typed or found; `…` in it says that there are more. */
export type NoteValue = string | number | readonly string[]

export interface Note {
  readonly code: NoteCode
  readonly values: Readonly<Record<string, NoteValue>>
}

/** A code, and what stands in each gap of its text. */
export type NoteOf<Code extends NoteCode> = readonly [
  code: Code,
  values: Readonly<Record<Gaps<(typeof NOTE_TEXTS)[Code]>, NoteValue>>,
]

export function noteOf<Code extends NoteCode>(...[code, values]: NoteOf<Code>): Note {
  const cut = Object.entries<NoteValue>(values).map(([name, value]) => [
    name,
    typeof value === 'number' || REASONS.has(name)
      ? value
      : typeof value === 'string'
        ? shortened(value)
        : value.map(shortened),
  ])
  return { code, values: Object.fromEntries(cut) }
}

/** As a note says it in English. */
export function noteText({ code, values }: Note): string {
  return piecesOf(NOTE_TEXTS[code], 'en', values['n'])
    .map(piece => ('text' in piece ? piece.text : valueText(values[piece.gap] ?? '')))
    .join('')
}

function valueText(value: NoteValue): string {
  return typeof value === 'object'
    ? value.map(text => (text === '…' ? text : `“${text}”`)).join(', ')
    : String(value)
}

/** Gaps for a reason that Lede gives: it is never cut, as it may end with what to do. */
const REASONS: ReadonlySet<string> = new Set(['why', 'fault', 'problem'])

/** UTF-16 code units of a word or text that a note quotes. */
const LONGEST = 100

function shortened(text: string): string {
  return (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`).toWellFormed()
}
