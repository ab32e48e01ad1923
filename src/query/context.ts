// What does the compiler ask of its caller, of the request and of the corpus?
import type { Deadline } from '../domain/deadline.ts'
import type { EntityType } from '../domain/document.ts'
import type { FacetName, QueryNode } from '../domain/query.ts'
import type { Vocabulary } from '../engine/vocabulary.ts'
import type { CommonWordsContext } from './common-words.ts'
import type { AskedEntities, AskedValues, FoundValues } from './facet-fields.ts'
import type { NameVariants } from './name-variants.ts'
import type { Synonyms } from './synonyms.ts'

export interface CompileOptions {
  readonly match: 'any' | 'all'
  readonly fuzzy: 'auto' | 'off'
  readonly prefix: 'last' | 'off'
  /** `off`: no sign is read, as for text of programs. */
  readonly syntax: 'on' | 'off'
  /** `off`: words are searched as typed, whatever rules the corpus has. */
  readonly synonyms: 'on' | 'off'
  /** `off`: names are searched in the spelling that was typed. */
  readonly variants: 'on' | 'off'
}

/** What the compiler asks of the corpus. */
export interface QueryContext extends Pick<CommonWordsContext, 'languages' | 'namesIn'> {
  readonly vocabulary: Vocabulary
  /** When it is over no further words are looked for. */
  readonly deadline: Deadline
  /** Of one language. */
  passagesIn(language: string): number
  /** Whether a folded word is one of the words of a name of the corpus. */
  isOfName(word: string): boolean
  /** Ids of the entities of a type that have such a name or alias; of several names the most mentioned first. */
  findEntities(type: EntityType, asked: AskedEntities): Promise<readonly string[]>
  /** The values of a facet, `meta.` and a key as typed among them, that a field asks for. */
  findValues(asked: AskedValues, facet: FacetName): FoundValues
  /** The facet as the corpus has it; null where no document has such a key. */
  knownFacet(facet: FacetName): FacetName | null
  /** Names for which the corpus defines this short form, and short forms that it defines for this name. */
  longForms(short: string): readonly string[]
  shortForms(name: string): readonly string[]
  /** Whether any passage matches a node. */
  isFound(node: QueryNode): Promise<boolean>
  readonly synonyms: Synonyms
  /** How the corpus's names are spelt; made when it is first asked for. */
  variants(): Promise<NameVariants>
}
