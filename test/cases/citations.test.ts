// Who is cited how: names of people as people have them, organisations whole, and what stays open as it is written.
import { describe, expect, it } from 'vitest'
import { splitByline } from '../../src/domain/names/byline.ts'
import { type NameEvidence, nameParts } from '../../src/domain/names/name-parts.ts'
import { getPassage } from '../../src/search/passages.ts'
import { references } from '../../src/search/references.ts'
import { build, passagesOf } from '../support/fixtures.ts'

/** `family | given | suffix`, or the name as it is. */
function cited(name: string, evidence: NameEvidence = {}): string {
  const parts = nameParts(name, evidence)
  return 'literal' in parts
    ? parts.literal
    : [parts.family, parts.given, ...(parts.suffix === undefined ? [] : [parts.suffix])].join(' | ')
}

describe('an author is cited', () => {
  it.each<[string, string[], string?]>([
    ['whole, where an organisation', ['Human Rights Watch', 'Amnesty International', 'International Crisis Group', 'Associated Press', 'United Nations', 'BBC News', 'Reuters Staff',
      'Office of the High Commissioner for Human Rights', 'The Washington Post', 'Bank of England', 'Save the Children', 'Transparency International']],
    ['whole, where one in German', ['Ärzte ohne Grenzen', 'Deutsche Presse-Agentur', 'Bundesministerium des Innern', 'Rosa-Luxemburg-Stiftung', 'Robert Bosch Stiftung']],
    ['whole, where one in French', ['Médecins Sans Frontières', 'Reporters sans frontières', 'Ligue des droits de l’homme', 'Agence France-Presse']],
    ['whole, where one in Spanish', ['Defensoría del Pueblo', 'Comisión Interamericana de Derechos Humanos', 'Redacción Internacional']],
    ['whole, where one in Russian or Arabic', ['Министерство обороны', 'Комитет против пыток', 'منظمة العفو الدولية']],
    ['as written, where it is one word', ['Pelé', 'Oxfam', 'Banksy']],
    ['as written, in scripts whose names are not turned', ['王小明', 'Иван Петров', 'محمد صلاح', '김대중', 'Γιώργος Σεφέρης']],
  ])('%s', (_what, names) => {
    for (const name of names) expect(cited(name)).toBe(name)
  }) // biome-ignore format: a table

  it.each<[string, string]>([
    ['Ann Lee', 'Lee | Ann'],
    ['Lee, Ann', 'Lee | Ann'],
    ['Gabriel García Márquez', 'García Márquez | Gabriel'],
    ['García Márquez, Gabriel', 'García Márquez | Gabriel'],
    ['Mario Vargas Llosa', 'Vargas Llosa | Mario'],
    ['José Ortega y Gasset', 'Ortega y Gasset | José'],
    ['María José Torres', 'Torres | María José'],
    ['Anna Maria van der Berg', 'van der Berg | Anna Maria'],
    ['Beethoven, Ludwig van', 'van Beethoven | Ludwig'],
    ['Charles de Gaulle', 'de Gaulle | Charles'],
    ['Mohammed bin Salman', 'bin Salman | Mohammed'],
    ['Luiz Inácio Lula da Silva', 'da Silva | Luiz Inácio Lula'],
    ['J. R. R. Tolkien', 'Tolkien | J. R. R.'],
    ['Jean-Paul Sartre', 'Sartre | Jean-Paul'],
    ['Ólafur Ragnar Grímsson', 'Grímsson | Ólafur Ragnar'],
    ["Flannery O'Connor", "O'Connor | Flannery"],
    ['bell hooks', 'hooks | bell'],
    ['Dr. Anna Schmidt', 'Schmidt | Anna'],
    ['Schmidt, Dr. Anna', 'Schmidt | Anna'],
    ['Prof. Dr. Karl Müller', 'Müller | Karl'],
    ['Gen. Sir Peter de la Billière', 'de la Billière | Peter'],
    ['Anna Schmidt, PhD', 'Schmidt | Anna'],
    ['Martin Luther King, Jr.', 'King | Martin Luther | Jr.'],
    ['King, Martin Luther, Jr.', 'King | Martin Luther | Jr.'],
    ['Henry Ford III', 'Ford | Henry | III'],
  ])('%s as %s', (name, parts) => expect(cited(name)).toBe(parts)) // biome-ignore format: a table

  it('by what the source says', () => {
    expect(cited('Ann Lee', { said: { kind: 'organization' } })).toBe('Ann Lee')
    expect(cited('Nagy Imre', { said: { family: 'Nagy', given: 'Imre' } })).toBe('Nagy | Imre')
    expect(cited('Charlotte Church', { said: { kind: 'person' } })).toBe('Church | Charlotte')
  })

  it('by what the corpus knows', () => {
    expect(cited('Green Peace', { known: 'other' })).toBe('Green Peace')
    expect(cited('Emily Post', { known: 'person' })).toBe('Post | Emily')
  })

  it('as written, where surnames stand first in the language', () => {
    expect(cited('Nagy Imre', { language: 'hu' })).toBe('Nagy Imre')
    expect(cited('Mo Yan', { language: 'zh' })).toBe('Mo Yan')
    expect(cited('Mo, Yan', { language: 'zh' })).toBe('Mo | Yan')
  })
})

