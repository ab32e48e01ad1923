// Dates are true: the inputs of `dates`, `textdates` and `td2` on which Lede was wrong, and more of each kind in other languages.
import { describe, expect, it } from 'vitest'
import { parseDate } from '../../src/dates/parse-date.ts'

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
    ['Mon Oct 26 14:00:00 UTC 2020', null, '2020-10-26'], ['20201026140000', null, '2020-10-26'], ['二〇二〇年十月二十六日', 'zh', '2020-10-26'],
    ['3 de março de 1975', 'pt', '1975-03-03'], ['8 maggio 1945', 'it', '1945-05-08'], ['26 ottobre 2020', null, '2020-10-26'], ['12 maart 1990', 'nl', '1990-03-12'],
    ['4. července 2011', 'cs', '2011-07-04'], ['3. maaliskuuta 1975', 'fi', '1975-03-03'], ['17 Μαΐου 1990', 'el', '1990-05-17'],
  ] as const)('“%s” (%s) is %s', (written, language, iso) => expect(parseDate(written, language)).toBe(iso)) // biome-ignore format: a table

  it.each([
    ['03/04/2020', null], ['03/04/2020', 'en'], ['26/10/20', null], ['6 June 44', null], ['31 February 2020', null], ['29 février 2021', 'fr'], ['circa 1942', null],
    ['1942?', null], ['44 BC', null], ['12 Vendémiaire An IV', 'fr'], ['15 Ramadan 1442', 'en'], ['Undated', null], ['yesterday', null],
    ['2020-10-26, updated 2020-10-28', null], ['listopad 2010', null], ['2020-13-01', null], ['1942-', null], ['12345', null], ['1.10', null], ['', null],
  ] as const)('“%s” (%s) is refused', (written, language) => expect(parseDate(written, language)).toBeNull()) // biome-ignore format: a table
})
