// Dates are true: the inputs of `dates`, `textdates` and `td2` on which Lede was wrong, and more of each kind in other languages.

import { describe, expect, it } from 'vitest'
import calendars from '../../src/dates/calendars.json' with { type: 'json' }
import { calendarData } from '../../src/dates/cldr.ts'
import { datesOfDocument } from '../../src/dates/document-dates.ts'
import { parseDate } from '../../src/dates/parse-date.ts'
import { dateName } from '../../src/domain/dates.ts'
import { build, passagesOf } from '../support/fixtures.ts'
import fc from '../support/properties.ts'
import { serve } from '../support/server.ts'

// Other versions of the locale data may say otherwise: then the file is the one that counts.
it.runIf(process.versions['cldr'] === calendars.cldr)(
  'the calendars that are kept are those of the locale data',
  () => {
    for (const [tag, data] of Object.entries(calendars.languages))
      expect(data, tag).toEqual(calendarData(tag))
  },
)

describe('a date of metadata', () => {
  it.each([
    ['26 Oct 2020', null, '2020-10-26'], ['Oct 26, 2020', null, '2020-10-26'], ['26-Oct-2020', null, '2020-10-26'], ['2020-1-5', null, '2020-01-05'],
    ['2020-W12', null, '2020-03-16/2020-03-22'], ['[1942]', null, '1942'], ['1940s', null, '1940/1949'], ['1942-1945', null, '1942/1945'],
    ['Spring 1942', null, '1942'], ['13/04/2020', null, '2020-04-13'], ['04/13/2020', null, '2020-04-13'], ['20201026', null, '2020-10-26'],
    ['2020-10-26 14:00:00 +0200', null, '2020-10-26'], ['2020-10-26T14:00:00.000Z', null, '2020-10-26'],
    ['Mon, 26 Oct 2020 14:00:00 +0000', null, '2020-10-26'], ['Monday, 26 October 2020 10:30 am', null, '2020-10-26'],
    ['26. Oktober 2020', null, '2020-10-26'], ['26 octobre 2020', null, '2020-10-26'], ['26 de octubre de 2020', null, '2020-10-26'],
    ['26 октября 2020', null, '2020-10-26'], ['2020年10月26日', null, '2020-10-26'], ['1066-10-14', null, '1066-10-14'], ['0987-01-01', null, '0987-01-01'],
    ['1850', null, '1850'], ['2020/10/26', null, '2020-10-26'], ['2020-10', null, '2020-10'], ['October 2020', null, '2020-10'],
    ['Sept. 1, 1939', null, '1939-09-01'], ['the 1st of September, 1939', null, '1939-09-01'], ['2020-10-26 to 2020-10-28', null, '2020-10-26/2020-10-28'],
    ['26–28 October 2020', null, '2020-10-26/2020-10-28'], ['1939-09-01/1939-09-05', null, '1939-09-01/1939-09-05'], ['1603737600', null, '2020-10-26'],
    ['1603737600123', null, '2020-10-26'], ['"2020-10-26"', null, '2020-10-26'], ['10.26.2020', null, '2020-10-26'], ['2020.10.26', null, '2020-10-26'],
    ['1er mai 1994', 'fr', '1994-05-01'], ['26 октября 2020 г.', 'ru', '2020-10-26'], ['26 жовтня 2020 р.', 'uk', '2020-10-26'],
    ['26 października 2020 r.', 'pl', '2020-10-26'], ['26 Ekim 2020', 'tr', '2020-10-26'], ['٢٦ أكتوبر ٢٠٢٠', 'ar', '2020-10-26'],
    ['26 تشرين الأول 2020', 'ar', '2020-10-26'], ['5.10.2020', 'de', '2020-10-05'], ['10/5/2020', 'en-US', '2020-10-05'], ['10/5/2020', 'fr', '2020-05-10'],
    ['5/10/2020', 'en-GB', '2020-10-05'], ['2020. október 26.', 'hu', '2020-10-26'], ['2020년 10월 26일', 'ko', '2020-10-26'],
    ['lundi 26 octobre 2020 à 10h30', 'fr', '2020-10-26'], ['Mon Oct 26 2020 14:00:00 GMT+0200 (CEST)', null, '2020-10-26'],
    ['Mon Oct 26 14:00:00 UTC 2020', null, '2020-10-26'], ['20201026140000', null, '2020-10-26'], ['20201026T140000+0900', null, '2020-10-26'], ['二〇二〇年十月二十六日', 'zh', '2020-10-26'],
    ['3 de março de 1975', 'pt', '1975-03-03'], ['8 maggio 1945', 'it', '1945-05-08'], ['26 ottobre 2020', null, '2020-10-26'], ['12 maart 1990', 'nl', '1990-03-12'],
    ['4. července 2011', 'cs', '2011-07-04'], ['3. maaliskuuta 1975', 'fi', '1975-03-03'], ['17 Μαΐου 1990', 'el', '1990-05-17'],
    ['<2019-07-04 Thu>', null, '2019-07-04'], ['3 มีนาคม 2541', 'th', '1998-03-03'], ['3 มีนาคม พ.ศ. 2541', 'th', '1998-03-03'], ['۱۱ سپتامبر ۲۰۰۱', 'fa', '2001-09-11'],
  ] as const)('“%s” (%s) is %s', (written, language, iso) => expect(parseDate(written, language)).toBe(iso)) // biome-ignore format: a table

  it.each([
    ['03/04/2020', null], ['03/04/2020', 'en'], ['26/10/20', null], ['6 June 44', null], ['31 February 2020', null], ['29 février 2021', 'fr'], ['circa 1942', null],
    ['1942?', null], ['44 BC', null], ['12 Vendémiaire An IV', 'fr'], ['15 Ramadan 1442', 'en'], ['۲۲ بهمن ۱۳۵۷', 'fa'], ['3 شهریور 1320', 'fa'], ['Undated', null], ['yesterday', null],
    ['2020-10-26, updated 2020-10-28', null], ['listopad 2010', null], ['2020-13-01', null], ['1942-', null], ['12345', null], ['1.10', null], ['', null],
  ] as const)('“%s” (%s) is refused', (written, language) => expect(parseDate(written, language)).toBeNull()) // biome-ignore format: a table
})

