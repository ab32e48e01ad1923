// How is a file with front matter parsed? The block becomes a node of its own, and the parser sees blanks in its place.
import type { Root, Yaml } from 'mdast'
import type { FrontMatter, FrontMatterForm } from './block.ts'
import { findFrontMatter } from './find.ts'

declare module 'mdast' {
  interface YamlData {
    /** Of a head block: its notation, the 1-based line where its content begins, whether a second fence was found. */
    frontMatter?: { readonly form: FrontMatterForm; readonly firstLine: number; readonly isClosed: boolean }
  }
}

/** @param parse parses a whole file; what is blank to it is at the offsets and on the lines where front matter stands */
export function withFrontMatter(source: string, parse: (source: string) => Root): Root {
  const found = findFrontMatter(source)
  if (found === null) return parse(source)
  const root = parse(
    source.slice(0, found.end).replace(/[^\r\n]/gu, blank => ' '.repeat(blank.length)) +
      source.slice(found.end),
  )
  return { ...root, children: [toNode(source, found), ...root.children] }
}

function toNode(source: string, { form, start, end, from, to, isClosed }: FrontMatter): Yaml {
  const point = (offset: number) => ({ offset, line: lineAt(source, offset), column: 1 })
  return {
    type: 'yaml',
    value: source.slice(from, to),
    position: { start: point(start), end: point(end) },
    data: { frontMatter: { form, firstLine: lineAt(source, from), isClosed } },
  }
}

function lineAt(source: string, offset: number): number {
  return (source.slice(0, offset).match(/\r\n|\n|\r/gu)?.length ?? 0) + 1
}
