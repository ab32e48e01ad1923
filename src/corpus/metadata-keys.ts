// Which field of a document does a key fill? The words of Jekyll, Hugo, Pandoc, Obsidian, Zotero, Dublin Core, Open Graph,
// schema.org and of the exports of databases. A key that is none of them is kept as `meta.<key>`.
import type { DocumentMetadata } from '../domain/document.ts'

export type Field = keyof Omit<DocumentMetadata, 'meta' | 'authorParts'>

/**
 * The keys of each field without hyphens and dots, in ranks: a value of an earlier rank is better, whatever stands first.
 * - A `date` is what the author calls the date of the text; `published` is when others could read it; `created` may only be when a
 *   file or a page was made. `updated` and `modified` say nothing of when a text was written, and are never its date.
 * - A `publication` is where it stood; a `publisher` may print hundreds of them.
 */
const KEYS: Readonly<Record<Field, readonly string[]>> = {
  title: ['title headline webtitle articletitle posttitle'],
  date: [
    'date dateissued issued',
    'published datepublished publisheddate publishedat publishedon publishedtime publicationdate publishdate publishedtimestamp pubdate ' +
      'pubtime pubtimestamp firstpublished firstpublicationdate firstpublishedat webpublicationdate dateavailable dateposted postdate postedat ' +
      'postedon releasedate datetime',
    'created createdat createdon createdtime createdutc creationdate datecreated timestamp',
  ],
  authors: ['author authors by byline bylines creator creators writer writers writtenby'],
  source: [
    'source publication publicationtitle publicationname outlet newspaper journal journaltitle containertitle website websitetitle ' +
      'sitename ispartof',
    'publisher',
  ],
  url: [
    'url link permalink canonical canonicalurl uri sourceurl originalurl weburl articleurl pageurl posturl expandedurl',
  ],
  language: ['language lang locale inlanguage languagecode langcode langid'],
  standfirst: [
    'standfirst description summary excerpt abstract abstractnote deck dek subheadline trailtext metadescription',
  ],
}

/** Words of the head of an article that fill a field; the keys of a table are more. */
const HEAD_KEYS = new Set([
  'title', 'headline', 'date', 'published', 'publication-date', 'pubdate', 'created', 'author', 'authors', 'by', 'byline', 'creator', 'source',
  'publication', 'publisher', 'outlet', 'url', 'link', 'permalink', 'canonical', 'language', 'lang', 'locale', 'standfirst', 'description',
  'summary', 'excerpt',
]) // biome-ignore format: a list of words

/** Further keys that say that a block of `key: value` lines is metadata and no text. */
const OTHER_KEYS = new Set(
  (
    'layout tags tag categories category keywords keyword topics topic subjects draft slug aliases alias weight type id uid uuid doi isbn ' +
    'issn permalink image cover thumbnail template series section collection status updated modified lastmod lastupdated subtitle editor ' +
    'copyright license rights comments toc cssclass cssclasses bibliography nocite citekey region theme country issue volume pages docket ' +
    'linktitle menu params extra resources outputs url redirectfrom excerptseparator affiliation institute institution location place ' +
    'latexinput baseheaderlevel css htmlheader quoteslanguage'
  ).split(' '),
)

const FIELDS: ReadonlyMap<string, { readonly field: Field; readonly rank: number }> = new Map(
  Object.entries(KEYS).flatMap(([field, ranks]) =>
    ranks.flatMap((keys, rank) =>
      keys.split(' ').map(key => [key, { field: field as Field, rank }] as const),
    ),
  ),
)

/** Vocabularies whose keys mean what they mean without them: `dc:title`, `DC.date.issued`, `og:title`, `article:published_time`. */
const VOCABULARY = /^(?:dc|dcterms|dct|og|article|schema|prism|citation)[.-]/u

/** The field that a key fills, and how good its word is: 0 is best. */
export function fieldOf(key: string): { readonly field: Field; readonly rank: number } | null {
  return FIELDS.get(bare(key)) ?? null
}

/** Whether a label of an article's head fills a field of its own. */
export function isFieldKey(key: string): boolean {
  return HEAD_KEYS.has(key)
}

/** Whether a key is one that the heads of files have. */
export function isKnownKey(label: string): boolean {
  const key = bare(metadataKey(label))
  return FIELDS.has(key) || OTHER_KEYS.has(key)
}

/** `Pub_Date` and `pub date` are one key: `pub-date`. Dots are kept: they are nesting, as the colon of `dc:title` is. */
export function metadataKey(label: string): string {
  return label
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/gu, '-')
    .replaceAll(':', '.')
    .replace(/[^\p{L}\p{M}\p{N}.-]+/gu, '')
    .replace(/^[.-]+/u, '')
}

/** Without hyphens, and without a vocabulary and its dots; the dots of other keys are nesting, and say something else. */
function bare(key: string): string {
  const own = key.replace(VOCABULARY, '')
  return own.replace(own === key ? /-/gu : /[.-]/gu, '')
}
