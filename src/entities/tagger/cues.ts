// Which words tell what kind of thing a name is? Titles, heads of organisations, treaties, events, places.

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/u).filter(word => word !== ''))

/** Titles that stand before a person's name, lower case without points. */
export const TITLES = words(`
  mr mrs ms miss dr prof professor sir lord lady dame president vice-president premier chancellor king queen
  prince princess pope emperor emir sheikh imam ayatollah rabbi bishop archbishop cardinal reverend rev father
  sister count baron general gen lieutenant lt colonel col major maj captain capt sergeant sgt corporal cpl admiral adm
  commander brigadier marshal minister secretary senator sen representative rep congressman congresswoman
  governor gov mayor judge justice ambassador envoy spokesman spokeswoman spokesperson chairman chairwoman
  director chief deputy commissioner councillor mp lawmaker laureate author activist journalist analyst
  economist actor singer coach striker midfielder defender lawyer attorney`)

/** Words that join titles: "Prime Minister", "Foreign Minister", "Secretary-General". */
export const TITLE_PARTS = words(`
  prime foreign defence defense interior finance health vice deputy former ex acting secretary-general general
  brigadier lieutenant major field chief assistant under under-secretary-general special rapporteur executive
  high attorney crown grand first press opposition party`)

export const ORGANIZATION_WORDS = words(`
  ministry department agency committee commission council coalition campaign organization organisation association
  federation foundation institute institution university college school academy bank fund party union league
  company corporation corp inc ltd plc group agency bureau office service services authority administration
  board court tribunal parliament assembly congress senate cabinet army navy corps battalion brigade regiment
  division command forces guard police militia front movement brotherhood alliance network society trust
  centre center club team times post herald tribune gazette journal news press radio television tv media
  airlines airways hospital museum church observatory secretariat mission operation programme program taskforce
  industries systems holdings partners bureau watch monitor survey resistance legion partnership
  infocenter chamber registry inspectorate directorate`)

export const WORK_WORDS = words(`
  convention treaty protocol agreement accord accords act charter declaration resolution memorandum covenant
  statute constitution pact armistice manifesto directive`)

export const EVENT_WORDS = words(`
  war wars battle revolution uprising massacre genocide conference summit olympics games cup championship festival
  election elections referendum ceasefire crisis disaster offensive siege intifada marathon open`)

export const PLACE_WORDS = words(`
  river lake mountain mountains mount valley province region district county city town village island islands sea
  ocean strait bay peninsula desert airport airfield bridge street avenue road square park republic oblast
  governorate prefecture municipality port base camp corridor plateau canal coast delta forest gulf hills heights
  state territory dam reservoir pass`)

/** Words that say what kind of thing a name is of; they stand in names of many things. */
export const KINDS_OF_THINGS = [TITLES, TITLE_PARTS, ORGANIZATION_WORDS, PLACE_WORDS, WORK_WORDS, EVENT_WORDS]

/** Verbs that a person's name stands before. */
export const SPEECH_VERBS = words(`
  said says told added wrote writes argued claimed explained announced tweeted insisted warned recalled replied
  asked noted stressed believes thinks resigned testified joked`)

/** Words that often follow the name of a person. */
export const PERSON_VERBS = words('is was has had will would who whose and')

/** Prepositions that a place's name stands after. */
export const PLACE_PREPOSITIONS = words('in at near from to around outside across towards toward throughout')

/** Those after which hardly ever a person's name stands. */
export const STAYING_PREPOSITIONS = words('in at near outside')

/** Small words inside names. */
export const PARTICLES = words(
  'de del della di da dos du des van von der den ter bin ibn ben al el la le bint e y',
)
/** Those of them that begin a surname; a sentence may write the first with a capital. */
export const SURNAME_PARTICLES = words('von van der den de del della di da do dos das du bin ibn al el')

/** Words that join the parts of an organisation's or treaty's name. */
export const CONNECTORS = words('of for on the &')
/** The same, but only after one of those: "for Security and Co-operation in Europe". */
export const LATER_CONNECTORS = words('and in against to with')

/** Days, months and other capitalised words that are no names. */
export const NOT_NAMES = words(`
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
  september october november december i i'm i've i'd i'll god article articles chapter section table figure annex
  appendix part volume no mr mrs ms english internet web covid covid-19 islam christianity christmas easter ramadan
  photo image related reporting editing read more source via updated breaking advertisement copyright yes
  ok okay phd bbc1 mps
  later then now meanwhile earlier today yesterday tomorrow separately reportedly despite according instead nevertheless
  nonetheless moreover furthermore therefore similarly finally recently initially currently previously subsequently
  eventually additionally consequently accordingly apparently clearly indeed perhaps maybe unlike like amid following
  tv ceo cfo usd eur gbp ai gdp cpi ii iii iv vi vii viii ix wa nft lgbt lgbtq lgbtqi vip dna pdf faq utc gmt am pm ph`)

/** What follows a hyphen in an adjective and not in a name such as "Ban Ki-moon". */
export const ADJECTIVE_ENDINGS = words('based led made style era wide born run held long like type')
