// Could two spellings be one name written from another script? A skeleton that such spellings share.
import { fold } from '../analysis/fold.ts'

/** Letters and groups that romanisations of Cyrillic, Arabic, Armenian, Georgian and Chinese exchange. */
const SOUNDS: readonly [RegExp, string][] = [
  [/shch|sch|tsch/gu, 'sh'],
  [/tch|tsh/gu, 'ch'],
  [/dzh|dj|dge/gu, 'j'],
  [/kh|q|ck|c(?=[aou]|$)/gu, 'k'],
  [/gh/gu, 'g'],
  [/ph/gu, 'f'],
  [/dh/gu, 'd'],
  [/th/gu, 't'],
  [/zh/gu, 'z'],
  [/ts|tz/gu, 'c'],
  [/x/gu, 'ks'],
  [/w/gu, 'v'],
  [/[aeiouy]/gu, ''],
  [/(.)\1+/gu, '$1'],
]

/**
 * Consonants by sound, word by word: equal for `Sarkissian` and `Sarkisyan`, `Zelensky` and `Zelenskyy`, `Muhammad` and
 * `Mohamed`. Names with one skeleton may still be two people: it proposes, it does not decide.
 */
export function skeleton(name: string): string {
  return name
    .split(/[\s-]+/u)
    .map(word => {
      const folded = fold(word)
      const initial = /^[aeiouy]/u.test(folded) ? 'a' : ''
      return initial + SOUNDS.reduce((text, [pattern, sound]) => text.replace(pattern, sound), folded)
    })
    .join(' ')
}
