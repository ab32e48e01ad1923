// What do the transforms look at? The blocks of a document with their texts, and what is known before they begin.
import type { Nodes, RootContent } from 'mdast'
import { countWords } from '../../domain/count-words.ts'
import { once } from '../../domain/memo.ts'
import { plainText } from '../plain-text.ts'
import type { LanguageRules } from '../rules/rule-set.ts'
import type { BlockRoles } from './block-role.ts'

export interface BlockView {
  readonly node: RootContent
  readonly text: string
  /** As `countWords` counts them. */
  readonly words: number
  /** 1-based line of its first character. */
  readonly line: number
}

export interface DocumentView {
  readonly source: string
  readonly blocks: readonly BlockView[]
  /** As the file says it; null where its head may still say it. */
  readonly title: string | null
  readonly authors: readonly string[]
  /** The tag that the file gives; null where it gives none. */
  readonly language: string | null
  readonly rules: LanguageRules
  /** In a letter nobody writes labels at the head of an article. */
  readonly isHeadless: boolean
  /** What the transforms before this one decided. */
  readonly roles: BlockRoles
}

export function viewOf(node: RootContent, source: string): BlockView {
  const text = plainText(node, source)
  const words = once(() => countWords(text))
  return {
    node,
    text,
    get words() {
      return words()
    },
    line: node.position?.start.line ?? 1,
  }
}

/** A full stop, question or exclamation mark of any script at the end, quotation marks and brackets aside. */
export function endsAsSentence(text: string): boolean {
  return /[.!?…。！？؟۔।॥։።]["'”’»)\]]{0,3}$/u.test(text.trimEnd())
}

/** Whether everything that a reader sees of the block is emphasised. */
export function isEmphasised(node: RootContent): boolean {
  return (
    node.type === 'paragraph' &&
    everyVisible(node, child => child.type === 'emphasis' || child.type === 'strong')
  )
}

/** Whether the block has nothing but links and what stands between them. */
export function isOnlyLinks(node: Nodes): boolean {
  switch (node.type) {
    case 'link':
    case 'linkReference':
      return true
    case 'list':
      return node.children.every(isOnlyLinks)
    case 'listItem':
    case 'paragraph':
    case 'emphasis':
    case 'strong':
      return (
        node.children.some(isOnlyLinks) &&
        node.children.every(child => isOnlyLinks(child) || isBetweenLinks(child))
      )
    default:
      return false
  }
}

function isBetweenLinks(node: Nodes): boolean {
  if (node.type === 'break' || node.type === 'image') return true
  return node.type === 'text' && /^[\s,;|/·•‧∙»›→←<>\\[\]()–—-]*$/u.test(node.value)
}

/** Whether the block has a link, or an address that is written out. */
export function hasAddress({ node, text }: BlockView): boolean {
  return hasLink(node) || /https?:\/\/|\bwww\.|[^\s@]@[\p{L}\d-]+\.\p{L}/u.test(text)
}

function hasLink(node: Nodes): boolean {
  if (node.type === 'link' || node.type === 'linkReference') return true
  return 'children' in node && node.children.some(hasLink)
}

function everyVisible(
  node: { readonly children: readonly Nodes[] },
  holds: (child: Nodes) => boolean,
): boolean {
  const visible = node.children.filter(child => !(child.type === 'text' && child.value.trim() === ''))
  return visible.length > 0 && visible.every(holds)
}
