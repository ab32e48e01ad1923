// Which forms of a Hindi word are found by one another? Spelling variants made one, endings of case, number and gender taken off.
//
// After Lucene's HindiNormalizer and HindiStemmer (Larkey et al. 2003; Ramanathan and Rao 2003). The form is compared and never shown.

/** Vowels that are written long or short, the virama, and for the anusvara a bare n or the nasal of the next letter's class. */
const VARIANTS: readonly (readonly [RegExp, string])[] = [
  [/ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|म्(?=[प-भ])|न्/gu, 'ं'],
  [/[ँं]/gu, 'ं'],
  [/्/gu, ''],
  [/[ॅॆ]/gu, 'े'],
  [/[ॉॊ]/gu, 'ो'],
  [/[ऍऎ]/gu, 'ए'],
  [/[ऑऒ]/gu, 'ओ'],
  [/आ/gu, 'अ'],
  [/ई/gu, 'इ'],
  [/ऊ/gu, 'उ'],
  [/ॠ/gu, 'ऋ'],
  [/ऐ/gu, 'ए'],
  [/औ/gu, 'ओ'],
  [/ी/gu, 'ि'],
  [/ू/gu, 'ु'],
  [/ॄ/gu, 'ृ'],
  [/ै/gu, 'े'],
  [/ौ/gu, 'ो'],
]

/** Endings as the variants above leave them, the longest first. */
const ENDINGS = [
  'एंगि एंगे ऊंगि ऊंगा अतिं अतिं एगि एगा अता अति अते अना अनि अने',
  'ाएंगि ाएंगे ाउंगि ाउंगा ाइयां ाइयों ाइयं तियां तियों नियां नियों',
  'ाएगि ाएगा ाओगि ाओगे एंगि एंगे एगि एगा इयां इयों इयं िया तें ताएं ताओं नाएं नाओं',
  'ाकर ाइए ाइं ाया ेगि ेगा ोगि ोगे ाने ाना ाते ाति ाता तिं ाओं ाएं ुओं ुएं ुआं',
  'कर ाओ िए ाइ ाए ने नि ना ते िं ति ता ां ों ें',
  'ो े ु ि ा',
]
  .join(' ')
  .split(' ')
  .sort((a, b) => b.length - a.length)

/** Letters that must be left of a word. */
const FEWEST_LEFT = 2

/** @param word folded */
export function hindiTerm(word: string): string {
  const form = VARIANTS.reduce((text, [from, to]) => text.replace(from, to), word)
  const ending = ENDINGS.find(each => form.length - each.length >= FEWEST_LEFT && form.endsWith(each))
  return ending === undefined ? form : form.slice(0, form.length - ending.length)
}
