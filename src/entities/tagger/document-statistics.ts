// How does the rest of the document write this word? Evidence that one sentence alone does not have.
import type { TaggedText } from './capitalised.ts'
import {
  CONNECTORS,
  ORGANIZATION_WORDS,
  PERSON_VERBS,
  PLACE_PREPOSITIONS,
  PLACE_WORDS,
  SPEECH_VERBS,
  TITLES,
} from './cues.ts'
import { type Language, WORD_FLAGS } from './language-words.ts'
import { isGivenName } from './name-lists.ts'

/** Bits of `DocumentStatistics.bits`. */
const WRITTEN_SMALL = 1
const INSIDE = 1 << 1
const INSIDE_OFTEN = 1 << 2
const AFTER_TITLE = 1 << 3
const AFTER_PREPOSITION = 1 << 4
const IN_LONGER_NAME = 1 << 5
const BEFORE_ORGANIZATION_WORD = 1 << 6
const BEFORE_PLACE_WORD = 1 << 7
const AFTER_ARTICLE = 1 << 8
const BEFORE_CAPITAL = 1 << 9
const BEFORE_PERSON_VERB = 1 << 10
const BRACKETED = 1 << 11
const IS_INITIALS = 1 << 12
/** Above the bits: how often the word has a capital inside a sentence. */
const COUNT = 1 << 16

/** What words of a language say of their neighbours, each for a folded word. */
interface Cues {
  readonly beforePerson: (word: string) => boolean
  readonly afterPerson: (word: string) => boolean
  readonly afterPersonOften: (word: string) => boolean
  readonly beforePlace: (word: string) => boolean
  readonly organization: (word: string) => boolean
  readonly place: (word: string) => boolean
}

const ENGLISH: Cues = {
  beforePerson: word => TITLES.has(word) || isGivenName(word),
  afterPerson: word => SPEECH_VERBS.has(word),
  afterPersonOften: word => PERSON_VERBS.has(word),
  beforePlace: word => PLACE_PREPOSITIONS.has(word),
  organization: word => ORGANIZATION_WORDS.has(word),
  place: word => PLACE_WORDS.has(word),
}

function cuesOf({ words }: Language): Cues {
  const has = (flags: number) => (word: string) => ((words.get(word)?.flags ?? 0) & flags) !== 0
  const { g, t, v, i, o, p } = WORD_FLAGS
  const onList = has(g | t)
  return {
    beforePerson: word => onList(word) || isGivenName(word),
    afterPerson: has(v),
    afterPersonOften: () => false,
    beforePlace: has(i),
    organization: has(o),
    place: has(p),
  }
}

export class DocumentStatistics {
  private readonly words = new Map<string, number>()
  private readonly cues: Cues

  /** @param language of the texts, where a model of its own reads them */
  constructor(texts: readonly TaggedText[], language: Language | null = null) {
    this.cues = language === null ? ENGLISH : cuesOf(language)
    for (const text of texts) this.read(text)
  }

  /** What is known of a folded word, as thirteen bits; the first six say how it is written, the rest what it stands beside. */
  bits(word: string): number {
    const known = this.words.get(word) ?? 0
    return (known & (COUNT - 1)) | (known >= COUNT ? INSIDE : 0) | (known >= 3 * COUNT ? INSIDE_OFTEN : 0)
  }

  /** Whether a folded word is written with a small letter somewhere. */
  isWrittenSmall(word: string): boolean {
    return ((this.words.get(word) ?? 0) & WRITTEN_SMALL) !== 0
  }

  /** The folded words that are written with a small letter somewhere. */
  *smallWords(): Generator<string> {
    for (const [word, known] of this.words) if ((known & WRITTEN_SMALL) !== 0) yield word
  }

  private read({ text, tokens, folded, opensSentence, capitals }: TaggedText): void {
    const { cues } = this
    let initials = ''
    for (let at = 0; at < tokens.length; at++) {
      const word = folded[at] ?? ''
      if (capitals[at] === 0) {
        this.note(word, WRITTEN_SMALL)
        if (!CONNECTORS.has(word)) initials = ''
        continue
      }
      if (capitals[at] === 2) {
        initials = ''
        continue
      }
      const token = tokens[at]
      const before = folded[at - 1] ?? ''
      const after = folded[at + 1] ?? ''
      const inside = opensSentence[at] === false
      const isFollowed = capitals[at + 1] === 1 && tokens[at + 1]?.start === (token?.end ?? 0) + 1
      const brackets =
        text.charCodeAt((token?.start ?? 0) - 1) === 40 && text.charCodeAt(token?.end ?? 0) === 41
      const isPerson = cues.beforePerson(before) || cues.afterPerson(after)
      this.note(
        word,
        (isPerson ? AFTER_TITLE : 0) |
          (cues.beforePlace(before) ? AFTER_PREPOSITION : 0) |
          (inside && capitals[at - 1] === 1 ? IN_LONGER_NAME : 0) |
          (isFollowed && cues.organization(after) ? BEFORE_ORGANIZATION_WORD : 0) |
          (isFollowed && cues.place(after) ? BEFORE_PLACE_WORD : 0) |
          (before === 'the' ? AFTER_ARTICLE : 0) |
          (isFollowed ? BEFORE_CAPITAL : 0) |
          (cues.afterPersonOften(after) ? BEFORE_PERSON_VERB : 0) |
          (brackets ? BRACKETED : 0),
        inside ? COUNT : 0,
      )
      initials = (inside ? initials : '') + (word[0] ?? '')
      if (initials.length > 1) this.note(initials, IS_INITIALS)
    }
  }

  private note(word: string, bits: number, count = 0): void {
    this.words.set(word, ((this.words.get(word) ?? 0) | bits) + count)
  }
}
