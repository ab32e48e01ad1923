// Setting passages aside: one with its button, several with boxes that stay ticked from one view to the next.
import { atPassage, idPath } from '../../domain/addresses.ts'
import type { Place } from '../../domain/places.ts'
import type { Speaker } from '../../domain/speaker.ts'
import { LIMITS } from '../../search/limits.ts'
import { number, say } from '../words/spoken.ts'
import { announce, element, find, onClick, passageOf, showTrouble } from './elements.ts'
import type { SavedPassage } from './notebook/notebook.ts'
import { removePassage } from './notebook/removal.ts'
import { changeNotebook, notebook, onNotebook } from './notebook/store.ts'
import { onView } from './views.ts'

/** Ids of ticked passages, whatever view they were found in. */
const selected = new Set<string>()

export function savePassages(): void {
  onClick('button.pin', button => void toggle(passageOf(button)))
  onClick('button.save-selected', () => void saveAll([...selected]))
  onClick('button.clear-selected', () => {
    selected.clear()
    showSelection()
  })
  onClick('button.save-all', button => void saveAll((button.dataset['passages'] ?? '').split(' ')))
  document.addEventListener('change', event => {
    const box = event.target
    if (!(box instanceof HTMLInputElement) || !box.matches('.select')) return
    if (box.checked) selected.add(box.value)
    else selected.delete(box.value)
    showSelection()
  })
  document.addEventListener('submit', event => {
    if (!(event.target instanceof HTMLFormElement) || event.target.id !== 'selection') return
    if (selected.size <= LIMITS.repeats) return
    event.preventDefault()
    showTrouble(say('notebook.shareLimit', { n: selected.size, most: LIMITS.repeats }))
  })
  onView(showSelection)
  onView(showState)
  onNotebook(showState)
  // Ticked before the script ran, or restored by the browser.
  for (const box of boxes()) if (box.checked) selected.add(box.value)
  showSelection()
  showState()
}

async function toggle(id: string): Promise<void> {
  if (notebook().passages.some(passage => passage.id === id)) removePassage(id)
  else await saveAll([id])
}

async function saveAll(ids: readonly string[]): Promise<void> {
  const known = new Set(notebook().passages.map(({ id }) => id))
  const fetched: SavedPassage[] = []
  let missing = 0
  for (const id of ids.filter(each => !known.has(each)))
    try {
      fetched.push(await fetchPassage(id))
    } catch {
      missing++ // said below, after what was saved
    }
  if (fetched.length > 0)
    changeNotebook(before => {
      const lists = before.current === '' ? [] : [before.current]
      const there = new Set(before.passages.map(({ id }) => id))
      const added = fetched.filter(({ id }) => !there.has(id)).map(passage => ({ ...passage, lists }))
      return { ...before, passages: [...before.passages, ...added] }
    })
  if (fetched.length > 0 || missing === 0) announce(say('notebook.wasSaved'))
  if (missing > 0) showTrouble(say('notebook.notSaved', { n: missing }), () => void saveAll(ids))
}

/** What the interface says of a passage, as it is kept. @throws where it cannot be had */
async function fetchPassage(id: string): Promise<SavedPassage> {
  const response = await fetch(`/v1/passages/${idPath(id)}`)
  if (!response.ok) throw new Error(response.statusText)
  const { passage, document: source, citation } = (await response.json()) as PassageAnswer
  return {
    ...placeOf(passage.source),
    id: passage.id,
    title: source.title,
    text: passage.text,
    citation: citation.text,
    ...(passage.speaker === undefined ? {} : { speaker: passage.speaker }),
    date: source.date,
    url: source.url === null ? null : atPassage(source.url, citation.textFragment),
    saved: new Date().toISOString(),
    note: '',
    tags: [],
    lists: [],
  }
}

interface PassageAnswer {
  readonly passage: {
    readonly id: string
    readonly text: string
    readonly source: Place
    readonly speaker?: Speaker
  }
  readonly document: { readonly title: string; readonly date: string | null; readonly url: string | null }
  readonly citation: { readonly text: string; readonly textFragment: string }
}

/** A place without what only a program needs. */
function placeOf({ path, line, ...place }: Place): Place {
  const { endLine, page, endPage, row, endRow, sheet, time, endTime, part } = place
  const optional = { endLine, page, endPage, row, endRow, sheet, time, endTime, part }
  const given = Object.entries(optional).filter(([, value]) => value !== undefined)
  return { path, line, ...Object.fromEntries(given) }
}

/** Which buttons are pressed, and how many passages are saved. */
function showState(): void {
  const ids = new Set(notebook().passages.map(({ id }) => id))
  for (const button of document.querySelectorAll<HTMLElement>('button.pin')) {
    const isSaved = ids.has(passageOf(button))
    if (button.getAttribute('aria-pressed') === String(isSaved)) continue
    button.setAttribute('aria-pressed', String(isSaved))
    button.textContent = say(isSaved ? 'notebook.saved' : 'notebook.save')
  }
  const badge = find('#pinned')
  if (badge !== null) badge.textContent = ids.size === 0 ? '' : number(ids.size)
}

function boxes(): NodeListOf<HTMLInputElement> {
  return document.querySelectorAll<HTMLInputElement>('input.select')
}

/** The boxes of this view, and what can be done with all that are ticked, in this view and in those before. */
function showSelection(): void {
  const here = new Set<string>()
  for (const box of boxes()) {
    box.checked = selected.has(box.value)
    here.add(box.value)
  }
  const form = find('#selection')
  if (form === null) return
  form.classList.toggle('empty-selection', selected.size === 0)
  const count = form.querySelector('.selected-count')
  if (count !== null)
    count.textContent = selected.size === 0 ? '' : say('notebook.selected', { n: selected.size })
  const elsewhere = [...selected].filter(id => !here.has(id))
  form
    .querySelector('.elsewhere')
    ?.replaceChildren(...elsewhere.map(value => element('input', { type: 'hidden', name: 'passage', value })))
}
