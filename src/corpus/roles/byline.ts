// Who wrote it? `By Ann Lee and Bo Li`, in the words of the document's language; `By Ann Lee, Ministry of Trade` names where she works.
import { splitByline } from '../../domain/names/byline.ts'
import { namesOrganization } from '../../domain/names/organizations.ts'
import { isParticle, isSuffix } from '../../domain/names/particles.ts'
import type { DocumentView } from './document-view.ts'
import { hasAddress } from './document-view.ts'
import type { HeadLine, HeadReader } from './head-line.ts'
import { nameForm } from './name-form.ts'

/** Words of the longest name of a person, and of a body. */
const LONGEST = { writer: 6, affiliation: 12 }

export const readByline: HeadReader = (block, view): HeadLine | null => {
  if (block.node.type !== 'paragraph' || block.text.length > 200) return null
  const given = view.rules.byline?.exec(block.text)?.[1]?.trim()
  if (given === undefined || /[!?:…]$/u.test(given)) return null
  const { names, affiliations } = withoutAffiliations(given, splitByline(given, view.rules.and))
  if (names.length === 0 || names.length > 8 || !names.every(name => isWriter(name, view))) return null
  if (affiliations.some(name => nameForm(name, view.rules, LONGEST.affiliation) === 'none')) return null
  const known = new Set(view.authors.map(author => author.toLowerCase()))
  const isKnown = names.some(name => known.has(name.toLowerCase()))
  const isSingle = names.some(name => !/\s/u.test(name))
  const evidence = hasAddress(block) || isKnown ? 'evident' : isSingle ? 'with-others' : 'likely'
  const { line } = block
  const others = affiliations.length === 0 ? [] : [{ label: 'affiliation', values: affiliations, line }]
  return {
    reason: 'byline',
    rule: 'head/byline',
    evidence,
    facts: [{ label: 'author', values: names, line }, ...others],
  }
}

/** After a person and a comma stands an office, a paper or a town. */
function withoutAffiliations(
  given: string,
  listed: readonly string[],
): { names: string[]; affiliations: string[] } {
  const names: string[] = []
  const affiliations: string[] = []
  let isAfterPerson = false
  for (const [at, part] of listed.entries()) {
    const follows = isAfterPerson && given.includes(`${listed[at - 1]}, ${part}`)
    if (follows && namesOrganization(part)) {
      affiliations.push(part)
      continue
    }
    const comma = part.indexOf(', ')
    const [first, place] = [part.slice(0, Math.max(0, comma)), part.slice(comma + 2)]
    const isApart = first.includes(' ') && !isSuffix(place)
    const name = isApart ? first : part
    names.push(name)
    if (isApart) affiliations.push(place)
    isAfterPerson = !namesOrganization(name)
  }
  return { names, affiliations }
}

function isWriter(name: string, view: DocumentView): boolean {
  const words = name.split(/\s+/u).map(word => word.toLowerCase())
  if (words.some((word, at) => view.rules.notNames.has(word) && (at === 0 || !isParticle(word)))) return false
  return nameForm(name, view.rules, LONGEST.writer) !== 'none'
}
