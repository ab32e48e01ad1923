// In which language does the script speak? In that of the page: its words came before the script.
import { LANGUAGE } from '../links.ts'
import { type Spoken, speakAs } from '../words/spoken.ts'

const given = (globalThis as { readonly ledeWords?: Pick<Spoken, 'tag' | 'direction' | 'words'> }).ledeWords
const chosen = given ?? { tag: 'en', direction: 'ltr' as const, words: {} }

speakAs(() => ({
  ...chosen,
  isNamed: new URLSearchParams(location.search).get(LANGUAGE)?.toLowerCase().split('-')[0] === chosen.tag,
  address: location.pathname + location.search,
}))
