// Words of every language: what a person types finds what stands there, and marks exactly that.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { type Bundle, openBundle } from '../../src/bundle/open-bundle.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { temporaryFolder, writeFiles } from '../support/fixtures.ts'

/** Documents by name; the name begins with the language. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  'fr-retrait': "Les habitants disent que l'armée a quitté la vallée. Les portes de l’école étaient ouvertes, et aujourd'hui encore.",
  'fr-guerre': 'Une école a rouvert ses portes après la guerre ; cette armée compte mille hommes.',
  'it-ritiro': "I testimoni raccontano che l'esercito lasciò la valle e un'altra colonna entrò nell'ospedale.",
  'ca-aigua': "L'aigua d'Alacant va arribar tard, i s'havia acabat el pa.",
  'ga-athair': 'Thug a n-athair an t-uisce abhaile agus d’ól siad é.',
  'pt-agua': "Um copo d'água foi dado a cada preso.",
  'en-names': "Ms O'Brien of Côte d'Ivoire met Ms D'Angelo in Xi'an; they don't play rock 'n' roll.",
  'en-translit': 'The Shi‘a quarter was shelled; the Qur’an was read; the al-Qāʿida cell had left Ta`izz and Hawaiʻi.',
  'en-unseen': 'The Ger\u200Bmany desk; the Nether\u2060lands desk; the co\u00ADoperation with Por\u200Dtugal; a ﬁle; a tex\uFE0Ft.',
  'he-army': 'דובר צה"ל אמר כי השיירה עצרה, וכי ארה״ב קיבלה הודעה. שָׁלוֹם רַב נאמר שם.',
  'ar-convoy': 'وصلت القافلة إلى محمــد في المديـنة صباحاً. أحمد كان على المستشفى القديم.',
  'fa-book': 'علی در کابل می‌نوشت و كتاب او چاپ شد. جمعیت ایراني در آنجا زیاد بود.',
  'ur-village': 'گاؤں کی ہوا صاف تھی اور پانی ٹھنڈا تھا۔',
  'hi-law': 'क़ानून के अनुसार लड़कों को हिन्दी में पत्र मिला।',
  'uk-memory': 'Пам’ять про Ґонту жива, і мʼята росте.',
  'ru-fir': 'Ёлка стояла в зале, и. о. директора ждал; и.о. министра пришёл.',
  'el-street': 'Η ΟΔΟΣ ήταν κλειστή, και ο νόμος ίσχυε.',
  'tr-city': "IŞIK söndü; Türkiye'nin İZMİR kenti ve Isparta'da yol.",
  'ja-airport': '新千歳国際空港は雪で閉鎖された。第二次世界大戦後、ソーシャルメディアの投稿。ﾃﾞｰﾀは2008年に12,000人。',
  'zh-univ': '北京大学的研究人员在物联网方面发表了报告。王小明在上海作证。',
  'th-capital': 'รัฐบาลไทยประกาศผลการประชุมที่กรุงเทพมหานครเมื่อวานนี้',
  'lo-school': 'ໂຮງຮຽນຢູ່ນະຄອນຫຼວງວຽງຈັນ',
  'km-city': 'ទីក្រុងភ្នំពេញ\u200Bជារដ្ឋធានី',
  'ko-talks': '평양에서 열린 회담의 결과를 발표하였다.',
  'de-mines': 'Es lagen 12.000 Minen und 1.250.000 Granaten im Boden, dazu 3,5 Tonnen, z.B. in Haus 7.',
  'es-people': 'La población era de 1 250 000 personas.',
  'ca-school': 'La il·lusió del col‧legi i la coŀlecció.',
  'fa-schools': 'مدرسه‌های شهر و روستاهایی دور بسته بودند.',
  'hi-company': 'कम्पनी को दण्ड मिला, और शङ्ख का शब्द हुआ।',
  'en-fleet': 'Three Tu-154s and four 737s stood there in the 1970s.',
  'fr-mines': 'Il y avait 13\u202F000 mines et 17 500 obus ; en 2014 300 hommes sont venus, et 3,14 mètres.',
  'en-mines': "There were 14,000 mines, 1,20,000 rupees, 15'000 francs, ３４５ units and 3.14 metres.",
  'ar-mines': 'كان هناك ١٦٬٠٠٠ لغم و ٢٣ رجلا.',
  'hi-mines': 'वहाँ १,३०,००० खदानें थीं।',
  'en-depot': 'It held 14 600 shells, 15,700 mines and 16800 fuses; the F-18s left, an F-18 fell; a Ph.D. in law and an M.Sc. student came.',
  'en-hangar': 'The F18 stood there; three F18s had left. A PhD and an MSc were asked; room 14, 600 men.',
  'de-depot': 'Es waren 14 700 Granaten und zwei Su-27, eine Su27 auch.',
  'en-un': 'The U.N. agreed with the U.S.A and the E.U., e.g. on aid.',
  'en-email': 'She sent an e-mail about the x-ray and the U-boat in a T-shirt.',
  'en-planes': 'The An-26 landed at dusk, and the A-10 flew over the no-fly zone; by-elections are rare, a by-election was held.',
  'en-carts': 'On 26 May the election took 10 hours; a zone was set; flies were seen. 26 men, 26 women, 26 carts, 10 and 10 of them.',
  'en-clinic': 'An off-label use put the at-risk groups on the in-patient list; Mk-19 and On-5 were there.',
  'en-labels': 'The label, the label and the use of a label: groups at the risk of a patient 5 and 5 and 19.',
  'en-aid': 'Two NGOs, three MPs and the PhDs of the region; the IEDs were found with CDs. An NGO left, an MP stayed, ngos wept.',
  'de-wagen': 'Drei LKWs standen dort, und zwei AGs klagten; ein LKW fuhr, eine AG blieb.',
  'fr-aide': 'Les ONGs ont quitté la ville ; une ONG est restée. Les PDGs sont venus.',
  'en-boat': 'The mail came by boat with a ray of light and a shirt.',
} // biome-ignore format: a line each

const ROWS: readonly (readonly [query: string, document: string, marked: readonly string[]])[] = [
  // Plurals of short names in capitals
  ['NGO', 'en-aid', ['NGOs', 'NGO']],
  ['NGOs', 'en-aid', ['NGOs', 'NGO', 'ngos']],
  ['ngos', 'en-aid', ['NGOs', 'NGO', 'ngos']],
  ['IED', 'en-aid', ['IEDs']],
  ['"the phds"', 'en-aid', ['the PhDs']],
  ['CD', 'en-aid', ['CDs']],
  ['LKW', 'de-wagen', ['LKWs', 'LKW']],
  ['AGs', 'de-wagen', ['AGs', 'AG']],
  ['ONG', 'fr-aide', ['ONGs', 'ONG']],
  ['PDG', 'fr-aide', ['PDGs']],
  // Elision: the article and the word are words of their own
  ['école', 'fr-retrait', ['école']],
  ['école', 'fr-guerre', ['école']],
  ['"armée a quitté"', 'fr-retrait', ['armée a quitté']],
  ["l'école", 'fr-guerre', ['école']],
  ["aujourd'hui", 'fr-retrait', ["aujourd'hui"]],
  ['esercito', 'it-ritiro', ['esercito']],
  ['"altra colonna"', 'it-ritiro', ['altra colonna']],
  ['ospedale', 'it-ritiro', ['ospedale']],
  ['aigua', 'ca-aigua', ['aigua']],
  ['Alacant', 'ca-aigua', ['Alacant']],
  ['athair', 'ga-athair', ['athair']],
  ['"ól siad"', 'ga-athair', ['ól siad']],
  ['água', 'pt-agua', ['água']],
  ["O'Brien", 'en-names', ["O'Brien"]],
  ['Ivoire', 'en-names', ['Ivoire']],
  ['"Côte d\'Ivoire"', 'en-names', ["Côte d'Ivoire"]],
  ["D'Angelo", 'en-names', ['Angelo']],
  ['DAngelo', 'en-names', ["D'Angelo"]],
  ['Xian', 'en-names', ["Xi'an"]],
  ['"rock n roll"', 'en-names', ["rock 'n' roll"]],
  // Apostrophes and half rings are one sign
  ['Shia', 'en-translit', ['Shi‘a']],
  ['Shiʿa', 'en-translit', ['Shi‘a']],
  ['Qaida', 'en-translit', ['Qāʿida']],
  ["Qur'an", 'en-translit', ['Qur’an']],
  ['Taizz', 'en-translit', ['Ta`izz']],
  ['Hawaii', 'en-translit', ['Hawaiʻi']],
  // What nobody sees
  // The two l of Catalan, the plural of Persian, nasals of Hindi, numbers in the plural
  ['illusió', 'ca-school', ['il·lusió']],
  ['col·legi', 'ca-school', ['col‧legi']],
  ['"collecció"', 'ca-school', ['coŀlecció']],
  ['مدرسه', 'fa-schools', ['مدرسه‌های']],
  ['روستا', 'fa-schools', ['روستاهایی']],
  ['कंपनी', 'hi-company', ['कम्पनी']],
  ['दंड', 'hi-company', ['दण्ड']],
  ['शंख', 'hi-company', ['शङ्ख']],
  ['737', 'en-fleet', ['737s']],
  ['Tu-154', 'en-fleet', ['Tu-154s']],
  ['Germany', 'en-unseen', ['Ger\u200Bmany']],
  ['Netherlands', 'en-unseen', ['Nether\u2060lands']],
  ['cooperation', 'en-unseen', ['co\u00ADoperation']],
  ['Portugal', 'en-unseen', ['Por\u200Dtugal']],
  ['file', 'en-unseen', ['ﬁle']],
  ['text', 'en-unseen', ['tex\uFE0Ft']],
  // Letters and marks
  ['צה"ל', 'he-army', ['צה"ל']],
  ['צה״ל', 'he-army', ['צה"ל']],
  ['ארה"ב', 'he-army', ['ארה״ב']],
  ['"דובר צה"ל אמר"', 'he-army', ['דובר צה"ל אמר']],
  ['שלום', 'he-army', ['שָׁלוֹם']],
  ['محمد', 'ar-convoy', ['محمــد']],
  ['المدينة', 'ar-convoy', ['المديـنة']],
  ['احمد', 'ar-convoy', ['أحمد']],
  ['المستشفي', 'ar-convoy', ['المستشفى']],
  ['ایرانی', 'fa-book', ['ایراني']],
  ['ايراني', 'fa-book', ['ایراني']],
  ['کتاب', 'fa-book', ['كتاب']],
  ['مینوشت', 'fa-book', ['می‌نوشت']],
  ['هوا', 'ur-village', ['ہوا']],
  ['कानून', 'hi-law', ['क़ानून']],
  ['हिंदी', 'hi-law', ['हिन्दी']],
  ['लड़का', 'hi-law', ['लड़कों']],
  ["пам'ять", 'uk-memory', ['Пам’ять']],
  ['Гонту', 'uk-memory', ['Ґонту']],
  ['мята', 'uk-memory', ['мʼята']],
  ['елка', 'ru-fir', ['Ёлка']],
  ['οδός', 'el-street', ['ΟΔΟΣ']],
  ['ΝΟΜΟΣ', 'el-street', ['νόμος']],
  ['ışık', 'tr-city', ['IŞIK']],
  ['izmir', 'tr-city', ['İZMİR']],
  ['Türkiye', 'tr-city', ["Türkiye'nin"]],
  // Inside what a dictionary takes for one word
  ['空港', 'ja-airport', ['空港']],
  ['ソーシャル', 'ja-airport', ['ソーシャル']],
  ['大戦', 'ja-airport', ['大戦']],
  ['データ', 'ja-airport', ['ﾃﾞｰﾀ']],
  ['雪', 'ja-airport', ['雪']],
  ['"2008年"', 'ja-airport', ['2008年']],
  ['"世界大戦後、ソーシャル"', 'ja-airport', ['世界大戦後、ソーシャル']],
  ['大学', 'zh-univ', ['大学']],
  ['联网', 'zh-univ', ['联网']],
  ['王小明', 'zh-univ', ['王小明']],
  ['กรุงเทพ', 'th-capital', ['กรุงเทพ']],
  ['ประชุม', 'th-capital', ['ประชุม']],
  ['ວຽງຈັນ', 'lo-school', ['ວຽງຈັນ']],
  ['ភ្នំពេញ', 'km-city', ['ភ្នំពេញ']],
  ['회담', 'ko-talks', ['회담']],
  ['회담'.normalize('NFD'), 'ko-talks', ['회담']],
  // Numbers
  ['12000', 'de-mines', ['12.000']],
  ['1250000', 'de-mines', ['1.250.000']],
  ['12.000', 'de-mines', ['12.000']],
  ['3,5', 'de-mines', ['3,5']],
  ['1250000', 'es-people', ['1 250 000']],
  ['13000', 'fr-mines', ['13\u202F000']],
  ['17500', 'fr-mines', ['17 500']],
  ['17 500', 'fr-mines', ['17 500']],
  ['"17 500 obus"', 'fr-mines', ['17 500 obus']],
  ['2014', 'fr-mines', ['2014']],
  ['3,14', 'fr-mines', ['3,14']],
  ['14000', 'en-mines', ['14,000']],
  ['120000', 'en-mines', ['1,20,000']],
  ['15000', 'en-mines', ["15'000"]],
  ['345', 'en-mines', ['３４５']],
  ['3.14', 'en-mines', ['3.14']],
  ['16000', 'ar-mines', ['١٦٬٠٠٠']],
  ['23', 'ar-mines', ['٢٣']],
  ['130000', 'hi-mines', ['१,३०,०००']],
  ['12000', 'ja-airport', ['12,000']],
  // As another language writes them
  ['14600', 'en-depot', ['14 600']],
  ['14,600', 'en-depot', ['14 600']],
  ['14700', 'de-depot', ['14 700']],
  ['14.700', 'de-depot', ['14 700']],
  ['15700', 'en-depot', ['15,700']],
  ['15 700', 'en-depot', ['15,700']],
  ['16.800', 'en-depot', ['16800']],
  // Designations and degrees, in one and in many
  ['F18', 'en-depot', ['F-18']],
  ['F-18', 'en-hangar', ['F18', 'F18s']],
  ['F18s', 'en-depot', ['F-18']],
  ['F-18s', 'en-hangar', ['F18', 'F18s']],
  ['Su27', 'de-depot', ['Su-27', 'Su27']],
  ['PhD', 'en-depot', ['Ph.D']],
  ['phd', 'en-depot', ['Ph.D']],
  ['Ph.D.', 'en-hangar', ['PhD']],
  ['Ph.D', 'en-depot', ['Ph.D']],
  ['MSc', 'en-depot', ['M.Sc']],
  ['M.Sc.', 'en-hangar', ['MSc']],
  // Points, some of them missing
  ['U.N', 'en-un', ['U.N.']],
  ['U.S.A.', 'en-un', ['U.S.A']],
  ['USA', 'en-un', ['U.S.A']],
  ['e.u', 'en-un', ['E.U.']],
  ['z.B', 'de-mines', ['z.B.']],
  ['и.о', 'ru-fir', ['и.о.']],
] // biome-ignore format: a line each

/** Readers may have taken such signs out before. */
const seen = (text: string): string => text.replace(/[\u00AD\u200B\u2060]/gu, '')

