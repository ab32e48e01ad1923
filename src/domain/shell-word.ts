// How is a path typed, so that a shell reads it as one word?

export function shellWord(text: string): string {
  return /^[\w@%+=:,./~-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
