// Who and what appears together in these results? A picture of names and the passages they share, and the same as a table.
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force'
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Network, NetworkLink, NetworkNode } from '../search/network.ts'
import { entityLink, type ViewParameters } from './links.ts'
import { type Html, html, plainText, tell } from './marked-text.ts'
import { type FoundFrame, searchView, summary } from './search-view.ts'
import { valueText } from './type-names.ts'
import { number, say } from './words/spoken.ts'

export function networkPage(bundle: Bundle, network: Network, frame: FoundFrame): Html {
  const { page, view, nothing } = frame
  const isOnlyHere = network.partial === true && page.partial !== true
  const content = html`${summary(page, view, '/network', html``)}${isOnlyHere ? html`<p class="note">${say('partial')}</p>` : ''}
${nothing ?? (network.links.length === 0 ? html`<div class="empty"><h2>${say('network.none')}</h2><p>${say('network.widen')}</p></div>` : html`<div class="with-places of-names"><div>${picture(network, view)}${table(network, view)}</div>${list(network, view)}</div>`)}`
  return searchView(bundle, { ...frame, path: '/network', content })
}

interface PlacedNode extends SimulationNodeDatum, NetworkNode {
  readonly radius: number
}

/** How large a picture is drawn, in the units of its letters, and how far its names stand apart. */
interface Frame {
  readonly width: number
  readonly height: number
  readonly margin: { readonly x: number; readonly y: number }
  /** The largest circle. */
  readonly largest: number
  readonly lineHeight: number
}

const WIDE: Frame = { width: 1000, height: 640, margin: { x: 110, y: 60 }, largest: 24, lineHeight: 19 }
/** Of a small screen, letter for letter: a few names that can be read. */
const SMALL: Frame = { width: 360, height: 320, margin: { x: 64, y: 36 }, largest: 14, lineHeight: 16 }
/** Names of the picture on a small screen. */
const FEW = 8

/** Links drawn for each node, the most significant first: more would hide each other. */
const LINKS_PER_NODE = 3
const ROUNDS = 300

/** Nodes attract along links and repel each other (d3-force); from the same network always the same picture. */
function place(
  { nodes, links }: Network,
  frame: Frame,
): { nodes: readonly PlacedNode[]; links: readonly NetworkLink[] } {
  const drawn = links.slice(0, nodes.length * LINKS_PER_NODE)
  const most = Math.max(1, ...nodes.map(({ count }) => count))
  const placed: PlacedNode[] = nodes.map(node => ({
    ...node,
    radius: frame.largest * (0.25 + 0.75 * Math.sqrt(node.count / most)),
  }))
  const springs: (SimulationLinkDatum<PlacedNode> & { strength: number })[] = drawn.map(link => ({
    source: link.source as never,
    target: link.target as never,
    strength: link.count / most,
  }))
  forceSimulation(placed)
    .force(
      'link',
      forceLink<PlacedNode, (typeof springs)[number]>(springs)
        .id(({ id }) => id)
        .distance(110),
    )
    .force('charge', forceManyBody().strength(-420))
    .force('x', forceX().strength(0.1))
    .force('y', forceY().strength(0.14))
    .force(
      'collide',
      forceCollide<PlacedNode>(({ radius, name }) => radius + Math.min(70, 12 + name.length * 2.4)),
    )
    .stop()
    .tick(ROUNDS)
  stretch(placed, frame)
  return { nodes: placed, links: drawn }
}

/** Moves and stretches the picture into its frame. */
function stretch(nodes: readonly PlacedNode[], { width, height, margin }: Frame): void {
  for (const [axis, length, gap] of [
    ['x', width, margin.x],
    ['y', height, margin.y],
  ] as const) {
    const all = nodes.map(node => node[axis] ?? 0)
    const least = Math.min(...all)
    const span = Math.max(1, Math.max(...all) - least)
    for (const node of nodes)
      node[axis] = Math.round(gap + (((node[axis] ?? 0) - least) / span) * (length - 2 * gap))
  }
}

function picture(network: Network, view: ViewParameters): Html {
  return html`<figure class="network">${drawing(network, view, WIDE)}${drawing(withFew(network), view, SMALL)}
<figcaption class="meta">${say('network.caption', { n: network.nodes.length })}</figcaption></figure>`
}

/** The most frequent names alone, and what joins them. */
function withFew({ nodes, links, ...rest }: Network): Network {
  const few = nodes.slice(0, FEW)
  const ids = new Set(few.map(({ id }) => id))
  return {
    ...rest,
    nodes: few,
    links: links.filter(({ source, target }) => ids.has(source) && ids.has(target)),
  }
}

