// The help over the page: what its own page says, fetched when it is first opened. Where it cannot be had its link stays.
import { fetchPage, find } from './elements.ts'

export function unfoldHelp(): void {
  const menu = find<HTMLDetailsElement>('.help')
  menu?.addEventListener('toggle', () => {
    if (menu.open) void fill(menu)
  })
}

async function fill(menu: HTMLElement): Promise<void> {
  const sheet = menu.querySelector('.sheet-of-help')
  const link = sheet?.querySelector<HTMLAnchorElement>(':scope > a')
  if (sheet == null || link == null) return
  try {
    const help = (await fetchPage(link.href))?.page.querySelector('#help')
    if (help != null && link.isConnected) sheet.replaceChildren(...help.childNodes)
  } catch {
    // The link leads there once the service can be reached again.
  }
}
