// Does a sentence speak of what is to come? Then its days are not of the year that the sentence before tells of.
// Only what shows in the form of a word: a language whose future looks like its present says nothing here.

const FUTURE: Readonly<Record<string, RegExp>> = {
  en: /(?<!\p{L})(?:will|shall|won['’]t)(?!\p{L})|['’]ll(?!\p{L})/iu,
  de: /(?<!\p{L})(?:wird|werden)(?!\p{L})/iu,
  nl: /(?<!\p{L})(?:zal|zullen)(?!\p{L})/iu,
  fr: /\p{Ll}(?:ra|ront)(?!\p{L})/u,
  es: /\p{Ll}rán?(?!\p{L})/u,
  pt: /\p{Ll}rá(?!\p{L})|(?<!\p{L})(?:se|te|i)rão(?!\p{L})/u,
  it: /\p{Ll}(?:rà|ranno)(?!\p{L})/u,
  ru: /(?<!\p{L})(?:буд(?:ет|ут|ем)|(?:состо|откро|закро|начн|заверш|прои[зй]|пройд|продл)\p{Ll}{1,4}(?:тся|утся|ятся|ет|ут|[её]т))(?!\p{L})/iu,
  uk: /(?<!\p{L})(?:буде|будуть|відбудеться|відбудуться|почнеться|триватиме)(?!\p{L})/iu,
  pl: /(?<!\p{L})(?:od|roz)?(?:będzie|będą|pocznie|poczną)(?!\p{L})/iu,
  tr: /\p{Ll}(?:acak|ecek)/u,
  ar: /(?<!\p{L})سوف(?!\p{L})/u,
  zh: /[将將]/u,
}

/** @param language of the sentence; null where it is not known */
export function isFuture(sentence: string, language: string | null): boolean {
  const base = language?.slice(0, 2).toLowerCase() ?? ''
  return (Object.hasOwn(FUTURE, base) ? FUTURE[base] : undefined)?.test(sentence) === true
}
