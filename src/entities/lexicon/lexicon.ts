// What does the whole corpus mean by a form? Adds up what documents say of it, and decides once for all places.
import { foldText } from '../../analysis/fold.ts'
import { tokenize } from '../../analysis/tokenize.ts'
import type { EntityType } from '../../domain/document.ts'
import type { KnownName } from '../gazetteer/entry.ts'
import type { Gazetteer } from '../gazetteer/gazetteer.ts'
import { clustersOf, NO_CLUSTERS } from '../tagger/clusters.ts'
import { KINDS_OF_THINGS } from '../tagger/cues.ts'
import { listsOf } from '../tagger/name-lists.ts'
import type { Candidate } from '../tagger/tagger.ts'
import { brandsOf, COMPANY, LANGUAGE } from './brands.ts'
import { CLASSES, classOf, type FormClass } from './classes.ts'
import {
  DOCUMENTS,
  type DocumentEvidence,
  type FormEvidence,
  INSIDE,
  NUMBERED,
  PLACES,
  SCORES,
  SMALL,
  VOTES,
} from './evidence.ts'
import { formFeatures } from './features.ts'
import { FormRows } from './form-rows.ts'
import { formModel } from './model.ts'
import { Namesakes } from './namesakes.ts'
import { isSupported, supportKey } from './support.ts'
import { TypeVotes } from './type-votes.ts'

/** What a form is: a name of a type everywhere, a known name, no name anywhere, or what each sentence says. */
export type Decision =
  | { readonly is: 'name'; readonly type: EntityType; readonly isBrand: boolean }
  | { readonly is: 'known'; readonly entry: KnownName }
  | { readonly is: 'no-name' }
  | { readonly is: 'open' }

const OPEN: Decision = { is: 'open' }
const NO_NAME: Decision = { is: 'no-name' }

/** `GitHub`, `OpenAI`: written so as a name only, whatever addresses and code have. */
const INNER_CAPITAL = /\p{Ll}\p{Lu}/u

/** Share of the places at which the tagger must see a name for the form to be one at all others. */
const NAME_SHARE = 0.5
/** Added to the places: at one or two a share says little. */
const FEW_PLACES = 2
/** At so many places, and at most at this share of them seen as a name, it is none. */
const NO_NAME_PLACES = 5
const NO_NAME_SHARE = 0.1
/** By how much the best type must be ahead of the next, in the model's logarithms, to be believed against the sentences. */
const MARGIN = 2

export class CorpusLexicon {
  private readonly forms = new FormRows()
  /** In how many documents a brand's word is written with a small letter. */
  private readonly smallBrands = new Map<string, number>()
  private readonly supported = new Set<string>()
  private documents = 0
  /** Those that name a brand which is written as nothing else is: `GitHub`. */
  private withBrands = 0
  private readonly decided = new Map<string, Decision>()
  readonly gazetteer: Gazetteer
  readonly types = new TypeVotes()
  readonly namesakes = new Namesakes()

  constructor(gazetteer: Gazetteer) {
    this.gazetteer = gazetteer
  }

  /** To be called for all documents before anything is decided. */
  add({ forms, smallBrands, types, namesakes, supported }: Omit<DocumentEvidence, 'passedOver'>): void {
    for (const key of supported) this.supported.add(key)
    this.types.add(types)
    this.namesakes.add(namesakes)
    this.documents++
    if (forms.some(([form]) => INNER_CAPITAL.test(form) && brandsOf(foldText(tokenize(form))) !== 0))
      this.withBrands++
    for (const word of smallBrands) this.smallBrands.set(word, (this.smallBrands.get(word) ?? 0) + 1)
    for (const [form, row] of forms) this.forms.add(form, row)
  }

  /** Whether a candidate is what it looks like, by its passage or by any document. */
  isSupported(candidate: Candidate, text: string): boolean {
    const key = supportKey(candidate)
    return key === null || this.supported.has(key) || isSupported(candidate, text, this.gazetteer)
  }

  /** What the corpus means by a form, which is written as `cleanForm` gives it. */
  decide(form: string): Decision {
    const known = this.decided.get(form)
    if (known !== undefined) return known
    const evidence = this.forms.get(form)
    const decision = evidence === null ? OPEN : this.weigh(form, evidence)
    this.decided.set(form, decision)
    return decision
  }

  private weigh(form: string, evidence: FormEvidence): Decision {
    const tokens = tokenize(form)
    const folded = foldText(tokens)
    const places = evidence[PLACES] ?? 0
    const seen = places - (evidence[VOTES] ?? 0)
    const known = this.gazetteer.find(form)
    if (known !== null) return isUsually(known.type, evidence) ? { is: 'known', entry: known } : OPEN
    const brands = brandsOf(folded)
    const isBrand = brands !== 0 && this.isWrittenAsBrand(form, folded, brands, evidence)
    if (isBrand) return { is: 'name', type: brandType(form, brands, evidence), isBrand: true }
    if (seen < places * NO_NAME_SHARE && places >= NO_NAME_PLACES) return NO_NAME
    if (seen < (places + FEW_PLACES) * NAME_SHARE || (evidence[SMALL] ?? 0) * 4 > places) return OPEN
    return { is: 'name', type: typeOf(this.best(form, evidence)), isBrand: false }
  }

