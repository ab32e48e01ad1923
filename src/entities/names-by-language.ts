// How are people called in this language? Titles, orders of names, patronymics, maiden names: data, a row a language.
import { fold } from '../analysis/fold.ts'

const words = (list: string): readonly string[] => list.split(/\s+/u).filter(word => word !== '')
const folded = (list: string): ReadonlySet<string> => new Set(words(list).map(fold))

/** Titles and ranks before a name, by ISO 639-1 code. English ones are taken off where names are found. */
const TITLES_BEFORE: Readonly<Record<string, ReadonlySet<string>>> = {
  ar: folded('الرئيس الوزير الملك الملكة الأمير الأميرة الشيخ السيد السيدة الدكتور الدكتورة اللواء العميد العقيد المقدم الرائد النقيب الملازم الفريق المشير الجنرال القاضي السفير النائب الأستاذ المهندس المحافظ البابا المطران'),
  de: folded('herr frau dr prof doktor professor präsident präsidentin kanzler kanzlerin bundeskanzler bundeskanzlerin minister ministerin ministerpräsident außenminister general generalleutnant oberst oberstleutnant major hauptmann leutnant admiral kommissar könig königin kaiser fürst herzog freiherr bischof kardinal papst pfarrer richter bürgermeister oberbürgermeister botschafter senator'),
  en: folded('herr frau mme mlle madame monsieur señor señora signor signora senhor senhora'),
  es: folded('sr sra srta señor señora señorita dr dra doctor doctora presidente presidenta expresidente ministro ministra general coronel comandante capitán teniente sargento almirante rey reina príncipe obispo arzobispo cardenal juez jueza fiscal alcalde alcaldesa gobernador embajador embajadora senador senadora diputado diputada profesor profesora'),
  fa: folded('آقای خانم دکتر مهندس سردار سرلشکر سرتیپ سرهنگ ژنرال شیخ شاه امام حجت‌الاسلام آیت‌الله رئیس‌جمهور پروفسور سفیر قاضی'),
  fi: folded('herra rouva presidentti pääministeri ministeri ulkoministeri kenraali eversti majuri kapteeni luutnantti amiraali kuningas piispa arkkipiispa tuomari suurlähettiläs professori tohtori maisteri'),
  fr: folded('m mm mme mlle me mgr monsieur madame mademoiselle maître dr docteur professeur président présidente ministre général générale colonel commandant capitaine lieutenant sergent amiral maréchal roi reine prince princesse évêque archevêque cardinal pape juge procureur maire préfet ambassadeur ambassadrice sénateur sénatrice député'),
  he: folded('מר גברת גב ד"ר דר פרופ פרופסור הנשיא השר השרה שר אלוף רב הרב ח"כ השופט השגריר'),
  hi: folded('श्री श्रीमती सुश्री डॉ डॉक्टर प्रो प्रोफेसर राष्ट्रपति प्रधानमंत्री मुख्यमंत्री मंत्री राज्यपाल जनरल कर्नल मेजर कैप्टन न्यायमूर्ति राजदूत सांसद'),
  hr: folded('predsjednik predsjednica premijer ministar ministrica general pukovnik bojnik major satnik kapetan poručnik admiral kralj kraljica biskup nadbiskup kardinal sudac sutkinja gospodin gospođa gradonačelnik veleposlanik dr prof'),
  hy: folded('նախագահ վարչապետ նախարար գեներալ գնդապետ մայոր կապիտան պարոն տիկին դոկտոր պրոֆեսոր եպիսկոպոս կաթողիկոս դեսպան պատգամավոր'),
  id: folded('bapak ibu pak bu tuan nyonya dr prof presiden menteri jenderal kolonel mayor kapten letnan laksamana gubernur bupati hakim jaksa ustaz kiai kh drs ir h hj'),
  it: folded('sig signor signora signorina don dott dottor dottore dottoressa prof professor professore professoressa avv avvocato on onorevole presidente ministro ministra generale colonnello maggiore capitano tenente ammiraglio re regina principe vescovo arcivescovo cardinale giudice sindaco prefetto ambasciatore ambasciatrice senatore senatrice deputato'),
  nl: folded('dhr meneer mevrouw mevr dr prof professor dokter president premier minister generaal kolonel majoor kapitein luitenant admiraal koning koningin prins prinses bisschop kardinaal paus rechter burgemeester ambassadeur senator'),
  pl: folded('pan pani prezydent premier minister generał gen pułkownik płk major mjr kapitan kpt porucznik por admirał król królowa książę biskup arcybiskup bp abp kardynał kard papież ksiądz ks sędzia burmistrz wójt ambasador senator poseł posłanka profesor prof doktor dr inż mgr'),
  pt: folded('sr sra senhor senhora dom dona dr dra doutor doutora presidente presidenta ministro ministra general coronel major capitão tenente sargento almirante rei rainha príncipe bispo arcebispo cardeal juiz juíza prefeito prefeita governador embaixador senador senadora deputado deputada professor professora'),
  ro: folded('domnul doamna domnișoara dl dna dr președintele președinta preşedintele premierul ministrul ministra generalul colonelul maiorul căpitanul locotenentul amiralul regele regina prințul episcopul arhiepiscopul cardinalul judecătorul procurorul primarul ambasadorul senatorul deputatul profesorul doctorul'),
  ru: folded('президент премьер премьер-министр министр генерал генерал-майор генерал-лейтенант полковник подполковник майор капитан лейтенант сержант маршал адмирал король королева князь императрица император папа патриарх епископ архиепископ кардинал судья прокурор мэр губернатор посол сенатор депутат академик профессор доктор господин госпожа товарищ'),
  sr: folded('predsednik predsednica premijer ministar ministarka general pukovnik potpukovnik major kapetan poručnik admiral kralj kraljica episkop patrijarh kardinal sudija gospodin gospođa gradonačelnik ambasador dr prof'),
  sv: folded('herr fru fröken dr president statsminister minister utrikesminister general överste major kapten löjtnant amiral kung drottning prins prinsessa biskop ärkebiskop kardinal påve domare borgmästare ambassadör professor doktor'),
  tr: folded('bay bayan sayın dr prof doç av cumhurbaşkanı başbakan bakan başkan general orgeneral korgeneral tümgeneral tuğgeneral albay yarbay binbaşı yüzbaşı teğmen amiral kral kraliçe vali hakim savcı büyükelçi milletvekili şeyh'),
  uk: folded('президент прем’єр прем’єр-міністр міністр генерал полковник підполковник майор капітан лейтенант сержант маршал адмірал король королева князь патріарх єпископ архієпископ кардинал суддя прокурор мер губернатор посол сенатор депутат академік професор доктор пан пані'),
  ur: folded('جناب محترم محترمہ ڈاکٹر پروفیسر صدر وزیراعظم وزیر جنرل کرنل میجر کیپٹن لیفٹیننٹ مولانا مفتی جسٹس سفیر گورنر'),
} // biome-ignore format: a row a language

