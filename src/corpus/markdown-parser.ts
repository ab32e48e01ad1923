// What tree has this Markdown? CommonMark with GitHub's tables, notes, tasks, strikethrough and addresses; signs that a text does not have are not looked for.
import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal'
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item'
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal'
import { gfmFootnote } from 'micromark-extension-gfm-footnote'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import { gfmTable } from 'micromark-extension-gfm-table'
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item'

type Options = NonNullable<Exclude<Parameters<typeof fromMarkdown>[1], string | null>>

/** A part of the syntax that costs time on every line or letter, and what a text must hold for it to matter. */
interface Part {
  readonly sign: RegExp
  readonly syntax: NonNullable<Options['extensions']>[number]
  readonly tree: NonNullable<Options['mdastExtensions']>[number]
}

const PARTS: readonly Part[] = [
  // An address may be written with references to characters, such as `&#64;` or `&commat;`.
  { sign: /@|http|www|&[#\w]+;/iu, syntax: gfmAutolinkLiteral(), tree: gfmAutolinkLiteralFromMarkdown() },
  // A table of one column may have no line between columns, but then it has a colon at an end of its second row.
  { sign: /\||:-|-:/u, syntax: gfmTable(), tree: gfmTableFromMarkdown() },
  { sign: /~/u, syntax: gfmStrikethrough(), tree: gfmStrikethroughFromMarkdown() },
  { sign: /\[\^/u, syntax: gfmFootnote(), tree: gfmFootnoteFromMarkdown() },
  { sign: /\[[\sx]\]/iu, syntax: gfmTaskListItem(), tree: gfmTaskListItemFromMarkdown() },
]

export function parseTree(source: string): Root {
  const parts = PARTS.filter(({ sign }) => sign.test(source))
  return fromMarkdown(source, {
    extensions: parts.map(({ syntax }) => syntax),
    mdastExtensions: parts.map(({ tree }) => tree),
  })
}
