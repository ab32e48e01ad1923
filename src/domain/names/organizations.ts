// Is this the name of an organisation? By the words that organisations have in their names, in eight languages; a name without one may be either.

import { isSuffix } from './particles.ts'

/** Folded words: without marks, in small letters. A word that is also a surname is in the list: a whole name is never wrong. */
const WORDS = new Set(
  `
academy administration agency alliance amnesty archive archives army assembly association authority bank board branch bureau campaign centre
center chamber channel children chronicle church club coalition collective college commission committee community company congress consortium
corporation council court daily defence department desk directorate division editors editorial embassy federation force forces forum foundation
front fund gazette government group herald house inc initiative inquiry institute institution international journal laboratory law league
library llc ltd magazine media ministry mission monitor monitoring movement museum nations navy network news newspaper newsroom observatory
observer office organisation organization parliament partnership party police post press programme program project radio redaction reporters
republic review rights school secretariat senate service services society staff state states studies study task team television times
transparency tribunal tribune trust union unit united university watch women workers world
agentur amt anstalt ausschuss behorde bund bundesregierung buro dienst fraktion gericht gesellschaft gmbh grenzen gruppe hochschule institut
kammer kommission ministerium nachrichten partei presse rat redaktion regierung rundfunk stiftung universitat verband verein verlag zeitung
zentrum
agence asbl assemblee bureau centre comite commission conseil cour direction federation fondation frontieres gouvernement groupe journal ligue
medecins ministere mouvement observatoire organisation parti presse redaction reseau sarl service societe syndicat union universite
agencia asociacion ayuntamiento banco centro comision comite consejo corte defensoria diario direccion fiscalia fronteras fundacion gobierno
grupo instituto ministerio movimiento oficina organizacion partido periodico prensa procuraduria redaccion red secretaria servicio sindicato
tribunal union universidad
agenzia associazione centro comitato commissione consiglio fondazione governo gruppo istituto ministero organizzazione partito redazione
universita
associacao comissao conselho fundacao governo ministerio organizacao redacao universidade
агентство ассоциация бюро ведомство газета группа движение институт комиссия комитет министерство общество организация партия правительство
редакция служба совет союз университет фонд центр
агенція асоціація міністерство організація уряд спілка
وزارة منظمة جمعية مركز وكالة هيئة مؤسسة جامعة مجلس لجنة اتحاد حزب شركة
`
    .split(/\s+/u)
    .filter(word => word !== ''),
)

/** How German writes them in one word. */
const COMPOUND =
  /(?:ministerium|gesellschaft|stiftung|verband|verein|zeitung|agentur|universitat|institut|kommission|regierung|behorde|redaktion|anstalt|bote|blatt|anzeiger|kurier|presse|rundschau|spiegel|woche)$/u

/** Words that join the parts of an organisation's name and do not stand in a person's. */
const JOINING = new Set(
  'of for the without sans sin für des ohne pour per para against contra и по для при'.split(' '),
)

export function namesOrganization(name: string): boolean {
  const words = name.split(/[\s/]+/u).filter(word => word !== '')
  return words.some(word => isOrganizationWord(word) || JOINING.has(word)) || hasShortForm(words)
}

export function isOrganizationWord(word: string): boolean {
  const folded = foldWord(word)
  return WORDS.has(folded) || COMPOUND.test(folded)
}

/** `BBC Persian`: three capitals or more in a name that is not all in capitals. */
function hasShortForm(words: readonly string[]): boolean {
  const isShortForm = (word: string): boolean => /^\p{Lu}{3,}$/u.test(word) && !isSuffix(word)
  return words.some(isShortForm) && !(words.length > 1 && words.every(word => /^[\p{Lu}.'’-]+$/u.test(word)))
}

function foldWord(word: string): string {
  return word
    .toLowerCase()
    .replace(/['’]s$/u, '')
    .normalize('NFD')
    .replace(/[\u0300-\u0305\u0307-\u036F]/gu, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]/gu, '')
}
