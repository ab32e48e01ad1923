// Who is that? A card beside a name under the pointer or the keyboard's focus: what the head of its page says. Its link works without.
import { element, fetchPage } from './elements.ts'

/** How long a pointer rests on a name before its card comes, and how long the card stays once it left, in milliseconds. */
const PAUSE = { show: 350, hide: 250 } as const

const CARD = 'name-card'

interface Shown {
  readonly link: HTMLAnchorElement
  readonly card: HTMLElement
  /** What the browser would show of the link itself. */
  readonly title: string
}

export function showCards(): void {
  let shown: Shown | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let wanted: HTMLAnchorElement | null = null

  const hide = (): void => {
    clearTimeout(timer)
    wanted = null
    if (shown === null) return
    shown.card.remove()
    shown.link.removeAttribute('aria-describedby')
    if (shown.title !== '') shown.link.title = shown.title
    shown = null
  }
  const show = async (link: HTMLAnchorElement): Promise<void> => {
    const head = await headOf(link)
    if (head === null || wanted !== link || !link.isConnected) return
    hide()
    const card = element(
      'div',
      { class: CARD, id: CARD, role: 'tooltip' },
      ...head.cloneNode(true).childNodes,
    )
    shown = { link, card, title: link.title }
    link.removeAttribute('title')
    link.setAttribute('aria-describedby', CARD)
    // Within the main part of the page, so that it belongs to a landmark.
    ;(link.closest('main') ?? document.body).append(card)
    place(card, link)
  }
  const want = (link: HTMLAnchorElement, pause: number): void => {
    clearTimeout(timer)
    if (shown?.link === link) return
    wanted = link
    timer = setTimeout(() => void show(link), pause)
  }
  const leave = (): void => {
    clearTimeout(timer)
    wanted = null
    timer = setTimeout(hide, PAUSE.hide)
  }

  document.addEventListener('pointerover', event => {
    if (event.pointerType !== 'mouse') return
    const link = nameAt(event.target)
    if (link !== null) want(link, PAUSE.show)
    else if (isInCard(event.target)) clearTimeout(timer)
    else if (shown !== null || wanted !== null) leave()
  })
  document.addEventListener('focusin', event => {
    const link = nameAt(event.target)
    if (link?.matches(':focus-visible') === true) want(link, PAUSE.show)
    else if (!isInCard(event.target)) hide()
  })
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') hide()
  })
  // What is looked at is another place, or another view.
  addEventListener('click', hide, { capture: true })
}

function nameAt(target: EventTarget | null): HTMLAnchorElement | null {
  return target instanceof Element ? target.closest<HTMLAnchorElement>('a.mention') : null
}

function isInCard(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(`#${CARD}`) !== null
}

const heads = new Map<string, Element>()

/** The head of the name's page, or null where it cannot be had: the card is no more than a help. */
async function headOf({ href }: HTMLAnchorElement): Promise<Element | null> {
  const known = heads.get(href)
  if (known !== undefined) return known
  try {
    const head = (await fetchPage(href))?.page.querySelector('#head-of-name') ?? null
    if (head !== null) heads.set(href, head)
    return head
  } catch {
    return null
  }
}

/** Below the name, or above it where there is no room, within the window. */
function place(card: HTMLElement, link: HTMLElement): void {
  const name = link.getClientRects()[0] ?? link.getBoundingClientRect()
  const { width, height } = card.getBoundingClientRect()
  const x = Math.max(8, Math.min(name.left, innerWidth - width - 8))
  const isBelow = name.bottom + height + 8 < innerHeight || name.top < height + 8
  card.style.left = `${x + scrollX}px`
  card.style.top = `${(isBelow ? name.bottom + 4 : name.top - height - 4) + scrollY}px`
}
