// Which files are the documentation? The pages at the top of the repository, and all below docs.
import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Nodes } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { ROOT } from './fixtures.ts'

/** Paths from the top of the repository, in order. */
export async function documentationPages(): Promise<string[]> {
  const top = (await readdir(ROOT)).filter(name => /^[A-Z]+\.md$/u.test(name))
  const below = await readdir(join(ROOT, 'docs'), { recursive: true, withFileTypes: true })
  const pages = below.filter(
    each => each.isFile() && each.name.endsWith('.md') && !each.parentPath.includes('/.'),
  )
  return [
    ...top,
    ...pages.map(({ name, parentPath }) => join(parentPath, name).slice(ROOT.length).replace(/^\//u, '')),
  ].toSorted()
}

/** Code that a page shows. */
export interface Example {
  readonly line: number
  /** As the fence says it; empty where there is none. */
  readonly language: string
  readonly text: string
  /** The comment right before it: why it is not run, or why it fails. */
  readonly remark: string
  /** The language of the code right before it, with nothing between. */
  readonly after: string
}

/** @param path from the top of the repository */
export function examplesOf(path: string): Example[] {
  const { children } = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .parse(readFileSync(join(ROOT, path), 'utf8'))
  return children.flatMap((node, at) => {
    if (node.type !== 'code') return []
    const before = children[at - 1]
    return [
      {
        line: node.position?.start.line ?? 0,
        language: node.lang ?? '',
        text: node.value,
        remark: before?.type === 'html' ? before.value.replace(/^<!-- | -->$/gu, '') : '',
        after: before?.type === 'code' ? (before.lang ?? '') : '',
      },
    ]
  })
}

/** Queries of a page that need no note: the code in the first cell of tables whose head says “typed”, but where the row says that there is one. */
export function queriesOf(path: string): string[] {
  const { children } = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .parse(readFileSync(join(ROOT, path), 'utf8'))
  return children.flatMap(node => {
    if (node.type !== 'table') return []
    const [head, ...rows] = node.children
    if (head?.children[0] === undefined || textOf(head.children[0]) !== 'typed') return []
    const expected = rows.filter(row => !textOf(row).includes('a note says so'))
    return expected.flatMap(({ children: [first] }) =>
      (first?.children ?? []).flatMap(each => (each.type === 'inlineCode' ? [each.value] : [])),
    )
  })
}

const textOf = (node: Nodes): string =>
  'children' in node ? node.children.map(textOf).join('') : 'value' in node ? node.value : ''
