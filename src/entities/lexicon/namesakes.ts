// Does this name mean the person, the place or the organisation of that name? What the words around it say is weighed with what the document
// and the whole corpus say of the name.
import type { EntityType } from '../../domain/document.ts'
import type { Gazetteer } from '../gazetteer/gazetteer.ts'
import { nameWords } from '../name-words.ts'
import type { Context } from '../tagger/context.ts'
import type { Candidate, NameAbove } from '../tagger/tagger.ts'
import { brandsOf } from './brands.ts'

/**
 * Of a name: in how many documents it is a surname in a person's full name, and at how many places the words around it leave no doubt that it is
 * a person, an organisation, a place.
 */
export type NamesakeCounts = readonly [
  name: string,
  full: number,
  person: number,
  organization: number,
  place: number,
]

/** From so much on, as `Context` counts, the words around a name leave hardly a doubt. */
const SURE = 60
/** Where the words around a name speak as much for a person as for a place or an organisation. */
const EVEN = -70
/** What a factor of e in the odds counts as. */
const FACTOR = 60
/** How often a part of a full name means the person: where the document has the full name, and where other documents have it. As logarithms of odds. */
const INTRODUCED = 2
const ELSEWHERE = -1.5
/** A name that lists know counts as so many places. */
const LISTED = 3
/** What another place of the document says of the name, against what this one does; and the most that it can say. */
const SHARE = 0.5
const MOST = 200
/** Places that must say, beside the one that is asked about, that a name is an organisation's, too, or that leave it open: one alone is easily misread. */
const FEWEST = 2
/** How much must speak against what was found for it to be changed. */
const AGAINST = 60

export function countNamesakes(candidates: readonly (readonly Candidate[])[]): NamesakeCounts[] {
  const counts = new Map<string, [number, number, number, number]>()
  const count = (name: string, at: 0 | 1 | 2 | 3): void => {
    const known = counts.get(name) ?? [0, 0, 0, 0]
    known[at]++
    counts.set(name, known)
  }
  for (const name of surnamesOf(candidates.flat())) count(name, 0)
  for (const { context, text, rule, type } of candidates.flat()) {
    const sure = rule === 'column' ? SURE_TYPES.get(type) : context === undefined ? null : surely(context)
    if (sure != null) count(nameOf(text), sure)
  }
  return Array.from(counts, ([name, sums]) => [name, ...sums])
}

/** Numbers of `NamesakeCounts`: the column of a table leaves no doubt of what its cells name. */
const SURE_TYPES: ReadonlyMap<EntityType, 1 | 2 | 3> = new Map([
  ['person', 1],
  ['organization', 2],
  ['place', 3],
])

/** Number of what the words around a name leave no doubt of, in `NamesakeCounts`. */
function surely({ place, organization }: Context): 1 | 2 | 3 | null {
  if (Math.max(place, organization) < 2 * EVEN - SURE) return 1
  if (Math.max(place, organization) < SURE) return null
  return place > organization ? 3 : 2
}

/** The words of the full names of people, but for the first: who is called by the given name alone is seldom introduced. */
function surnamesOf(
  names: readonly { readonly text: string; readonly type?: EntityType }[],
): ReadonlySet<string> {
  return new Set(
    names.flatMap(({ text, type = 'person' }) => {
      const words = type === 'person' ? nameWords(text) : []
      return words.slice(1)
    }),
  )
}

function nameOf(text: string): string {
  return nameWords(text).join(' ')
}

/** What a corpus says of each name. */
export class Namesakes {
  private readonly counts = new Map<string, [number, number, number, number]>()

  add(counts: readonly NamesakeCounts[]): void {
    for (const [name, ...more] of counts) {
      const sums = this.counts.get(name) ?? [0, 0, 0, 0]
      for (const [at, one] of more.entries()) sums[at as 0] += one
      this.counts.set(name, sums)
    }
  }

  /** Whether somebody is called so by surname. */
  hasPerson(name: string): boolean {
    return (this.counts.get(name)?.[0] ?? 0) > 0
  }

