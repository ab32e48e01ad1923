// What do the columns of a table hold? A cell is no sentence: its column says what it names, by its head and by the other cells.
import type { EntityType } from '../../domain/document.ts'
import { isCommonWord } from '../gazetteer/common-words.ts'
import type { Gazetteer } from '../gazetteer/gazetteer.ts'
import { nameWords } from '../name-words.ts'
import { titlesBefore } from '../person-name.ts'
import { type ColumnType, readHead } from './column-heads.ts'
import { ORGANIZATION_WORDS, PLACE_WORDS, TITLE_PARTS, TITLES } from './cues.ts'
import { isAnyGivenName, listsOf } from './name-lists.ts'
import { isListedPlace } from './place-list.ts'
import type { Candidate } from './tagger.ts'

/** A cell, or a part of one that names something by itself: UTF-16 offsets in its row's text. */
interface Cell {
  readonly row: number
  readonly start: number
  readonly end: number
  readonly text: string
}

/** What the head of a column, what was found in its cells, and how they look count for, at most. */
const WEIGHTS = { head: 6, found: 3, look: 3 }
/** How much must speak for a type, and how much more than for the next. */
const ENOUGH = 3
const AHEAD = 1
/** Share of the cells that must look like names. */
const NAMES = 0.6

/**
 * The candidates of each text, those of table rows by their columns: a cell of a column of people names a person.
 * @param isRow whether each text is a row of a table, its cells on lines of their own behind their heads: `Place: Bama`
 * @param languages of each text
 */
export function nameCells(
  texts: readonly string[],
  candidates: readonly Candidate[][],
  isRow: readonly boolean[],
  languages: readonly (string | null)[],
  gazetteer: Gazetteer,
): Candidate[][] {
  const named = candidates.map(list => list)
  for (const rows of tablesOf(isRow)) {
    for (const [label, cells] of columnsOf(texts, rows)) {
      const type = typeOf(label, cells, candidates, gazetteer)
      if (type === null) continue
      for (const cell of cells.filter(({ text }) => looksLikeName(text)))
        for (const part of partsOf(cell, type, languages[cell.row] ?? null))
          named[cell.row] = withName(named[cell.row] ?? [], part, type, gazetteer)
    }
  }
  return named
}

/** Rows that follow each other, by their indexes. */
function tablesOf(isRow: readonly boolean[]): number[][] {
  const tables: number[][] = []
  for (const [at, row] of isRow.entries()) {
    if (!row) continue
    if (at > 0 && isRow[at - 1] === true) tables.at(-1)?.push(at)
    else tables.push([at])
  }
  return tables
}

const LABEL = /^(?<label>[^\n:]{1,60}): (?=\S)/u

/** The cells of each column. What is no head of two rows, or of the only one, is text of the cell above. */
function columnsOf(texts: readonly string[], rows: readonly number[]): Map<string, Cell[]> {
  const lines = rows.map(row => linesOf(texts[row] ?? ''))
  const heads = new Map<string, number>()
  for (const list of lines)
    for (const label of new Set(list.map(({ text }) => LABEL.exec(text)?.groups?.['label'] ?? '')))
      heads.set(label, (heads.get(label) ?? 0) + 1)
  const columns = new Map<string, Cell[]>()
  for (const [at, list] of lines.entries()) {
    for (const { text, start } of list) {
      const label = LABEL.exec(text)?.groups?.['label']
      if (label === undefined || ((heads.get(label) ?? 0) < 2 && rows.length > 1)) continue
      const cell = text.slice(label.length + 2)
      const from = start + label.length + 2
      const all = columns.get(label) ?? []
      all.push({ row: rows[at] ?? 0, start: from, end: from + cell.length, text: cell })
      columns.set(label, all)
    }
  }
  return columns
}

function linesOf(text: string): { readonly text: string; readonly start: number }[] {
  let start = 0
  return text.split('\n').map(line => {
    const at = start
    start += line.length + 1
    return { text: line, start: at }
  })
}

/** The type of what a column's cells name; null where that is not clear, or where they are no names. */
function typeOf(
  label: string,
  cells: readonly Cell[],
  candidates: readonly (readonly Candidate[])[],
  gazetteer: Gazetteer,
): ColumnType | null {
  const names = cells.filter(({ text }) => looksLikeName(text))
  if (names.length === 0 || names.length < cells.length * NAMES) return null
  const head = readHead(label)
  const share = (holds: (cell: Cell) => boolean): number => names.filter(holds).length / names.length
  const scores = TYPES.map(type => {
    const found = share(
      cell => candidates[cell.row]?.some(other => other.type === type && isMostOf(other, cell)) === true,
    )
    const look = share(({ text }) => LOOKS[type](nameWords(text), text, gazetteer))
    return WEIGHTS.head * head[type] + WEIGHTS.found * found + WEIGHTS.look * look
  })
  const best = scores.indexOf(Math.max(...scores))
  const score = scores[best] ?? 0
  const isAhead = scores.every((other, at) => at === best || score - other >= AHEAD)
  return score >= ENOUGH && isAhead ? (TYPES[best] ?? null) : null
}

