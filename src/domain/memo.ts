// Is this computed already? Remembers what pure functions gave.

/** What the function gives, made when it is first asked for. It must not give undefined. */
export function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

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
