// The page of the notebook: lists and tags to choose by, passages with their notes, and what is done with those chosen.
import { LIMITS } from '../../../search/limits.ts'
import { address, LANGUAGE } from '../../links.ts'
import { say } from '../../words/spoken.ts'
import { confirmOn, copy } from '../copy.ts'
import { element, find, onClick, showTrouble, unreachable } from '../elements.ts'
import { csvOf, download, jsonOf, markdownOf, referencesOf } from './files.ts'
import { type ItemActions, passageItem } from './item.ts'
import {
  distinct,
  joined,
  type Notebook,
  readNotebook,
  type SavedPassage,
  withListCalled,
  withoutPassages,
  withPassage,
} from './notebook.ts'
import { removePassage } from './removal.ts'
import { changeNotebook, notebook, onNotebook } from './store.ts'

/** What is looked at: a list and a tag, empty for all. */
let shown = { list: '', tag: '' }
const ticked = new Set<string>()
/** Whether another window has changed what is shown here. */
let isBehind = false

export function keepNotebookPage(): void {
  const place = find('#notebook')
  if (place === null) return
  const asked = new URLSearchParams(location.search)
  shown = { list: asked.get('list') ?? '', tag: asked.get('tag') ?? '' }
  onClick('#notebook [data-list]', button => look({ list: button.dataset['list'] ?? '', tag: '' }))
  onClick('#notebook [data-tag]', button => {
    const tag = button.dataset['tag'] ?? ''
    look({ ...shown, tag: shown.tag === tag ? '' : tag })
  })
  onClick('[data-export]', button => void exportAs(button.dataset['export'] ?? ''))
  onClick('[data-print]', () => print())
  onClick('[data-share]', share)
  onClick('[data-clear]', clear)
  onClick('.delete-list', () => {
    if (!confirm(say('notebook.confirmList', { list: shown.list }))) return
    changeNotebook(before => withListCalled(before, shown.list, null))
    look({ list: '', tag: '' })
  })
  onSubmit('.new-list', name => {
    changeNotebook(before => ({ ...before, lists: distinct([...before.lists, name]) }))
    look({ list: name, tag: '' })
  })
  onSubmit('.this-list', name => {
    changeNotebook(before => withListCalled(before, shown.list, name))
    look({ list: name, tag: '' })
  })
  find('.into-this')?.addEventListener('change', event => {
    const isChosen = (event.target as HTMLInputElement).checked
    changeNotebook(before => ({ ...before, current: isChosen ? shown.list : '' }))
  })
  find('.select-all')?.addEventListener('change', event => {
    const isChosen = (event.target as HTMLInputElement).checked
    for (const { id } of passagesHere()) if (isChosen) ticked.add(id)
    if (!isChosen) ticked.clear()
    render()
  })
  find('.restore input')?.addEventListener('change', event => {
    const field = event.target as HTMLInputElement
    void restore(field.files?.[0]).then(() => {
      field.value = ''
    })
  })
  onNotebook(isFromElsewhere => {
    // Whoever writes goes on writing: what is shown follows once the field is left.
    if (!isWriting()) render()
    else if (isFromElsewhere) isBehind = true
  })
  followFocus(place)
  render()
}

function onSubmit(selector: string, handle: (name: string) => void): void {
  find<HTMLFormElement>(selector)?.addEventListener('submit', event => {
    event.preventDefault()
    const field = (event.target as HTMLFormElement).querySelector<HTMLInputElement>('input[name="list"]')
    const name = field?.value.trim() ?? ''
    if (field === null || name === '') return
    field.value = ''
    handle(name)
  })
}

function isWriting(): boolean {
  return document.activeElement?.matches('#notebook .hits textarea, #notebook .hits input') === true
}

/** Shows what has changed once a field is left, and not while a button is pressed: what is replaced under the mouse gets no click. */
function followFocus(place: HTMLElement): void {
  let isLeft = false
  let isPressed = false
  const follow = (): void => {
    if (!isLeft || isPressed) return
    isLeft = false
    if (isBehind && document.activeElement?.closest('#notebook .hits') == null) render()
    else renderHeads()
  }
  place.addEventListener('focusin', ({ target }) => {
    const id = target instanceof Element && target.closest<HTMLElement>('.hit')?.dataset['passage']
    if (id && currentOf(id) === null) render()
  })
  place.addEventListener('focusout', () => {
    isLeft = true
    setTimeout(follow)
  })
  addEventListener('pointerdown', () => {
    isPressed = true
  })
  for (const end of ['pointerup', 'pointercancel'])
    addEventListener(end, () => {
      isPressed = false
      setTimeout(follow)
    })
}

function look(to: typeof shown): void {
  shown = to
  ticked.clear()
  const url = new URL(location.href)
  for (const [name, value] of Object.entries(to))
    if (value === '') url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  history.replaceState(null, '', url)
  render()
}

function passagesHere(of: Notebook = notebook()): readonly SavedPassage[] {
  const { list, tag } = shown
  return of.passages.filter(
    ({ lists, tags }) => (list === '' || lists.includes(list)) && (tag === '' || tags.includes(tag)),
  )
}

/** Those that are ticked, or all that are shown where none is. */
function chosen(): readonly SavedPassage[] {
  const here = passagesHere()
  const some = here.filter(({ id }) => ticked.has(id))
  return some.length > 0 ? some : here
}

function currentOf(id: string): SavedPassage | null {
  return notebook().passages.find(passage => passage.id === id) ?? null
}

