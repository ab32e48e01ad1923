// How often does the nearest passage say the same, and do groups of hits fall as people would part them?
//   npm run bench:meaning -- --encoder URL --same DIR DIR [DIR…]      documents that have the same id in several folders say the same
//   npm run bench:meaning -- --encoder FOLDER|URL --same DIR          a query says what the documents say that were judged to fit it
//   npm run bench:meaning -- --encoder FOLDER|URL --themes DIR…       documents that were judged to fit the same question belong together
import { basename } from 'node:path'
import type { Bundle } from '../../src/bundle/open-bundle.ts'
import { UNHURRIED } from '../../src/domain/deadline.ts'
import { type Collection, readCollection } from '../../src/evaluation/collection.ts'
import { withBundle } from '../../src/evaluation/relevance.ts'
import { alike } from '../../src/search/meaning/alike.ts'
import { similarInMeaning } from '../../src/search/meaning/similar.ts'
import { parseSimilarToRequest } from '../../src/search/request.ts'
import { beginTable } from '../figures/table.ts'

type Documents = Collection['documents']

interface Asked {
  readonly documents: Documents
  /** Whose nearest are looked at, by their numbers, and which documents say the same as each. */
  readonly same: ReadonlyMap<number, ReadonlySet<number>>
  /** Whether a document may be an answer. */
  readonly isAnswer: (document: number) => boolean
}

/** Least scores for which it is said how often they are right. */
const BOUNDS = [0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
/** Hits among which the answers are sought: other questions may stand before them. */
const DEPTH = 50

export async function sayTheSame(encoder: string, folders: readonly string[]): Promise<void> {
  const collections = await Promise.all(folders.map(readCollection))
  const [first] = collections
  const asked = first !== undefined && collections.length === 1 ? askedBy(first) : ofOneId(collections)
  const found = await withBundle(asked.documents, bundle => nearestOf(bundle, asked), { encoder })
  const name = folders.map(folder => basename(folder)).join(' ')
  const table = beginTable(`meaning, the same, ${name}`, ['score of the nearest', 'passages', 'says the same', 'share']) // biome-ignore format: a head
  console.error(`${name}: ${asked.same.size} of ${asked.documents.length} are asked for`)
  for (const bound of BOUNDS) {
    const told = found.filter(({ score }) => score >= bound)
    const right = told.filter(({ isSame }) => isSame).length
    table.row([`${bound.toFixed(1)} or more`, `${told.length}`, `${right}`, share(right, told.length)])
  }
  table.end()
  const all = found.reduce((sum, { first }) => sum + first, 0)
  console.log(`Of those that say the same, ${share(all, found.length)} stand first among as many.`)
}

interface Found {
  readonly score: number
  readonly isSame: boolean
  /** Of as many answers as there are right ones, the share that is. */
  readonly first: number
}

async function nearestOf(bundle: Bundle, { same, isAnswer }: Asked): Promise<Found[]> {
  const found: Found[] = []
  for (const [number, right] of same) {
    const { from } = bundle.records.passageRange(String(number))
    const { id } = bundle.records.passage(from)
    const request = parseSimilarToRequest({ passage: id, group: 'document', limit: DEPTH })
    const { hits } = await similarInMeaning(bundle, request, UNHURRIED)
    const answers = hits.map(hit => ({ ...hit, number: Number(hit.document.id) })).filter(hit => isAnswer(hit.number)) // biome-ignore format: a chain
    const [nearest] = answers
    const firsts = answers.slice(0, right.size)
    found.push({
      score: nearest?.score ?? -1,
      isSame: nearest !== undefined && right.has(nearest.number),
      first: firsts.filter(hit => right.has(hit.number)).length / right.size,
    })
  }
  return found
}

/** Documents of several languages: the same id, the same text. */
function ofOneId(collections: readonly Collection[]): Asked {
  const documents = collections.flatMap(collection => collection.documents)
  const byId = new Map<string, number[]>()
  for (const [number, { id }] of documents.entries()) byId.set(id, [...(byId.get(id) ?? []), number])
  const same = new Map(
    Array.from(documents.entries(), ([number, { id }]) => [
      number,
      new Set((byId.get(id) ?? []).filter(other => other !== number)),
    ]),
  )
  return { documents, same, isAnswer: () => true }
}

/** Queries as documents beside the others. */
function askedBy({ documents, queries }: Collection): Asked {
  const numberOf = new Map(documents.map(({ id }, number) => [id, number]))
  const asking = queries.map(({ id, text }) => ({ id, title: '', text }))
  const same = new Map(
    queries.map(({ judgements }, at) => [
      documents.length + at,
      new Set([...judgements.keys()].flatMap(id => numberOf.get(id) ?? [])),
    ]),
  )
  return {
    documents: [...documents, ...asking],
    same,
    isAnswer: number => number < documents.length,
  }
}

/** Questions whose documents are put together and parted again. */
const TOGETHER = 5

export async function partAsPeople(encoder: string, folders: readonly string[]): Promise<void> {
  const table = beginTable('meaning, themes', ['collection', 'sets', 'texts', 'together, and belong together', 'belong together, and are', 'by chance']) // biome-ignore format: a head
  for (const folder of folders) {
    const collection = await readCollection(folder)
    const sets = setsOf(collection)
    const wanted = new Set(sets.flatMap(set => [...set.keys()]))
    const documents = collection.documents.filter(({ id }) => wanted.has(id))
    const vectors = await withBundle(
      documents,
      async bundle => new Map(documents.map(({ id }, number) => [id, vectorOf(bundle, number)])),
      { encoder },
    )
    for (const groups of [TOGETHER, 2 * TOGETHER]) {
      const pairs = { together: 0, belong: 0, both: 0, all: 0 }
      for (const set of sets) {
        const ids = [...set.keys()]
        const parts = await alike(ids.map(id => vectors.get(id) ?? new Float32Array()), groups, UNHURRIED) // biome-ignore format: one call
        const partOf = new Map(parts.flatMap(({ members }, part) => members.map(at => [ids[at], part])))
        for (const [at, one] of ids.entries())
          for (const other of ids.slice(at + 1)) {
            const [isTogether, belongs] = [partOf.get(one) === partOf.get(other), set.get(one) === set.get(other)] // biome-ignore format: a pair
            pairs.all++
            if (isTogether) pairs.together++
            if (belongs) pairs.belong++
            if (isTogether && belongs) pairs.both++
          }
      }
      const texts = sets.reduce((sum, set) => sum + set.size, 0)
      table.row([
        `${basename(folder)}, ${groups} groups`,
        `${sets.length}`,
        `${texts}`,
        share(pairs.both, pairs.together),
        share(pairs.both, pairs.belong),
        share(pairs.belong, pairs.all),
      ])
    }
  }
  table.end()
}

/** Five questions each, in their order, with the documents that were judged to fit one of the five and no other. */
function setsOf({ queries }: Collection): ReadonlyMap<string, string>[] {
  return Array.from({ length: Math.floor(queries.length / TOGETHER) }, (_, at) => {
    const some = queries.slice(at * TOGETHER, (at + 1) * TOGETHER)
    const set = new Map<string, string>()
    const several = new Set<string>()
    for (const { id, judgements } of some)
      for (const document of judgements.keys()) {
        if (set.has(document)) several.add(document)
        set.set(document, id)
      }
    for (const document of several) set.delete(document)
    return set
  })
}

/** Of a document's first passage. */
function vectorOf({ records, vectors }: Bundle, number: number): Float32Array {
  return vectors?.at(records.passageRange(String(number)).from) ?? new Float32Array()
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(0)} %`
}
