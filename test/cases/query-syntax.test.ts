// What people type who come from elsewhere is read as meant, or named in a note; each row with more of its kind.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bundle } from '../../src/bundle/open-bundle.ts'
import { lex } from '../../src/query/lex.ts'
import { noteText } from '../../src/query/note-texts.ts'
import { Notes } from '../../src/query/notes.ts'
import { OPERATORS } from '../../src/query/operators.ts'
import { isFieldName } from '../../src/query/special-fields.ts'
import { compile } from '../../src/search/compile.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { build, ROOT } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const FILES = {
  'a.md':
    '---\ndate: 2009-05-01\n---\n# The armistice\n\nHuman rights and the treaty were named by one woman.',
  'b.md':
    '---\ndate: 2010-07-02\n---\n# Talks on the ban\n\nThe convention on nuclear arms was read to the women; a human right was named.',
  'c.md':
    '---\ndate: 2012-03-04\n---\n# Humanity\n\nDimitri and Dimitry spoke of intervention. The treaty was human, they said, and nuclear.',
  'd.md':
    '---\ndate: 2015-12-31\n---\n# Letters\n\nÉcole and écoles were closed. The armistice held, and the rats were gone.',
  'e.md': '# Undated\n\nThe dogs, the rats and the mines.',
}

const CALLED: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'"“”„«»'].map(mark => [mark, 'quotation mark'])),
  '(': 'arenthes',
  ')': 'arenthes',
}

function isNamed(sign: string, notes: string): boolean {
  return notes.includes(sign) || notes.includes(CALLED[sign] ?? sign)
}