/** The dates of one text of the language, with the year of its document's date where it is given. */
function datesIn(text: string, language: string | null = 'en', date: string | null = '2021-11-15'): string[] {
  return datesOfDocument([{ text, language, headings: [] }], date)
    .flat()
    .map(({ iso }) => iso)
}

describe('spans in a text', () => {
  it.each([
    ['The talks of May 5-7, 1994 ended without a text.', 'en', ['1994-05-05/1994-05-07']],
    ['The convoy waited from 3 March to 5 April 1975 at the bridge.', 'en', ['1975-03-03/1975-04-05']],
    ['Delegates met on January 12 and 13, 1991, in the old theatre.', 'en', ['1991-01-12/1991-01-13']],
    ['The strike lasted from October 30 until November 2, 1956 in the capital.', 'en', ['1956-10-30/1956-11-02']],
    ['They signed on 26 and 27 June 1969, and again on the 2nd of July, 1970.', 'en', ['1969-06-26/1969-06-27', '1970-07-02']],
    ['The siege of 1914–18 was followed by the hunger of 1919/20.', 'en', ['1914/1918', '1919/1920']],
    ['On 3, 4 and 5 March 1975 the camp was full.', 'en', ['1975-03-03/1975-03-05']],
    ['Between March 3rd and April 5th of 1975 it was empty.', 'en', ['1975-03-03/1975-04-05']],
    ['From the night of 30 April/1 May 1945 until 8 May 1945.', 'en', ['1945-04-30/1945-05-01', '1945-05-08']],
    ['In March–April 1988, and in spring 1989, and by mid-June 1990.', 'en', ['1988-03/1988-04', '1989', '1990-06']],
    ['The war of 1939-1945, then 1992–95; in the 1990s; the summer of 1943.', 'en', ['1939/1945', '1992/1995', '1990/1999', '1943']],
    ['from 28 December 1994 to 3 January 1995; December 28 to January 3, 1975', 'en', ['1994-12-28/1995-01-03', '1974-12-28/1975-01-03']],
    ['They met on 3 and 9 May 1975.', 'en', ['1975-05-03', '1975-05-09']],
    ['vom 3. März bis zum 5. April 1975', 'de', ['1975-03-03/1975-04-05']],
    ['Am 12. und 13. Januar 1991 tagten sie; die 1990er; 1914–18.', 'de', ['1991-01-12/1991-01-13', '1990/1999', '1914/1918']],
    ["du 30 octobre au 2 novembre 1956, puis jusqu'en 1958 ; les années 1960", 'fr', ['1956-10-30/1956-11-02', '1958', '1960/1969']],
    ['Les 12 et 13 janvier 1991 ; le 1er mai 1994.', 'fr', ['1991-01-12/1991-01-13', '1994-05-01']],
    ['del 3 de marzo al 5 de abril de 1975', 'es', ['1975-03-03/1975-04-05']],
    ['entre 1936 y 1939; los años 1990; 5 y 6 de mayo de 1994', 'es', ['1936/1939', '1990/1999', '1994-05-05/1994-05-06']],
    ['dal 25 luglio all’8 settembre 1943; 5-7 maggio 1994', 'it', ['1943-07-25/1943-09-08', '1994-05-05/1994-05-07']],
    ['de 3 a 5 de março de 1975', 'pt', ['1975-03-03/1975-03-05']], ['van 3 maart tot 5 april 1975', 'nl', ['1975-03-03/1975-04-05']],
    ['с 3 марта по 5 апреля 1975 г.; 5–7 мая 1994 года; 1990-е годы', 'ru', ['1975-03-03/1975-04-05', '1994-05-05/1994-05-07', '1990/1999']],
    ['з 3 березня до 5 квітня 1975 року', 'uk', ['1975-03-03/1975-04-05']], ['od 3 marca do 5 kwietnia 1975 r.', 'pl', ['1975-03-03/1975-04-05']],
    ["5-7 Mayıs 1994'te; 1990'larda", 'tr', ['1994-05-05/1994-05-07', '1990/1999']], ['من 3 مارس إلى 5 أبريل 1975', 'ar', ['1975-03-03/1975-04-05']],
    ['Entre le 6 juin et le 25 août 1944', 'fr', ['1944-06-06/1944-08-25']], ['с 1941 по 1945 год', 'ru', ['1941/1945']], ['بين عامي 1975 و1990', 'ar', ['1975/1990']],
    ['1966年至1976年', 'zh', ['1966/1976']], ['der Krieg 1914/18', 'de', ['1914/1918']],
    ['1994年5月5日至7日，会议在北京举行。20世纪90年代。', 'zh', ['1994-05-05/1994-05-07', '1990/1999']], ['1939年から。1990年代に', 'ja', ['1939', '1990/1999']],
  ] as const)('“%s” (%s)', (text, language, dates) => expect(datesIn(text, language)).toEqual(dates)) // biome-ignore format: a table
})

