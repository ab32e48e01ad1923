// Countries, capitals and demonyms: from `countries-list` and `i18n-nationality`, mended where news differs.
import { createRequire } from 'node:module'
import { countries } from 'countries-list'
import { entityId } from '../../domain/ids.ts'
import type { GazetteerEntry } from './entry.ts'

interface LocaleData {
  readonly nationalities: Readonly<Record<string, string | readonly string[]>>
}

const require = createRequire(import.meta.url)

/** Names that the package gives in another form than newspapers use, and further forms. */
const FORMS: Readonly<Record<string, { name?: string; aliases?: readonly string[] }>> = {
  US: { aliases: ['US', 'USA', 'U.S.', 'U.S.A.', 'America', 'United States of America'] },
  GB: { aliases: ['UK', 'U.K.', 'Britain', 'Great Britain'] },
  AE: { aliases: ['UAE', 'Emirates'] },
  BA: { name: 'Bosnia and Herzegovina', aliases: ['Bosnia', 'Bosnia-Herzegovina'] },
  BO: { name: 'Bolivia' },
  CD: {
    name: 'Democratic Republic of the Congo',
    aliases: ['DRC', 'DR Congo', 'Congo-Kinshasa', 'Democratic Republic of Congo'],
  },
  CG: { name: 'Republic of the Congo', aliases: ['Congo-Brazzaville', 'Republic of Congo'] },
  CI: { name: 'Ivory Coast', aliases: ["Côte d'Ivoire", 'Cote d’Ivoire'] },
  CV: { name: 'Cape Verde', aliases: ['Cabo Verde'] },
  CZ: { name: 'Czech Republic', aliases: ['Czechia'] },
  IR: { name: 'Iran', aliases: ['Islamic Republic of Iran'] },
  KP: { name: 'North Korea', aliases: ['DPRK', "Democratic People's Republic of Korea"] },
  KR: { name: 'South Korea', aliases: ['Republic of Korea', 'ROK'] },
  LA: { name: 'Laos', aliases: ["Lao People's Democratic Republic", 'Lao PDR'] },
  MK: { name: 'North Macedonia', aliases: ['Macedonia'] },
  MM: { name: 'Myanmar', aliases: ['Burma'] },
  PS: { name: 'Palestine', aliases: ['State of Palestine', 'Palestinian Territories'] },
  RU: { name: 'Russia', aliases: ['Russian Federation'] },
  SY: { name: 'Syria', aliases: ['Syrian Arab Republic'] },
  SZ: { name: 'Eswatini', aliases: ['Swaziland'] },
  TL: { name: 'Timor-Leste', aliases: ['East Timor'] },
  TR: { name: 'Turkey', aliases: ['Türkiye', 'Turkiye'] },
  TZ: { name: 'Tanzania' },
  VA: { name: 'Vatican City', aliases: ['Vatican', 'Holy See'] },
  VE: { name: 'Venezuela' },
  VN: { name: 'Vietnam', aliases: ['Viet Nam'] },
  XK: { name: 'Kosovo' },
}

/** Demonyms in their singular or adjectival form; plurals in -s are added. */
const DEMONYMS: Readonly<Record<string, readonly string[]>> = {
  AF: ['Afghan'], AR: ['Argentine', 'Argentinian'], AZ: ['Azerbaijani', 'Azeri'], BA: ['Bosnian'], BD: ['Bangladeshi'],
  CF: ['Central African'], CH: ['Swiss'], CN: ['Chinese'], CD: ['Congolese'], CZ: ['Czech'], DE: ['German'], DK: ['Danish', 'Dane'],
  ES: ['Spanish', 'Spaniard'], FI: ['Finnish', 'Finn'], FR: ['French', 'Frenchman', 'Frenchwoman'], GB: ['British', 'Briton'],
  GR: ['Greek'], HR: ['Croatian', 'Croat'], IE: ['Irish'], IL: ['Israeli'], IN: ['Indian'], IQ: ['Iraqi'], IR: ['Iranian'],
  KH: ['Cambodian'], KP: ['North Korean'], KR: ['South Korean'], KZ: ['Kazakh', 'Kazakhstani'], LA: ['Laotian', 'Lao'],
  LK: ['Sri Lankan'], MM: ['Burmese', 'Myanmarese'], NL: ['Dutch'], NO: ['Norwegian'], NZ: ['New Zealander'], PH: ['Filipino', 'Philippine'],
  PK: ['Pakistani'], PL: ['Polish', 'Pole'], PS: ['Palestinian'], PT: ['Portuguese'], RS: ['Serbian', 'Serb'], RU: ['Russian'],
  SE: ['Swedish', 'Swede'], SK: ['Slovak'], SI: ['Slovenian', 'Slovene'], SO: ['Somali'], SS: ['South Sudanese'], SY: ['Syrian'],
  TJ: ['Tajik'], TL: ['Timorese'], TM: ['Turkmen'], TR: ['Turkish', 'Turk'], UA: ['Ukrainian'], US: ['American'], UZ: ['Uzbek'],
  VN: ['Vietnamese'], XK: ['Kosovar'], ZA: ['South African'], GE: ['Georgian'], MK: ['Macedonian'], IS: ['Icelandic', 'Icelander'],
} // biome-ignore format: a table

