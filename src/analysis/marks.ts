// Which signs stand inside words and are no letters of them? Each class is the inside of a regular expression's [brackets].

/** What people type for an apostrophe between letters. Half rings and the modifier apostrophes are letters to Unicode and need no rule here. */
export const APOSTROPHES = "'’‘‛´`′＇՚׳"

/** The same and the signs that Unicode calls letters: all of them are dropped when words are compared. */
const ALL_APOSTROPHES = `${APOSTROPHES}ʹʻʼʽʾʿˈꞋꞌ`

/** Gershayim before the last letter of a Hebrew abbreviation, and the quotation marks that are typed for it. */
export const GERSHAYIM = '"״“”„'

export const HEBREW_LETTERS = '\\u05D0-\\u05EA\\u05EF-\\u05F2'

/** Soft hyphen, joiners, zero width spaces, marks of direction, variation selectors: nobody sees them, nobody types them. */
export const INVISIBLE =
  '\\u00AD\\u034F\\u061C\\u115F\\u1160\\u180B-\\u180F\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFE00-\\uFE0F\\uFEFF\\u{E0100}-\\u{E01EF}'

/** Accents, niqqud, harakat and the tatweel that stretches an Arabic word, points below (nukta) of Devanagari and Gurmukhi. */
const DROPPED_MARKS =
  '\\u0300-\\u036F\\u0483-\\u0487\\u0591-\\u05BD\\u05BF\\u05C1\\u05C2\\u05C4\\u05C5\\u05C7\\u0610-\\u061A\\u0640\\u064B-\\u065F\\u0670\\u06D6-\\u06DC\\u06DF-\\u06E4\\u06E7\\u06E8\\u06EA-\\u06ED\\u093C\\u0A3C\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF\\u20D0-\\u20FF\\uFE20-\\uFE2F'

/** What parts the two l of Catalan: col·legi. */
export const GEMINATE_POINTS = '·‧'

/** What a comparison of words takes no notice of. */
export const IGNORED = new RegExp(
  `[${DROPPED_MARKS}${GEMINATE_POINTS}${INVISIBLE}${ALL_APOSTROPHES}${GERSHAYIM}]`,
  'gu',
)

/** The English possessive, and what it is written with. */
export const POSSESSIVE = /(?<=.)['’‘´`′ʼ＇]s$/iu