function render(): void {
  isBehind = false
  renderHeads()
  const { lists } = notebook()
  const actions: ItemActions = {
    current: currentOf,
    tick: (id, isTicked) => {
      if (isTicked) ticked.add(id)
      else ticked.delete(id)
      renderHeads()
    },
    change: (id, change) => changeNotebook(before => withPassage(before, id, change)),
    remove: removePassage,
  }
  const items = passagesHere().map(passage => passageItem(passage, lists, ticked.has(passage.id), actions))
  find('#notebook .hits')?.replaceChildren(...items)
}

/** Everything but the passages themselves. */
function renderHeads(): void {
  const all = notebook()
  if (shown.list !== '' && !all.lists.includes(shown.list)) shown = { list: '', tag: '' }
  const here = passagesHere(all)
  for (const id of ticked) if (!here.some(passage => passage.id === id)) ticked.delete(id)
  toggle('#notebook .filled', all.passages.length > 0 || all.lists.length > 0)
  toggle('#notebook .empty', all.passages.length === 0 && all.lists.length === 0)
  toggle('#notebook .none-here', here.length === 0)
  toggle('#notebook .this-list', shown.list !== '')
  find('#notebook .lists')?.replaceChildren(
    listButton('', say('notebook.all'), all.passages.length),
    ...all.lists.map(list =>
      listButton(list, list, all.passages.filter(({ lists }) => lists.includes(list)).length),
    ),
  )
  const name = find<HTMLInputElement>('#notebook .this-list input[name="list"]')
  if (name !== null && name !== document.activeElement) name.value = shown.list
  const into = find<HTMLInputElement>('.into-this')
  if (into !== null) into.checked = shown.list !== '' && all.current === shown.list
  renderTags(all)
  const count = find('#notebook .here')
  const found = say('count.passages', { n: here.length })
  const some = ticked.size === 0 ? '' : ` · ${say('notebook.selected', { n: ticked.size })}`
  if (count !== null && count.textContent !== `${found}${some}`) count.textContent = `${found}${some}`
  const everything = find<HTMLInputElement>('.select-all')
  if (everything !== null) everything.checked = here.length > 0 && ticked.size === here.length
  const title = find('#notebook .list-title')
  if (title !== null) title.textContent = titleOf()
}

function renderTags(all: Notebook): void {
  const counts = new Map<string, number>()
  const inList = all.passages.filter(({ lists }) => shown.list === '' || lists.includes(shown.list))
  for (const { tags } of inList) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  if (shown.tag !== '') counts.set(shown.tag, counts.get(shown.tag) ?? 0)
  const tags = [...counts].sort(([one], [other]) => one.localeCompare(other))
  toggle('#notebook .tags-here', tags.length > 0)
  find('#notebook .tags-here')?.replaceChildren(
    `${say('notebook.tags')}: `,
    ...tags.map(([tag, count]) =>
      element(
        'button',
        { type: 'button', 'data-tag': tag, 'aria-pressed': String(tag === shown.tag) },
        element('bdi', {}, tag),
        ` ${say('notebook.times', { n: count })}`,
      ),
    ),
  )
}

function listButton(list: string, name: string, count: number): HTMLElement {
  return element(
    'button',
    { type: 'button', 'data-list': list, 'aria-pressed': String(list === shown.list) },
    element('bdi', {}, name),
    ' ',
    element('span', { class: 'count' }, say('notebook.times', { n: count })),
  )
}

function toggle(selector: string, isShown: boolean): void {
  const place = find(selector)
  if (place !== null) place.hidden = !isShown
}

function titleOf(): string {
  return shown.list === '' ? say('notebook.title') : shown.list
}

async function exportAs(format: string): Promise<void> {
  const passages = chosen()
  switch (format) {
    case 'markdown':
      download('notebook.md', 'text/markdown', markdownOf(titleOf(), passages))
      return
    case 'csv':
      download('notebook.csv', 'text/csv', csvOf(passages))
      return
    case 'json':
      download('notebook.json', 'application/json', jsonOf({ ...notebook(), passages }))
      return
    case 'bibtex':
    case 'ris': {
      try {
        const { text, missing } = await referencesOf(passages, format)
        download(
          `notebook.${format === 'ris' ? 'ris' : 'bib'}`,
          format === 'ris' ? 'application/x-research-info-systems' : 'application/x-bibtex',
          text,
        )
        if (missing > 0) showTrouble(say('notebook.missingReferences', { n: missing }))
      } catch {
        showTrouble(unreachable())
      }
    }
  }
}

function share(button: HTMLElement): void {
  const passages = chosen()
  if (passages.length > LIMITS.repeats) {
    showTrouble(say('notebook.shareLimit', { n: passages.length, most: LIMITS.repeats }))
    return
  }
  const url = new URL(address('/workspace'), location.href)
  for (const { id } of passages) url.searchParams.append('passage', id)
  // Whoever gets the link reads in a language of their own.
  url.searchParams.delete(LANGUAGE)
  void copy(url.href).then(() => confirmOn(button, say('script.copied')))
}

function clear(): void {
  const passages = chosen()
  if (!confirm(say('notebook.confirm', { n: passages.length }))) return
  changeNotebook(before => withoutPassages(before, new Set(passages.map(({ id }) => id))))
  render()
}

async function restore(file: File | undefined): Promise<void> {
  if (file === undefined) return
  const found = readNotebook(await file.text())
  if (found === null) {
    showTrouble(say('notebook.notOne'))
    return
  }
  const known = new Set(notebook().passages.map(({ id }) => id))
  changeNotebook(before => joined(before, found.notebook))
  render()
  const added = found.notebook.passages.filter(({ id }) => !known.has(id)).length
  const place = find('#notebook .restored')
  const text = say('notebook.restored', {
    added,
    known: found.notebook.passages.length - added,
    unreadable: found.unreadable,
  })
  if (place !== null) place.textContent = text
}
