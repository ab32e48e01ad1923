// Where are the places that a collection names? On the map only those of which its own text says enough.
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Deadline } from '../domain/deadline.ts'
import type { EntityRecord } from '../domain/document.ts'
import { askFigures } from '../engine/engine-requests.ts'
import { capitalIds, countryIds } from '../entities/gazetteer/countries.ts'
import { compile } from '../search/compile.ts'
import { parseSelection } from '../search/request.ts'
import { limitsOf } from '../search/request-deadline.ts'
import { type Atlas, askAtlas, type City, type Position } from './atlas.ts'
import { meantCity, needsSupport, type Support } from './decide.ts'
import { foldedName } from './folded-name.ts'
import { US_STATES } from './us-states.ts'

export type Located =
  | { readonly kind: 'country' | 'city'; readonly at: Position }
  /** Several places bear the name, or one that nothing in the text speaks for. */
  | { readonly kind: 'unsure' }
  /** There was no time to see: another request may tell. */
  | { readonly kind: 'no time' }
  /** No country or city: a region, a river, a street. */
  | { readonly kind: 'unknown' }

/** A country whose name something else bears too: what speaks for it, and for the other. */
const HOMONYMS: Readonly<Record<string, { readonly near: readonly string[]; readonly other: string }>> = {
  GE: { near: ['GE', 'AM', 'AZ', 'RU', 'TR', 'UA'], other: 'US' },
}

/** Each of the places by its id. What is known once is known as long as the bundle is served. */
export async function locatePlaces(
  bundle: Bundle,
  ids: readonly string[],
  deadline: Deadline,
): Promise<ReadonlyMap<string, Located>> {
  const places = await placesOf(bundle)
  const found = new Map<string, Located>()
  for (const id of ids) found.set(id, await places.locate(id, deadline))
  return found
}

const opened = new WeakMap<Bundle, Promise<Places>>()

function placesOf(bundle: Bundle): Promise<Places> {
  const known = opened.get(bundle)
  if (known !== undefined) return known
  const made = Places.open(bundle)
  opened.set(bundle, made)
  made.catch(() => opened.delete(bundle)) // the next request asks again
  return made
}

/** What is known of the places of one bundle. */
class Places {
  private readonly bundle: Bundle
  private readonly atlas: Atlas
  private readonly located = new Map<string, Located>()
  private readonly codes: ReadonlyMap<string, string>
  private readonly capitals = capitalIds()

  private constructor(bundle: Bundle, atlas: Atlas) {
    this.bundle = bundle
    this.atlas = atlas
    this.codes = new Map([...countryIds()].filter(([, code]) => atlas.countries.has(code)))
  }

  static async open(bundle: Bundle): Promise<Places> {
    const places = bundle.records.entities.filter(({ type }) => type === 'place')
    return new Places(bundle, await askAtlas(new Set(places.flatMap(namesOf))))
  }

  async locate(id: string, deadline: Deadline): Promise<Located> {
    const known = this.located.get(id)
    if (known !== undefined) return known
    const entity = this.bundle.records.entity(id)
    if (entity === null) return { kind: 'unknown' }
    const code = this.codes.get(id)
    const cities = code === undefined ? this.citiesOf(entity) : []
    const capital = this.capitalOf(entity)
    const isAsked = code === undefined ? needsSupport(cities, capital) : code in HOMONYMS
    if (isAsked && deadline.isOver) return { kind: 'no time' }
    const support = isAsked ? await this.supportOf(id, deadline) : NO_SUPPORT
    if (support === null) return { kind: 'no time' }
    const place = code === undefined ? city(cities, support, capital) : this.country(code, support)
    this.located.set(id, place)
    return place
  }

  private country(code: string, support: Support): Located {
    const at = this.atlas.countries.get(code)
    if (at === undefined) return { kind: 'unknown' }
    const homonym = HOMONYMS[code]
    if (homonym === undefined) return { kind: 'country', at }
    const own = homonym.near.reduce((sum, near) => sum + (support.get(near) ?? 0), 0)
    return own > (support.get(homonym.other) ?? 0) ? { kind: 'country', at } : { kind: 'unsure' }
  }

  /** Lede's list of names says of a capital whose it is. */
  private capitalOf({ relations }: EntityRecord): City | null {
    const country = relations.find(({ relation }) => relation === 'capital-of')?.entity
    return this.atlas.capitals.get(this.codes.get(country ?? '') ?? '') ?? null
  }

  private citiesOf(entity: EntityRecord): readonly City[] {
    const all = new Set(namesOf(entity).flatMap(name => this.atlas.cities.get(name) ?? []))
    return [...all].sort((a, b) => b.inhabitants - a.inhabitants)
  }

  /** What the passages that have the name say besides; null where there was no time to see. */
  private async supportOf(id: string, deadline: Deadline): Promise<Support | null> {
    const selection = parseSelection({ q: '', entity: [id] })
    const { tree, filters } = await compile(this.bundle, selection, deadline)
    const { facets, partial } = await this.bundle.engine.search(
      askFigures({
        query: tree,
        filters,
        facets: ['place', 'group'],
        facetLimit: BESIDE,
        ...limitsOf(deadline),
      }),
    )
    if (partial === true) return null
    const support = new Map<string, number>()
    const add = (where: string | undefined, count: number): void => {
      if (where !== undefined) support.set(where, Math.max(support.get(where) ?? 0, count))
    }
    for (const { id: other, count } of [...facets.values()].flat()) {
      if (other === id) continue
      add(this.codes.get(other), count)
      // Georgia and Washington are a state's name too, but Lede's list means the country, the capital.
      const state = US_STATES.get(other)
      if (state !== undefined && !this.codes.has(other) && !this.capitals.has(other)) {
        add(`US-${state}`, count)
        add('US', count)
      }
      for (const { relation, entity } of this.bundle.records.entity(other)?.relations ?? [])
        if (relation === 'demonym-of' || relation === 'capital-of') add(this.codes.get(entity), count)
    }
    return support
  }
}

function city(cities: readonly City[], support: Support, capital: City | null): Located {
  if (cities.length === 0 && capital === null) return { kind: 'unknown' }
  const at = meantCity(cities, support, capital)
  return at === null ? { kind: 'unsure' } : { kind: 'city', at }
}

/** Places and peoples beside a name that are looked at, the most frequent first. */
const BESIDE = 200

const NO_SUPPORT: Support = new Map()

function namesOf({ name, aliases }: EntityRecord): string[] {
  return [...new Set([name, ...aliases.map(alias => alias.name)].map(foldedName))]
}
