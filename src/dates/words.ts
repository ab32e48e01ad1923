// Which words stand around dates in a language, that locale data do not list? Each line is one kind, folded as `foldWord` does.
export interface DateWords {
  /** Between the parts of one date: `5 de mayo de 1994`, `the 1st of May`. */
  readonly links: ReadonlySet<string>
  /** Between the ends of a span. */
  readonly to: ReadonlySet<string>
  /** Before a span of two that "and" joins. */
  readonly between: ReadonlySet<string>
  /** What is numbered: the number after it is no year. */
  readonly numbered: ReadonlySet<string>
  /** What is counted: the number before it is no year. Units and currencies are known already. */
  readonly counted: ReadonlySet<string>
  /** "More than": a number follows, and no year. */
  readonly amounts: ReadonlySet<string>
  /** Before a year: it stays one, whatever follows. */
  readonly temporal: ReadonlySet<string>
  readonly century: ReadonlySet<string>
  readonly decade: ReadonlySet<string>
}

type Kind = keyof DateWords

const LISTS: Readonly<Record<string, Readonly<Record<Kind, string>>>> = {
  en: {
    links: 'of the in', to: 'to until till through thru', between: 'between',
    numbered: 'room no nos number resolution resolutions page pages pp p article articles chapter section sections paragraph para verse line figure table flight route highway model unit form iso tel telephone phone fax ref case channel building floor item rule regulation directive decree order psalm apartment suite extension ext code zip boeing windows version release firmware build patch ver',
    counted: 'years people persons men women children soldiers troops tonnes tonne tons ton dead million billion trillion thousand hundred crore lakh cent barrels euros dollars pounds rubles yen yuan grams km kg mm cm hrs h m gmt metres kilometres litres',
    amounts: 'than nearly almost approximately roughly least some exactly only worth cost costs paid least',
    temporal: 'in since by until till before after during from of between through to the a an this that his her its their our early late mid circa ca c year years spring summer autumn fall winter',
    century: 'century centuries', decade: '',
  },
  de: {
    links: 'des', to: 'bis', between: 'zwischen', numbered: 'nr nummer seite seiten s artikel art kapitel absatz zimmer raum tel telefon resolution iso paragraf version', counted: 'jahre jahren menschen personen manner frauen kinder soldaten tonnen tote millionen milliarden tausend uhr',
    amounts: 'als fast rund etwa knapp mindestens uber', temporal: 'im in jahr jahre seit anno um', century: 'jahrhundert jahrhunderts jh jhd', decade: '',
  },
  fr: {
    links: 'de d du', to: 'a au jusque jusqu', between: 'entre', numbered: 'no n numero page pages p article articles art chapitre salle chambre tel telephone resolution paragraphe loi version', counted: 'ans personnes hommes femmes enfants soldats tonnes morts millions milliards mille habitants heures',
    amounts: 'que environ pres quelque presque', temporal: 'en an annee depuis vers', century: 'siecle siecles s', decade: 'annees',
  },
  es: {
    links: 'de del', to: 'a al hasta', between: 'entre', numbered: 'no num n numero pagina paginas p pag articulo art capitulo sala habitacion tel telefono resolucion parrafo ley version', counted: 'anos personas hombres mujeres ninos soldados toneladas muertos millones mil habitantes horas',
    amounts: 'que unos unas casi cerca aproximadamente', temporal: 'en ano desde hasta hacia', century: 'siglo siglos', decade: 'anos decada',
  },
  it: {
    links: 'di del dell', to: 'a al all fino', between: 'tra fra', numbered: 'n no numero pagina pagine p pag articolo art capitolo sala stanza tel telefono risoluzione paragrafo legge versione', counted: 'anni persone uomini donne bambini soldati tonnellate morti milioni miliardi mila abitanti ore',
    amounts: 'che circa quasi', temporal: 'nel anno dal', century: 'secolo secoli sec', decade: 'anni',
  },
  pt: {
    links: 'de do', to: 'a ao ate', between: 'entre', numbered: 'n no num numero pagina paginas p artigo art capitulo sala quarto tel telefone resolucao paragrafo lei versao', counted: 'anos pessoas homens mulheres criancas soldados toneladas mortos milhoes mil habitantes horas',
    amounts: 'que cerca quase', temporal: 'em ano desde', century: 'seculo seculos', decade: 'anos decada',
  },
  nl: {
    links: 'van', to: 'tot t m', between: 'tussen', numbered: 'nr nummer pagina blz p artikel art hoofdstuk kamer zaal tel telefoon resolutie paragraaf versie', counted: 'jaar mensen personen mannen vrouwen kinderen soldaten ton doden miljoen miljard duizend uur',
    amounts: 'dan bijna ongeveer ruim', temporal: 'in jaar sinds', century: 'eeuw', decade: 'jaren',
  },
  ru: {
    links: '', to: 'по до', between: 'между', numbered: 'no стр страница с статья статьи ст глава комната тел телефон резолюция резолюции пункт версия версии', counted: 'лет человек людеи мужчин женщин детеи солдат тонн погибших миллионов млн млрд тысяч часов',
    amounts: 'чем около почти более свыше', temporal: 'в году год года г', century: 'век века веке веков в вв столетие столетия', decade: '',
  },
  uk: {
    links: '', to: 'по до', between: 'між між', numbered: 'no стор сторінка стаття статті ст розділ кімната тел телефон резолюція резолюціі пункт версія версіі', counted: 'років осіб людеи чоловіків жінок дітеи солдатів тонн загиблих мільионів млн млрд тисяч годин',
    amounts: 'ніж близько маиже понад', temporal: 'у в році рік року', century: 'століття століть століттю столітті ст', decade: '',
  },
  pl: {
    links: '', to: 'do po', between: 'miedzy pomiedzy', numbered: 'nr numer strona str s artykuł art rozdział pokoj sala tel telefon rezolucja rezolucji wersja wersji', counted: 'lat osob ludzi mezczyzn kobiet dzieci zołnierzy ton zabitych milionow mln mld tysiecy godzin',
    amounts: 'niz około prawie ponad', temporal: 'w roku rok', century: 'wiek wieku w', decade: 'lata latach lat',
  },
  tr: {
    links: '', to: 'ile ila', between: '', numbered: 'no numara sayfa madde bolum oda salon tel telefon sayili karar surum surumu', counted: 'kisi insan erkek kadin cocuk asker ton olu milyon milyar bin saat',
    amounts: 'yaklasik', temporal: 'yili yilinda yil', century: 'yuzyil yuzyilda yuzyilin yuzyila', decade: '',
  },
  ar: {
    links: 'من', to: 'الى حتى', between: 'بين', numbered: 'رقم صفحة المادة مادة الفصل غرفة هاتف القرار قرار الاصدار', counted: 'شخص شخصا رجل امراة طفل جندي طن قتيل مليون مليار الف ساعة',
    amounts: 'نحو حوالي قرابة', temporal: 'عام سنة', century: 'القرن', decade: '',
  },
  zh: {
    links: '', to: '至 到', between: '', numbered: '第 号 號 版', counted: '人 名 吨 噸 万 萬 亿 億 元 个 個 米 公 只 条 件 次',
    amounts: '约 約 近 逾 超', temporal: '', century: '世', decade: '',
  },
  ja: {
    links: '', to: 'か', between: '', numbered: '第 版', counted: '人 名 ト 万 億 円 個 キ メ 件 回',
    amounts: '約', temporal: '', century: '世', decade: '',
  },
  ko: {
    links: '', to: '부', between: '', numbered: '제 버', counted: '명 톤 만 억 원 개 인',
    amounts: '약', temporal: '', century: '세', decade: '',
  },
} // biome-ignore format: a table of word lists

const KINDS = [
  'links', 'to', 'between', 'numbered', 'counted', 'amounts', 'temporal', 'century', 'decade',
] as const satisfies readonly Kind[] // biome-ignore format: a list of names

function wordsIn(lists: readonly Readonly<Record<Kind, string>>[]): DateWords {
  const words = KINDS.map(kind => [
    kind,
    new Set(lists.flatMap(list => list[kind].split(' ')).filter(word => word !== '')),
  ])
  return Object.fromEntries(words) as unknown as DateWords
}

const BY_LANGUAGE = new Map(Object.entries(LISTS).map(([language, list]) => [language, wordsIn([list])]))
const ALL = wordsIn(Object.values(LISTS))

/** The words of a language; those of all languages together where it has none here. */
export function dateWords(language: string | null): DateWords {
  return BY_LANGUAGE.get(language ?? '') ?? ALL
}
