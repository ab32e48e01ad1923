// Going from one view of a search to another without loading the page again: the server's page is fetched and its middle put in place.
import { VIEWS } from '../links.ts'
import { announce, debounced, fetchPage, find, showTrouble, unreachable } from './elements.ts'

/** Time after which a view that has not come is shown to be on its way, in milliseconds. */
const SLOW = 200

export type HistoryEntry = 'push' | 'replace' | 'none'

let running: AbortController | null = null
let shown = location.pathname + location.search
const listeners: { readonly asked: (() => void)[]; readonly shown: (() => void)[] } = { asked: [], shown: [] }

/** Calls `listener` whenever the page's middle was replaced. */
export function onView(listener: () => void): void {
  listeners.shown.push(listener)
}

/** Calls `listener` whenever another view is asked for: what the one before was asked beside it is not waited for any more. */
export function onViewAsked(listener: () => void): void {
  listeners.asked.push(listener)
}

export function isView(path: string): boolean {
  return Object.hasOwn(VIEWS, path) && Object.hasOwn(VIEWS, location.pathname)
}

/**
 * Shows the view at an address. A call ends those before it, so that answers never come out of order.
 * @param entry or what says it once the view is there: a call before may have been ended
 * @returns whether it was shown
 */
export async function show(
  url: URL,
  entry: HistoryEntry | (() => HistoryEntry),
  isTyped = false,
): Promise<boolean> {
  running?.abort()
  const request = new AbortController()
  running = request
  const sent = fieldInUse()?.value ?? null
  for (const listener of listeners.asked) listener()
  const slow = setTimeout(() => {
    document.documentElement.classList.add('busy')
    find('#view')?.classList.add('stale')
  }, SLOW)
  try {
    const answer = await fetchPage(url, request.signal)
    if (answer === null || running !== request) return false
    showTrouble(null)
    put(answer.page, isTyped, sent)
    shown = url.pathname + url.search
    document.title = answer.page.title
    const made = typeof entry === 'function' ? entry() : entry
    if (made === 'push') {
      keepLateNow()
      history.pushState(null, '', url)
    } else if (made === 'replace') {
      late = shown
      keepLate.call()
    }
    if (url.hash !== '') document.getElementById(decodeURIComponent(url.hash.slice(1)))?.scrollIntoView()
    return true
  } catch {
    showTrouble(unreachable(), () => void show(url, entry, isTyped))
    return false
  } finally {
    clearTimeout(slow)
    if (running === request) {
      document.documentElement.classList.remove('busy')
      find('#view')?.classList.remove('stale')
    }
  }
}

/** The address of a view that was typed, until the history has it: browsers take their time for that, and the results come first. */
let late: string | null = null
const keepLate = debounced(keepLateNow, 100)

function keepLateNow(): void {
  if (late !== null) history.replaceState(null, '', late)
  late = null
}

/** Puts an address in the place of the one shown, where the page has come to what it leads to by itself. */
export function keepAddress(url: URL): void {
  late = null
  shown = url.pathname + url.search
  history.replaceState(null, '', shown)
}

/** Calls it once the next frame was made. */
function afterPaint(run: () => void): void {
  requestAnimationFrame(() => setTimeout(run))
}

/** Whether a view is being put in place: browsers then call a field changed that has the focus, though nobody has finished it. */
let isPutting = false

/**
 * The middle of a page, and what its head keeps. What was opened stays open, what has the focus keeps it, what is being typed stays.
 * @param sent what stood in the field in use when the page was asked for
 */
function put(page: Document, isTyped: boolean, sent: string | null): void {
  const scrolled = find('#filters')?.scrollTop ?? 0
  const main = find('#main')
  const next = page.querySelector('#main')
  if (main === null || next === null) return
  const open = new Map(
    [...main.querySelectorAll<HTMLDetailsElement>('details[data-key]')].map(
      details => [details.dataset['key'], details.open] as const,
    ),
  )
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null
  const hadFocus = focused !== null && main.contains(focused)
  const key = focused === null ? null : sameOn(focused)
  const keepTyped = typedIn(sent)
  for (const details of next.querySelectorAll<HTMLDetailsElement>('details[data-key]'))
    details.open = open.get(details.dataset['key']) ?? details.open
  holdBack(next)
  isPutting = true
  main.replaceChildren(...next.childNodes)
  isPutting = false
  // To set it lays the page out at once, and again for what changes below.
  const filters = scrolled === 0 ? null : find('#filters')
  if (filters !== null) filters.scrollTop = scrolled
  const keep = page.querySelector('#keep')
  if (keep !== null) find('#keep')?.replaceChildren(...keep.childNodes)
  const languages = page.querySelector('#languages')
  if (languages !== null) find('#languages')?.replaceChildren(...languages.childNodes)
  const form = page.querySelector('#search')
  if (form !== null) find('#search')?.setAttribute('action', form.getAttribute('action') ?? '/')
  const view = find('#view')
  const box = find<HTMLInputElement>('#q')
  if (!isTyped && box !== null) box.value = view?.dataset['q'] ?? ''
  const same = key?.()
  if (hadFocus) (same ?? find('#main'))?.focus({ preventScroll: true })
  keepTyped(same)
  for (const listener of listeners.shown) listener()
  afterPaint(() => announce(view?.dataset['said'] ?? ''))
}

