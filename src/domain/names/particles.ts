// Which small words belong to a surname, which stand after a name, which before it?

const PARTICLES = new Set(
  (
    "'t 's-gravenhage af al ap av bin binti bint da dal dalla das de degli dei del dela della delle den der des di do dos du e el ibn la las le lo los op " +
    'san st. te ten ter van vom von y zu zum zur'
  ).split(' '),
)

const SUFFIX = /^(?:jr|sr|jnr|snr|ii|iii|iv|filho|júnior|neto)\.?$/iu
/** Degrees and orders that follow a name. */
const POST_NOMINAL =
  /^(?:ph\.?\s?d|m\.?\s?d|j\.?d|ll\.?[bm]|b\.?a|m\.?a|b\.?sc|m\.?sc|mba|esq|obe|mbe|cbe|kbe|frs|qc|kc|mp)\.?$/iu

const HONORIFIC = new Set(
  (
    'adm amb brig capt cdr cmdr col commander cpl doktor dr dra drs father fr frau general gen gov hon herr imam ing judge justice lady lord lt ' +
    'madame maj maître me mgr mme mr mrs ms miss mx ambassador pastor prof profa professor rabbi rep rev reverend sen sergeant sgt sheikh sir ' +
    'sra sr señor señora sister h.c habil med phil jur rer nat dame don doña captain colonel major lieutenant admiral bishop archbishop cardinal président dipl-ing dipl ' +
    'monsieur dott dottssa avv onorevole д-р проф г-н г-жа'
  ).split(' '),
)

export function isParticle(word: string): boolean {
  return PARTICLES.has(word.toLowerCase()) || /^(?:d['’]|al-|el-|l['’])\p{L}/u.test(word)
}

export function isSuffix(word: string): boolean {
  return SUFFIX.test(word)
}

/** A name without the titles before it and the degrees after it: `Prof. Dr. Anna Schmidt, PhD` is Anna Schmidt. */
export function withoutTitles(name: string): string {
  const words = name.split(/\s+/u)
  while (words.length > 2 && isTitle(words[0] ?? '')) words.shift()
  if (words.length === 2 && isTitle(words[0] ?? '') && (words[0] ?? '').endsWith('.')) return words[1] ?? name
  while (words.length > 1 && POST_NOMINAL.test((words.at(-1) ?? '').replace(/,$/u, ''))) words.pop()
  return words.join(' ').replace(/,$/u, '')
}

function isTitle(word: string): boolean {
  const bare = word.toLowerCase().replace(/\.$/u, '')
  return HONORIFIC.has(bare)
}
