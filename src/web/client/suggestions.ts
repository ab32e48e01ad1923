// What might this become? A list under the search box: names, titles, words, recent searches; by mouse or keyboard (ARIA APG, combobox
// with a list).
import type { EntityType } from '../../domain/document.ts'
import { typeName } from '../type-names.ts'
import { say } from '../words/spoken.ts'
import { element, find } from './elements.ts'
import { forgetSearches, recentSearches } from './recent.ts'
import { addressOf } from './views.ts'

interface Suggestions {
  readonly entities: readonly {
    id: string
    type: EntityType
    name: string
    passages: number
    before: string
  }[]
  readonly titles: readonly { document: string; title: string }[]
  readonly terms: readonly { text: string; passages: number }[]
}

/** What choosing an option does. */
export type Choice =
  | { readonly kind: 'entity'; readonly id: string; readonly q: string }
  | { readonly kind: 'document'; readonly id: string }
  | { readonly kind: 'query'; readonly q: string }

type Option = Choice | { readonly kind: 'forget' }

const LIMIT = 4
/** Parameters that say how hits are shown, not which there are. */
const OF_VIEWS = new Set([
  'sort',
  'group',
  'timeline',
  'interval',
  'fields',
  'explain',
  'limit',
  'offset',
  'lang',
])

export class SuggestionList {
  private readonly box: HTMLInputElement
  private readonly list: HTMLElement
  private readonly form: HTMLFormElement
  private readonly onChoice: (choice: Choice) => void
  private readonly choices = new Map<string, Option>()
  private running: AbortController | null = null
  private active = -1
  /** What the active option led to before the list was filled again. */
  private wanted: string | null = null

  /** @param form the search that is completed: its filters and options decide the figures */
  constructor(box: HTMLInputElement, form: HTMLFormElement, onChoice: (choice: Choice) => void) {
    this.box = box
    this.form = form
    this.list = find('#suggestions') as HTMLElement // every page has it
    this.onChoice = onChoice
    for (const [name, value] of [
      ['role', 'combobox'],
      ['aria-autocomplete', 'list'],
      ['aria-controls', 'suggestions'],
      ['aria-expanded', 'false'],
    ] as const)
      box.setAttribute(name, value)
    box.addEventListener('keydown', event => this.onKey(event))
    box.addEventListener('blur', () => this.close())
    box.addEventListener('click', () => void this.update())
    // Before the box loses the focus.
    this.list.addEventListener('pointerdown', event => {
      event.preventDefault()
      const option = event.target instanceof Element ? event.target.closest('[role="option"]') : null
      if (option !== null) this.choose(option.id)
    })
  }

  get isOpen(): boolean {
    return !this.list.hidden
  }

  /** Waits no longer for what was asked; what is listed stays. */
  stop(): void {
    this.running?.abort()
  }

  close(): void {
    this.stop()
    this.list.hidden = true
    this.active = -1
    this.box.setAttribute('aria-expanded', 'false')
    this.box.removeAttribute('aria-activedescendant')
  }

  /** Asks for what is typed now. */
  async update(): Promise<void> {
    this.stop()
    const q = this.box.value
    if (q.trim() === '') {
      this.showRecent()
      return
    }
    const request = new AbortController()
    this.running = request
    try {
      const response = await fetch(`/v1/suggest?${this.parameters(q)}`, { signal: request.signal })
      if (!response.ok) return
      const found = (await response.json()) as Suggestions
      if (this.running === request && document.activeElement === this.box) this.showFound(found, q)
    } catch {
      // Out of reach: suggestions are no more than a help.
      if (!request.signal.aborted) this.close()
    }
  }

  private parameters(q: string): URLSearchParams {
    const parameters = new URLSearchParams({ q, limit: String(LIMIT) })
    for (const [name, value] of addressOf(this.form).searchParams)
      if (name !== 'q' && !OF_VIEWS.has(name)) parameters.append(name, value)
    return parameters
  }