/** What ends or parts a sentence after a word, an apostrophe, a dash of print, hyphens between words. */
function isPunctuation(q: string, at: number): boolean {
  const [before, sign, after] = [q.slice(0, at), q[at] ?? '', q.slice(at + 1)]
  const isAfterWord = /[\p{L}\p{N}*]/u.test(before)
  if (/['–]/u.test(sign) || /\.{3}/u.test(q.slice(Math.max(0, at - 2), at + 3))) return true
  if (/[.,;:!?]/u.test(sign)) return isAfterWord && /^[.,;:!?'–]*(?:$|[\s()"“”„«»|&])/u.test(after)
  return (
    sign === '-' && isAfterWord && /^[-\s]*[\p{L}\p{N}"(]/u.test(after) && /[-\s\p{L}\p{N}")]$/u.test(before)
  )
}

describe.each(['minisearch', 'packed'] as const)('typed in a search (%s)', engine => {
  let bundle: Bundle
  beforeAll(async () => {
    bundle = (await build(FILES, undefined, afterAll, { engine })).bundle
  })
  const ask = async (q: string, more: Record<string, string> = {}) => {
    const answer = await search(bundle, parseSearchRequest({ q, facets: 'none', ...more }))
    const found = answer.hits.map(({ passage }) => passage.document).sort()
    return { found: found.join(''), notes: answer.query.notes, first: answer.hits[0]?.passage }
  }

  it.each([
    // required and excluded
    ['+treaty nuclear', 'ac'], ['+treaty +nuclear', 'c'], ['+"human right" nuclear', 'b'], ['treaty !nuclear', 'a'], ['rats -dogs', 'd'], ['rats !"the dogs"', 'd'],
    ['rats ! dogs', 'de'], ['NOT NOT treaty', 'ac'],
    // operators of two signs
    ['treaty && nuclear', 'c'], ['treaty&&nuclear', 'c'], ['armistice || dogs', 'ade'], ['armistice||dogs', 'ade'], ['(armistice || dogs) && rats', 'de'],
    // signs for other letters
    ['wom?n', 'ab'], ['wom*n', 'ab'], ['*vention', 'bc'], ['*ven*', 'bc'], ['r?ts', 'de'], ['éc?le', 'd'], ['ecol*s', 'd'], ['title:hum*y', 'c'], ['-wom?n', 'cde'],
    ['what rats?', 'de'],
    // within quotations
    ['"human right*"', 'ab'], ['"hum?n right"', 'b'], ['»human right«', 'b'], ['«human right»', 'b'], ['„human right“', 'b'], ['"on nucl* arms"', 'b'], ['title:"on the b*"', 'b'],
    // regular expressions
    ['/Dimitr[iyu]/', 'c'], ['/dimitr./', 'c'], ['/.*vention/', 'bc'], ['/r[aeiou]ts|dogs/', 'de'], ['title:/arm.*/', 'a'], ['/écoles?/', 'd'],
    // fields of several words
    ['title:(armistice OR humanity)', 'ac'], ['title:(ban talks)', 'b'], ['title:(armistice "the ban")', 'b'], ['title:(armistice ban)', 'ab'], ['title:(armistice ban) treaty', 'a'], ['-title:(armistice ban)', 'cde'], ['title: humanity', 'c'], ['intitle:ban', 'b'], ['title:(armistice OR text:rats)', 'ade'],
    // dates
    ['before: 2010', 'a'], ['since:2010', 'bcd'], ['until:2010', 'ab'], ['from:2010-07-03 to:2012', 'c'], ['after:2012', 'd'],
    ['[2010 TO 2015]', 'bcd'], ['{2010 TO 2015]', 'cd'], ['[2010 TO 2012}', 'b'], ['[* TO 2010]', 'ab'], ['[2012-03 TO *]', 'cd'], ['2010..2012', 'bc'], ['..2010', 'ab'], ['2012..', 'cd'],
    ['>=2010', 'bcd'], ['>2010', 'cd'], ['<2010', 'a'], ['<=2010-07', 'ab'], ['date:[2010 TO 2012]', 'bc'], ['date:>=2015', 'd'], ['treaty 2012..2015', 'c'], ['treaty -2012..2015', 'a'], ['treaty 2010..2012, nuclear', 'bc'],
    // factors
    ['rats^2 armistice', 'ade'], ['"human right"^3', 'b'], ['(rats dogs)^0.5', 'de'],
    // what is excluded or demanded beside OR counts for all that stands there
    ['rats -dogs OR armistice', 'ad'], ['-dogs OR rats', 'd'], ['rats OR -dogs', 'd'], ['rats OR NOT dogs', 'd'], ['NOT dogs OR NOT treaty', 'bd'], ['rats OR +dogs', 'e'], ['armistice OR (-dogs rats)', 'ad'], ['(-rats) OR dogs', 'abce'], ['(rats -dogs) OR ban', 'bd'], ['rats AND NOT dogs OR ban', 'bd'],
    // signs between a field and its word
    ['title:-ban nuclear', 'c'], ['title:!ban nuclear', 'c'], ['title:-(ban OR letters)', 'ace'], ['title:-"the ban" nuclear', 'c'], ['title:+ban armistice', 'b'], ['treaty text:-nuclear', 'a'],
    // spellings with their number
    ['treety~1', 'ac'], ['treety~', 'ac'], ['treety~0', ''], ['troety~2', 'ac'], ['dags~1', 'e'], ['dig~1', ''], ['dig~2', 'e'],
    // nowhere near
    ['human NOT NEAR/1 treaty', 'ab'], ['human NOT W/3 treaty', 'b'], ['human not w/3 treaty', 'b'], ['nuclear NOT NEAR/1 arms', 'c'], ['nuclear NOT PRE/0 arms', 'c'], ['nuclear NOT NEAR/1 (arms OR said)', ''], ['read NOT NEAR/0 women', 'b'], ['nuclear NOT NEAR/1 arms NOT NEAR/1 said', ''], ['nuclear NOT NEAR/1 arms rats', 'c'],
    // distances
    ['"human treaty"~5', 'ac'], ['human NEAR/5 treaty', 'ac'], ['human W/5 nuclear', 'c'], ['treaty AROUND(5) nuclear', 'c'], ['treaty NEAR(5) nuclear', 'c'],
  ])('%s finds %s', async (q, found) => expect((await ask(q)).found).toBe(found)) // biome-ignore format: a table

  it.each([
    ['human NEAR treaty', 'at most 10 words'], ['human NOT NEAR treaty', 'at most 10 words'], ['human NOT NEAR/20000 treaty', '9999 words at most'], ['human NEAR/20000 treaty', '9999 words at most'], ['"human treaty"~20000', '9999 words at most'], ['human NEAR/5 2010..2012', 'was read as AND'], ['title:ban NEAR/5 text:nuclear', 'was read as AND'],
    ['/arm(/', 'cannot be a regular expression (missing closing ))'], ['/[b-a]/', '(invalid character class range: b-a)'], ['/.{1,900}.{1,900}/', 'more than 1000'], [`/${'a?'.repeat(150)}/`, 'more than 200 characters'], ['[red TO blue]', 'no range of dates'], ['title:[2010 TO 2012]', 'Ranges are of dates'], ['meta.key:value', 'No document has “key” in its metadata'],
    ['_exists_:colour', 'No document has a field “colour”'], ['author:smith', 'No document has the author “smith”'], ['editor:smith', '“editor” is not a field'], ['since:spring', 'is not a date'], ['zzz*zzz', 'No word of the corpus matches'],
    ['NEAR/5', 'joins nothing here and was left out'], ['rats W/3', '“W/3” joins nothing here and was left out'], ['|| rats', '“||” joins nothing'], ['C++', 'Signs are not searched'],
    ['- rats', '“-” has no letter'], ['"rats -"', '“-” has no letter'], ['! rats', '“!” has no letter'], ['rats -', '“-” has no letter'], ['[rats]', '“[rats]” was read as “rats”'], ['{rats} dogs', '“{rats}”'], ['[ ]', '“]” has no letter'], ['...', '“...” has no letter'], [':rats', '“:rats”'],
    ['()', 'Parentheses with nothing in them'], ['rats ()', 'Parentheses with nothing in them'], ['""', '“""” has no letter'], ['"rats ?? dogs"', '“??” has no letter'], ['"C++ rats"', '“C++” was read as “C”'], ['rats & dogs', '“&” has no letter'], ['rats/dogs', '“rats/dogs” was read as “rats dogs”'],
    ['2010 .. 2012', '“..” has no letter'], ['author::smith', '“author::smith” was read as “author smith”'], ['rats,,dogs', '“rats,,dogs” was read as “rats dogs”'],
    ['title:', 'Nothing stands after “title:”'], ['rats~0.7 dogs', '“rats~0.7” was read as “rats~”'], ['rats~7', '“rats~7” was read as “rats~2”'], ['a -rats OR dogs', 'Beside OR'], ['rats OR +dogs', 'Beside OR'], ['meta.k:-3', 'No document has “k”'], ['rats NEAR/x dogs', '“NEAR/x” was read as “NEAR x”'], ['&& rats', '“&&” joins nothing here and was left out'], ['person:@dimitri', '“@dimitri” was read as “dimitri”'],
    ['2015..2010', 'it ends before it begins'], ['[2015 TO 2010]', 'it ends before it begins'], ['date:2010..2012', 'was read as dates of documents'], ['person:/dim(/', 'cannot be a regular expression'],
    ['@a #b $c %d ^e =f <g >h', 'These signs were not searched either: “=”, “<”, “>”'],
  ])('%s is named in a note', async (q, said) => expect((await ask(q)).notes.join('\n')).toContain(said)) // biome-ignore format: a table

  it.each([
    '¿rats?',
    '¡rats!',
    '«rats»',
    'rats؟',
    'rats。',
    '（rats）',
    'rats,dogs',
    'rats—dogs',
    'rats…dogs',
    'rats;dogs',
    '"rats - dogs"',
    'rats ?',
    '“rats”',
  ])('the punctuation of %s needs no note', async q => expect((await ask(q)).notes).toEqual([]))

  it.each([
    ['armistic?', 'armistice'], ['title:humanit?', 'title:humanity'], ['armistic? AND rats', 'armistice AND rats'], ['-armistic? rats', '-armistice rats'], ['nuclea? NEAR/5 treaty', 'nuclear NEAR/5 treaty'],
  ])('%s has a letter for the question mark, as the corpus lacks the word, and says so', async (q, meant) => {
    const { found, notes } = await ask(q)
    expect([found, notes.join()]).toEqual([(await ask(meant)).found, expect.stringContaining('the question mark stood for one letter')])
    expect((await ask(q, { syntax: 'off' })).notes.join()).not.toContain('question mark')
  }) // biome-ignore format: a table

  it('a question asks: of a word that the corpus has, and of one that it has in no form', async () => {
    expect((await ask('armistice?')).found).toBe((await ask('armistice')).found)
    expect((await ask('zzyt?', { fuzzy: 'off' })).notes).toEqual([])
    expect(
      (await ask('Who asked for all of these rats and dogs at the time of the armistic?')).notes.join(),
    ).not.toContain('question mark')
  })

  it('a factor changes the order', async () => {
    const [plain, raised] = [await ask('rats dogs^0.01 armistice^9'), await ask('rats dogs^9 armistice^0.01')]
    expect([plain.first?.document, raised.first?.document]).toEqual([expect.stringMatching(/[ad]/u), 'e'])
  })

  it('nothing is read as a sign where that is wanted', async () => {
    expect(await ask('treaty !nuclear', { syntax: 'off' })).toMatchObject({ found: 'abc', notes: [] })
    expect(await ask('title:(armistice)', { syntax: 'off' })).toMatchObject({ found: 'ad', notes: [] })
    expect(await ask('C++ rats*', { syntax: 'off' })).toMatchObject({ found: 'de' })
  })

  it('everything is found whatever its words mean in the list of operators', async () => {
    for (const { examples } of OPERATORS)
      for (const example of examples) {
        const { notes } = await ask(example)
        expect(
          notes.filter(note => /Signs|is not a field|read as text|not searched/u.test(note)),
          example,
        ).toEqual([])
      }
  })

  it('each sign is read, or named in a note', async () => {
    const pieces = ['rats', 'human', 'the', '2010', 'title', 'école', '"human right"', '(dogs)', ' NEAR/2 ', ' person:* ', '~1', '~3', '~0.7', '^2', ' OR ', ' NOT ', ' AND ', 'author:', '2010..2012', ' ', ' ', '"', ':', ...'+-!&|~^*?/<>=[](){}#$%@§_\\.,;–\'`“”„«»€×→•§¬°☮'] // biome-ignore format: a list
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }), async chosen => {
        const q = chosen.join('')
        if (q.trim() === '*') return
        const { notes, read } = await readingOf(q)
        for (const [at, sign] of [...q].entries()) {
          if (/[\p{L}\p{N}\s]/u.test(sign) || isPunctuation(q, at)) continue
          const without = await readingOf(`${q.slice(0, at)} ${q.slice(at + 1)}`)
          expect(read !== without.read || isNamed(sign, notes), `${sign} at ${at} of ${q}: ${notes}`).toBe(
            true,
          )
        }
      }),
      { numRuns: 500 },
    )
  })

  /** What a query is read as, and what is said of it. Signs of the lexer are read where the lexemes change. */
  const readingOf = async (q: string): Promise<{ read: string; notes: string }> => {
    const { tree, notes } = await compile(bundle, parseSearchRequest({ q, facets: 'none', fuzzy: 'off' }))
    const signs = lex(q, isFieldName, new Notes()).map(({ at: _, ...lexeme }) =>
      lexeme.type === 'word' ? [lexeme.suffix, lexeme.field] : lexeme,
    )
    return {
      read: JSON.stringify([tree, signs]).replaceAll(/"(?:start|end)":\d+/gu, ''),
      notes: notes.map(noteText).join(' '),
    }
  }
})

it('the list of operators is the one that the documentation has, and the README has no others', () => {
  const rowsOf = (path: string): string[] => readFileSync(join(ROOT, path), 'utf8').split('\n').filter(line => line.startsWith('| `'))
  const rows = OPERATORS.map(({ examples, meaning }) => `| ${examples.map(example => `\`${example.replaceAll('|', '\\|')}\``).join(', ')} | ${meaning} |`)
  expect(rowsOf('docs/reference/query-language.md')).toEqual(rows)
  for (const row of rowsOf('README.md')) expect(rows).toContain(row)
}) // biome-ignore format: a row a line
