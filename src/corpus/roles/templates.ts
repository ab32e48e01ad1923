// Which lines are remnants of a template? `{% raw %}`, a shortcode, an import: furniture, where a line is nothing else.
import type { Paragraph, PhrasingContent, Root, RootContent } from 'mdast'
import { span } from '../markdown.ts'
import type { LanguageRules } from '../rules/rule-set.ts'
import type { Label } from './block-role.ts'
import type { DocumentView } from './document-view.ts'

/** Longest remnant, in UTF-16 code units. */
const LONGEST = 500

export function labelTemplates({ blocks, rules, roles }: DocumentView): Label[] {
  const labels: Label[] = []
  for (const { node, text } of blocks) {
    if (node.type !== 'paragraph' || roles.has(node)) continue
    const rule = templateOf(text, rules)
    if (rule !== null)
      labels.push({
        block: node,
        role: { role: 'boilerplate', reason: 'furniture', rule, signals: ['wording', 'alone'] },
      })
  }
  return labels
}

/** The tree with paragraphs cut where a line of theirs is a remnant, so that the line is a block of its own. */
export function setTemplatesApart(root: Root, source: string, rules: LanguageRules): Root {
  const children = root.children.flatMap(block =>
    block.type === 'paragraph' ? cutParagraph(block, source, rules) : [block],
  )
  return children.length === root.children.length ? root : { ...root, children }
}

function templateOf(text: string, rules: LanguageRules): string | null {
  if (text.length > LONGEST || !/^[[{:@_ie.]/iu.test(text)) return null
  return rules.templates.find(({ pattern }) => pattern.test(text))?.id ?? null
}

function cutParagraph(paragraph: Paragraph, source: string, rules: LanguageRules): RootContent[] {
  const { start, end } = span(paragraph)
  const written = source.slice(start, end)
  if (!/[\n\r]/u.test(written) || !/[{:[]|\bimport\b|\bexport\b|&#/u.test(written)) return [paragraph]
  const lines = linesOf(paragraph, source)
  if (lines === null) return [paragraph]
  const parts: PhrasingContent[][] = []
  let wasTemplate = true
  for (const line of lines) {
    const isTemplate = templateOf(textOf(line), rules) !== null
    const open = parts.at(-1)
    if (open === undefined || isTemplate || wasTemplate) parts.push([...line])
    else open.push(...lineEnd(open, line), ...line)
    wasTemplate = isTemplate
  }
  return parts.length === 1 ? [paragraph] : parts.map(children => paragraphOf(children, paragraph))
}

/** The children of a paragraph by line, each at its place; null where lines of text and of the file are not the same. */
function linesOf(paragraph: Paragraph, source: string): PhrasingContent[][] | null {
  const lines: PhrasingContent[][] = [[]]
  for (const child of paragraph.children) {
    if (child.type === 'break') lines.push([])
    else if (child.position === undefined)
      return null // beside an address that the library made a link
    else if (child.type !== 'text') lines.at(-1)?.push(child)
    else {
      const { start, end } = span(child)
      const values = child.value.split('\n')
      const written = source.slice(start, end).split(/\r\n|\n|\r/u)
      if (written.length !== values.length) return null
      let offset = start
      let line = child.position?.start.line ?? 1
      for (const [index, value] of values.entries()) {
        if (index > 0) lines.push([])
        const length = written[index]?.length ?? 0
        const point = (at: number) => ({ line, column: 1, offset: at })
        if (value !== '')
          lines
            .at(-1)
            ?.push({ ...child, value, position: { start: point(offset), end: point(offset + length) } })
        offset += length + (source.startsWith('\r\n', offset + length) ? 2 : 1)
        line++
      }
    }
  }
  return lines.filter(line => line.length > 0)
}

function textOf(line: readonly PhrasingContent[]): string {
  return line
    .map(child => ('value' in child ? child.value : '\uFFFC'))
    .join('')
    .trim()
}

/** What stands in the file between two lines that stay together: the end of a line, read as a space. */
function lineEnd(before: readonly PhrasingContent[], after: readonly PhrasingContent[]): PhrasingContent[] {
  const start = before.at(-1)?.position?.end
  const end = after[0]?.position?.start
  return start === undefined || end === undefined
    ? []
    : [{ type: 'text', value: '\n', position: { start, end } }]
}

function paragraphOf(children: PhrasingContent[], paragraph: Paragraph): Paragraph {
  const start = children[0]?.position?.start
  const end = children.at(-1)?.position?.end
  return start === undefined || end === undefined
    ? { ...paragraph, children }
    : { ...paragraph, children, position: { start, end } }
}
