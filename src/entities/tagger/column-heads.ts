// What does the head of a column say that stands below it? Words in the languages of the rules, from forms, registers and lists.
import { fold } from '../../analysis/fold.ts'
import { tokenize } from '../../analysis/tokenize.ts'

export type ColumnType = 'person' | 'organization' | 'place'

const words = (list: string): readonly string[] =>
  list
    .split(/\s+/u)
    .filter(word => word !== '')
    .map(fold)

/** Who or what is in the column, in any number of languages: what one of them calls a person no other calls a place. */
const SURE: Readonly<Record<ColumnType, ReadonlySet<string>>> = {
  person: new Set(
    words(`
      witness victim applicant claimant defendant plaintiff suspect accused detainee prisoner arrestee perpetrator interviewer interviewee interpreter
      translator lawyer attorney counsel judge prosecutor officer commander captain driver pilot director manager chair chairman chairperson president
      secretary treasurer owner beneficiary signatory author editor speaker participant attendee member candidate employee patient teacher student
      pupil mother father spouse guardian surname firstname lastname forename person people contact supervisor investigator
      zeuge zeugin zeugen opfer kläger klägerin beklagter angeklagter angeklagte verdächtiger häftling dolmetscher dolmetscherin richter richterin
      anwalt anwältin verteidiger kommandant fahrer leiter leiterin direktor direktorin geschäftsführer geschäftsführerin vorsitz vorsitzender
      vorsitzende präsident schatzmeister eigentümer eigentümerin besitzer autor autorin teilnehmer teilnehmerin mitglied schüler lehrer vorname
      nachname familienname ansprechpartner sachbearbeiter
      testigo víctima demandante demandado acusado acusada sospechoso detenido detenida preso entrevistador entrevistadora intérprete abogado
      abogada juez jueza fiscal comandante conductor director directora gerente presidente presidenta secretario secretaria tesorero propietario
      propietaria firmante autor autora participante asistente miembro empleado nombres apellido apellidos responsable
      témoin victime demandeur défendeur accusé suspect détenu détenue prévenu interprète avocat avocate juge procureur commandant conducteur
      directeur directrice gérant gérante président présidente secrétaire trésorier propriétaire signataire auteur participant membre employé prénom
      свидетель потерпевший жертва истец ответчик обвиняемый подозреваемый задержанный заключенный переводчик адвокат судья прокурор командир водитель
      директор председатель президент секретарь владелец автор участник фамилия фио имя отчество
      الشاهد الضحية المدعي المتهم المعتقل السجين المترجم المحامي القاضي القائد السائق المدير الرئيس المالك المؤلف المشارك العضو اللقب
    `),
  ),
  organization: new Set(
    words(`
      organisation organization company firm employer institution agency association payee supplier vendor donor sponsor bank publisher contractor
      manufacturer ngo
      firma unternehmen gesellschaft arbeitgeber einrichtung behörde verein verband lieferant spender verlag hersteller auftragnehmer
      organización empresa compañía empleador institución agencia asociación proveedor donante editorial
      société entreprise employeur établissement agence fournisseur donateur éditeur fabricant
      организация компания фирма предприятие учреждение поставщик издательство
      المنظمة الشركة المؤسسة الجمعية
    `),
  ),
  place: new Set(
    words(`
      place location town city village municipality district province region state county country area locality settlement camp port birthplace
      residence destination origin prison
      ort wohnort geburtsort tatort stadt dorf gemeinde bezirk kreis landkreis provinz bundesland land gebiet hafen herkunft zielort
      lugar ciudad pueblo municipio distrito provincia departamento comarca país localidad puerto residencia destino procedencia
      lieu ville village commune arrondissement département région pays localité domicile naissance
      место город село деревня район область край страна поселок
      المكان المدينة القرية البلدة المحافظة المنطقة الدولة البلد
    `),
  ),
}

/** What a column of people is often called, and one of other things as well. */
const LIKELY_PEOPLE: ReadonlySet<string> = new Set(
  words('name names nom noms nombre имя имена الاسم by von par por'),
)
/** Words after which a place follows. */
const LIKELY_PLACES: ReadonlySet<string> = new Set(
  words('from to in at nach aus desde hasta en de à vers из в'),
)

/** What a word that is also used for other things says. */
const LIKELY = 0.4

/** How much a head speaks for each type: 0 to 1. */
export function readHead(label: string): Readonly<Record<ColumnType, number>> {
  const said = tokenize(label).map(({ raw }) => fold(raw))
  const ends = (type: ColumnType): boolean => said.some(word => isWordFor(type, word))
  const likely = (list: ReadonlySet<string>): boolean => said.some(word => list.has(word))
  const isThing = ends('organization') || ends('place')
  return {
    person: ends('person') ? 1 : likely(LIKELY_PEOPLE) && !isThing ? LIKELY : 0,
    organization: ends('organization') ? 1 : 0,
    place: ends('place') ? 1 : likely(LIKELY_PLACES) && !ends('person') ? LIKELY : 0,
  }
}

/** A word of the list, or its plural. */
function isWordFor(type: ColumnType, word: string): boolean {
  const list = SURE[type]
  return (
    list.has(word) || list.has(word.replace(/(?:es|s|en|n)$/u, '')) || list.has(word.replace(/ies$/u, 'y'))
  )
}
