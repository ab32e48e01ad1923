// What was searched lately? Kept in this browser, the newest first.

const KEY = 'lede.recent'
const MOST = 10

export function recentSearches(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter(text => typeof text === 'string') : []
  } catch {
    return [] // a browser that keeps nothing, or something else under this key
  }
}

export function rememberSearch(q: string): void {
  const text = q.trim()
  if (text === '') return
  keep([text, ...recentSearches().filter(other => other !== text)].slice(0, MOST))
}

export function forgetSearches(): void {
  keep([])
}

function keep(searches: readonly string[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(searches))
  } catch {
    // A browser that keeps nothing: searches are not remembered.
  }
}