  private showFound({ entities, titles, terms }: Suggestions, q: string): void {
    this.begin()
    this.group(
      say('suggest.names'),
      entities.map(({ id, type, name, passages, before }) => ({
        content: [
          element('span', {}, element('span', { class: `dot ${type}` }), name),
          figure(
            say('suggest.name', { type: typeName(type), passages: say('count.passages', { n: passages }) }),
          ),
        ],
        choice: { kind: 'entity', id, q: before },
      })),
    )
    this.group(
      say('suggest.titles'),
      titles.map(({ document: id, title }) => ({ content: [title], choice: { kind: 'document', id } })),
    )
    this.group(
      say('suggest.words'),
      terms
        .filter(({ text }) => text !== q)
        .map(({ text, passages }) => ({
          content: [text, figure(say('count.passages', { n: passages }))],
          choice: { kind: 'query', q: text },
        })),
    )
    this.end()
  }

  private showRecent(): void {
    this.begin()
    const recent = recentSearches()
    this.group(
      say('suggest.recent'),
      recent.map(q => ({ content: [q], choice: { kind: 'query', q } })),
    )
    if (recent.length > 0) this.group('', [{ content: [say('suggest.clear')], choice: { kind: 'forget' } }])
    this.end()
  }

  private begin(): void {
    const active = this.choices.get(`suggestion-${this.active}`)
    this.wanted = active === undefined ? null : aim(active)
    this.list.replaceChildren()
    this.choices.clear()
    this.active = -1
    this.box.removeAttribute('aria-activedescendant')
  }

  private group(
    name: string,
    options: readonly { content: readonly (Node | string)[]; choice: Option }[],
  ): void {
    if (options.length === 0) return
    const group = element('div', { role: 'group', 'aria-label': name === '' ? say('suggest.more') : name })
    if (name !== '') group.append(element('p', { class: 'heading', 'aria-hidden': 'true' }, name))
    for (const { content, choice } of options) {
      const id = `suggestion-${this.choices.size}`
      this.choices.set(id, choice)
      group.append(element('div', { role: 'option', id, 'aria-selected': 'false', dir: 'auto' }, ...content))
    }
    this.list.append(group)
  }

  private end(): void {
    this.list.hidden = this.choices.size === 0
    this.box.setAttribute('aria-expanded', String(!this.list.hidden))
    // An answer that comes after an arrow key does not take from the reader what the key went to.
    const at = [...this.choices.values()].findIndex(option => aim(option) === this.wanted)
    if (at >= 0) this.activate(at)
  }

  private onKey(event: KeyboardEvent): void {
    if (event.isComposing) return
    const { size } = this.choices
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (this.list.hidden) void this.update()
      else if (size > 0)
        this.activate(
          (this.active + (event.key === 'ArrowDown' ? 1 : size + (this.active < 0 ? 0 : -1))) % size,
        )
    } else if (event.key === 'Enter') {
      if (!this.list.hidden && this.active >= 0) {
        event.preventDefault()
        this.choose(`suggestion-${this.active}`)
      } else this.close()
    }
  }

  private activate(next: number): void {
    for (const option of this.list.querySelectorAll('[role="option"]')) {
      const isActive = option.id === `suggestion-${next}`
      option.setAttribute('aria-selected', String(isActive))
      if (isActive) option.scrollIntoView({ block: 'nearest' })
    }
    this.active = next
    this.box.setAttribute('aria-activedescendant', `suggestion-${next}`)
  }

  private choose(id: string): void {
    const choice = this.choices.get(id)
    this.close()
    if (choice === undefined) return
    if (choice.kind === 'forget') forgetSearches()
    else this.onChoice(choice)
  }
}

/** What an option leads to, whatever has been typed meanwhile. */
function aim(option: Option): string {
  return `${option.kind} ${'id' in option ? option.id : 'q' in option ? option.q : ''}`
}

function figure(text: string): HTMLElement {
  return element('span', { class: 'count' }, text)
}
