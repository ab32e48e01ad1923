declare module 'stopword' {
  /** Lists of words by ISO 639-3 code, among functions. */
  const lists: Readonly<Record<string, unknown>>
  export = lists
}
