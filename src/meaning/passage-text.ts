// What is encoded of a passage? Its text, with the title and the headings over it: what "it" and "there" are often stands only in them.

/** @param passage as a record, or before it is one */
export function passageText(
  title: string,
  { headings, text }: { readonly headings: readonly string[]; readonly text: string },
): string {
  // A title without a letter is the number of a file.
  const above = /\p{L}/u.test(title) ? [title, ...headings] : headings
  return [...above, text].join('\n')
}
