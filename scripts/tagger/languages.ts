// On which annotated texts is each language's model trained? The sets of the shared test data, with what each annotates.

export interface LanguageSet {
  /** The name of its files without language and part. */
  readonly name: string
  /** Parts that train, and those that models are measured on. Where there are none, one document in ten is. */
  readonly train: readonly string[]
  readonly dev: readonly string[]
  /** Whether peoples and nationalities are annotated. */
  readonly groups: boolean
  /** How often a round visits it. */
  readonly weight: number
  /** One document in so many is held out where no part is; in ten where nothing is said. */
  readonly heldOut?: number
}

const set = (name: string, train: string, dev = '', groups = false, weight = 1): LanguageSet => ({
  name, train: [train], dev: dev === '' ? [] : [dev], groups, weight,
}) // biome-ignore format: a row

/** By ISO 639-1 code. */
export const SETS: Readonly<Record<string, readonly LanguageSet[]>> = {
  ar: [set('newsfane', 'train', '', true)],
  de: [
    set('germeval2014', 'dev', '', true, 2), set('smartdata', 'train', '', true), set('europeana-lft', 'all'), set('europeana-onb', 'all'),
    set('europeana-sbb', 'all'), set('xlime', 'all'), set('europarl', 'all'),
  ],
  en: [set('worldwide-dev', '', '', true)],
  es: [set('xlime', 'all'), set('europarl', 'all')],
  fa: [set('parstwiner', 'train', 'dev', true)],
  fi: [set('hipe-newseye', 'train', 'dev')],
  fr: [set('europeana-bnf', 'all'), set('hipe-newseye', 'dev2', 'dev', false, 2)],
  he: [set('iahlt-knesset', 'test', 'dev')],
  hi: [set('ilner', 'train', 'dev')],
  hr: [set('uner-set', 'train', 'dev')],
  hy: [set('pioner', 'train', 'dev')],
  id: [set('idner-news-2k', 'train', 'dev')],
  it: [set('xlime', 'all'), set('europarl', 'all')],
  nl: [set('europeana-kb', 'all')],
  pl: [set('kpwr', 'test', '', true)],
  pt: [set('uner-bosque', 'train', 'dev')],
  ro: [set('ronec-v1', 'train', '', true), { ...set('ronec-v2', 'none', 'dev', true), train: [] }],
  ru: [set('factrueval', 'train', '', false, 2), set('uner-pud', 'all')],
  sr: [set('uner-set', 'train', 'dev')],
  // Its own part for this has 23 names.
  sv: [{ ...set('uner-talbanken', 'train'), train: ['train', 'dev'], heldOut: 3 }],
  tr: [set('turkishwikiner', 'train', 'dev', true)],
  ur: [set('ilner', 'train', 'dev')],
  zh: [set('uner-gsdsimp', 'train', 'dev')],
} // biome-ignore format: a table

/** Languages whose texts train a model too, once a round each: near relatives and those that write names the same way. */
export const RELATIVES: Readonly<Record<string, readonly string[]>> = {
  es: ['pt', 'en'], fi: ['sv', 'en'], fr: ['pt', 'en'], hr: ['sr'], id: ['en'], it: ['pt', 'en'], nl: ['en'], ro: ['pt', 'en'], sr: ['hr'], sv: ['en'],
} // biome-ignore format: a table

/** Taken from the weight of a word's being outside, by language; 1.5 where nothing is said. Chosen on what the sets hold out. */
export const LENIENCE: Readonly<Record<string, number>> = {
  ar: 2, fa: 1.6, fi: 0, he: 0, hi: 0.8, hr: 0.8, hy: 0.8, id: 0.8, ro: 0, ru: 1.2, sr: 0.8, sv: 0, tr: 0, ur: 0.8,
} // biome-ignore format: a row

/** Words of a set that train, where its model stays small enough with more than of others. */
export const MOST_WORDS: Readonly<Record<string, number>> = { fa: 1e6, hi: 1e6, tr: 1e6, ur: 1e6 }