  /**
   * Whether a form that is listed as a brand is meant as one: it has a capital inside sentences and hardly ever none. No part of
   * it is a person's name, a city's or a word for a kind of thing, and the tagger does not mostly see people there.
   */
  private isWrittenAsBrand(form: string, folded: string, brands: number, evidence: FormEvidence): boolean {
    const words = folded.split(' ')
    const voted = (name: FormClass): number => evidence[VOTES + CLASSES.indexOf(name)] ?? 0
    const people = voted('person') + voted('group')
    return (
      (evidence[INSIDE] ?? 0) > 0 &&
      // Short names of computer languages, and those in capitals, stand for too much else.
      (brands !== LANGUAGE || /^\p{L}{2,}\p{Ll}{2}/u.test(form)) &&
      (INNER_CAPITAL.test(form) || this.isOftenWrittenSo(folded, evidence)) &&
      (words.some(word => clustersOf(word) === NO_CLUSTERS) || this.isOfBrands) &&
      people * 2 < (evidence[PLACES] ?? 0) &&
      words.some(word => !KINDS_OF_THINGS.some(list => list.has(word))) &&
      words.every(word => listsOf(word) === 0)
    )
  }

  /** Whether much of the corpus is about brands: there `Slack` is one, elsewhere `Saturn` is a planet. */
  private get isOfBrands(): boolean {
    return this.withBrands >= this.documents * BRANDED
  }

  /** Whether the corpus has a word at several places, and in more documents with a capital than without. */
  private isOftenWrittenSo(folded: string, evidence: FormEvidence): boolean {
    return (evidence[PLACES] ?? 0) > 1 && (this.smallBrands.get(folded) ?? 0) <= (evidence[DOCUMENTS] ?? 0)
  }

  /** The likeliest class of a name; what most sentences say where none is well ahead. */
  private best(form: string, evidence: FormEvidence): number {
    const { weights, unit } = formModel()
    const root = Math.sqrt(evidence[PLACES] ?? 1)
    const votes = CLASSES.map((_, c) => evidence[VOTES + c] ?? 0)
    const total = CLASSES.map((_, c) => (evidence[SCORES + c] ?? 0) / root)
    for (const bucket of formFeatures(form, this.gazetteer))
      for (let c = 0; c < total.length; c++)
        total[c] = (total[c] ?? 0) + (weights[bucket * CLASSES.length + c] ?? 0)
    const best = highest(total)
    const next = highest(total.map((score, c) => (c === best ? Number.NEGATIVE_INFINITY : score)))
    const usual = highest(votes)
    const isSure = (total[best] ?? 0) - (total[next] ?? 0) >= MARGIN * unit
    const mayChange = usual !== GROUP && !(best === OTHER && usual === ORGANIZATION)
    return isSure && mayChange ? best : usual
  }
}

/** Peoples are told by their lists and the sentence: few sets annotate them, so the model has seen few. */
const GROUP = CLASSES.indexOf('group')
/** Which organisations count as other names is different in each set, so the model does not make one the other. */
const ORGANIZATION = CLASSES.indexOf('organization')
const OTHER = CLASSES.indexOf('other')
/** Share of the documents from which a corpus is one about brands. */
const BRANDED = 0.25

/** Class of the highest score, "no name" left out. */
function highest(scores: readonly number[]): number {
  let best = 1
  for (let c = 2; c < scores.length; c++) if ((scores[c] ?? 0) > (scores[best] ?? 0)) best = c
  return best
}

/** Whether the corpus means the known thing by a form at most of its places, and hardly ever writes it small. */
function isUsually(type: EntityType, evidence: FormEvidence): boolean {
  const places = evidence[PLACES] ?? 0
  const seen = evidence[VOTES + classOf(type)] ?? 0
  return seen >= (places + FEW_PLACES) * NAME_SHARE && (evidence[SMALL] ?? 0) * 4 <= places
}

function typeOf(at: number): EntityType {
  const name: FormClass = CLASSES[at] ?? 'other'
  return name === 'none' ? 'other' : name
}

/** Share of the places with a number after the form from which it has versions. */
const VERSIONS = 0.1

/** A brand is its maker's, unless it is a language, has versions, or is written like a file: `Node.js`. */
function brandType(form: string, brands: number, evidence: FormEvidence): EntityType {
  const isLanguage = (brands & LANGUAGE) !== 0
  const isCompany = (brands & COMPANY) !== 0
  if (isCompany) return 'organization'
  const isThing =
    isLanguage ||
    (evidence[NUMBERED] ?? 0) > (evidence[PLACES] ?? 0) * VERSIONS ||
    /\p{L}\.\p{Ll}/u.test(form)
  return isThing ? 'product' : 'organization'
}
