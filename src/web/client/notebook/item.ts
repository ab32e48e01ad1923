// A saved passage on the page of the notebook: its words and citation, and what its owner says of it.
import { outsideLink, passageLink } from '../../links.ts'
import { say } from '../../words/spoken.ts'
import { element } from '../elements.ts'
import { permanentLink } from './files.ts'
import { distinct, type SavedPassage } from './notebook.ts'

export interface ItemActions {
  /** The passage as it is kept now: another window may have changed it. Null where it is gone. */
  readonly current: (id: string) => SavedPassage | null
  readonly tick: (id: string, isTicked: boolean) => void
  readonly change: (id: string, change: (passage: SavedPassage) => SavedPassage) => void
  readonly remove: (id: string) => void
}

/** @param lists all that the notebook has */
export function passageItem(
  passage: SavedPassage,
  lists: readonly string[],
  isTicked: boolean,
  actions: ItemActions,
): HTMLElement {
  const { id, title, text, citation, url } = passage
  const box = element('input', {
    type: 'checkbox',
    class: 'tick',
    'aria-label': say('notebook.selectTitle', { title }),
  })
  box.checked = isTicked
  box.addEventListener('change', () => actions.tick(id, box.checked))
  const original = outsideLink(url)
  const removal = element('button', { type: 'button', class: 'remove' }, say('notebook.remove'))
  removal.addEventListener('click', () => actions.remove(id))
  return element(
    'li',
    { class: 'hit', 'data-passage': id },
    element('h2', {}, box, element('a', { href: passageLink(id), dir: 'auto' }, title)),
    element('blockquote', { dir: 'auto' }, text),
    element('p', { class: 'cite' }, element('cite', {}, citation)),
    element('p', { class: 'printed', dir: 'ltr' }, original ?? permanentLink(id)),
    ...noteField(passage, actions),
    ...tagField(passage, actions),
    lists.length === 0 ? '' : listBoxes(passage, lists, actions),
    element(
      'p',
      { class: 'controls' },
      element('button', { class: 'copy', type: 'button' }, say('notebook.copyCitation')),
      original === null ? '' : element('a', { href: original, rel: 'noreferrer' }, say('notebook.original')),
      removal,
    ),
  )
}

/** The field, and the same for paper, where a field is cut at its size. */
function noteField({ id, title, note }: SavedPassage, { change, current }: ItemActions): HTMLElement[] {
  const field = element(
    'textarea',
    {
      class: 'note-field',
      dir: 'auto',
      'aria-label': say('notebook.noteOn', { title }),
      placeholder: say('notebook.yourNote'),
    },
    note,
  )
  const onPaper = element('p', { class: 'printed note-on-paper', dir: 'auto' }, note)
  // Whoever writes goes on from what is kept, not from what was shown before.
  field.addEventListener('focus', () => {
    const kept = current(id)?.note ?? field.value
    if (field.value !== kept) field.value = kept
    onPaper.textContent = kept
  })
  field.addEventListener('input', () => {
    onPaper.textContent = field.value
    change(id, passage => ({ ...passage, note: field.value }))
  })
  return [field, onPaper]
}

function tagField({ id, title, tags }: SavedPassage, { change, current }: ItemActions): HTMLElement[] {
  const field = element('input', {
    type: 'text',
    dir: 'auto',
    value: tags.join(', '),
    'aria-label': say('notebook.tagsOf', { title }),
    placeholder: say('notebook.tagsForm'),
  })
  const written = (): readonly string[] => distinct(field.value.split(/[,،]/u).map(tag => tag.trim()))
  field.addEventListener('focus', () => {
    const kept = current(id)?.tags ?? written()
    if (written().join() !== kept.join()) field.value = kept.join(', ')
    onPaper.textContent = tagLine(kept)
  })
  field.addEventListener('input', () => {
    const given = written()
    onPaper.textContent = tagLine(given)
    change(id, passage => ({ ...passage, tags: given }))
  })
  const onPaper = element('p', { class: 'printed', dir: 'auto' }, tagLine(tags))
  return [
    element('p', { class: 'tag-field' }, element('span', {}, say('notebook.tags')), ' ', field),
    onPaper,
  ]
}

function tagLine(tags: readonly string[]): string {
  return tags.length === 0 ? '' : `${say('notebook.tags')}: ${tags.join(say('list.joiner'))}`
}

function listBoxes(
  { id, lists: own }: SavedPassage,
  lists: readonly string[],
  { change }: ItemActions,
): HTMLElement {
  const boxes = lists.map(list => {
    const box = element('input', { type: 'checkbox' })
    box.checked = own.includes(list)
    box.addEventListener('change', () =>
      change(id, passage => ({
        ...passage,
        lists: box.checked
          ? distinct([...passage.lists, list])
          : passage.lists.filter(other => other !== list),
      })),
    )
    return element('label', {}, box, ' ', element('bdi', {}, list))
  })
  return element('fieldset', { class: 'list-boxes' }, element('legend', {}, say('notebook.lists')), ...boxes)
}
