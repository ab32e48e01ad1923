// Which lines only look like the definition of a link? `[Ann]: Never.` is what somebody says, and no address.
import type { Definition, Nodes, Paragraph, Root } from 'mdast'

/** Makes paragraphs of definitions that define nothing: no link asks for them, and what they give is no address. */
export function keepSpokenLines(root: Root, source: string): Root {
  if (!source.includes(']:')) return root
  const asked = new Set<string>()
  let hasDefinitions = false
  const see = (node: Nodes): void => {
    if (node.type === 'definition') hasDefinitions = true
    else if (node.type === 'linkReference' || node.type === 'imageReference') asked.add(node.identifier)
    else if ('children' in node) for (const child of node.children) see(child)
  }
  see(root)
  if (hasDefinitions) replace(root, source, asked)
  return root
}

/** A path, a fragment, a scheme, a name of a file or of a host; `No.` and `yes` are none. */
const ADDRESS = /[/#@\\]|^[a-z][a-z\d+.-]*:|[\p{L}\p{N}]\.[\p{L}\p{N}]/iu

function replace(node: Nodes, source: string, asked: ReadonlySet<string>): void {
  if (!('children' in node)) return
  for (const [at, child] of node.children.entries()) {
    if (child.type === 'definition' && !asked.has(child.identifier) && !ADDRESS.test(child.url))
      node.children[at] = asText(child, source)
    else replace(child, source, asked)
  }
}

function asText(definition: Definition, source: string): Paragraph {
  const { position } = definition
  const written = source.slice(position?.start.offset, position?.end.offset)
  // In a quotation the next lines begin with its mark.
  const value = written.replace(/(\r\n|\n|\r)[ \t>]*/gu, '\n')
  const place = position === undefined ? {} : { position }
  return { type: 'paragraph', children: [{ type: 'text', value, ...place }], ...place }
}