function drawing(network: Network, view: ViewParameters, frame: Frame): Html {
  const { nodes, links } = place(network, frame)
  const byId = new Map(nodes.map(node => [node.id, node]))
  // Where each pair is there once, no line is thick.
  const most = Math.max(2, ...links.map(({ count }) => count))
  const lines = links.map(({ source, target, count }) => {
    const from = byId.get(source)
    const to = byId.get(target)
    const width = (1 + (4 * (count - 1)) / (most - 1)).toFixed(1)
    return html`<line data-ends="${source} ${target}" x1="${from?.x}" y1="${from?.y}" x2="${to?.x}" y2="${to?.y}" stroke-width="${width}"/>`
  })
  const circles = nodes.map(node => {
    const { id, type, count, radius, x = 0, y = 0 } = node
    const name = valueText(type, id, node.name)
    return html`<a href="${view.with('entity', id).at('/network')}" tabindex="-1" data-node="${id}"><title>${say('network.node', { n: count, name })}</title><circle class="${type}" cx="${x}" cy="${y}" r="${radius.toFixed(1)}"/>${label(name, x, y + radius + frame.lineHeight - 3, frame)}</a>`
  })
  return html`<svg class="${frame === SMALL ? 'few' : ''}" viewBox="0 0 ${frame.width} ${frame.height}" aria-hidden="true">${lines}${circles}</svg>`
}

/** A name below its circle, a long one in two lines. */
function label(name: string, x: number, y: number, { lineHeight }: Frame): Html {
  const [first = '', second] = inLines(name)
  const place = html`x="${x}" y="${y.toFixed(1)}"`
  if (second === undefined) return html`<text ${place}>${first}</text>`
  return html`<text ${place}>${first}<tspan x="${x}" dy="${lineHeight}">${second}</tspan></text>`
}

/** Letters of a line; what is longer than two lines is cut, and whole in the list. */
const LINE = 18

function inLines(name: string): readonly string[] {
  if (Array.from(name).length <= LINE) return [name]
  const words = name.split(' ')
  const lengths = words.map((_, at) => Math.abs(words.slice(0, at + 1).join(' ').length - name.length / 2))
  const middle = lengths.indexOf(Math.min(...lengths.slice(0, -1), Number.POSITIVE_INFINITY)) + 1
  const lines = middle === 0 ? [name] : [words.slice(0, middle).join(' '), words.slice(middle).join(' ')]
  return lines.map(shortened)
}

function shortened(line: string): string {
  const letters = Array.from(line)
  return letters.length <= LINE + 4 ? line : `${letters.slice(0, LINE + 3).join('')}…`
}

/** The names of the picture, to be read out and followed; on a small screen the most frequent of them, above it. */
function list({ nodes }: Network, view: ViewParameters): Html {
  return html`<section class="places" aria-label="${say('network.list')}" tabindex="0"><h2>${say('network.list')}</h2><ol>${nodes.map(
    ({ id, type, name, count }) =>
      html`<li><a href="${view.with('entity', id).at('/network')}">${plainText(valueText(type, id, name))}</a> <span class="count">${number(count)}</span></li>`,
  )}</ol></section>`
}

function table({ nodes, links }: Network, view: ViewParameters): Html {
  const names = new Map(nodes.map(({ id, type, name }) => [id, { type, name }]))
  const cell = (id: string): Html => {
    const { type = 'date', name = id } = names.get(id) ?? {}
    return html`<a class="mention ${type}" href="${entityLink(id)}">${plainText(valueText(type, id, name))}</a>`
  }
  return html`<details class="as-table" data-key="pairs"><summary>${say('table.show')}</summary><div class="scroll" tabindex="0" role="region" aria-label="${say('network.pairs')}">
<table><caption class="unseen">${say('network.together')}</caption><thead><tr><th scope="col">${say('network.name')}</th><th scope="col">${say('network.and')}</th><th scope="col">${say('network.both')}</th></tr></thead>
<tbody>${links.slice(0, 100).map(({ source, target, count }) => html`<tr><td>${cell(source)}</td><td>${cell(target)}</td><td><a href="${view.with('entity', source).with('entity', target).link}">${number(count)}</a></td></tr>`)}</tbody></table></div>
${links.length > 100 ? html`<p class="meta">${tell('network.cut', { n: links.length, link: html`<a href="${view.selection.at('/v1/network')}">${say('network.json')}</a>` })}</p>` : ''}</details>`
}
