// Small tools of the page's scripts: making elements, finding them, telling people what happened.
import { say } from '../words/spoken.ts'

/** An element with attributes and children; texts are texts. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

export function find<T extends Element = HTMLElement>(selector: string): T | null {
  return document.querySelector<T>(selector)
}

/** Calls `handle` for clicks on what matches, wherever it is, now or later. */
export function onClick(selector: string, handle: (target: HTMLElement, event: MouseEvent) => void): void {
  document.addEventListener('click', event => {
    const target = event.target instanceof Element ? event.target.closest(selector) : null
    if (target !== null) handle(target as HTMLElement, event)
  })
}

/** The passage that a button is about: the one that it names, or the one that it stands in. */
export function passageOf(button: HTMLElement): string {
  return button.dataset['of'] ?? button.closest<HTMLElement>('[data-passage]')?.dataset['passage'] ?? ''
}

/** Whether a key is meant for a field, or for the browser: then it is no short cut of the page. */
export function isTypingIn(event: KeyboardEvent): boolean {
  const isField =
    event.target instanceof HTMLElement &&
    event.target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select')
  return isField || event.ctrlKey || event.metaKey || event.altKey
}

/** Says it to those who listen to the page. */
export function announce(text: string): void {
  const place = find('#announce')
  if (place !== null) place.textContent = text
}

/** Shows what is wrong above the page, with a way out; nothing for null. */
export function showTrouble(text: string | null, again?: () => void): void {
  const place = find('#trouble')
  if (place === null) return
  place.hidden = text === null
  place.replaceChildren(text ?? '')
  if (text === null || again === undefined) return
  const button = element('button', { type: 'button' }, say('script.again'))
  button.addEventListener('click', again)
  place.append(' ', button)
}

/** The page at an address, or null where the request was ended. @throws where it cannot be reached */
export async function fetchPage(
  url: string | URL,
  signal?: AbortSignal,
): Promise<{ readonly page: Document; readonly ok: boolean } | null> {
  try {
    const response = await fetch(url, { headers: { accept: 'text/html' }, signal: signal ?? null })
    const text = await response.text()
    return { page: new DOMParser().parseFromString(text, 'text/html'), ok: response.ok }
  } catch (error) {
    if (signal?.aborted === true) return null
    throw error
  }
}

export const unreachable = (): string => say(navigator.onLine ? 'script.unreachable' : 'script.offline')

/** Calls `run` once, a while after the last call. */
export function debounced(
  run: () => void,
  milliseconds: number,
): { readonly call: () => void; readonly cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  const cancel = (): void => clearTimeout(timer)
  return {
    cancel,
    call: () => {
      cancel()
      timer = setTimeout(run, milliseconds)
    },
  }
}
