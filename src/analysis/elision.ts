// Which articles and small words lean on the next word by an apostrophe, in which language? l'école, dell'arte, qu'il.
import { APOSTROPHES } from './marks.ts'

/** Those that no word of another language begins with: read so in every text, as in “the Côte d'Ivoire”. */
const EVERYWHERE = words(
  'l d qu lorsqu puisqu jusqu quoiqu dell all nell sull dall coll quest quell sant un nessun',
)

/** Those that begin names and words elsewhere (T'ang, M'hamed): read so in texts of their language. */
const BY_LANGUAGE: Readonly<Record<string, ReadonlySet<string>>> = {
  fr: words('j m t s c n'),
  it: words('m t s c v n gl agl dagl degl negl sugl com dov cos anch bell grand senz mezz tutt'),
  ca: words('m t s n'),
  oc: words('m t s n j'),
  ga: words('m d b n t h'),
  pt: words('n pel'),
  gl: words('n'),
}

const FIRST_APOSTROPHE = new RegExp(`[${APOSTROPHES}ʼ]`, 'u')
const VOWEL = /^[aeiouyhœæ]/u

/**
 * Lengths of the elided word and its apostrophe where one begins the word; 0 and 0 where none does.
 * @param language ISO 639-1
 * @example elision("l'école", 'fr') // 1: "l", then the apostrophe
 */
export function elidedLength(word: string, language: string): number {
  const at = word.search(FIRST_APOSTROPHE)
  if (at < 1 || at > LONGEST) return 0
  const elided = word.slice(0, at).toLowerCase()
  if (!EVERYWHERE.has(elided) && BY_LANGUAGE[language]?.has(elided) !== true) return 0
  return VOWEL.test(
    word
      .slice(at + 1, at + 2)
      .normalize('NFD')
      .toLowerCase(),
  )
    ? at
    : 0
}

const LONGEST = 6

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}
