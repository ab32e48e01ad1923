// Which elements do the page's own style sheets hide? Simple selectors only (`.x`, `#x`, `p.x`), and none that another rule shows on demand.
import type { Element, Root as HtmlRoot } from 'hast'

/** Whether an element is hidden, by the `style` elements of its page. */
export function hiddenByStyles(page: HtmlRoot): (element: Element) => boolean {
  const sheet = styleTexts(page).join('\n')
  if (!HIDING.test(sheet)) return () => false
  const shows = new Map<string, boolean>()
  const onDemand: string[] = []
  for (const { selectors, body } of rulesOf(sheet)) {
    const shown = displayOf(body)
    if (shown === null) continue
    for (const selector of selectors) {
      if (SIMPLE.test(selector)) shows.set(selector, shown)
      else if (shown) onDemand.push(selector)
    }
  }
  const hidden = [...shows].flatMap(([selector, shown]) => (shown ? [] : [partsOf(selector)]))
  // `.more.open { display: block }`, `:checked ~ .more`: a reader can unfold it.
  const unfolded = new Set(
    [...onDemand, ...[...shows].flatMap(([selector, shown]) => (shown ? [selector] : []))].flatMap(
      selector => selector.match(NAME) ?? [],
    ),
  )
  const hiding = hidden.filter(({ names }) => names.length > 0 && !names.some(name => unfolded.has(name)))
  const byElement = hidden.filter(({ names, tag }) => names.length === 0 && tag !== '')
  return ({ tagName, properties }) => {
    const classes = [properties['className']].flat().map(name => `.${name}`)
    const own = new Set([...classes, `#${properties['id']}`])
    return (
      hiding.some(
        ({ tag, names }) => (tag === '' || tag === tagName) && names.every(name => own.has(name)),
      ) || byElement.some(({ tag }) => tag === tagName)
    )
  }
}

const HIDING = /display\s*:\s*none|visibility\s*:\s*hidden/iu
/** An element, classes and ids, and nothing about where it stands or what is done to it. */
const SIMPLE = /^[a-z\d]*(?:[.#][\w-]+)*$/iu
const NAME = /[.#][\w-]+/gu

function styleTexts(node: HtmlRoot | Element): string[] {
  return node.children.flatMap(child => {
    if (child.type !== 'element') return []
    if (child.tagName !== 'style') return styleTexts(child)
    const media = String(child.properties['media'] ?? 'all')
    const [text] = child.children
    return text?.type === 'text' && isForScreens(media) ? [text.value] : []
  })
}

function isForScreens(media: string): boolean {
  return SCREENS.has(media.trim().toLowerCase())
}

const SCREENS = new Set(['', 'all', 'screen', 'only all', 'only screen'])

interface Rule {
  readonly selectors: readonly string[]
  readonly body: string
}

/** The rules of a sheet that hold on every screen: those within a condition are passed over. */
function* rulesOf(sheet: string): Generator<Rule> {
  const text = withoutComments(sheet)
  /** What is open around the place: whether its rules count. */
  const open: boolean[] = []
  let prelude = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === ';' && open.length === 0) prelude = at + 1
    else if (sign === '}') {
      open.pop()
      prelude = at + 1
    } else if (sign === '{') {
      const head = text.slice(prelude, at).trim()
      if (head.startsWith('@')) {
        const media = /^@media\s(.{0,200})$/isu.exec(head)?.[1]
        open.push((media !== undefined && isForScreens(media)) || /^@layer\b/iu.test(head))
        prelude = at + 1
        continue
      }
      const end = text.indexOf('}', at)
      if (end === -1) return
      if (open.every(counts => counts))
        yield { selectors: head.split(',').map(selector => selector.trim()), body: text.slice(at + 1, end) }
      at = end
      prelude = end + 1
    }
  }
}

function withoutComments(sheet: string): string {
  let text = ''
  for (let at = 0; ; ) {
    const start = sheet.indexOf('/*', at)
    if (start === -1) return text + sheet.slice(at)
    text += sheet.slice(at, start)
    const end = sheet.indexOf('*/', start + 2)
    if (end === -1) return text
    at = end + 2
  }
}

/** Whether a rule shows what it is about; null where it does not say. */
function displayOf(body: string): boolean | null {
  let shown: boolean | null = null
  for (const declaration of body.split(';')) {
    const colon = declaration.indexOf(':')
    const name = declaration.slice(0, colon).trim().toLowerCase()
    const value = declaration
      .slice(colon + 1)
      .trim()
      .toLowerCase()
    if (name === 'display') shown = !value.startsWith('none')
    else if (name === 'visibility' && shown !== false) shown = !/^(?:hidden|collapse)/u.test(value)
  }
  return shown
}

function partsOf(selector: string): { readonly tag: string; readonly names: readonly string[] } {
  return { tag: /^[a-z\d]*/iu.exec(selector)?.[0].toLowerCase() ?? '', names: selector.match(NAME) ?? [] }
}
