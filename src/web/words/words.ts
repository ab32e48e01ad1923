// What are the words of a page? Every sentence by its key, in one language.
import type { Message } from '../../domain/message.ts'
import type { English } from './english.ts'

export type WordKey = keyof English

/**
 * The words of a language: no key too few or too many, and each number in all forms that the language has.
 * @typeParam Form forms for whole numbers besides `other` (CLDR plural rules)
 */
export type WordsWith<Form extends Intl.LDMLPluralRule> = {
  readonly [Key in WordKey]: English[Key] extends string ? string : Readonly<Record<Form | 'other', string>>
}

export type Words = Readonly<Record<WordKey, Message>>
