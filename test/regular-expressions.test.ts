// No text makes a pattern take long: every regular expression of the sources is checked by a tool for exponential and polynomial blow-up.
//
// A pattern is safe or not whatever stands around it, so those that were found safe are listed in `gold/safe-patterns.txt`, and only the others
// are checked. LEDE_PATTERNS=all checks all of them and writes the list anew.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { afterAll, expect, it } from 'vitest'
import { createRules } from '../src/corpus/rules/rule-set.ts'
import { ROOT } from './support/fixtures.ts'
import { PatternCheck } from './support/pattern-check.ts'

interface Pattern {
  readonly file: string
  readonly source: string
  readonly flags: string
}

/** Files some of whose patterns take quadratic time at worst, and what keeps the texts short that they are tried on. */
const BOUNDED: Readonly<Record<string, string>> = {
  'analysis/numbers.ts': 'sixteen characters before a number',
  'build/fingerprint.ts': 'the code of Lede and of its packages',
  'client/index.ts': 'an address that a programmer writes',
  'corpus/decode.ts': 'the first 1 024 bytes of a page',
  'corpus/line-ends.ts': 'the ends of two lines, LONGEST_WORD at most',
  'corpus/markdown.ts': 'tried at the beginnings of lines only',
  'corpus/note-marks.ts': 'the characters around a mark, LOOK at most',
  'corpus/readers/epub.ts': 'in a process that is ended where it takes too long',
  'corpus/readers/mail-attribution.ts': 'lines longer than LONGEST are not read',
  'corpus/readers/pdf-furniture.ts': 'lines of pages shorter than LONGEST',
  'corpus/readers/pdf-paragraphs.ts': 'a line of a page, in a process that is ended where it takes too long',
  'corpus/readers/pdf-properties.ts': 'in a process that is ended where it takes too long',
  'corpus/roles/date-line.ts': 'a line of 120 characters at most',
  'corpus/roles/label-lines.ts': 'a block of the head that is no longer than LONGEST',
  'corpus/roles/name-form.ts': 'a word of a name',
  'engine/packed/array-file.ts': 'a name in the head of a file of ours',
  'entities/abbreviations.ts': 'the words of a definition in brackets',
  'entities/name-words.ts': 'a name',
  'query/names/sounds.ts': 'a word of a name, LONGEST_WORD at most',
  'http/access.ts': 'a header, of which all together have 32 768 bytes',
  'http/metrics.ts': 'a line of our own figures',
  'passages/repair.ts': 'the end of a paragraph',
}

function patternsOf(folder: string): Pattern[] {
  const found: Pattern[] = []
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/(?<!\.d)\.ts$/u.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const { program } = parseSync(path, readFileSync(path, 'utf8'))
    const file = relative(folder, path)
    new Visitor({
      Literal: node => {
        if ('regex' in node) found.push({ file, source: node.regex.pattern, flags: node.regex.flags })
      },
    }).visit(program)
  }
  return found
}

const patternCheck = new PatternCheck(process.env['LEDE_PATTERNS'] === 'all')
afterAll(() => patternCheck.end())

it('none takes exponential time, and none polynomial where its text may be long', async () => {
  const patterns = patternsOf(join(ROOT, 'src'))
  expect(patterns.length).toBeGreaterThan(300)
  const wrong: string[] = []
  const bounded = new Set<string>()
  for (const { file, source, flags } of patterns) {
    const result = await patternCheck.of(source, flags)
    if (result.status === 'safe') continue
    if (result.status === 'vulnerable' && result.complexity.type === 'exponential')
      wrong.push(`${file} /${source}/${flags}: exponential`)
    else if (BOUNDED[file] === undefined)
      wrong.push(
        `${file} /${source}/${flags}: ${result.status === 'vulnerable' ? result.complexity.summary : 'not decided'}`,
      )
    else bounded.add(file)
  }
  expect(wrong).toEqual([])
  expect(Object.keys(BOUNDED).filter(file => !bounded.has(file))).toEqual([])
}, 600_000)

it('no rule of the rule files takes exponential time, and their texts are short', async () => {
  const { boilerplate, sections, templates, byline } = createRules().forLanguage(null)
  const patterns = [
    ...boilerplate.map(({ pattern }) => pattern),
    ...sections.flatMap(({ heading, pattern }) => [heading, ...(pattern === null ? [] : [pattern])]),
    ...templates.map(({ pattern }) => pattern),
    ...(byline === null ? [] : [byline]),
  ]
  expect(patterns.length).toBeGreaterThan(150)
  const wrong: string[] = []
  for (const { source, flags } of patterns) {
    const result = await patternCheck.of(source, flags)
    if (result.status === 'vulnerable' && result.complexity.type === 'exponential') wrong.push(source)
  }
  expect(wrong).toEqual([])
}, 240_000)
