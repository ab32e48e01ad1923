// Where on a page is the passage that a search led to? A passage is a paragraph, an item, a row: the block that shares most of its words.

/** Characters of a passage that stand in an address: enough to know it by. */
const LONGEST = 300
const BLOCKS = '.vp-doc :is(p, li, tr, pre, h1, h2, h3)'

/** @example addressOf('/glossary.html', 'A passage is …') // '/glossary.html?find=A+passage+is…' */
export function addressOf(page: string, passage: string): string {
  return `${page}?${new URLSearchParams({ find: passage.slice(0, LONGEST) })}`
}

/** Shows and marks what the address asks for. */
export function showFound(): void {
  const wanted = wordsOf(new URLSearchParams(location.search).get('find') ?? '')
  if (wanted.size === 0) return
  const blocks = [...document.querySelectorAll<HTMLElement>(BLOCKS)]
  const likeness = blocks.map(block => shared(wanted, wordsOf(block.textContent)))
  const best = blocks[likeness.indexOf(Math.max(...likeness))]
  best?.classList.add('found')
  best?.scrollIntoView({ block: 'center' })
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))
}

/** The part of the words of both that both have. */
function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return one.intersection(other).size / Math.max(1, one.union(other).size)
}