const TYPES: readonly ColumnType[] = ['person', 'organization', 'place']

/** Whether words look like the name of something of a type. */
const LOOKS: Readonly<
  Record<ColumnType, (words: readonly string[], text: string, gazetteer: Gazetteer) => boolean>
> = {
  person: (words, text) =>
    words.length > 1 &&
    words.length < 5 &&
    (isAnyGivenName(words[0] ?? '') || /^\p{Lu}\. /u.test(text)) &&
    !words.some(isHead),
  organization: (words, text) =>
    words.length > 1 &&
    (words.some(word => ORGANIZATION_WORDS.has(word)) ||
      / & |\b(?:Ltd|GmbH|Inc|AG|SA|LLC|S\.A\.)\.?$/u.test(text)),
  place: (words, text, gazetteer) =>
    gazetteer.find(text)?.type === 'place' ||
    isListedPlace(words.join(' ')) ||
    (words.length === 1 && (listsOf(words[0] ?? '') & CITY) !== 0) ||
    PLACE_WORDS.has(words.at(-1) ?? ''),
}

const CITY = 8

function isHead(word: string): boolean {
  return ORGANIZATION_WORDS.has(word) || PLACE_WORDS.has(word)
}

function isMostOf(found: Pick<Candidate, 'start' | 'end'>, { start, end }: Cell): boolean {
  const overlap = Math.min(found.end, end) - Math.max(found.start, start)
  return overlap * 2 > end - start
}

/** Most words of a cell that is a name. */
const MOST_WORDS = 8

/** Whether a cell is written as names are: capitals at its long words, no digit, and not common words alone. */
function looksLikeName(cell: string): boolean {
  const text = withoutRemark(cell)
  const words = text.split(/[\s/-]+/u)
  return (
    words.length <= MOST_WORDS &&
    !/\p{N}|[!?]|[.] \p{Ll}/u.test(text) &&
    /^["“«(]?[\p{Lu}\p{Lo}]/u.test(text) &&
    words.every(word => word.length < 4 || /^[^\p{L}]*(?:[\p{Lu}\p{Lo}]|(?:al|el|d|l)['’-])/u.test(word))
  )
}

/** Without what stands in brackets behind it. */
function withoutRemark(text: string): string {
  const at = text.search(/[([]/u)
  return (at > 0 ? text.slice(0, at) : text).trimEnd()
}

/** The names of a cell: several where marks part them, each without what stands in brackets behind it and without a title. */
function partsOf(cell: Cell, type: ColumnType, language: string | null): Cell[] {
  const commas = cell.text.split(', ')
  // `Marlow, Ann` is one person; `Ann Marlow, Ruth Dunn` are two.
  const isList =
    commas.length > 1 &&
    type !== 'organization' &&
    (type === 'place' || commas.every(part => part.includes(' ')))
  let at = cell.start
  return cell.text.split(isList ? /( ?[;,/] ?)/u : /( ?[;/] ?)/u).flatMap((part, index): Cell[] => {
    const start = at
    at += part.length
    if (index % 2 === 1) return []
    const bare = withoutRemark(part)
    const title = type === 'person' ? lengthOfTitles(bare, language) : 0
    const text = bare.slice(title)
    if (text === '' || !looksLikeName(text)) return []
    return [{ row: cell.row, start: start + title, end: start + bare.length, text }]
  })
}

function lengthOfTitles(text: string, language: string | null): number {
  const words = [...text.matchAll(/[^\s.]+\.?\s*/gu)]
  const folded = words.map(([word]) => nameWords(word.trim().replace(/\.$/u, ''))[0] ?? '')
  const isEnglish = (word: string): boolean => TITLES.has(word) || TITLE_PARTS.has(word)
  let count = 0
  while (count < words.length - 1 && isEnglish(folded[count] ?? '')) count++
  const others = titlesBefore(
    folded.map(word => ({ folded: word, isSmall: false })),
    language,
  )
  return words.slice(0, Math.max(count, others)).reduce((sum, [word]) => sum + word.length, 0)
}

/** Candidates of a row with what a cell names; what was found in a part of it gives way. */
function withName(
  list: readonly Candidate[],
  { start, end, text }: Cell,
  type: EntityType,
  gazetteer: Gazetteer,
): Candidate[] {
  const inside = list.filter(other => other.start < end && start < other.end)
  const [only] = inside
  if (inside.length === 1 && only?.entry !== null && only?.start === start && only.end === end)
    return [...list]
  const words = nameWords(text)
  if (words.every(word => isCommonWord(word) && listsOf(word) === 0) && words.length === 1) return [...list]
  const known = gazetteer.find(text)
  const entry = known?.type === type ? known : null
  const found: Candidate = { start, end, text, type, rule: 'column', entry }
  return [...list.filter(other => !inside.includes(other)), found].sort((a, b) => a.start - b.start)
}
