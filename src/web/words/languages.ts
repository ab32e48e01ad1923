// Which languages does the page speak, and which does a request want? Server side: the browser gets the words that its script needs.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { MiddlewareHandler } from 'hono'
import { languageDetector } from 'hono/language'
import type { TypeTitles } from '../../domain/type-titles.ts'
import { arabic } from './arabic.ts'
import { english } from './english.ts'
import { french } from './french.ts'
import { german } from './german.ts'
import { russian } from './russian.ts'
import { spanish } from './spanish.ts'
import { type Spoken, speakAs, spoken } from './spoken.ts'
import { withTitles } from './titles.ts'
import type { Words } from './words.ts'

/** By the tags that an address may name, in the order in which the page offers them. */
export const LANGUAGES = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  ru: russian,
  ar: arabic,
} as const satisfies Readonly<Record<string, Words>>

export type Language = keyof typeof LANGUAGES
export const LANGUAGE_TAGS = Object.keys(LANGUAGES) as Language[]

export function directionOf(tag: Language): 'ltr' | 'rtl' {
  return tag === 'ar' ? 'rtl' : 'ltr'
}

const ENGLISH: Spoken = { tag: 'en', direction: 'ltr', words: english, isNamed: false, address: '/' }
const current = new AsyncLocalStorage<Spoken>()
speakAs(() => current.getStore() ?? ENGLISH)

declare module 'hono' {
  interface ContextVariableMap {
    /** Chosen by the address, else by what the browser prefers. */
    language: Language
  }
}

const detect = languageDetector({
  order: ['querystring', 'header'],
  lookupQueryString: 'lang',
  supportedLanguages: LANGUAGE_TAGS,
  fallbackLanguage: 'en',
  caches: false,
})

/**
 * Whatever the rest makes is in the language that the request wants, and says that it depends on it.
 * @param titles what the packs of the collection call types of names
 */
export function speakItsLanguage(titles: () => TypeTitles): MiddlewareHandler {
  return async (c, next) => {
    await detect(c, async () => {})
    const tag = c.get('language')
    const url = new URL(c.req.url)
    const isNamed = url.searchParams.get('lang')?.toLowerCase().split('-')[0] === tag
    const address = url.pathname + url.search
    const own = titles()
    const words = withTitles(LANGUAGES[tag], own)
    const spoken: Spoken = { tag, direction: directionOf(tag), words, isNamed, address, titles: own }
    await current.run(spoken, next)
    if (c.res.headers.get('content-type')?.startsWith('text/html') !== true) return
    c.res.headers.append('vary', 'accept-language')
    c.res.headers.set('content-language', tag)
  }
}

/** Makes a page for somebody who may not know what the packs of the collection call types of names. */
export function withoutTitles<Page>(make: () => Page): Page {
  return current.run({ ...spoken(), titles: {} }, make)
}
