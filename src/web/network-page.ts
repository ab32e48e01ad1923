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
import { type SearchFrame, searchView, summary } from './search-view.ts'
import { valueText } from './type-names.ts'
import { number, say } from './words/spoken.ts'

export function networkPage(bundle: Bundle, network: Network, frame: SearchFrame): Html {
  const { page, view } = frame
  const isOnlyHere = network.partial === true && page.partial !== true
  const content = html`${summary(page, view, '/network', html``)}${isOnlyHere ? html`<p class="note">${say('partial')}</p>` : ''}
${network.links.length === 0 ? html`<div class="empty"><h2>${say('network.none')}</h2><p>${say('network.widen')}</p></div>` : html`${picture(network, view)}${table(network, view)}`}`
  return searchView(bundle, { ...frame, path: '/network', content })
}

interface PlacedNode extends SimulationNodeDatum, NetworkNode {
  readonly radius: number
}

/** Links drawn for each node, the most significant first: more would hide each other. */
const LINKS_PER_NODE = 3
const ROUNDS = 300
const SIZE = { width: 1000, height: 640, margin: { x: 110, y: 60 } } as const

/** Nodes attract along links and repel each other (d3-force); from the same network always the same picture. */
function place({ nodes, links }: Network): { nodes: readonly PlacedNode[]; links: readonly NetworkLink[] } {
  const drawn = links.slice(0, nodes.length * LINKS_PER_NODE)
  const most = Math.max(1, ...nodes.map(({ count }) => count))
  const placed: PlacedNode[] = nodes.map(node => ({ ...node, radius: 6 + 18 * Math.sqrt(node.count / most) }))
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
  stretch(placed)
  return { nodes: placed, links: drawn }
}

/** Moves and stretches the picture into its frame. */
function stretch(nodes: readonly PlacedNode[]): void {
  const { width, height, margin } = SIZE
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
  const { nodes, links } = place(network)
  const byId = new Map(nodes.map(node => [node.id, node]))
  const most = Math.max(1, ...links.map(({ count }) => count))
  // On small screens the most frequent names are enough to be read.
  const few = new Set(
    nodes
      .toSorted((a, b) => b.count - a.count)
      .slice(0, FEW)
      .map(({ id }) => id),
  )
  const rare = (...ids: readonly string[]): string => (ids.every(id => few.has(id)) ? '' : 'rare')
  const lines = links.map(({ source, target, count }) => {
    const from = byId.get(source)
    const to = byId.get(target)
    const width = (1 + 4 * (count / most)).toFixed(1)
    return html`<line class="${rare(source, target)}" data-ends="${source} ${target}" x1="${from?.x}" y1="${from?.y}" x2="${to?.x}" y2="${to?.y}" stroke-width="${width}"/>`
  })
  const circles = nodes.map(
    ({ id, type, name, count, radius, x = 0, y = 0 }) =>
      html`<a href="${view.with('entity', id).at('/network')}" class="${rare(id)}" tabindex="-1" data-node="${id}"><title>${say('network.node', { n: count, name: valueText(type, id, name) })}</title><circle class="${type}" cx="${x}" cy="${y}" r="${radius.toFixed(1)}"/><text x="${x}" y="${(y + radius + 14).toFixed(1)}">${shortened(valueText(type, id, name))}</text></a>`,
  )
  return html`<figure class="network"><svg viewBox="0 0 ${SIZE.width} ${SIZE.height}" aria-hidden="true">${lines}${circles}</svg>
<figcaption class="meta">${say('network.caption', { n: nodes.length })}</figcaption></figure>`
}

/** Names of the picture on a small screen. */
const FEW = 8

function shortened(name: string): string {
  const letters = Array.from(name)
  return letters.length <= 24 ? name : `${letters.slice(0, 23).join('')}…`
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
