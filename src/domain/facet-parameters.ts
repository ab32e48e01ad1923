// Which parameter filters by which facet, and how? The names that the interface, the command line and the page share.
import { type FacetName, isPlainFacet, PLAIN_FACETS, type PlainFacet } from './query.ts'

/** A value is allowed (one of those that are must be there), demanded, or left out. */
export const RELATIONS = ['any', 'all', 'not'] as const
export type Relation = (typeof RELATIONS)[number]

/** Of names any type: their ids say which. */
const ENTITY_PARAMETERS: Readonly<Record<string, Relation>> = {
  entity: 'all',
  anyEntity: 'any',
  notEntity: 'not',
}
const METADATA_PARAMETERS: Readonly<Record<string, Relation>> = {
  meta: 'all',
  anyMeta: 'any',
  notMeta: 'not',
}
const METADATA_NAME = new RegExp(`^(${Object.keys(METADATA_PARAMETERS).join('|')})\\.(.+)$`, 'u')

/** `source=` allows a value, `allSource=` demands one, `notSource=` leaves one out. */
export type PlainParameter<R extends Relation = Relation, F extends PlainFacet = PlainFacet> = R extends 'any'
  ? F
  : `${R}${Capitalize<F>}`

/** @example plainParameter('not', 'source') // 'notSource' */
export function plainParameter<R extends Relation, F extends PlainFacet>(relation: R, facet: F) {
  const name = relation === 'any' ? facet : `${relation}${facet.charAt(0).toUpperCase()}${facet.slice(1)}`
  return name as PlainParameter<R, F>
}

const PLAIN_PARAMETERS = new Map(
  PLAIN_FACETS.flatMap(facet =>
    RELATIONS.map(relation => [plainParameter(relation, facet) as string, { facet, relation }] as const),
  ),
)

/** The facet and the relation that a parameter has; null where it filters by no facet. */
export function facetFilter(
  parameter: string,
): { readonly facet: FacetName | 'entity'; readonly relation: Relation } | null {
  const [, prefix = '', key] = METADATA_NAME.exec(parameter) ?? []
  const ofMetadata = METADATA_PARAMETERS[prefix]
  if (key !== undefined && ofMetadata !== undefined) return { facet: `meta.${key}`, relation: ofMetadata }
  const ofEntities = Object.hasOwn(ENTITY_PARAMETERS, parameter) ? ENTITY_PARAMETERS[parameter] : undefined
  if (ofEntities !== undefined) return { facet: 'entity', relation: ofEntities }
  return PLAIN_PARAMETERS.get(parameter) ?? null
}

/** The name of the parameter by which values of a facet are allowed, demanded or left out. */
export function parameterOf(relation: Relation, facet: FacetName): string {
  if (isPlainFacet(facet)) return plainParameter(relation, facet)
  const isMetadata = facet.startsWith('meta.')
  const names = Object.entries(isMetadata ? METADATA_PARAMETERS : ENTITY_PARAMETERS)
  const [name = ''] = names.find(([, own]) => own === relation) ?? []
  return isMetadata ? `${name}.${facet.slice('meta.'.length)}` : name
}
