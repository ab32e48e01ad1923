// Which entities should a person look at? Doubtful cases, each with what could be written into `entities.yaml`.
import { fold } from '../analysis/fold.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import type { EntityRecord } from '../domain/document.ts'
import { editDistance } from '../engine/vocabulary.ts'

export interface ReviewCase {
  readonly kind: 'near-duplicate' | 'two-types' | 'bare-surname' | 'ambiguous'
  readonly question: string
  readonly entities: readonly string[]
  /** Lines of YAML that would answer yes. */
  readonly answer: string
}

/** Cases by kind, the most mentioned first. Dates are left out: they are never in doubt. */
export function reviewEntities(bundle: Bundle): ReviewCase[] {
  const entities = bundle.records.entities.filter(({ type, passages }) => type !== 'date' && passages > 0)
  const byMentions = entities.sort((a, b) => b.mentions - a.mentions || (a.id < b.id ? -1 : 1))
  return [
    ...nearDuplicates(byMentions),
    ...twoTypes(byMentions),
    ...bareSurnames(byMentions),
    ...ambiguousNames(bundle),
  ]
}

/** Names of one type, one edit apart in six letters or more, or two in ten: "Sarkissian", "Sarkisyan". */
function nearDuplicates(entities: readonly EntityRecord[]): ReviewCase[] {
  const cases: ReviewCase[] = []
  const names = entities.map(entity => ({ entity, folded: fold(entity.name.replace(/\s+/gu, '')) }))
  for (const [index, { entity, folded }] of names.entries()) {
    const limit = folded.length >= 10 ? 2 : folded.length >= 6 ? 1 : 0
    if (limit === 0) continue
    for (const other of names.slice(index + 1)) {
      if (other.entity.type !== entity.type || Math.abs(other.folded.length - folded.length) > limit) continue
      if (isKnown(entity) && isKnown(other.entity)) continue
      if (/\d/u.test(folded) || editDistance(folded, other.folded, limit) > limit) continue
      cases.push(mergeCase('near-duplicate', entity, other.entity))
    }
  }
  return cases
}

/** Two known names that look alike, such as North and South Korea, are two things. */
function isKnown(entity: EntityRecord): boolean {
  return entity.aliases.some(alias => alias.rule === 'gazetteer')
}

/** One name, two types. */
function twoTypes(entities: readonly EntityRecord[]): ReviewCase[] {
  const byName = Map.groupBy(entities, entity => fold(entity.name))
  return [...byName.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : others.map(other => mergeCase('two-types', first, other)),
  )
}

/** A surname alone, in documents that give no first name, beside one person of that surname. */
function bareSurnames(entities: readonly EntityRecord[]): ReviewCase[] {
  const people = entities.filter(entity => entity.type === 'person')
  const surname = (entity: EntityRecord): string => fold(entity.name.split(/\s+/u).at(-1) ?? '')
  const bySurname = Map.groupBy(
    people.filter(person => person.name.includes(' ')),
    surname,
  )
  return people.flatMap(person => {
    const [only, ...others] = person.name.includes(' ') ? [] : (bySurname.get(surname(person)) ?? [])
    return only === undefined || others.length > 0 ? [] : [mergeCase('bare-surname', only, person)]
  })
}

/** Mentions that link to none, because two people of the document share the name. */
function ambiguousNames({ records }: Bundle): ReviewCase[] {
  const found = new Map<string, { text: string; candidates: readonly string[]; documents: Set<string> }>()
  for (let index = 0; index < records.size; index++) {
    const { mentions, document } = records.passage(index)
    for (const { entity, text, candidates = [] } of mentions) {
      if (entity !== null) continue
      const key = `${text} ${candidates.join(' ')}`
      const known = found.get(key) ?? { text, candidates, documents: new Set<string>() }
      found.set(key, { ...known, documents: known.documents.add(document) })
    }
  }
  return Array.from(found.values(), ({ text, candidates, documents }) => ({
    kind: 'ambiguous' as const,
    question: `“${text}” in ${[...documents].join(', ')} could be ${candidates.join(' or ')}; it links to none.`,
    entities: candidates,
    answer: '',
  }))
}

function mergeCase(kind: ReviewCase['kind'], into: EntityRecord, from: EntityRecord): ReviewCase {
  const shown = ({ name, id, mentions }: EntityRecord): string => `${name} (${id}, ${mentions} mentions)`
  return {
    kind,
    question: `Are ${shown(into)} and ${shown(from)} one?`,
    entities: [into.id, from.id],
    answer: `  - into: ${into.id}\n    from: [${from.id}]`,
  }
}
