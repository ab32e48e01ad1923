// The keys of the page, for hands that stay on the keyboard: the help in the bar lists them.
import { find, isTypingIn } from './elements.ts'
import { closeMenus } from './menus.ts'
import { choose, openPassage } from './pane.ts'

export function listenToKeys(): void {
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      closeMenus()
      return
    }
    if (isTypingIn(event) || document.querySelector('dialog[open]') !== null) return
    const act = KEYS[event.key]
    // Enter is for what has the focus.
    const isTaken = event.key === 'Enter' && event.target !== document.body
    if (act === undefined || isTaken) return
    event.preventDefault()
    act()
  })
}

const KEYS: Readonly<Record<string, (() => void) | undefined>> = {
  j: () => move(1),
  k: () => move(-1),
  o: open,
  Enter: open,
  s: () => press('.pin'),
  x: () => press('.select'),
  c: () => press('.copy-quote'),
  n: () => find('#reader .step[rel="next"]')?.click(),
  p: () => find('#reader .step[rel="prev"]')?.click(),
  '/': () => {
    const box = find<HTMLInputElement>('#q')
    box?.focus()
    box?.select()
  },
  '?': () => find('.help > summary')?.click(),
}

function open(): void {
  const link = current()?.querySelector<HTMLAnchorElement>('a.open')
  if (link != null) openPassage(link)
}

function hits(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('.card .hit')]
}

function current(): HTMLElement | null {
  return find('.hit.current')
}

function move(by: number): void {
  const all = hits()
  const at = all.findIndex(hit => hit.classList.contains('current'))
  const next = all[at === -1 ? 0 : Math.max(0, Math.min(all.length - 1, at + by))]
  if (next !== undefined) choose(next)
}

/** A button of the chosen passage. */
function press(selector: string): void {
  current()?.querySelector<HTMLElement>(selector)?.click()
}
