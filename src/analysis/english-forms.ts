// Which English words are one word in two spellings, or in an irregular plural? What the stemmer cannot know, before it stems.
//
// The form that comes out is compared and never shown. A rule may make a word that does not exist ("surprize"), as long as it makes
// the same of all its forms, and of no other word. Words for which it would do more are listed, or too short for the rule.

interface Rule {
  /** What a word has for which the rule is worth trying. */
  readonly has: string
  readonly from: RegExp
  readonly to: string
  /** Letters that must stand before what is replaced. */
  readonly before?: number
  readonly unless?: RegExp
}

/** Spellings of both sides of the Atlantic; Greek plurals of a kind as their singulars. */
const RULES: readonly Rule[] = [
  { has: 'practis', from: /practis/u, to: 'practic' },
  // organise, organisation, criticised; not "rise", "promise", "exercise", "revise", "treatise", nor Denise
  {
    has: 'is',
    from: /([^aeiouvc]|ic|rac)is(?=(?:e|ed|es|er|ers|ing|ings|edly|ingly|able|ability|ation|ations|ational)$)/u,
    to: '$1iz',
    before: 3,
    unless: /^(?:advert|chast|parad|treat)|franch/u,
  },
  // analyse, analysing; analyses are those of an analysis
  { has: 'yses', from: /yses$/u, to: 'ysis', before: 3 },
  { has: 'ys', from: /ys(?=(?:e|ed|er|ers|ing|able)$)/u, to: 'yz', before: 3 },
  // colour, labourer, favourite, neighbourhood; not "four", "tour", "flour"
  { has: 'odour', from: /^odour/u, to: 'odor' },
  {
    has: 'our',
    from: /our(?=(?:s|y|ies|ed|ing|er|ers|able|ably|ful|fully|less|ite|ites|hoods?|al|ally|ists?|ism)?$)/u,
    to: 'or',
    before: 3,
  },
  // centre, kilometres, theatre, calibre
  { has: 'tre', from: /(?<=(?:cen|me|li|thea|^spec|^lus))tre(?=s?$)/u, to: 'ter' },
  { has: 'centred', from: /centred$/u, to: 'centered' },
  { has: 'bre', from: /(?<=(?:fi|cali|^sa|^som))bre(?=s?$)/u, to: 'ber' },
  // defence, offences, licence
  { has: 'enc', from: /(?<=^(?:def|off|lic|pret)en)c(?=(?:e|es|ed|eless)$)/u, to: 's' },
  // catalogue, cataloguing, dialogues
  { has: 'logu', from: /logu(?:e(?=s?$)|(?=ed$|ing$|ers?$))/u, to: 'log' },
  { has: 'programme', from: /^programme(?=s?$)/u, to: 'program' },
  { has: 'gement', from: /(?<=(?:jud|acknowled|abrid))gement/u, to: 'gment' },
  { has: 'aluminium', from: /aluminium/u, to: 'aluminum' },
  { has: 'sulph', from: /sulph/u, to: 'sulf' },
  { has: 'manoeuv', from: /manoeuvr(?:e(?=s?$))?/u, to: 'maneuver' },
  // anaemia, haemorrhage, paediatric, anaesthetic, oestrogen, foetus
  { has: 'aem', from: /aem(?=[aiow])/u, to: 'em' },
  { has: 'aed', from: /(?<=^(?:orthop|p))aed(?=[aeio])/u, to: 'ed' },
  { has: 'aesth', from: /(?<=^an)aesth/u, to: 'esth' },
  { has: 'oe', from: /(?<=^|[^aeo])oe(?=str|soph|dem)|(?<=^f)oe(?=t)/u, to: 'e' },
  // hypotheses, theses; diagnoses
  { has: 'heses', from: /heses$/u, to: 'hesis' },
  { has: 'gnoses', from: /gnoses$/u, to: 'gnosis' },
]

const IRREGULAR: ReadonlyMap<string, string> = new Map(Object.entries({
  men: 'man', women: 'woman', children: 'child', feet: 'foot', teeth: 'tooth', geese: 'goose', mice: 'mouse',
  wives: 'wife', knives: 'knife', wolves: 'wolf', thieves: 'thief', halves: 'half', shelves: 'shelf', loaves: 'loaf', calves: 'calf',
  crises: 'crisis', oases: 'oasis', emphases: 'emphasis', metastases: 'metastasis', neuroses: 'neurosis', psychoses: 'psychosis',
  phenomena: 'phenomenon', bacteria: 'bacterium', strata: 'stratum', errata: 'erratum', memoranda: 'memorandum',
  mitochondria: 'mitochondrion', nuclei: 'nucleus', stimuli: 'stimulus', fungi: 'fungus', alumni: 'alumnus', foci: 'focus', loci: 'locus', radii: 'radius', bacilli: 'bacillus',
  vertices: 'vertex', vortices: 'vortex', matrices: 'matrix', indices: 'index', appendices: 'appendix',
  larvae: 'larva', formulae: 'formula', antennae: 'antenna', vertebrae: 'vertebra',
  sceptic: 'skeptic', sceptical: 'skeptical', scepticism: 'skepticism', artefact: 'artifact', artefacts: 'artifacts', ageing: 'aging',
  mould: 'mold', moulds: 'molds', plough: 'plow', ploughs: 'plows', jewellery: 'jewelry', fulfil: 'fulfill', fulfils: 'fulfills', fulfilment: 'fulfillment',
  enrol: 'enroll', enrols: 'enrolls', enrolment: 'enrollment', instalment: 'installment', instalments: 'installments', wilful: 'willful', skilful: 'skillful',
})) // biome-ignore format: pairs

const GREEK: ReadonlyMap<string, string> = new Map(Object.entries({
  α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'epsilon', ζ: 'zeta', η: 'eta', θ: 'theta', ι: 'iota', κ: 'kappa', λ: 'lambda', μ: 'mu',
  ν: 'nu', ξ: 'xi', ο: 'omicron', π: 'pi', ρ: 'rho', σ: 'sigma', τ: 'tau', υ: 'upsilon', φ: 'phi', χ: 'chi', ψ: 'psi', ω: 'omega',
})) // biome-ignore format: pairs

/**
 * The form by which an English word is stemmed.
 * @param word folded
 * @example standardForm('organisations') // 'organizations'
 */
export function standardForm(word: string): string {
  const irregular = IRREGULAR.get(word)
  if (irregular !== undefined) return irregular
  let form = word
  for (const { has, from, to, before = 0, unless } of RULES) {
    if (!form.includes(has)) continue
    const found = from.exec(form)
    if (found !== null && found.index >= before && unless?.test(form) !== true) form = form.replace(from, to)
  }
  return form
}

/** A letter of Greek that stands alone or in a Latin word, as in TNF-α and NF-κB, by its name; µm and µg are left as they are. */
export function spellGreek(word: string): string {
  const [letter, ...more] = word.match(/\p{Script=Greek}/gu) ?? []
  if (letter === undefined || more.length > 0 || (letter === 'μ' && word !== 'μ')) return word
  return word.replace(letter, GREEK.get(letter) ?? letter)
}