describe('dates in a text', () => {
  it.each([
    ['(Oslo, 2008) and Geneva, 1949.', 'en', ['2008', '1949']], ['(Genève, 1949), Québec 2008', 'fr', ['1949', '2008']], ['Осло, 2008.', 'ru', ['2008']],
    ['The treaty (14 October 1066) was lost. It was found on Sept 3rd 1939.', 'en', ['1066-10-14', '1939-09-03']],
    ['In the 1840s, about 1847 families left; circa 1852 they came back.', 'en', ['1840/1849', '1852']],
    ['On Monday the 14th of July 1789, or 14 July, 1789.', 'en', ['1789-07-14', '1789-07-14']],
    ['was answered on 13.05.1994 and filed as 1994-05-14', 'en', ['1994-05-13', '1994-05-14']],
    ['Resolution 1540 (2004) and Resolution 1973 of 2011', 'en', ['2004', '2011']], ['on 5 mai 1821 in the French log', 'en', ['1821-05-05']],
    ['The spring of 2010 brings rain, the rest of 1994 follows.', 'en', ['2010', '1994']], ['Die Sitzung vom 3.4.2015, Berlin 4.4.2015.', 'de', ['2015-04-03', '2015-04-04']],
    ['in 1277, four years before', 'en', ['1277']], ['On 29 February 2021 nothing happened.', 'en', ['2021-02']], ['the 5th century BC, the 20th century, 44 BC and AD 476', 'en', ['-0499/-0400', '1901/2000', '-0043', '0476']],
    ['am 5. Mai 1994, im Jahr 1850, im 19. Jahrhundert', 'de', ['1994-05-05', '1850', '1801/1900']],
    ['el 5 de mayo de 1994, en mayo de 1994, el siglo XIX', 'es', ['1994-05-05', '1994-05', '1801/1900']],
    ['le 5 mai 1994, le XIXe siècle, 44 av. J.-C.', 'fr', ['1994-05-05', '1801/1900', '-0043']],
    ['il 5 maggio 1994, nel XX secolo', 'it', ['1994-05-05', '1901/2000']], ['em 5 de maio de 1994', 'pt', ['1994-05-05']], ['op 5 mei 1994', 'nl', ['1994-05-05']],
    ['5 мая 1994 года, в мае 1994 г., в XX веке', 'ru', ['1994-05-05', '1994-05', '1901/2000']], ['5 травня 1994 року, у травні 1994', 'uk', ['1994-05-05', '1994-05']],
    ['5 maja 1994 r., w październiku 1994', 'pl', ['1994-05-05', '1994-10']], ['5 Mayıs 1994, Ekim 1994', 'tr', ['1994-05-05', '1994-10']],
    ['في 5 أيار/مايو 1994 وفي ٦ يونيو ١٩٦٧', 'ar', ['1994-05-05', '1967-06-06']], ['1994年5月5日，2008年', 'zh', ['1994-05-05', '2008']],
    ['1994年5月5日に、2008年の', 'ja', ['1994-05-05', '2008']], ['1994년 5월 5일에', 'ko', ['1994-05-05']], ['5. toukokuuta 1994', 'fi', ['1994-05-05']],
    ['เมื่อวันที่ 14 ตุลาคม 2516 และ 6 ตุลาคม พ.ศ. 2519', 'th', ['1973-10-14', '1976-10-06']], ['در ۲۲ بهمن ۱۳۵۷ و ۱۳ آبان ۱۳۵۸ و ۱۱ سپتامبر ۲۰۰۱', 'fa', ['2001-09-11']],
  ] as const)('“%s” (%s)', (text, language, dates) => expect(datesIn(text, language)).toEqual(dates)) // biome-ignore format: a table

  it.each([
    ['In March 2,000 people crossed.', 'en'], ['1,500 homes', 'en'], ['Resolution 1540', 'en'], ['in 2000 tonnes', 'en'], ['page 1999', 'en'], ['Room 2010', 'en'],
    ['The unit fired 1945 shells and marched 1812 km; room 1789 was empty. He paid $1950.', 'en'], ['tel. 1985 2020; ISO 1995:2003', 'en'],
    ['Chapter 2001, verse 1999; paragraph 1805', 'en'], ['+44 20 7946 2010', 'en'], ['May I go? He may 5 times.', 'en'], ['the T-1990 and B-2000', 'en'],
    ['Le n° 1789, le № 1984', 'fr'], ['Seite 1999 und Nr. 2010, 1945 Soldaten', 'de'], ['l’article 1832 et 1 500 euros, 2000 euros', 'fr'], ['Страница 1999, 2000 человек', 'ru'],
    ['A convoy of 2010 trucks, a fleet of 1950 boats', 'en'], ['Version 3.4.2015 is out; see section 3.4.2015 and v3.4.2015.', 'en'],
    ['Version 2.10.1999, Seite 3.4.2015', 'de'], ['la version 3.4.2015, § 3.4.2015', 'fr'], ['Версия 3.4.2015', 'ru'], ['versão 3.4.2015', 'pt'],
    ['página 1999, 2000 personas', 'es'], ['15 Ramadan 1442', 'en'], ['5.10', 'de'], ['第1999页，2000人', 'zh'], ['12:30 on', 'en'],
  ] as const)('“%s” (%s) has none', (text, language) => expect(datesIn(text, language)).toEqual([])) // biome-ignore format: a table
})

