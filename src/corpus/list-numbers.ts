// Which number stands before the item of a list? `4.`, as it is written: so the paragraph is cited.
import type { List, Nodes, Root } from 'mdast'

/** Gives each item of an ordered list its number. */
export function numberItems(root: Root, source: string): Root {
  visit(root, source)
  return root
}

function visit(node: Nodes, source: string): void {
  if (!('children' in node)) return
  if (node.type === 'list' && node.ordered === true) numberList(node, source)
  for (const child of node.children) visit(child, source)
}

/**
 * Where all have the same number (`1.`, `1.`, `1.`) they are counted from it, as Markdown does. Else each keeps its own, though Markdown
 * would count on from the first: `26. April` and `28. April` are days.
 */
function numberList({ children }: List, source: string): void {
  const written = children.map(item => {
    const at = item.position?.start.offset ?? 0
    return /^(\d{1,9})([.)])/u.exec(source.slice(at, at + 10))
  })
  const first = written[0]?.[1]
  const isSame = children.length > 1 && written.every(number => number?.[1] === first)
  for (const [index, item] of children.entries()) {
    const [number, digits = '', sign = ''] = written[index] ?? []
    if (number === undefined) continue
    item.data = { ...item.data, number: isSame ? `${Number(digits) + index}${sign}` : number }
  }
}
