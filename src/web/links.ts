// Where does this lead? Every address of the page, so that each view has a permanent link.

export const documentLink = (id: string): string => `/documents/${encodePath(id)}`
export const passageLink = (id: string): string => `/passages/${encodePath(id)}`
export const entityLink = (id: string): string => `/entities/${encodePath(id)}`

/** Slashes stay, so that addresses can be read. */
function encodePath(id: string): string {
  return id.split('/').map(encodeURIComponent).join('/')
}

/** The parameters of a search view, in the order in which they are written. */
export class ViewParameters {
  private readonly pairs: readonly (readonly [string, string])[]

  constructor(pairs: Iterable<readonly [string, string]>) {
    this.pairs = Array.from(pairs).filter(([, value]) => value !== '')
  }

  get all(): readonly (readonly [string, string])[] {
    return this.pairs
  }

  get(name: string): string | null {
    return this.pairs.find(([key]) => key === name)?.[1] ?? null
  }

  has(name: string, value: string): boolean {
    return this.pairs.some(([key, given]) => key === name && given === value)
  }

  /** Adds a value; the page begins anew. */
  with(name: string, value: string): ViewParameters {
    return new ViewParameters([...this.without(name, value).without('offset').pairs, [name, value]])
  }

  /** Replaces all values of a parameter. */
  set(name: string, value: string): ViewParameters {
    return new ViewParameters([...this.without(name).pairs, [name, value]])
  }

  without(name: string, value?: string): ViewParameters {
    return new ViewParameters(
      this.pairs.filter(([key, given]) => key !== name || (value !== undefined && given !== value)),
    )
  }

  get link(): string {
    const query = new URLSearchParams(this.pairs.map(([name, value]) => [name, value])).toString()
    return query === '' ? '/' : `/?${query}`
  }
}

/** An address of another site that is safe to link to, or null. */
export function outsideLink(url: string | null): string | null {
  return url !== null && /^https?:\/\//iu.test(url) ? url : null
}