describe('a day without a year', () => {
  /** Each day without a year of a document's paragraphs (`# ` begins a heading), as `written value from`. */
  function inferred(paragraphs: readonly string[], date: string | null = null, language = 'en'): string[] {
    const passages: { text: string; language: string; headings: string[] }[] = []
    let headings: string[] = []
    for (const text of paragraphs)
      if (text.startsWith('# ')) headings = [text.slice(2)]
      else passages.push({ text, language, headings })
    return datesOfDocument(passages, date).flatMap((spans, index) =>
      spans
        .filter(({ start, end }) => !/\d{4}/u.test(passages[index]?.text.slice(start, end) ?? ''))
        .map(({ iso, inferredFrom }) => `${iso} ${inferredFrom ?? 'open'}`),
    )
  }

  it.each([
    ['a day named before it in the sentence', ['Signed on 5 May 1994, it took effect on 12 May.'], null, ['1994-05-12 sentence']],
    ['a year that the sentence opens with', ['In 1962, on 5 March, he came.'], null, ['1962-03-05 sentence']],
    ['a year that the sentence states', ['On 12 October, Columbus wrote; this was 1492.'], '2021-11-15', ['1492-10-12 sentence']],
    ['days of its paragraph', ['He came on 5 March. She left on 7 April 1962. They met on 9 May.'], '2021-11-15', ['1962-03-05 paragraph', '1962-05-09 paragraph']],
    ['the same month named before', ['Deadline: May 2020. May 5 is a holiday.'], '2021-11-15', ['2020-05-05 paragraph']],
    ['a heading', ['# The coup of 1974', 'On 15 July officers struck.'], '2014-03-04', ['1974-07-15 section']],
    ['the passage before', ['It was signed on 9 May 1994.', 'On 12 May the guns fell silent.'], '2020-11-20', ['1994-05-12 neighbour']],
    ['a passage further up in its section', ['It was signed on 9 May 1994.', 'Nobody believed it.', 'On 12 May the guns fell silent.'], null, ['1994-05-12 section']],
  ] as const)('takes its year from %s', (_, paragraphs, date, expected) => expect(inferred(paragraphs, date)).toEqual(expected)) // biome-ignore format: a table

  it.each([
    ['de', ['Am 5. Mai 1994 wurde unterzeichnet. Am 12. Mai schwiegen die Waffen.'], ['1994-05-12 paragraph']],
    ['fr', ['Signé le 5 mai 1994, il prit effet le 12 mai.'], ['1994-05-12 sentence']],
    ['ru', ['5 мая 1994 года подписали. 12 мая вступило в силу.'], ['1994-05-12 paragraph']],
    ['es', ['Se firmó el 5 de mayo de 1994.', 'El 12 de mayo callaron las armas.'], ['1994-05-12 neighbour']],
    ['ar', ['وقع الاتفاق في 5 مايو 1994. وفي 12 مايو توقف القتال.'], ['1994-05-12 paragraph']],
    ['zh', ['1994年5月5日签署。5月12日生效。'], ['1994-05-12 paragraph']],
    ['es', ['El plazo empezó el 3 de mayo de 2019. Hasta el 12 de octubre se admiten.'], ['2019-10-12 paragraph']],
    ['ru', ['Закон приняли в 1998 году (см. «Вестник»). 12 апреля вошли войска.'], ['--04-12 open']],
    ['ru', ['5 мая 1994 года подписали (ООН). 12 мая вступило в силу.'], ['1994-05-12 paragraph']],
  ] as const)('does so in %s', (language, paragraphs, expected) => expect(inferred(paragraphs, null, language)).toEqual(expected)) // biome-ignore format: a table

  it.each([
    ['nothing says its year', ['The talks of May 5 ended without a text.'], '2021-11-15'],
    ['it would lie after the document’s date', ['They met on 3 March 2020. By 1 December they must go.'], '2020-11-20'],
    ['another section begins', ['Versailles was signed on 28 June 1919.', '# Earlier', 'Bulgaria signed on 29 September.'], '2018-11-11'],
    ['it may be of the next year', ['It began on 28 December 1994. On 3 January the city fell.'], null],
    ['the day of the week does not agree', ['It was signed on 9 May 1994. On Monday, 12 May, it took effect.'], '2020-11-20'],
    ['it comes back every year', ['Since 2002 the 29th of May has been the day of the peacekeepers.'], '2018-05-29'],
    ['other years stand beside it', ['On 5 March, the minister, elected in 1998, spoke of the law of 1985.'], null],
    ['its sentence tells of what is to come', ['He was born on 5 May 1932. The concert will be held on 12 July.'], null],
    ['the document is no report', ['The saint is honoured on 5 November.'], '2021-11-15'],
  ] as const)('stays without one where %s', (_, paragraphs, date) => expect(inferred(paragraphs, date).map(text => text.replace(/^--.*/u, 'open'))).toEqual(['open'])) // biome-ignore format: a table

  it.each([
    ['de', ['Am 3. Mai 1998 wurde er geboren. Die Schau wird am 12. Juli eröffnet.']],
    ['fr', ['Il est né le 3 mai 1998. La foire ouvrira le 12 juillet.']],
    ['es', ['Nació el 3 de mayo de 1998. La feria se abrirá el 12 de julio.']],
    ['ru', ['Указ подписан 3 марта 1998 года. Выставка откроется 12 апреля.']],
    ['pl', ['Urodził się 3 maja 1998 r. Koncert odbędzie się 12 lipca.']],
    ['it', ['Nacque il 3 maggio 1998. La mostra aprirà il 12 luglio.']],
  ] as const)('stays without one where its sentence tells of what is to come (%s)', (language, paragraphs) => expect(inferred(paragraphs, null, language)).toMatchObject([expect.stringMatching(/^--.* open$/u)])) // biome-ignore format: a table

  it.each([
    ['en', ['KYIV, 14 November (Agency) — The talks ended.', 'Yesterday the sides met; on Tuesday they had not.'], '2021-11-15', ['2021-11-14 document']],
    ['en', ['The court ruled on Thursday, 11 November, and adjourned. On Monday it sat again, and yesterday too.'], '2021-11-15', ['2021-11-11 document']],
    ['de', ['Am 12. November trafen sie sich. Gestern reisten sie ab, und am Montag kamen andere.'], '2021-11-15', ['2021-11-12 document']],
    ['en', ['Yesterday the council met. On 28 December it had failed to do so.'], '2021-01-03', ['2020-12-28 document']],
  ] as const)('takes the document’s year in a report on the days before it (%s)', (language, paragraphs, date, expected) => expect(inferred(paragraphs, date, language)).toEqual(expected)) // biome-ignore format: a table
})

