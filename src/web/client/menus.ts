// Menus close when something else is used, or with Escape; the focus goes back to what opened them.
import { find } from './elements.ts'

export function closeMenusElsewhere(): void {
  document.addEventListener('click', event => {
    const inside = event.target instanceof Element ? event.target.closest('.menu') : null
    for (const menu of openMenus()) if (menu !== inside) menu.open = false
  })
}

export function closeMenus(): void {
  for (const menu of openMenus()) {
    const hadFocus = menu.contains(document.activeElement)
    menu.open = false
    if (hadFocus) menu.querySelector('summary')?.focus()
  }
}

function openMenus(): HTMLDetailsElement[] {
  return find('.menu[open]') === null ? [] : [...document.querySelectorAll<HTMLDetailsElement>('.menu[open]')]
}
