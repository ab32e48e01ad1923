// In which language does the script speak? In that of the page: its words came before the script.
import type { TypeTitles } from '../../domain/type-titles.ts'
import { LANGUAGE } from '../links.ts'
import { type Spoken, speakAs } from '../words/spoken.ts'
import { withTitles } from '../words/titles.ts'

const given = (globalThis as { readonly ledeWords?: Pick<Spoken, 'tag' | 'direction' | 'words'> }).ledeWords
const chosen = given ?? { tag: 'en', direction: 'ltr' as const, words: {} }

/** What the packs of the collection call types of names: the page says it, since the file of words is the same for all. */
const titles = JSON.parse(document.documentElement.dataset['titles'] ?? '{}') as TypeTitles

speakAs(() => ({
  ...chosen,
  words: withTitles(chosen.words, titles),
  isNamed: new URLSearchParams(location.search).get(LANGUAGE)?.toLowerCase().split('-')[0] === chosen.tag,
  address: location.pathname + location.search,
}))
