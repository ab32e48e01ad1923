// Whom does this line name as the writer of what is quoted below it? "On Monday, 2 April 2012 at 18:26, Ben Li <ben@b.example> wrote:"
import { BEFORE_NAME, PRONOUNS, WROTE } from './mail-phrases.ts'

export interface Attribution {
  /** None where it names nobody, as in "You wrote:". */
  readonly speaker: string | null
  /** Whether it says when: then it is a mail program's, and no sentence of the writer. */
  readonly isDated: boolean
}

/** Longest attribution, in UTF-16 code units. */
const LONGEST = 300
const ADDRESS = /[<(["“[]?(?:mailto:)?[^\s<>()[\]"“”;,:@]{1,64}@[^\s<>()[\]"“”;,:@]{1,190}/u

/** Reads the last of some lines, as many as one attribution may be wrapped over. */
export function attributionIn(lines: readonly string[]): Attribution | null {
  let first: Attribution | null = null
  for (let count = 1; count <= Math.min(3, lines.length); count++) {
    const found = attributionOf(lines.slice(-count).join(' '))
    if (found?.isDated === true) return found
    first ??= found
  }
  return first
}

function attributionOf(written: string): Attribution | null {
  const text = written
    .replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  if (text.length > LONGEST || !/[:：]\s*$/u.test(text)) return null
  const line = text.replace(/[，、]/gu, ', ').replace(/\s*[:：]\s*$/u, '')
  const address = ADDRESS.exec(line)
  const verb = lastVerb(line)
  if (address === null && verb === null) return null
  const isDated = /\p{N}{4}|\p{N}[./-]\p{N}/u.test(line) && /\p{N}[:.h]\p{N}{2}/u.test(line)
  const speaker = speakerIn(line, address, verb)
  // A sentence of the sender's own may say that somebody wrote.
  const isName = isDated || address !== null || !/(?:^|\s)\p{Ll}\S*$/u.test(speaker ?? '')
  return { speaker: isName ? speaker : null, isDated }
}

function speakerIn(
  line: string,
  address: RegExpExecArray | null,
  verb: { start: number; end: number } | null,
): string | null {
  if (address !== null) {
    const before = line.slice(0, address.index)
    const named = lastVerb(before)
    const plain = address[0].replace(/^[<(["“[]/u, '').replace(/^mailto:/u, '')
    return nameIn(named === null ? before : before.slice(named.end)) ?? plain
  }
  if (verb === null) return null
  const after = line.slice(verb.end)
  return (
    (/\p{L}/u.test(after) ? nameIn(after.replace(/[\p{N}(].*$/u, '')) : null) ??
    nameIn(line.slice(0, verb.start))
  )
}

/** Where the last of the verbs stands, as a word of its own. */
function lastVerb(line: string): { start: number; end: number } | null {
  const lower = line.toLowerCase()
  if (lower.length !== line.length) return null
  let last: { start: number; end: number } | null = null
  for (const verb of WROTE) {
    const start = lower.lastIndexOf(verb)
    const end = start + verb.length
    if (start < 0 || (last !== null && (end < last.end || (end === last.end && start > last.start)))) continue
    const isWord = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Hangul}]/u.test(verb)
    if (isWord || !(/\p{L}$/u.test(line.slice(0, start)) || /^\p{L}/u.test(line.slice(end))))
      last = { start, end }
  }
  return last
}

/** The name with which these words end, what says when taken off, and an address that lists disguise: `<ann at one.example>`. */
function nameIn(written: string): string | null {
  const words = written.trim().replace(/ ?<[^<>]*>$/u, '')
  const trimmed = words.replace(/[\s<(["“[,;]+$/u, '')
  const quoted = /["“„«]([^"“”„«»]{2,80})["”“»]$/u.exec(words.replace(/[\s<([,;]+$/u, ''))?.[1]
  if (quoted !== undefined) return asName(quoted.split(' '))
  const tokens = trimmed.split(' ').filter(token => token !== '')
  const digit = tokens.findLastIndex(token => /\p{N}/u.test(token))
  let rest = tokens.slice(digit + 1)
  if (digit === -1 && BEFORE_NAME.has((tokens[0] ?? '').toLowerCase())) {
    const comma = rest.findIndex(token => token.endsWith(','))
    rest = rest.slice(comma + 1)
  }
  while (rest.length > 0 && isBeforeName(rest)) rest = rest.slice(1)
  return asName(rest)
}

const ZONE = /^(?:utc|gmt|cet|cest|eet|eest|bst|est|edt|cst|cdt|mst|mdt|pst|pdt|msk|jst|ist)$/u

/** Hours, zones, weekdays in brackets, prepositions. */
function isBeforeName([first = '', ...others]: readonly string[]): boolean {
  const bare = first.replace(/[,()]+/gu, '').toLowerCase()
  if (bare === '' || BEFORE_NAME.has(bare) || BEFORE_NAME.has(first.toLowerCase()) || ZONE.test(bare))
    return true
  return others.length > 0 && (/^\(.*\),?$/u.test(first) || /^\p{Lu}{2,5},$/u.test(first))
}

const MOST_WORDS = 8

function asName(tokens: readonly string[]): string | null {
  const name = tokens.join(' ').replace(/^[\s"'“„«,.–-]+|[\s"'”“»,–-]+$/gu, '')
  if (!/\p{L}/u.test(name) || tokens.length > MOST_WORDS || PRONOUNS.has(name.toLowerCase())) return null
  return name
}

/** A person as header lines write them: `Ben Li [mailto:ben@b.example]`, `"Li, Ben" <ben@b.example>`; the address where no name stands. */
export function personIn(written: string): string | null {
  const value = written.slice(0, LONGEST)
  const address = ADDRESS.exec(value)
  const before = (address === null ? value : value.slice(0, address.index)).replace(/[\s<(["“[]+$/u, '')
  const name = before.replace(/^[\s"'“*]+|[\s"'”*]+$/gu, '')
  if (name !== '') return name
  return address === null ? null : address[0].replace(/^[<(["“[]/u, '').replace(/^mailto:/u, '')
}