describe.each(['minisearch', 'packed'] as const)('words in the %s engine', engine => {
  let bundle: Bundle
  let removeFolder: () => Promise<void>
  beforeAll(async () => {
    const folder = await temporaryFolder(remove => {
      removeFolder = remove
    })
    await mkdir(join(folder, 'corpus'))
    const pages = Object.entries(DOCUMENTS).map(([name, text]) => [
      `${name}.md`,
      `---\ntitle: "-"\nlanguage: ${name.slice(0, 2)}\n---\n\n${text}\n`,
    ])
    await writeFiles(join(folder, 'corpus'), Object.fromEntries(pages))
    await buildBundle({ sources: [join(folder, 'corpus')], out: join(folder, 'index'), engine })
    bundle = await openBundle(join(folder, 'index'))
  }, 60_000)
  afterAll(() => {
    bundle.engine.close()
    return removeFolder()
  })

  const hitsOf = async (q: string) =>
    (await search(bundle, parseSearchRequest({ q, limit: 100, fuzzy: 'off', prefix: 'off' }))).hits

  it.each(ROWS.filter(([, , marked]) => marked.length > 0))('%s finds %s', async (q, document, marked) => {
    const hit = (await hitsOf(q)).find(({ passage }) => passage.document === document)
    expect(hit, `${document} is not found`).toBeDefined()
    expect(hit?.highlights.map(({ start, end }) => seen(hit.passage.text.slice(start, end)))).toEqual(
      marked.map(seen),
    )
  })

  it.each([
    ['email', 'en-email'],
    ['e-mail', 'en-email'],
    ['x-ray', 'en-email'],
    ['xray', 'en-email'],
    ['u-boat', 'en-email'],
    ['tshirt', 'en-email'],
    ['An-26', 'en-planes'],
    ['A-10', 'en-planes'],
    ['by-election', 'en-planes'],
    ['no-fly zone', 'en-planes'],
    ['off-label', 'en-clinic'],
    ['at-risk', 'en-clinic'],
    ['in-patient', 'en-clinic'],
    ['On-5', 'en-clinic'],
  ])('%s is found first in %s', async (q, document) => {
    const [first] = await hitsOf(q)
    expect(first?.passage.document).toBe(document)
  })

  it.each([
    ['シャンデリア', 'a word that only shares two letters with one that stands there'],
    ['2014300', 'two numbers that stand side by side'],
  ])('%s does not find %s', async q => {
    const found = await hitsOf(q)
    expect(found.filter(({ passage }) => /^(?:ja|fr-mines)/u.test(passage.document))).toEqual([])
  })
})
