// Whose words are these? Lines of a Markdown quotation at different levels (`>`, `>>`) are different people's, and become paragraphs of their own.
import type { Nodes, Paragraph, PhrasingContent, Root, Text } from 'mdast'
import { spanning } from './rendition.ts'

/** Cuts paragraphs in quotations where a line has fewer marks than the one before it, which Markdown would go on with. */
export function separateLevels(root: Root, source: string): Root {
  if (/^ {0,3}>[ >]*>/mu.test(source)) visit(root, source)
  return root
}

function visit(node: Extract<Nodes, { children: unknown }>, source: string): void {
  const children = (node.children as Nodes[]).flatMap((child): Nodes[] => {
    if (child.type === 'paragraph') return cut(child, source)
    if ('children' in child) visit(child, source)
    return [child]
  })
  node.children = children as never[] // each in the place of its like
}

/** A paragraph as one for each level; words that are marked up across such a line stay with the line before it. */
function cut(paragraph: Paragraph, source: string): Paragraph[] {
  const parts: PhrasingContent[][] = [[]]
  let level: number | null = null
  const startAt = (offset: number): void => {
    const here = levelAt(source, offset)
    if (level !== null && here > 0 && here < level) parts.push([])
    level = here > 0 ? here : level
  }
  startAt(paragraph.position?.start.offset ?? 0)
  for (const child of paragraph.children) {
    if (child.type !== 'text' || child.position === undefined) {
      parts.at(-1)?.push(child)
      continue
    }
    let from = child.position.start.offset ?? 0
    for (const [index, value] of child.value.split('\n').entries()) {
      if (index > 0) {
        from = source.indexOf('\n', from) + 1
        startAt(from)
      }
      const end = source.indexOf('\n', from)
      const last = child.position.end.offset ?? from
      addText(parts.at(-1) ?? [], value, from, end === -1 || end > last ? last : end)
    }
  }
  if (parts.length === 1) return [paragraph]
  return parts
    .filter(part => part.length > 0)
    .map(children => {
      const start = children[0]?.position?.start.offset ?? 0
      return {
        ...paragraph,
        children,
        position: spanning(start, children.at(-1)?.position?.end.offset ?? start),
      }
    })
}

function addText(part: PhrasingContent[], value: string, start: number, end: number): void {
  const last = part.at(-1)
  const text: Text = { type: 'text', value, position: spanning(start, end) }
  if (last?.type === 'text' && last.position !== undefined) {
    last.value += `\n${value}`
    last.position = spanning(last.position.start.offset ?? start, end)
  } else part.push(text)
}

function levelAt(source: string, offset: number): number {
  const start = source.lastIndexOf('\n', offset - 1) + 1
  return (/^[>\s]*>/u.exec(source.slice(start, offset + 80).split('\n')[0] ?? '')?.[0] ?? '').replaceAll(
    /\s/gu,
    '',
  ).length
}
