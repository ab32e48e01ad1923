// Is this computed already? Remembers what a pure function gave, up to a limit.

/** The function, remembering its results; all are forgotten when there are `limit` of them. It must not give undefined. */
export function remember<K, V>(limit: number, make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return key => {
    const before = known.get(key)
    if (before !== undefined) return before
    const made = make(key)
    if (known.size >= limit) known.clear()
    known.set(key, made)
    return made
  }
}
