// Where does a group of RTF belong? Its destination by its first word (RTF 1.9.1): text, a note, a head of pages, properties, or nowhere.

export type Destination =
  | 'body'
  | 'note'
  | 'furniture'
  | 'fonts'
  | 'styles'
  | 'label'
  | 'title'
  | 'author'
  | 'created'
  | 'subject'
  | 'keywords'
  | 'nowhere'

const DESTINATIONS: Readonly<Record<Exclude<Destination, 'body'>, string>> = {
  note: 'footnote annotation',
  furniture: 'header headerl headerr headerf footer footerl footerr footerf',
  fonts: 'fonttbl',
  styles: 'stylesheet',
  label: 'listtext pntext',
  title: 'title',
  author: 'author',
  created: 'creatim',
  subject: 'subject',
  keywords: 'keywords',
  nowhere:
    'colortbl pict nonshppict objdata objclass objname listtable listoverridetable revtbl rsidtbl generator xmlnstbl filetbl themedata ' +
    'colorschememapping latentstyles datastore template mmathPr fldinst datafield formfield sp ftnsep ftnsepc aftnsep aftnsepc xe tc rxe ' +
    'operator company manager doccomm comment hlinkbase printim revtim buptim atnid atnauthor atntime atndate atnref atnicn atnparent ' +
    'bkmkstart bkmkend pgdsctbl fontemb fontfile falt panose background ud userprops propname staticval linkval docvar passwordhash private',
}

const BY_WORD: ReadonlyMap<string, Destination> = new Map(
  Object.entries(DESTINATIONS).flatMap(([destination, words]) =>
    words.split(' ').map(word => [word, destination as Destination] as const),
  ),
)

/** Groups that programs may ignore and that hold text all the same. */
const OPTIONAL_TEXT = new Set([
  'shppict',
  'shpinst',
  'annotation',
  'footnote',
  'nesttableprops',
  'pntext',
  'listtext',
])

/** Null where the word begins no group of its own. @param isOptional whether it stands behind `\*` */
export function destinationOf(word: string, isOptional: boolean): Destination | null {
  const known = BY_WORD.get(word)
  if (known !== undefined) return known
  return isOptional && !OPTIONAL_TEXT.has(word) ? 'nowhere' : null
}

/** Encodings of Windows by the number of a font's letters. */
const OF_CHARSET: ReadonlyMap<number, string> = new Map([
  [77, 'macintosh'], [128, 'cp932'], [129, 'cp949'], [130, 'cp949'], [134, 'cp936'], [136, 'cp950'], [161, 'cp1253'], [162, 'cp1254'],
  [163, 'cp1258'], [177, 'cp1255'], [178, 'cp1256'], [186, 'cp1257'], [204, 'cp1251'], [222, 'cp874'], [238, 'cp1250'], [255, 'cp437'],
]) // biome-ignore format: a table of numbers

export function encodingOfCharset(charset: number): string | null {
  return OF_CHARSET.get(charset) ?? null
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['emdash', '—'], ['endash', '–'], ['lquote', '‘'], ['rquote', '’'], ['ldblquote', '“'], ['rdblquote', '”'], ['bullet', '•'],
  ['emspace', ' '], ['enspace', ' '], ['qmspace', ' '], ['tab', ' '], ['~', ' '], ['_', '-'], ['-', ''], ['line', '\n'], ['lbr', '\n'],
  ['softline', '\n'], ['zwj', '\u200D'], ['zwnj', '\u200C'], ['ltrmark', ''], ['rtlmark', ''],
]) // biome-ignore format: a table of signs

/** The sign that a control word stands for, or undefined. */
export function signOf(word: string): string | undefined {
  return SIGNS.get(word)
}
