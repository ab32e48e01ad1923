// Text to the clipboard: a passage with its citation, a reference in any of its forms.
import { say } from '../words/spoken.ts'
import { announce, element, onClick } from './elements.ts'

export function copyOnClick(): void {
  onClick('button.copy', button => {
    const source =
      button.closest('.form')?.querySelector('.copied') ?? button.closest('.hit')?.querySelector('cite')
    void copy(source?.textContent ?? '').then(() => confirmOn(button, say('script.copied')))
  })
}

/** Shows for a moment that it was done. */
export function confirmOn(button: HTMLElement, text: string): void {
  const before = [...button.childNodes]
  button.replaceChildren(text)
  announce(text)
  setTimeout(() => button.replaceChildren(...before), 1500)
}

export async function copy(text: string): Promise<void> {
  // Only pages of this machine or behind TLS are given the clipboard.
  if (isSecureContext) return navigator.clipboard.writeText(text)
  const field = element('textarea', { class: 'unseen' })
  field.value = text
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}