/** Titles that lists have as given names, though nobody who reads the language is called so. */
export const NEVER_GIVEN = folded('bay general major maire mayor påve roi sergent sig vali')

/** Titles after a name: `Kemal Bey`, `शर्मा जी`. */
const TITLES_AFTER: Readonly<Record<string, ReadonlySet<string>>> = {
  hi: folded('जी साहब'), tr: folded('bey hanım efendi paşa ağa'), ur: folded('صاحب صاحبہ'),
} // biome-ignore format: a row a language

const NONE: ReadonlySet<string> = new Set()

/** Titles that a text of a language writes before names and after them, folded. */
export function titlesOf(language: string | null): {
  readonly before: ReadonlySet<string>
  readonly after: ReadonlySet<string>
} {
  const known = language ?? 'en'
  return {
    before: TITLES_BEFORE[known === 'bs' ? 'hr' : known] ?? NONE,
    after: TITLES_AFTER[known] ?? NONE,
  }
}

/** Words between a name and the father's: what follows them is the father's name, and no surname without them. */
export const FATHER_WORDS = folded('bin ibn bint binti ould بن ابن بنت')

/** Small words that begin a surname, beside those of `isParticle`. */
export const FAMILY_WORDS = folded('ben abu abou ter zu zum af av al el آل ال')

/** Endings of the names that Russian, Ukrainian, Belarusian and Bulgarian make of a father's, in their letters and in Latin ones. */
export const PATRONYMIC =
  /.(?:ович|евич|ьич|мич|ична|овна|евна|івна|аўна|еўна|ovich|evich|ovych|evych|ovitch|evitch|ovna|evna|ivna|ichna|inichna)$/u

/** Languages that write the surname first. */
export const FAMILY_FIRST = new Set(['hu', 'ja', 'ko', 'vi', 'zh'])

/** Languages in which people have their father's surname and their mother's, and are called by the first of the two. */
export const TWO_SURNAMES = new Set(['ca', 'es', 'eu', 'gl'])

/**
 * Surnames of Chinese, Korean and Vietnamese people as other languages write them: those of most bearers. Names that begin with one are
 * written with the surname first: `Xi Jinping`, `Kim Jong-un`, `Nguyen Phu Trong`.
 */
export const EASTERN_SURNAMES = folded(`
  wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang deng han feng cao peng zeng xiao tian dong
  pan yuan cai jiang yu du ye cheng wei su lu lü ding ren shen yao jiang cui tan zhong qiu fan xia jin shi liao jia qin xi mao hou bo
  kim lee yi park pak bak choi choe jung jeong chung kang cho jo yoon yun jang chang lim im oh seo shin kwon hwang ahn an ryu yoo hong jeon moon son bae ban baek heo nam roh noh
  nguyen tran le pham huynh hoang phan vu vo dang bui do ngo duong ly dinh truong
  chiang tsai lam wong chan cheung kwok leung ng chow chu fung tsang mo
`)

/** Words that say under which name somebody was born, after the name that he or she has now. */
const BORN = words(
  'née né nee geb geboren geborene nata soltera nacida nascida урожд урожденная урождённая урожденный роджена уроджена urodzona rođena rođ născută född født syntynyt o.s kızlık született',
)

/** What follows a name where a former one is told: `Ann Lee (née Brown)`; the former surname is named. */
export const BORN_AS = new RegExp(
  `^[,،]? ?\\(?(?:de |d’|z domu )?(?:${BORN.map(word => word.replaceAll('.', '\\.')).join('|')}|z domu)\\.?:? (?<surname>(?:von |van |de |da )?\\p{Lu}[\\p{L}\\p{M}'’-]{1,40})`,
  'u',
)