const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'ru',
  'uk',
  'pl',
  'tr',
  'ar',
  'zh',
  'ja',
  'ko',
  'cs',
  'sv',
  'fi',
  'hu',
  'ro',
  'el',
]
const day = fc
  .date({ min: new Date('1000-01-01T12:00:00Z'), max: new Date('2099-12-31T12:00:00Z'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))

describe('any day', () => {
  const styles = [
    { dateStyle: 'long' },
    { dateStyle: 'full' },
    { day: 'numeric', month: 'long', year: 'numeric' },
  ] as const
  it.each(LANGUAGES)('as %s writes it comes back, from metadata and from text', language => {
    fc.assert(
      fc.property(day, fc.constantFrom(...styles), (iso, style) => {
        const written = new Intl.DateTimeFormat(language, {
          ...style,
          timeZone: 'UTC',
          calendar: 'gregory',
          numberingSystem: 'latn',
        }).format(new Date(`${iso}T12:00:00Z`))
        expect(parseDate(written, language)).toBe(iso)
        expect(datesIn(`(${written})`, language, null)).toEqual([iso])
      }),
      { numRuns: 60 },
    )
  })

  it('has a name that names it', () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        const iso = a < b ? `${a}/${b}` : a
        expect(parseDate(dateName(iso), 'en')).toBe(iso)
      }),
    )
  })

  it('is never put after the document’s date', () => {
    const text = fc.array(
      fc.oneof(
        day.map(iso => `It was so on ${dateName(iso.replace(/^\d{4}/u, '-'))}.`),
        day.map(iso => `In ${iso.slice(0, 4)} it began.`),
        day.map(iso => `Yesterday, on ${dateName(iso)}, they met.`),
      ),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(text, day, (sentences, date) => {
        const written = sentences.join(' ')
        const passages = [{ text: written, language: 'en', headings: [] }]
        const later = [...written.matchAll(/\d{4}/gu)].some(([year]) => year >= date.slice(0, 4))
        for (const { iso, inferredFrom } of datesOfDocument(passages, date).flat())
          if (inferredFrom !== undefined && !later) expect(iso <= date).toBe(true)
      }),
    )
  })
})

