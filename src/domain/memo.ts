// Is this computed already? Remembers what a pure function gave, up to a limit.

/** The function, remembering its results; all are forgotten when there are `limit` of them. It must not give undefined. */
export function remember<V>(limit: number, make: (key: string) => V): (key: string) => V {
  const known = new Map<string, V>()
  return key => {
    const before = known.get(key)
    if (before !== undefined) return before
    const made = make(key)
    if (known.size >= limit) known.clear()
    known.set(key, made)
    return made
  }
}
