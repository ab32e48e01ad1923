// Is this sequence of words a known name? A dictionary of folded forms, longest match first.
import { foldText } from '../../analysis/fold.ts'
import { type Token, tokenize } from '../../analysis/tokenize.ts'
import { countryEntries } from './countries.ts'
import type { GazetteerEntry } from './entry.ts'
import { namedEntries } from './names.ts'

interface Form {
  readonly entry: GazetteerEntry
  /** Whether the form alone tells what is meant: a name in full, not its initials or one common word. */
  readonly sure: boolean
  /** Capitals only: `US` is a country, `us` is not. */
  readonly acronym: boolean
  /** `U. S.`, as older newswire and tokenised text have it. */
  readonly spaced: boolean
  readonly lowerCase: boolean
}

export interface GazetteerMatch {
  readonly entry: GazetteerEntry
  readonly sure: boolean
  /** Number of tokens. */
  readonly length: number
}

export class Gazetteer {
  private readonly forms = new Map<string, Form>()
  /** Longest form, in tokens, by first token. */
  private readonly longest = new Map<string, number>()

  /** The first entry that claims a form keeps it. */
  constructor(list: Iterable<GazetteerEntry>) {
    for (const entry of list) for (const form of [entry.name, ...entry.aliases]) this.add(form, entry)
  }

  /** The longest known name that starts at each token, or null. */
  matches(tokens: readonly Token[], folded: readonly string[], text: string): (GazetteerMatch | null)[] {
    return tokens.map((_, at) => this.matchAt(tokens, folded, at, text))
  }

  /** The longest known name that starts at `tokens[at]`; `text` is what the tokens were cut from. */
  private matchAt(
    tokens: readonly Token[],
    folded: readonly string[],
    at: number,
    text: string,
  ): GazetteerMatch | null {
    const longest = this.longest.get(folded[at] ?? '') ?? 0
    for (let length = Math.min(longest, tokens.length - at); length > 0; length--) {
      const form = this.forms.get(folded.slice(at, at + length).join(' '))
      if (form !== undefined && fits(form, tokens, at, length, text))
        return { entry: form.entry, sure: form.sure, length }
    }
    return null
  }

  /** The entry of a whole name, whatever its case. */
  find(name: string): GazetteerEntry | null {
    return this.forms.get(foldText(tokenize(name)))?.entry ?? null
  }

  /** Whether a whole name tells by itself what it means; true where it is not known. */
  isSure(name: string): boolean {
    return this.forms.get(foldText(tokenize(name)))?.sure ?? true
  }

  private add(form: string, entry: GazetteerEntry): void {
    const tokens = tokenize(form)
    const key = foldText(tokens)
    if (key === '' || this.forms.has(key)) return
    const acronym = /^(?:\p{Lu}\.?){2,5}$/u.test(form)
    const sure = isSure(form, tokens.length, entry, acronym)
    this.put(key, tokens.length, { entry, sure, acronym, spaced: false, lowerCase: entry.lowerCase === true })
    const letters = [...key]
    if (acronym && tokens.length === 1 && !this.forms.has(letters.join(' ')))
      this.put(letters.join(' '), letters.length, {
        entry,
        sure,
        acronym: false,
        spaced: true,
        lowerCase: false,
      })
  }

  private put(key: string, length: number, form: Form): void {
    this.forms.set(key, form)
    const first = key.split(' ', 1)[0] ?? ''
    this.longest.set(first, Math.max(length, this.longest.get(first) ?? 0))
  }
}

/** The default gazetteer, with the entries that a corrections file adds in front. */
export function createGazetteer(additions: readonly GazetteerEntry[] = []): Gazetteer {
  const own = additions.map((entry): GazetteerEntry => ({ ...entry, certain: true }))
  return new Gazetteer([...own, ...namedEntries(), ...countryEntries()])
}

/**
 * Initials are sure where they are the name itself (`NATO`). One word is sure but for works, events and things with a capital: `Javelin`,
 * `START`.
 */
function isSure(
  form: string,
  words: number,
  { type, name, lowerCase, certain }: GazetteerEntry,
  acronym: boolean,
): boolean {
  if (lowerCase === true || certain === true) return true
  if (acronym) return form === name && type !== 'work' && type !== 'product'
  return words > 1 || (type !== 'work' && type !== 'product' && type !== 'event')
}

function fits(form: Form, tokens: readonly Token[], at: number, length: number, text: string): boolean {
  const first = tokens[at]
  const last = tokens[at + length - 1]
  if (first === undefined || last === undefined) return false
  for (let index = at + 1; index < at + length; index++) {
    const gap = text.slice(tokens[index - 1]?.end, tokens[index]?.start)
    if (form.spaced ? gap !== '. ' : !/^[\s.,’'/–&-]{1,2}$/u.test(gap)) return false
  }
  if (form.spaced)
    return tokens.slice(at, at + length).every(({ raw }) => /^\p{Lu}$/u.test(raw)) && text[last.end] === '.'
  if (form.acronym) return /^(?:\p{Lu}\.?)+(?:['’]s)?$/u.test(first.raw)
  return form.lowerCase || /^[\p{Lu}\p{Lo}]/u.test(first.raw) || /^al$/u.test(first.raw)
}