/** Height of a passage in a list at least, in pixels. */
const PASSAGE = 80

/** Cards below the screen are laid out once those on it are painted. Not where the page is scrolled: it would be too short for its place. */
function holdBack(next: Element): void {
  if (scrollY > 0) return
  const room = innerHeight / PASSAGE
  let passages = 0
  const later: Element[] = []
  for (const card of next.querySelectorAll('.card')) {
    if (passages > room) later.push(card)
    passages += card.querySelectorAll('.hit').length
  }
  for (const card of later) card.classList.add('held')
  afterPaint(() => {
    for (const card of later) card.classList.remove('held')
  })
}

/** Puts what is being typed into a field, and was not sent yet, into that of the next view, unless that says something else by now. */
function typedIn(sent: string | null): (field: HTMLElement | null | undefined) => void {
  const used = fieldInUse()
  if (used === null) return () => {}
  const { value, defaultValue, selectionStart, selectionEnd } = used
  return field => {
    if (!(field instanceof HTMLInputElement) || ![defaultValue, sent, value].includes(field.value)) return
    field.value = value
    field.setSelectionRange(selectionStart, selectionEnd)
  }
}

/** The field that is being typed into. */
function fieldInUse(): HTMLInputElement | null {
  const focused = document.activeElement
  return focused instanceof HTMLInputElement && focused.type === 'text' ? focused : null
}

/** How to find, on the next view, what has the focus on this one: a field by its value, a link by its words and its place. */
function sameOn(focused: HTMLElement): () => HTMLElement | null {
  if (focused instanceof HTMLInputElement) {
    const same = fieldKey(focused)
    return () => [...main<HTMLInputElement>('input')].find(field => fieldKey(field) === same) ?? null
  }
  const same = wordsOf(focused)
  return () => [...main('.places a')].find(link => wordsOf(link) === same) ?? null
}

function main<T extends HTMLElement>(selector: string): NodeListOf<T> {
  return document.querySelectorAll<T>(`#main ${selector}`)
}

/** A box is the same by its facet and its value: its name says whether one value is enough. */
function fieldKey(field: HTMLInputElement): string {
  const { type, name, value } = field
  if (type !== 'checkbox') return name
  return `${field.closest<HTMLElement>('details')?.dataset['key']} ${value}`
}

/** What a link says that is seen. */
function wordsOf(link: HTMLElement): string {
  return link.firstChild?.textContent ?? ''
}

/** The address that a form leads to. */
export function addressOf(form: HTMLFormElement, submitter: HTMLElement | null = null): URL {
  const url = new URL(form.getAttribute('action') ?? '/', location.href)
  const data = new FormData(form, submitter)
  for (const [name, value] of data)
    if (typeof value === 'string' && value !== '') url.searchParams.append(name, value)
  return url
}

/**
 * Links and forms that lead from view to view, and the browser's way back.
 * @param entryOf what the history has of a form that was sent
 */
export function followViews(onLeave: () => void, entryOf: (form: HTMLFormElement) => HistoryEntry): void {
  document.addEventListener('click', event => {
    keepLateNow() // before what was clicked leads away
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null
    // Another language is another page, words of this script included.
    if (link === null || link.hasAttribute('download') || link.hasAttribute('hreflang')) return
    const url = new URL(link.getAttribute('href') ?? '', location.href)
    const isHere = url.pathname === location.pathname && url.search === location.search && url.hash !== ''
    if (url.origin !== location.origin || !isView(url.pathname) || isHere) return
    event.preventDefault()
    onLeave()
    const isNextPage = link.getAttribute('rel') === 'next' || link.getAttribute('rel') === 'prev'
    void show(url, 'push').then(() => {
      if (isNextPage) scrollTo(0, 0)
    })
  })
  document.addEventListener('submit', event => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.method !== 'get') return
    const url = addressOf(form, event.submitter)
    if (!isView(url.pathname)) return
    event.preventDefault()
    onLeave()
    void show(url, entryOf(form))
  })
  // A box that is ticked, a date that was typed: the filters hold at once.
  document.addEventListener('change', event => {
    if (isPutting) return
    const field = event.target
    if (field instanceof HTMLInputElement && field.name !== '' && field.closest('#filters') !== null)
      field.form?.requestSubmit()
  })
  addEventListener('popstate', () => {
    late = null
    // What was typed before is not searched for once one has gone back.
    onLeave()
    if (isView(location.pathname) && location.pathname + location.search !== shown)
      void show(new URL(location.href), 'none')
  })
}
