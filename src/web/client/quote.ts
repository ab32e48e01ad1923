// What does an editor get who copies a quotation? The passage with its citation, or the part of it that is marked, and where in the passage it stands.
import { idPath } from '../../domain/addresses.ts'
import { say } from '../words/spoken.ts'
import { confirmOn, copy } from './copy.ts'
import { onClick, passageOf, showTrouble, unreachable } from './elements.ts'

/** A part of a passage as it is shown. */
interface Marked {
  readonly passage: string
  /** All that is shown of the passage, and the part of it that is marked. */
  readonly shown: string
  readonly start: number
  readonly end: number
}

/** Some browsers take the mark off once a button is pressed: what was marked is noted before. */
let marked: Marked | null = null

export function quoteOnClick(): void {
  document.addEventListener('pointerdown', () => {
    marked = markedPart()
  })
  onClick('button.copy-quote', (button, event) => {
    // Pressed by a key, it comes without a pointer.
    const part = event.detail === 0 ? markedPart() : marked
    const isOfReader = button.closest('#reader') !== null
    const id = part !== null && isOfReader ? part.passage : passageOf(button)
    void quoteOf(id, part?.passage === id ? part : null).then(
      async quote => {
        await copy(quote)
        confirmOn(button, say('script.copied'))
      },
      () => showTrouble(unreachable()),
    )
  })
}

/** The text of a passage, in the results and in the reader. */
const TEXT = '.card .hit blockquote, #reader .passage .text'

/** What is marked within one passage, or null: the passage in which the mark begins. */
function markedPart(): Marked | null {
  const selection = getSelection()
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0).cloneRange()
  const text = elementOf(range.startContainer)?.closest(TEXT)
  const passage = text?.closest<HTMLElement>('.hit, .passage')
  if (text == null || passage == null) return null
  const whole = document.createRange()
  whole.selectNodeContents(text)
  if (range.compareBoundaryPoints(Range.END_TO_END, whole) > 0)
    range.setEnd(whole.endContainer, whole.endOffset)
  const before = whole.cloneRange()
  before.setEnd(range.startContainer, range.startOffset)
  const start = before.toString().length
  const end = start + range.toString().length
  return { passage: passageIn(passage), shown: whole.toString(), start, end }
}

function elementOf(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement
}

/** In the reader only passages that the search finds name themselves; all have their ids in those of the page. */
function passageIn(element: HTMLElement): string {
  return element.dataset['passage'] ?? element.id.replace(/^in-reader-/u, '')
}

/** In quotation marks, with the citation an editor checks it by. @throws where the service cannot be reached */
async function quoteOf(id: string, part: Marked | null): Promise<string> {
  const response = await fetch(`/v1/passages/${idPath(id)}`)
  if (!response.ok) throw new Error(response.statusText)
  const { passage, citation } = (await response.json()) as {
    readonly passage: { readonly text: string }
    readonly citation: { readonly text: string }
  }
  const { text } = passage
  const place = part === null ? null : placeIn(text, part)
  if (place === null) return `“${text}”\n— ${citation.text}`
  const { start, end } = place
  const where = say('script.quotedPart', { citation: citation.text, first: start + 1, last: end })
  return `“${text.slice(start, end)}”\n— ${where}`
}

/** Where the marked part stands in the text, of which a list shows a part with dots around it; null where it is all of it. */
function placeIn(text: string, { shown, start, end }: Marked): { start: number; end: number } | null {
  const said = shown.slice(start, end)
  const quoted = withoutDots(said)
  const around = withoutDots(shown)
  const shift = text.indexOf(around) - shown.indexOf(around)
  const guess = start + shift + Math.max(0, said.indexOf(quoted))
  const at = text.startsWith(quoted, guess) ? guess : text.indexOf(quoted)
  if (quoted === '' || at === -1 || quoted.length === text.length) return null
  return { start: at, end: at + quoted.length }
}

/** A list shows that a text goes on before or after. */
function withoutDots(shown: string): string {
  return shown.trim().replace(/^…/u, '').replace(/…$/u, '').trim()
}
