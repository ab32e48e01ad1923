// Which entities should a person look at? Doubtful cases, each with what could be written into `entities.yaml`.
import { fold } from '../analysis/fold.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import type { EntityRecord } from '../domain/document.ts'
import { skeleton } from '../entities/transliteration.ts'
import { closePairs } from './close-pairs.ts'

export interface ReviewCase {
  readonly kind: 'near-duplicate' | 'transliteration' | 'two-types' | 'bare-surname' | 'ambiguous'
  readonly question: string
  readonly entities: readonly string[]
  /** Lines of YAML that would answer yes. */
  readonly answer: string
}

/** Cases by kind, the most mentioned first. Dates are left out: they are never in doubt. */
export function reviewEntities(bundle: Bundle): ReviewCase[] {
  const entities = bundle.records.entities.filter(({ type, passages }) => type !== 'date' && passages > 0)
  const byMentions = entities.sort((a, b) => b.mentions - a.mentions || (a.id < b.id ? -1 : 1))
  const cases = [
    ...nearDuplicates(byMentions),
    ...transliterations(byMentions),
    ...twoTypes(byMentions),
    ...bareSurnames(byMentions),
    ...ambiguousNames(bundle),
  ]
  const asked = new Set<string>()
  return cases.filter(({ kind, entities }) => {
    const key = kind === 'ambiguous' ? `ambiguous ${asked.size}` : [...entities].sort().join(' ')
    return !asked.has(key) && asked.add(key)
  })
}

/** Names of one type, one edit apart in six letters or more, or two in ten: "Sarkissian", "Sarkisian". */
function nearDuplicates(entities: readonly EntityRecord[]): ReviewCase[] {
  const names = entities.map(({ name }) => (/\d/u.test(name) ? '' : fold(name.replace(/\s+/gu, ''))))
  const pairs = closePairs(names, length => (length >= 10 ? 2 : length >= 6 ? 1 : 0))
  return casesOf('near-duplicate', entities, pairs)
}

/** Names of one type that romanisation may have parted: "Sarkissian", "Sarkisyan"; "Gaddafi", "Qaddafi". */
function transliterations(entities: readonly EntityRecord[]): ReviewCase[] {
  const bySkeleton = Map.groupBy(entities.keys(), index => skeleton(entities[index]?.name ?? ''))
  const pairs = [...bySkeleton].flatMap(([key, members]) =>
    key.replace(/\s/gu, '').length < 4
      ? []
      : members.flatMap((first, at) =>
          members.slice(at + 1).map((second): [number, number] => [first, second]),
        ),
  )
  return casesOf('transliteration', entities, pairs)
}

/** A case for each pair of one type, but not where both are known names, or a correction says that they are two. */
function casesOf(
  kind: ReviewCase['kind'],
  entities: readonly EntityRecord[],
  pairs: readonly (readonly [number, number])[],
): ReviewCase[] {
  return pairs.flatMap(([first, second]) => {
    const [into, from] = [entities[first], entities[second]]
    if (into === undefined || from === undefined || into.type !== from.type) return []
    return (isKnown(into) && isKnown(from)) || areDistinct(into, from) ? [] : [mergeCase(kind, into, from)]
  })
}

/** Whether the corrections file says that these are two. */
function areDistinct(a: EntityRecord, b: EntityRecord): boolean {
  return a.relations.some(({ relation, entity }) => relation === 'distinct-from' && entity === b.id)
}

/** Two known names that look alike, such as North and South Korea, are two things. */
function isKnown(entity: EntityRecord): boolean {
  return entity.aliases.some(alias => alias.rule === 'gazetteer')
}

/** One name, two types. */
function twoTypes(entities: readonly EntityRecord[]): ReviewCase[] {
  const byName = Map.groupBy(entities, entity => fold(entity.name))
  return [...byName.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : others.flatMap(other => (areDistinct(first, other) ? [] : [mergeCase('two-types', first, other)])),
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
    const isOpen = only !== undefined && others.length === 0 && !areDistinct(only, person)
    return isOpen ? [mergeCase('bare-surname', only, person)] : []
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
