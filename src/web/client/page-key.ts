// Was this page opened by the link of the terminal? Then its key is kept for the pages of this tab, and put where a key is asked for.

import { ONCE } from '../links.ts'

const KEY = 'lede.pageKey'

export function keepPageKey(): void {
  const granted = document.querySelector<HTMLInputElement>('input[name="key"][data-granted]')?.value
  try {
    if (granted !== undefined) sessionStorage.setItem(KEY, granted)
    fill(sessionStorage.getItem(KEY))
  } catch {
    // A browser that keeps nothing: the page that the link opened has the key, others have not.
  }
  // The code was used: whoever comes back to this address is not told that it was.
  if (granted !== undefined) history.replaceState(null, '', withoutCode())
}

function withoutCode(): string {
  const url = new URL(location.href)
  url.searchParams.delete(ONCE)
  return url.pathname + url.search
}

function fill(key: string | null): void {
  if (key === null) return
  for (const waiting of document.querySelectorAll<HTMLElement>('.with-link')) {
    const field = waiting.querySelector<HTMLInputElement>('input[name="key"]')
    if (field !== null) field.value = key
    waiting.hidden = false
  }
  for (const advice of document.querySelectorAll('.needs-link')) advice.remove()
}
