// The two pictures under the pointer: a span of time drawn over the histogram, the neighbours of a name in the network.
import { isView, show } from './views.ts'

export function drawOverPictures(): void {
  let drag: { svg: SVGSVGElement; from: number; to: number } | null = null
  document.addEventListener('pointerdown', event => {
    const svg = event.target instanceof Element ? event.target.closest<SVGSVGElement>('svg.histogram') : null
    if (svg === null || event.button !== 0) return
    // Else the browser would drag the link under the pointer.
    event.preventDefault()
    const at = barAt(svg, event.clientX)
    drag = { svg, from: at, to: at }
  })
  document.addEventListener('pointermove', event => {
    if (drag === null) return
    drag.to = barAt(drag.svg, event.clientX)
    const brush = drag.svg.querySelector('.brush')
    const width = drag.svg.viewBox.baseVal.width / barsOf(drag.svg).length
    brush?.setAttribute('x', String(Math.min(drag.from, drag.to) * width))
    brush?.setAttribute('width', String((Math.abs(drag.to - drag.from) + 1) * width))
  })
  document.addEventListener('pointerup', () => {
    if (drag === null) return
    const { svg, from, to } = drag
    drag = null
    const bars = barsOf(svg)
    const first = bars[Math.min(from, to)]
    const last = bars[Math.max(from, to)]
    if (from === to || first === undefined || last === undefined) return
    const url = new URL(first.getAttribute('href') ?? '/', location.href)
    url.searchParams.set('to', new URL(last.getAttribute('href') ?? '', url).searchParams.get('to') ?? '')
    leave(url)
  })
  document.addEventListener('pointercancel', () => {
    drag = null
  })
  document.addEventListener('pointerover', event => {
    const target = event.target instanceof Element ? event.target : null
    const picture = target?.closest('.network svg')
    if (picture !== null && picture !== undefined)
      showNeighbours(picture, target?.closest<SVGAElement>('a')?.dataset['node'])
  })
}

/** To another view in place, or from a page of another kind. */
function leave(url: URL): void {
  if (isView(url.pathname)) void show(url, 'push')
  else location.assign(url)
}

function barsOf(svg: SVGSVGElement): SVGAElement[] {
  return [...svg.querySelectorAll<SVGAElement>('a')]
}

/** Number of the bar under a place of the window. */
function barAt(svg: SVGSVGElement, x: number): number {
  const { left, width } = svg.getBoundingClientRect()
  const bars = barsOf(svg).length
  return Math.max(0, Math.min(bars - 1, Math.floor(((x - left) / width) * bars)))
}

/** All but the name and those joined to it become faint; nothing does where no name is given. */
function showNeighbours(picture: Element, name: string | undefined): void {
  const near = new Set(name === undefined ? [] : [name])
  for (const line of picture.querySelectorAll<SVGElement>('line')) {
    const ends = (line.dataset['ends'] ?? '').split(' ')
    const isNear = name !== undefined && ends.includes(name)
    line.classList.toggle('near', isNear)
    if (isNear) for (const end of ends) near.add(end)
  }
  for (const node of picture.querySelectorAll<SVGElement>('[data-node]'))
    node.classList.toggle('faint', name !== undefined && !near.has(node.dataset['node'] ?? ''))
}