it('spans and days without a year are entities with pages, filters and facets', async () => {
  const { bundle, out } = await build({
    'a.md':
      '---\ntitle: A\ndate: 2020-10-26\n---\n\nThe talks of May 5–7, 1994 ended. On 12 May they went home.\n',
    'b.md': '---\ntitle: B\ndate: 26–28 October 2020\n---\n\nThe saint is honoured on 5 November.\n',
  })
  expect(
    passagesOf(bundle).flatMap(({ mentions }) =>
      mentions.map(({ entity, inferredFrom }) => [entity, inferredFrom]),
    ),
  ).toEqual([
    ['date:1994-05-05/1994-05-07', undefined],
    ['date:1994-05-12', 'paragraph'],
    ['date:--11-05', undefined],
  ])
  expect(bundle.records.document('b')?.date).toBe('2020-10-26/2020-10-28')
  const server = await serve(out)
  const total = async (query: string): Promise<unknown> =>
    ((await server.json(`/v1/search?${query}`)).body as { total: number }).total
  const { body } = await server.json('/v1/entities/date:1994-05-05/1994-05-07')
  expect(body).toMatchObject({ entity: { name: '5–7 May 1994', passages: 1 } })
  expect(await total('entity=date:1994-05-05/1994-05-07')).toBe(1)
  expect(await total('entity=date:--11-05')).toBe(1)
  expect(await total('q=date:1994-05')).toBe(1)
  expect(await total('q=date:"5 November"')).toBe(1)
  expect(await total('q=after:2020-10-25')).toBe(2)
  expect(await total('q=before:2020-10-27')).toBe(2)
  const page = await (await fetch(`${server.url}/entities/date:1994-05-05/1994-05-07`)).text()
  expect(page).toContain('<h1>5–7 May 1994</h1>')
  const shown = await (await fetch(`${server.url}/documents/a`)).text()
  expect(shown).toContain('href="/entities/date%3A1994-05-05/1994-05-07"')
  expect(shown).toContain('12 May 1994: the text gives no year here; it is that of a date in the paragraph')
})

describe('a day that the document names with another year', () => {
  it.each([
    ['en', 'Paris, 9 November 2015', 'We arrived on 2 October 2014.', 'The shots were heard on 9 November.'],
    ['de', 'Wien, am 9. November 2015', 'Wir kamen am 2. Oktober 2014 an.', 'Am 9. November fielen Schüsse.'],
    [
      'es',
      'Lima, 9 de noviembre de 2015',
      'Llegamos el 2 de octubre de 2014.',
      'El 9 de noviembre hubo tiros.',
    ],
  ])('takes none from the paragraph before (%s)', (language, ...texts) => {
    const dates = datesOfDocument(
      texts.map(text => ({ text, language, headings: [] })),
      null,
    ).flat()
    expect(dates.map(({ iso }) => iso)).toEqual(['2015-11-09', '2014-10-02', '--11-09'])
  })
})
