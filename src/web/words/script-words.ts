// Which words does the page's script need? They come with it, in the language of the page, as a file that a browser keeps.
import type { WordKey } from './words.ts'

const STEMS = [
  'script.',
  'suggest.',
  'notebook.',
  'searches.',
  'add.',
  'count.passages',
  'list.joiner',
  'filters.title',
  'facet.',
  'type.',
  'match.',
]

export function isScriptWord(key: WordKey): boolean {
  return STEMS.some(stem => key.startsWith(stem))
}
