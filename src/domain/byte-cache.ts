// Is this known already? What was made is kept within so many bytes; what was not asked for longest is forgotten. The one policy for
// everything that is kept while a service runs.
import { LRUCache } from 'lru-cache'

/** Bytes that an entry takes besides its key and its value. */
const ENTRY_BYTES = 150

/**
 * The function, remembering its results.
 * @param maxBytes of all of them
 * @param sizeOf about how many bytes a value takes, with its key; one that takes more than a quarter of all is not kept
 */
export function rememberWithin<K extends string | number, V extends object | number>(
  maxBytes: number,
  sizeOf: (value: V, key: K) => number,
  make: (key: K) => V,
): (key: K) => V {
  const known = byteCache(maxBytes, sizeOf)
  return key => {
    const before = known.get(key)
    if (before !== undefined) return before
    const made = make(key)
    known.set(key, made)
    return made
  }
}

/** What is kept within so many bytes, for results that come later; sizes as above. */
export function byteCache<K extends string | number, V extends object | number>(
  maxBytes: number,
  sizeOf: (value: V, key: K) => number,
): LRUCache<K, V> {
  return new LRUCache<K, V>({
    maxSize: maxBytes,
    maxEntrySize: Math.floor(maxBytes / 4),
    sizeCalculation: (value, key) => ENTRY_BYTES + Math.ceil(sizeOf(value, key)),
  })
}

/** A text of its own: a part that was cut out of a longer text keeps all of that in memory. */
export function ownCopy(text: string): string {
  return text.length < SHORTEST_CUT ? text : Buffer.from(text, 'utf16le').toString('utf16le')
}

/** UTF-16 code units; V8 copies what is shorter. */
const SHORTEST_CUT = 13
