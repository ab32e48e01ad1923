// Where is the notebook? In the storage of this browser. What cannot be kept there is kept by the page, and the page says so.
import { say } from '../../words/spoken.ts'
import { showTrouble } from '../elements.ts'
import { onView } from '../views.ts'
import { EMPTY, type Notebook, readNotebook } from './notebook.ts'

const KEY = 'lede.notebook'
/** Where it was before it had lists. */
const OLD_KEY = 'lede.workspace'

type Change = (notebook: Notebook) => Notebook

/** Changes that the storage has not taken, in their order. */
let pending: readonly Change[] = []
/** Whether there is something in the storage that must not be written over. */
let isLocked = false
let read: { readonly text: string; readonly notebook: Notebook } | null = null
const listeners: ((isFromElsewhere: boolean) => void)[] = []

/** The notebook as it is in this page: kept, and with what could not be kept. */
export function notebook(): Notebook {
  return pending.reduce((before, change) => change(before), stored())
}

/** Changes the notebook as it is now, whoever changed it last. */
export function changeNotebook(change: Change): void {
  pending = [...pending, change]
  keep()
  for (const listener of listeners) listener(false)
}

/** Calls `listener` whenever the notebook was changed, here or in another window. */
export function onNotebook(listener: (isFromElsewhere: boolean) => void): void {
  listeners.push(listener)
}

export function watchStorage(): void {
  addEventListener('storage', event => {
    if (event.key === KEY || event.key === null) for (const listener of listeners) listener(true)
  })
  addEventListener('beforeunload', event => {
    if (pending.length > 0) event.preventDefault()
  })
  onView(warn)
}

function keep(): void {
  const text = JSON.stringify(notebook())
  if (isLocked) {
    warn()
    return
  }
  try {
    localStorage.setItem(KEY, text)
    pending = []
    showTrouble(null)
    const old = localStorage.getItem(OLD_KEY)
    // What could not be read of it is there and nowhere else.
    if (old !== null && readNotebook(old)?.unreadable === 0) localStorage.removeItem(OLD_KEY)
  } catch {
    warn() // what is wrong is said there; nothing is lost while the page is open
  }
}

function warn(): void {
  if (pending.length > 0) showTrouble(say(isBlocked() ? 'notebook.blocked' : 'notebook.full'), keep)
}

function stored(): Notebook {
  const text = kept(KEY) ?? kept(OLD_KEY)
  if (text === null) return EMPTY
  if (read?.text === text) return read.notebook
  const found = readNotebook(text)
  if (found === null || found.unreadable > 0) setAside(text)
  read = { text, notebook: found?.notebook ?? EMPTY }
  return read.notebook
}

/** Null for nothing, and where the browser lets the page keep nothing. */
function kept(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function isBlocked(): boolean {
  try {
    localStorage.getItem(KEY)
    return false
  } catch {
    return true
  }
}

/** What cannot be read may have somebody's notes in it: it is kept, and nothing is written in its place before. */
function setAside(text: string): void {
  if (kept(KEY) !== text) {
    showTrouble(say('notebook.unreadable', { key: OLD_KEY }))
    return
  }
  const first = `${KEY}.unreadable`
  const name = [null, text].includes(kept(first)) ? first : `${first}.${Date.now()}`
  try {
    localStorage.setItem(name, text)
    showTrouble(say('notebook.unreadable', { key: name }))
  } catch {
    isLocked = true // said with the first change
  }
}
