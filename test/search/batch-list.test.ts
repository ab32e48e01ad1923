// Which names does a file hold? Lists and tables as spreadsheets, editors and people write them; nothing torn, nothing dropped unsaid.

import { describe, expect, it } from 'vitest'
import { RequestError } from '../../src/domain/errors.ts'
import { asPhrase } from '../../src/query/plain-words.ts'
import { readBatchList } from '../../src/search/batch-list.ts'
import fc from '../support/properties.ts'

const names = (file: string): (string | undefined)[] =>
  readBatchList(file, 'names', 'f').rows.map(({ parameters }) => parameters['name'])
const how = (file: string): string => readBatchList(file, 'names', 'f').how

describe('a list', () => {
  it.each([
    ['lines', 'Ann Lee\nBo Ek\n', ['Ann Lee', 'Bo Ek']],
    ['Windows line ends, a mark at the beginning, empty lines', '\uFEFFAnn Lee\r\n\r\n  Bo Ek  \r\n', ['Ann Lee', 'Bo Ek']],
    ['old Mac line ends', 'Ann Lee\rBo Ek', ['Ann Lee', 'Bo Ek']],
    ['names with a comma', 'Lee, Ann\nEk, Bo\n', ['Lee, Ann', 'Ek, Bo']],
    ['some names with a comma', 'Lee, Ann\nBo Ek\n', ['Lee, Ann', 'Bo Ek']],
    ['one name with a semicolon', 'Ann Lee\nEk; Bo\n', ['Ann Lee', 'Ek; Bo']],
    ['quoted names, as spreadsheets write them', '"Lee, Ann"\n"Bo ""B"" Ek"\n', ['Lee, Ann', 'Bo "B" Ek']],
    ['a nickname in quotation marks', 'Bo "B" Ek\n', ['Bo "B" Ek']],
    ['one line parted by semicolons', 'Lee, Ann; Bo Ek; Ива́н\n', ['Lee, Ann', 'Bo Ek', 'Ива́н']],
    ['one line parted by tabs', 'Ann Lee\tBo Ek\n', ['Ann Lee', 'Bo Ek']],
    ['a head of one column', 'Name\nLee, Ann\nBo Ek\n', ['Lee, Ann', 'Bo Ek']],
    ['columns parted by tabs', 'Ann Lee\tA\nBo Ek\tB\n', ['Ann Lee', 'Bo Ek']],
    ['columns parted by semicolons', 'Lee, Ann;1\nEk, Bo;2\n', ['Lee, Ann', 'Ek, Bo']],
    ['columns parted by commas, with a quoted field', '"Lee, Ann",1\nBo Ek,2\n', ['Lee, Ann', 'Bo Ek']],
    ['names in other scripts', '习近平\nՍարգսյան\nمحمد علي\n', ['习近平', 'Սարգսյան', 'محمد علي']],
  ])('of %s', (_, file, expected) => {
    expect(names(file)).toEqual(expected)
  }) // biome-ignore format: a table

  it('says how it was read', () => {
    expect(how('Ann Lee\n')).toBe('one a line')
    expect(how('Lee, Ann\nBo Ek\n')).toBe('one a line, commas as part of a name')
    expect(how('a\tb\nc\td\n')).toContain('the first of 2 columns, parted by tabs')
    expect(how('name;label\na;b\n')).toBe('a table with the columns name, label, parted by semicolons')
  })

  it('gives back any names without separators of its own', () => {
    const name = fc
      .stringMatching(/^[\p{L}\p{N} ,.'’()-]{1,20}$/u)
      .map(text => text.trim())
      .filter(text => /\p{L}/u.test(text) && !/^(?:names?|q|query|queries)$/iu.test(text))
      .filter(text => !/(?:^|,)\s*(?:names?|q|query|queries)\s*(?:,|$)/iu.test(text))
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), fc.constantFrom('\n', '\r\n'), (list, end) => {
        expect(names(list.join(end))).toEqual(list)
      }),
    )
  })
})

describe('a table', () => {
  const row = fc.record({
    name: fc.string({ minLength: 1, maxLength: 12 }).filter(text => text.trim() === text && text !== '' && !/[\r\n\0\uFEFF]/u.test(text)),
    label: fc.string({ maxLength: 8 }).filter(text => text.trim() === text && !/[\r\n\0\uFEFF]/u.test(text)),
  }) // biome-ignore format: two columns
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

  it('gives back its fields, whatever stands in them, for each separator', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), fc.constantFrom(',', ';', '\t'), (rows, sign) => {
        const lines = rows.map(({ name, label }) => quoted(name) + sign + quoted(label))
        const file = `\uFEFFNAME${sign}label\r\n${lines.join('\r\n')}\r\n`
        expect(readBatchList(file, 'names', 'f').rows.map(({ parameters }) => parameters)).toEqual(
          rows.map(({ name, label }) => (label === '' ? { name } : { name, label })),
        )
      }),
    )
  })

  it('has the columns of the interface, and a line for each row', () => {
    const { rows } = readBatchList('sep=;\nLabel;q;from\nx;"mines; laos";2010\n\ny;war;\n', 'names', 'f')
    expect(rows).toEqual([
      { parameters: { label: 'x', q: 'mines; laos', from: '2010' }, line: 3 },
      { parameters: { label: 'y', q: 'war' }, line: 5 },
    ])
  })

  it('refuses a row with more fields than the head, and a quotation mark without a partner', () => {
    expect(() => names('name,label\nLee, Ann,x\n')).toThrow(/f:2: has 3 fields, and the head has 2: put/u)
    expect(() => names('name,label\n"open,x\n')).toThrow(RequestError)
    expect(() => names('\n \n')).toThrow(/has no names/u)
  })
})

describe('queries', () => {
  it('are lines as they stand, and the column name where they are asked for', () => {
    const read = (file: string) =>
      readBatchList(file, 'queries', 'f').rows.map(({ parameters }) => parameters)
    expect(read('"cease-fire" observers\nmines; laos\n')).toEqual([
      { q: '"cease-fire" observers' },
      { q: 'mines; laos' },
    ])
    expect(read('name,label\nJody Williams,x\n')).toEqual([{ q: 'Jody Williams', label: 'x' }])
    expect(readBatchList('q\nmines OR war\n', 'names', 'f').rows).toEqual([
      { parameters: { q: 'mines OR war' }, line: 2 },
    ])
  })
})

describe('a name as a query', () => {
  it('is a quotation in which no sign means anything', () => {
    expect(asPhrase('Bo "B" Ek')).toBe('"Bo  B  Ek"')
    expect(asPhrase('“Bo” Ek*')).toBe('"Bo  Ek"')
    expect(asPhrase('צה"ל')).toBe('"צה"ל"')
  })
})
