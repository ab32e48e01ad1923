// Results while one types: each pause shows the view of what stands in the box.
import { documentLink } from '../links.ts'
import { debounced, find } from './elements.ts'
import { rememberSearch } from './recent.ts'
import { type Choice, SuggestionList } from './suggestions.ts'
import { addressOf, followViews, type HistoryEntry, isView, onViewAsked, show } from './views.ts'

/** Keys that come faster than this are waited out, in milliseconds; a key after a longer pause is followed at once. */
const PAUSE = 60

/** Who types on sees results; what the words may become is asked for once the results have been there so long, in milliseconds. */
const THOUGHT = 150

export function searchWhileTyping(): void {
  const form = find<HTMLFormElement>('#search')
  const box = find<HTMLInputElement>('#q')
  if (form === null || box === null) return
  /** What is typed in one go is one entry of the history. */
  let isTyping = false
  /** The first view that is shown has an entry, and the others take its place. */
  const entryOfTyping = (): HistoryEntry => {
    const entry = isTyping ? 'replace' : 'push'
    isTyping = true
    return entry
  }
  const suggestions = new SuggestionList(box, form, choice => follow(choice, form, box))
  const complete = debounced(() => void suggestions.update(), THOUGHT)
  onViewAsked(() => {
    complete.cancel()
    suggestions.stop()
  })
  const search = (): void => {
    const url = addressOf(form)
    // The last word may not be whole yet.
    if (url.searchParams.has('q')) url.searchParams.set('prefix', 'last')
    if (!isView(url.pathname)) {
      void suggestions.update()
      return
    }
    // The results first: the service answers one after the other, and the browser paints what it has.
    void show(url, entryOfTyping, true).then(isShown => {
      if (isShown) complete.call()
      // What is wrong has a way out that suggestions would lie over.
      else if (find('#trouble')?.hidden === false) suggestions.close()
    })
  }
  const later = debounced(search, PAUSE)
  let last = 0
  const onInput = (): void => {
    const isFast = performance.now() - last < PAUSE
    last = performance.now()
    if (isFast) later.call()
    else {
      later.cancel()
      search()
    }
  }
  box.addEventListener('input', event => {
    if (!(event as InputEvent).isComposing) onInput()
  })
  box.addEventListener('compositionend', search)
  // What is asked for now is not to be asked for again, and put in place of what the reader may be at, when the pause is over.
  const endTyping = (): void => {
    later.cancel()
    rememberSearch(box.value)
    isTyping = false
  }
  /** What was typed and is now sent as it is takes the place of the view that was shown while one typed. */
  let entryOfSubmit: HistoryEntry = 'push'
  form.addEventListener('submit', () => {
    entryOfSubmit = isTyping ? 'replace' : 'push'
    endTyping()
    suggestions.close()
  })
  box.addEventListener('blur', () => {
    isTyping = false
  })
  followViews(endTyping, submitted => (submitted === form ? entryOfSubmit : 'push'))
  // Escape would empty the box in some browsers, and with it the search: it closes the suggestions, and then leaves the box.
  box.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || event.isComposing) return
    event.preventDefault()
    complete.cancel()
    if (!suggestions.isOpen) box.blur()
    suggestions.close()
  })
}

function follow(choice: Choice, form: HTMLFormElement, box: HTMLInputElement): void {
  if (choice.kind === 'document') {
    location.assign(documentLink(choice.id))
    return
  }
  box.value = choice.q
  rememberSearch(choice.q)
  const url = addressOf(form)
  if (choice.kind === 'entity') url.searchParams.append('anyEntity', choice.id)
  if (isView(url.pathname)) void show(url, 'push')
  else location.assign(url)
}