/** Capitals that are also common words or names, or that the package lists in another form. */
const CAPITALS: Readonly<Record<string, string>> = {
  US: 'Washington | Washington DC | Washington D.C.', UA: 'Kyiv | Kiev', IL: '', PS: '', KZ: 'Astana | Nur-Sultan', MM: 'Naypyidaw', LK: 'Colombo', NL: 'Amsterdam',
  XK: 'Pristina | Prishtina', VA: '', MC: '', SG: '', LU: '', SM: '', GI: '', DJ: '', GT: '', MX: 'Mexico City', PA: 'Panama City', KW: '',
} // biome-ignore format: a table

const NOT_PLURAL = /(?:ese|ish|ch|ss|men|man|sh)$/u

/** Three entries a country: itself, its people, its capital. */
export function countryEntries(): GazetteerEntry[] {
  const { nationalities } = require('i18n-nationality/langs/en.json') as LocaleData
  const found: GazetteerEntry[] = []
  for (const [code, country] of Object.entries(countries)) {
    const forms = FORMS[code]
    const name = forms?.name ?? country.name
    const listed = 'alias' in country ? (country.alias as readonly string[]) : []
    const aliases = [...new Set([...(forms?.aliases ?? []), ...listed, country.name])].filter(
      alias => alias !== name,
    )
    const place = entityId('place', name)
    found.push({ type: 'place', name, aliases, certain: true })
    found.push(
      ...demonymEntries(DEMONYMS[code] ?? [nationalities[code] ?? ''].flat().slice(0, 1), name, place),
    )
    const [capital = '', ...variants] = (CAPITALS[code] ?? country.capital)
      .split('|')
      .map(form => form.trim())
    if (capital !== '' && capital !== name && !capital.includes(',')) {
      found.push({
        type: 'place',
        name: capital,
        aliases: variants,
        relations: [{ relation: 'capital-of', entity: place }],
      })
    }
  }
  return found
}

/** Codes of countries (ISO 3166-1, two letters) by the ids of their entities. */
export function countryIds(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(countries).map(([code, { name }]) => [entityId('place', FORMS[code]?.name ?? name), code]),
  )
}

/** Ids of the capitals. An index says whose one is only where it has the country too. */
export function capitalIds(): ReadonlySet<string> {
  const capitals = countryEntries().filter(({ relations = [] }) =>
    relations.some(({ relation }) => relation === 'capital-of'),
  )
  return new Set(capitals.map(({ type, name }) => entityId(type, name)))
}

function demonymEntries(demonyms: readonly string[], country: string, place: string): GazetteerEntry[] {
  const singular = demonyms
    .map(demonym => demonym.trim().replace(/(?<=an|ian|i)s$/u, ''))
    .filter(word => /^\p{Lu}\p{Ll}/u.test(word))
  const name = singular[0]
  if (name === undefined || name === country) return []
  const plurals = singular.filter(word => !NOT_PLURAL.test(word)).map(word => `${word}s`)
  return [
    {
      type: 'group',
      name,
      aliases: [...singular.slice(1), ...plurals],
      relations: [{ relation: 'demonym-of', entity: place }],
    },
  ]
}
