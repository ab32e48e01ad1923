// How is a number of things said?

/** `1 passage`, `1,234 passages`. */
export function counted(value: number, name: string): string {
  return `${value.toLocaleString('en')} ${value === 1 ? name : `${name}s`}`
}
