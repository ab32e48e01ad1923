// In which language is the page that is being made, or shown? One for a page from end to end, on the server and in the browser.
import { type Gaps, type Message, piecesOf } from '../../domain/message.ts'
import type { TypeTitles } from '../../domain/type-titles.ts'
import type { English } from './english.ts'
import type { WordKey } from './words.ts'

export interface Spoken {
  /** BCP 47, as `Intl` is told. */
  readonly tag: string
  readonly direction: 'ltr' | 'rtl'
  readonly words: Readonly<Partial<Record<WordKey, Message>>>
  /** Whether the address names the language: then its links do, too. */
  readonly isNamed: boolean
  /** What the packs of the collection call types of names, which the words say already. */
  readonly titles?: TypeTitles
  /** Path and query of the page. */
  readonly address: string
}

let speaker: (() => Spoken) | null = null

/**
 * @param spoken the language of whatever is made at the moment of the call
 * @returns what was asked before
 */
export function speakAs(spoken: () => Spoken): () => Spoken {
  const before = speaker ?? spoken
  speaker = spoken
  return before
}

/** @throws where nobody said which */
export function spoken(): Spoken {
  if (speaker === null) throw new Error('No language was chosen')
  return speaker()
}

type GapsAt<Key extends WordKey> = Gaps<English[Key]>

/** What stands in the gaps of a sentence; a number is written as the language writes it. */
export type Filling<Key extends WordKey, Value> = [GapsAt<Key>] extends [never]
  ? []
  : [values: Readonly<Record<GapsAt<Key>, Value>>]

/** A sentence as text. */
export function say<Key extends WordKey>(key: Key, ...[values]: Filling<Key, string | number>): string {
  const given: Readonly<Record<string, string | number>> = values ?? {}
  return sentence(key, given['n'])
    .map(piece => ('text' in piece ? piece.text : written(given[piece.gap] ?? '')))
    .join('')
}

/** The pieces of a sentence. @param n the number by which its form is chosen */
export function sentence(key: WordKey, n: unknown): ReturnType<typeof piecesOf> {
  const { words, tag } = spoken()
  return piecesOf(words[key] ?? key, tag, n)
}

/** `1,234`, `1.234`. */
export function number(value: number): string {
  return formatFor('number', tag => new Intl.NumberFormat(tag)).format(value)
}

export function written(value: string | number): string {
  return typeof value === 'number' ? number(value) : value
}

const formats = new Map<string, unknown>()

/** What `Intl` formats by in the language of the page, made once. */
export function formatFor<Format>(name: string, make: (tag: string) => Format): Format {
  const { tag } = spoken()
  const key = `${tag} ${name}`
  const known = formats.get(key) as Format | undefined
  const format = known ?? make(tag)
  if (known === undefined) formats.set(key, format)
  return format
}
