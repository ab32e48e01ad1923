// Who wrote it? `By Ann Lee and Bo Li`, in the words of the document's language.

import type { DocumentView } from './document-view.ts'
import { hasAddress } from './document-view.ts'
import type { HeadLine, HeadReader } from './head-line.ts'
import { nameForm } from './name-form.ts'

export const readByline: HeadReader = (block, view): HeadLine | null => {
  if (block.node.type !== 'paragraph' || block.text.length > 200) return null
  const given = view.rules.byline?.exec(block.text)?.[1]?.trim()
  if (given === undefined || /[!?:…]$/u.test(given)) return null
  const names = given.split(view.rules.betweenNames).filter(name => name !== '')
  if (names.length > 8 || !names.every(name => isWriter(name, view))) return null
  const known = new Set(view.authors.map(author => author.toLowerCase()))
  const isKnown = names.some(name => known.has(name.toLowerCase()))
  const isSingle = names.some(name => !/\s/u.test(name))
  const evidence = hasAddress(block) || isKnown ? 'evident' : isSingle ? 'with-others' : 'likely'
  // A name after a comma may be an office or a town: only names of several words are a list of authors.
  const authors = isSingle ? listedTogether(given, view) : names
  return {
    reason: 'byline',
    rule: 'head/byline',
    evidence,
    facts: [{ label: 'author', values: authors, line: block.line }],
  }
}

function isWriter(name: string, view: DocumentView): boolean {
  const words = name.split(/\s+/u).map(word => word.toLowerCase())
  if (words.some(word => view.rules.notNames.has(word))) return false
  return nameForm(name, view.rules, 6) !== 'none'
}

function listedTogether(given: string, view: DocumentView): string[] {
  const first = given.split(/\s*;\s*/u)
  return first.flatMap(part => (part.includes(',') ? [part] : part.split(view.rules.betweenNames)))
}