describe('a byline', () => {
  it.each<[string, string[]]>([
    ['By Ann Lee, Bo Li and Cy Day', ['Ann Lee', 'Bo Li', 'Cy Day']],
    ['Ann Lee, Bo Li, and Cy Day', ['Ann Lee', 'Bo Li', 'Cy Day']],
    ['Ann Lee; Bo Li', ['Ann Lee', 'Bo Li']],
    ['Ann Lee & Bo Li', ['Ann Lee', 'Bo Li']],
    ['Von Anna Schmidt und Karl Müller', ['Anna Schmidt', 'Karl Müller']],
    ['Par Jean Dupont et Marie Curie', ['Jean Dupont', 'Marie Curie']],
    ['Juan Pérez y María Gómez', ['Juan Pérez', 'María Gómez']],
    ['Jeanne van den Berg en Piet de Vries', ['Jeanne van den Berg', 'Piet de Vries']],
    ['Иван Петров и Анна Сидорова', ['Иван Петров', 'Анна Сидорова']],
    ['أحمد علي و محمد حسن', ['أحمد علي', 'محمد حسن']],
    ['王小明、李华', ['王小明', '李华']],
    ['Ann Lee and Reuters', ['Ann Lee', 'Reuters']],
    ['Human Rights Watch and Amnesty International', ['Human Rights Watch', 'Amnesty International']],
    ['Martin Luther King, Jr. and Ann Lee', ['Martin Luther King, Jr.', 'Ann Lee']],
    ['Lee, Ann; Li, Bo', ['Lee, Ann', 'Li, Bo']],
    ['Lee, Ann and Li, Bo', ['Lee, Ann', 'Li, Bo']],
  ])('%s names several', (byline, names) => expect(splitByline(byline)).toEqual(names)) // biome-ignore format: a table

  it.each([
    'Ministry of Trade and Industry', 'Food and Agriculture Organization', 'Department of Health and Human Services', 'Bill and Melinda Gates Foundation',
    'Ministry of Trade, Industry and Energy', 'Simon and Schuster', 'Johnson & Johnson', 'Ministerium für Handel und Industrie', 'Ministère du Commerce et de l’Industrie',
    'Ministerio de Comercio e Industria', 'Министерство торговли и промышленности', 'José Ortega y Gasset', 'Santiago Ramón y Cajal', 'Lee, Ann',
    'García Márquez, Gabriel', 'Martin Luther King, Jr.', 'Ann and Bo Lee',
  ])('%s names one', byline => expect(splitByline(byline)).toEqual([byline])) // biome-ignore format: a list of names
})

describe('a document', () => {
  async function citedDocument(frontMatter: string, text = 'The curlew was seen.') {
    const { bundle } = await build({ 'a.md': `---\n${frontMatter}\n---\n\n${text}\n` })
    return references(bundle, getPassage(bundle, passagesOf(bundle)[0]?.id ?? ''))
  }

  it('of organisations is cited by their whole names', async () => {
    const { apa } = await citedDocument(
      'title: A note\nauthors: [Human Rights Watch, United Nations]\ndate: 2020',
    )
    expect(apa.reference).toBe('Human Rights Watch, & United Nations. (2020). A note.')
  })

  it('of an institution in one text is cited by it', async () => {
    const { apa } = await citedDocument('title: A note\nauthor: Ministry of Trade and Industry\ndate: 2020')
    expect(apa.reference).toBe('Ministry of Trade and Industry. (2020). A note.')
  })

  it('is cited as its list says what each author is', async () => {
    const { csl } = await citedDocument('title: A note\nauthor:\n  - {organization: Ann Summers}\n  - {name: Bo Li, type: Organization}\n  - {family: Nagy, given: Imre}\n  - name: Cy Day')
    expect(csl.author).toEqual([{ literal: 'Ann Summers' }, { literal: 'Bo Li' }, { family: 'Nagy', given: 'Imre' }, { family: 'Day', given: 'Cy' }])
  }) // biome-ignore format: one row

  it('keeps titles in its record and drops them in the citation', async () => {
    const { bundle } = await build({ 'a.md': '---\ntitle: T\nauthor: Prof. Anna Schmidt\n---\n\nThe curlew was seen.\n' })
    const [passage] = passagesOf(bundle)
    const page = getPassage(bundle, passage?.id ?? '')
    expect(page.document.authors).toEqual(['Prof. Anna Schmidt'])
    expect((await references(bundle, page)).apa.reference).toBe('Schmidt, A. (n.d.). T.')
  }) // biome-ignore format: one file a line
})
