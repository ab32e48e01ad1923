// What can be typed, and what does it mean? The one list of which the page's help, the documentation and the tools for assistants are made.

interface Operator {
  /** By which the page finds its words for it. */
  readonly name: string
  readonly examples: readonly string[]
  readonly meaning: string
}

export const OPERATORS = [
  { name: 'any', examples: ['mine clearance'], meaning: 'any of the words, best first' },
  { name: 'phrase', examples: ['"Security Council"'], meaning: 'these words, as written, in this order' },
  { name: 'without', examples: ['treaty -nuclear', '!nuclear', 'NOT nuclear'], meaning: 'without a word' },
  { name: 'with', examples: ['+treaty nuclear'], meaning: 'with the first word; the other raises the rank' },
  { name: 'either', examples: ['Oslo OR Ottawa', 'Oslo || Ottawa'], meaning: 'either' },
  { name: 'both-of', examples: ['(rats OR dogs) AND mines', 'rats && mines'], meaning: 'both, with groups' },
  {
    name: 'patterns',
    examples: ['observ*', 'wom?n', '*vention'],
    meaning: 'words that begin, match or end like this, in all their forms: ? is one letter, * any number',
  },
  { name: 'phrase-pattern', examples: ['"human right*"'], meaning: 'the same within a quotation' },
  {
    name: 'phrase-star',
    examples: ['"the * of Rome"'],
    meaning: 'a star by itself in a quotation is any one word',
  },
  {
    name: 'near',
    examples: ['"human treaty"~5', 'human NEAR/5 treaty', 'human W/5 treaty', 'human AROUND(5) treaty'],
    meaning: 'at most 5 other words between them, in either order; PRE/5: in this order',
  },
  {
    name: 'near-groups',
    examples: ['(arms OR weapons) NEAR/3 sold', 'arm* NEAR/3 "was sold" NEAR/5 march'],
    meaning: 'the same with groups, patterns and quotations; in a chain each stands near the one before',
  },
  {
    name: 'not-near',
    examples: ['human NOT NEAR/5 treaty'],
    meaning: 'the first word, in passages in which the second stands nowhere so near it',
  },
  {
    name: 'regex',
    examples: ['/dimitr[iyu]/'],
    meaning: 'words that a regular expression matches whole, in all their forms (RE2 syntax)',
  },
  {
    name: 'similar',
    examples: ['karabach~', 'karabach~2'],
    meaning: 'words with a similar spelling; ~1 or ~2 says how many letters may differ',
  },
  { name: 'boost', examples: ['treaty^2 ban'], meaning: 'the first word counts twice as much for the rank' },
  {
    name: 'in-title',
    examples: ['title:armistice', 'title:(ban OR treaty)', 'intitle:ban'],
    meaning: 'in the title; also headings: and text:',
  },
  {
    name: 'entity',
    examples: ['person:"Jody Williams"'],
    meaning:
      'passages that mention her, under whatever name; also place:, organization:, group:, work:, event:, product:, other:, date:',
  },
  {
    name: 'slot',
    examples: ['minister NEAR/5 person:*', '"arms sold to" place:*', 'person:*'],
    meaning:
      'any name of the type: near a word, right after or before a quotation, or anywhere; the answer says who stood there',
  },
  {
    name: 'date',
    examples: ['date:1994-05', 'date:"5 May"'],
    meaning: 'passages that name a day within May 1994, or a day without a year',
  },
  {
    name: 'document-date',
    examples: ['before:2010', 'after:2005-06', 'since:2005', 'until:2010'],
    meaning: 'by the date of the document; since: and until: (or from: and to:) include what they name',
  },
  {
    name: 'document-said',
    examples: ['author:"Ann Lee"', 'source:Reuters', 'lang:fr', 'year:2019', 'filetype:pdf'],
    meaning: 'by what a document says of itself; a word or two of the author or source are enough',
  },
  { name: 'folder', examples: ['in:reports/2019'], meaning: 'files of a folder and of those below it' },
  {
    name: 'metadata',
    examples: ['meta.region:Asia', 'meta.pages:10..50', 'meta.filed:>=2019-05'],
    meaning: 'by any other metadata, also by ranges of numbers and dates',
  },
  {
    name: 'exists',
    examples: ['_exists_:author', '_exists_:date', '_exists_:meta.pages'],
    meaning: 'documents that have an author, a date, any metadata',
  },
  {
    name: 'range',
    examples: ['2010..2015', '[2010 TO 2015]', '>=2010'],
    meaning: 'documents of these years, months or days; { } leaves the ends out',
  },
] as const satisfies readonly Operator[]

type Listed = (typeof OPERATORS)[number]

/** What each means, by its name. */
export const OPERATOR_MEANINGS = Object.fromEntries(
  OPERATORS.map(({ name, meaning }) => [name, meaning]),
) as { readonly [Each in Listed as Each['name']]: Each['meaning'] }
