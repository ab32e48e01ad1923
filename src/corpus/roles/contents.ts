// Which blocks only list what the document has: its table of contents? Two things say so: their form, and that their titles come again as headings or
// at the beginnings of later blocks. A list of figures with leader dots has the form, and stays text.
import type { Nodes } from 'mdast'
import type { BlockRole, Label } from './block-role.ts'
import { type BlockView, type DocumentView, isOnlyLinks } from './document-view.ts'

/** Titles that a table of contents has at least, and characters of the longest. */
const FEWEST = 3
const LONGEST = 200
/** Lists that are looked at in one document: the table of contents stands before most of them. */
const MOST_TRIED = 20
/** Share of the titles that come again. */
const MOST_COME_AGAIN = 0.6

export function labelContents({ blocks, roles, rules }: DocumentView): Label[] {
  const labels: Label[] = []
  if (rules.isOff(CONTENTS.rule)) return labels
  let tried = 0
  for (let at = 0; at < blocks.length && tried < MOST_TRIED; ) {
    const run = runFrom(blocks, at, roles)
    const titles = run.flatMap(({ titles }) => titles)
    const end = at + run.length
    if (titles.length >= FEWEST) tried++
    const isContents =
      titles.length >= FEWEST &&
      isAscending(run.flatMap(({ pages }) => pages)) &&
      comeAgain(titles, blocks.slice(end))
    if (isContents) {
      const heading = blocks[at - 1]
      const isAlone = blocks[end] === undefined || blocks[end]?.node.type === 'heading'
      if (heading?.node.type === 'heading' && !roles.has(heading.node) && isAlone)
        labels.push({ block: heading.node, role: CONTENTS })
      for (const { node } of blocks.slice(at, end))
        if (!roles.has(node)) labels.push({ block: node, role: CONTENTS })
    }
    at = Math.max(at + 1, end)
  }
  return labels
}

const CONTENTS: BlockRole = {
  role: 'boilerplate',
  reason: 'navigation',
  rule: 'form/contents',
  signals: ['form', 'titles'],
}

interface Entries {
  readonly titles: readonly string[]
  readonly pages: readonly number[]
}

/** The blocks from a place on that have the form. */
function runFrom(blocks: readonly BlockView[], from: number, roles: DocumentView['roles']): Entries[] {
  const run: Entries[] = []
  for (let at = from; at < blocks.length; at++) {
    const block = blocks[at] as BlockView // at < length
    const entries = roles.has(block.node) ? null : (linksOf(block) ?? leadersOf(block))
    if (entries === null) return run
    run.push(entries)
  }
  return run
}

/** Links into the document, and nothing else. */
function linksOf({ node }: BlockView): Entries | null {
  if ((node.type !== 'list' && node.type !== 'paragraph') || !isOnlyLinks(node)) return null
  const titles: string[] = []
  const isInside = (child: Nodes): boolean => {
    if (child.type === 'link') {
      titles.push(wordsIn(child))
      return !/^(?:[a-z][a-z\d+.-]*:|\/)/iu.test(child.url)
    }
    return !('children' in child) || child.children.every(isInside)
  }
  return isInside(node) ? { titles, pages: [] } : null
}

const LEADERS = /[.·…_‧ \u00A0\t]+/gu
const FEWEST_LEADERS = 4
const PAGE = /(\d{1,4}|[ivxlc]{1,6})(?=\s|$)/iuy

/** `The gate . . . . . . 12`: every line ends with the number of a page. */
function leadersOf({ node, text }: BlockView): Entries | null {
  if ((node.type !== 'paragraph' && node.type !== 'list') || !/[\divxlc]\s{0,4}$/iu.test(text.slice(-8)))
    return null
  const titles: string[] = []
  const pages: number[] = []
  let at = 0
  for (const { index, 0: leaders } of text.matchAll(LEADERS)) {
    if (leaders.replace(/\s/gu, '').length < FEWEST_LEADERS) continue
    PAGE.lastIndex = index + leaders.length
    const page = PAGE.exec(text)?.[1]
    const title = text.slice(at, index).trim()
    if (page === undefined || title === '' || title.length > LONGEST) return null
    titles.push(title)
    if (/^\d/u.test(page)) pages.push(Number(page))
    at = PAGE.lastIndex
  }
  return titles.length > 0 && text.slice(at).trim() === '' ? { titles, pages } : null
}

function isAscending(pages: readonly number[]): boolean {
  return pages.every((page, at) => page >= (pages[at - 1] ?? 0))
}

function comeAgain(titles: readonly string[], later: readonly BlockView[]): boolean {
  const wanted = new Set(titles.map(bare).filter(title => title !== ''))
  const longest = Math.max(0, ...Array.from(wanted, title => title.split(' ').length))
  const found = new Set<string>()
  for (const { text } of later) {
    let start = ''
    for (const word of bare(text.slice(0, LONGEST * 2)).split(' ', longest)) {
      start = start === '' ? word : `${start} ${word}`
      if (wanted.has(start)) found.add(start)
    }
  }
  return wanted.size > 0 && found.size >= wanted.size * MOST_COME_AGAIN
}

/** Without numbers, points and case: `1.2 The Gate` is “the gate”. */
function bare(title: string): string {
  return title
    .toLowerCase()
    .replace(/^[^\p{L}]{1,20}/u, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function wordsIn(node: Nodes): string {
  if ('value' in node) return node.value
  return 'children' in node ? node.children.map(wordsIn).join('') : ''
}