  /**
   * How many times as often as a person the corpus means an organisation by a name, and a place; as logarithms. Null where nothing else
   * than a person is called so.
   * @param own what is said at the place that is asked about, which is no evidence for itself
   */
  odds(name: string, listed: EntityType | null, own: Context): Odds | null {
    const counts = [...(this.counts.get(name) ?? [0, 0, 0, 0])]
    const sure = surely(own)
    if (sure !== null) counts[sure] = (counts[sure] ?? 0) - 1
    const [full = 0, person = 0, organization = 0, place = 0] = counts
    const all = organization + (listed === 'organization' ? LISTED : 0)
    const organizations = all < FEWEST ? 0 : all
    const places = place + (listed === 'place' ? LISTED : 0)
    if (organizations + places <= 0) return null
    const people = Math.log(full + person + 1)
    return {
      organization: Math.log(organizations + 1) - people,
      place: Math.log(places + 1) - people,
      others: organizations + places,
    }
  }
}

interface Odds {
  /** At how many places the name is sure to be no person's. */
  readonly others: number
  readonly organization: number
  readonly place: number
}

/** Candidates, those whose types the words around them, the document and the corpus contradict with others. */
export function tellNamesakes(
  candidates: readonly (readonly Candidate[])[],
  above: readonly NameAbove[],
  namesakes: Namesakes,
  gazetteer: Gazetteer,
): Candidate[][] {
  const introduced = new Set([...surnamesOf(candidates.flat()), ...surnamesOf(above)])
  const document = addUp(candidates.flat())
  const tell = (candidate: Candidate): Candidate => {
    const { text, type } = candidate
    const name = nameOf(text)
    const context = candidate.context ?? (isAdded(candidate) ? SAYING_NOTHING : undefined)
    if (context === undefined || !namesakes.hasPerson(name)) return candidate
    const entry = gazetteer.find(text)
    const listed = entry?.type ?? (brandsOf(name) !== 0 ? 'organization' : null)
    const odds = namesakes.odds(name, listed, context)
    if (odds === null) return candidate
    const isIntroduced = introduced.has(name)
    const scores = weigh(context, document.get(name) ?? NOTHING, odds, isIntroduced)
    const isPerson = type === 'person'
    const other = scores.place > scores.organization ? 'place' : 'organization'
    const against = isPerson ? scores[other] - scores.person : scores.person - scores[other]
    const best = isPerson ? other : 'person'
    if (against >= AGAINST)
      return { ...candidate, type: best, rule: 'namesake', entry: entry?.type === best ? entry : null }
    // Nobody is to be taken for another: what may be either is linked to neither.
    const isOpen = isPerson && against > 0 && isIntroduced && odds.others >= FEWEST
    return isOpen ? { ...candidate, type: 'other', rule: 'namesake', entry: null } : candidate
  }
  return candidates.map(list => list.map(tell))
}

/** What the model passed over and the lexicon found: the words around it say little. */
function isAdded({ rule, type, entry }: Candidate): boolean {
  return rule === 'corpus' && entry === null && SURE_TYPES.has(type)
}

const SAYING_NOTHING: Context = { organization: EVEN, place: EVEN }

/** What the words around all places of a name in a document say, added up. */
interface Sums {
  readonly places: number
  readonly organization: number
  readonly place: number
}

const NOTHING: Sums = { places: 0, organization: 0, place: 0 }

function addUp(candidates: readonly Candidate[]): ReadonlyMap<string, Sums> {
  const sums = new Map<string, Sums>()
  for (const { context, text } of candidates) {
    if (context === undefined) continue
    const { places, organization, place } = sums.get(nameOf(text)) ?? NOTHING
    sums.set(nameOf(text), {
      places: places + 1,
      organization: organization + withinMost(context.organization),
      place: place + withinMost(context.place),
    })
  }
  return sums
}

function withinMost(said: number): number {
  return Math.max(-MOST, Math.min(MOST, said - EVEN))
}

type Scores = Readonly<Record<'person' | 'organization' | 'place', number>>

function weigh(context: Context, document: Sums, odds: Odds, isIntroduced: boolean): Scores {
  const all = (type: 'organization' | 'place'): number => {
    const others = document[type] - withinMost(context[type])
    const elsewhere = document.places > 1 ? others / (document.places - 1) : 0
    return context[type] + SHARE * elsewhere + odds[type] * FACTOR
  }
  return {
    person: EVEN + (isIntroduced ? INTRODUCED : ELSEWHERE) * FACTOR,
    organization: all('organization'),
    place: all('place'),
  }
}
