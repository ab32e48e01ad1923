// Is this sequence of words a known name? A dictionary of folded forms, longest match first.
import { foldText } from '../../analysis/fold.ts'
import { type Token, tokenize } from '../../analysis/tokenize.ts'
import { remember } from '../../domain/memo.ts'
import { isCommonWord } from './common-words.ts'
import { coreEntries } from './core.ts'
import { type DesignationWords, designationWords } from './designation-words.ts'
import type { GazetteerEntry } from './entry.ts'
import type { Pack } from './pack.ts'

interface Form {
  readonly entry: GazetteerEntry
  /** Whether the form alone tells what is meant: a name in full, not its initials or one common word. */
  readonly sure: boolean
  /** Capitals only: `US` is a country, `us` is not. */
  readonly acronym: boolean
  /** One word with a capital that is a common word too: `Male`, `Polish`. */
  readonly isCommon: boolean
  /** `U. S.`, as older newswire and tokenised text have it. */
  readonly spaced: boolean
  /** A form that is written small matches in any case. */
  readonly lowerCase: boolean
}

export interface GazetteerMatch {
  readonly entry: GazetteerEntry
  readonly sure: boolean
  /** Whether it is one word with a capital, and a common word too. */
  readonly isCommon: boolean
  /** Number of tokens. */
  readonly length: number
}

export class Gazetteer {
  private readonly forms = new Map<string, Form>()
  /** Longest form, in tokens, by first token. */
  private readonly longest = new Map<string, number>()
  /** How letters with figures are told to name things; none where no pack says so. */
  readonly designations: readonly DesignationWords[]

  /** The first entry that claims a form keeps it. */
  constructor(list: Iterable<GazetteerEntry>, designations: readonly DesignationWords[] = []) {
    this.designations = designations
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
        return { entry: form.entry, sure: form.sure, isCommon: form.isCommon, length }
    }
    return null
  }

  /** The entry of a whole name, whatever its case. */
  find(name: string): GazetteerEntry | null {
    return this.forms.get(keyOf(name))?.entry ?? null
  }

  /** Whether a whole name tells by itself what it means; true where it is not known. */
  isSure(name: string): boolean {
    return this.forms.get(keyOf(name))?.sure ?? true
  }

  private add(form: string, entry: GazetteerEntry): void {
    const tokens = tokenize(form)
    const key = foldText(tokens)
    if (key === '' || this.forms.has(key)) return
    const acronym = INITIALS.test(form)
    const lowerCase = /^\p{Ll}/u.test(form)
    const isPlain = tokens.length === 1 && !acronym && !lowerCase && entry.added !== true
    const isCommon = isPlain && isCommonWord(key)
    const sure = lowerCase || this.isSureForm(form, tokens.length, entry, isCommon)
    this.put(key, tokens.length, { entry, sure, acronym, isCommon, spaced: false, lowerCase })
    const letters = [...key]
    if (acronym && tokens.length === 1 && !this.forms.has(letters.join(' ')))
      this.put(letters.join(' '), letters.length, {
        entry,
        sure,
        acronym: false,
        isCommon: false,
        spaced: true,
        lowerCase: false,
      })
  }

  /**
   * Whether a form tells by itself what is meant. Initials of a longer name do not (`ATT`); nor do one common word for a work, an event or a thing
   * (`Javelin`), and letters with figures where a pack says which words tell of what they are (`M42`).
   */
  private isSureForm(
    form: string,
    words: number,
    { type, name, certain, added }: GazetteerEntry,
    isCommon: boolean,
  ): boolean {
    if (certain === true || added === true || words > 1) return true
    if (INITIALS.test(form) && form !== name) return false
    if (type !== 'work' && type !== 'product' && type !== 'event') return true
    const isDesignation = /\p{N}/u.test(form) && this.designations.some(words => words.type === type)
    return !isCommon && !isDesignation
  }

  private put(key: string, length: number, form: Form): void {
    this.forms.set(key, form)
    const first = key.split(' ', 1)[0] ?? ''
    this.longest.set(first, Math.max(length, this.longest.get(first) ?? 0))
  }
}

/** Names come again and again in a corpus. */
const keyOf = remember(20_000, (name: string): string => foldText(tokenize(name)))

const INITIALS = /^(?:\p{Lu}\.?){2,5}$/u

/** What Lede knows everywhere, and in front of it what packs add, and in front of these what corrections add. */
export function createGazetteer(
  additions: readonly GazetteerEntry[] = [],
  packs: readonly Pack[] = [],
): Gazetteer {
  const own = additions.map((entry): GazetteerEntry => ({ ...entry, added: true }))
  return new Gazetteer(
    [...own, ...packs.flatMap(({ names }) => names), ...coreEntries()],
    packs.flatMap(({ designations }) => (designations === null ? [] : [designationWords(designations)])),
  )
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
