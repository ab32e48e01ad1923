import { describe, expect, it } from 'vitest'
import { UNHURRIED } from '../../src/domain/deadline.ts'
import { isEntityType } from '../../src/domain/document.ts'
import type { QueryNode } from '../../src/domain/query.ts'
import { WordList } from '../../src/engine/vocabulary.ts'
import { type CompileOptions, compileQuery, type QueryContext } from '../../src/query/compile.ts'
import { NameVariants } from '../../src/query/name-variants.ts'
import { noteText } from '../../src/query/note-texts.ts'
import { Synonyms } from '../../src/query/synonyms.ts'
import fc from '../support/properties.ts'

const WORDS = [
  'armenia',
  'cluster',
  'clusters',
  'karabakh',
  'mine',
  'minefield',
  'mines',
  'munition',
  'munitions',
  'treaty',
  'war',
]
const STEMS: Readonly<Record<string, string>> = {
  clusters: 'cluster',
  mines: 'mine',
  munition: 'munit',
  munitions: 'munit',
  treaty: 'treati',
}
const context: QueryContext = {
  vocabulary: new WordList(
    [
      ...WORDS.map(word => ({
        word,
        term: STEMS[word] ?? word,
        passages: word.length,
        termPassages: word.length,
      })),
      {
        word: 'ceasefire',
        term: 'ceasefir',
        passages: 3,
        termPassages: 3,
        parts: ['cease', 'fire'] as const,
      },
      {
        word: 'byproduct',
        term: 'byproduct',
        passages: 0,
        termPassages: 0,
        parts: ['by', 'product'] as const,
      },
    ].sort((a, b) => (a.word < b.word ? -1 : 1)),
  ),
  deadline: UNHURRIED,
  languages: ['en'],
  passagesIn: () => 100,
  namesIn: () => [],
  isOfName: () => false,
  findEntities: async (type, asked) =>
    type === 'person' && asked.type === 'text' && asked.text === 'Jody Williams'
      ? ['person:jody-williams']
      : [],
  findValues: (_, facet) => ({ facet, values: [], note: null }),
  knownFacet: facet => facet,
  longForms: short => (short === 'NK' ? ['Nagorno-Karabakh'] : []),
  shortForms: name => (name === 'Nagorno-Karabakh' ? ['NK'] : []),
  isFound: async () => true,
  synonyms: new Synonyms([], ['en']),
  variants: () => NameVariants.among([], new WordList([])),
}
const OPTIONS: CompileOptions = {
  match: 'any',
  fuzzy: 'auto',
  prefix: 'off',
  syntax: 'on',
  synonyms: 'on',
  variants: 'on',
}
const compile = async (query: string, options: Partial<CompileOptions> = {}) => {
  const compiled = await compileQuery(query, { ...OPTIONS, ...options }, context)
  return { ...compiled, notes: compiled.notes.map(noteText) }
}

/** A short form of the tree, to compare. */
function show(node: QueryNode): string {
  switch (node.type) {
    case 'terms':
      return `${node.field === undefined ? '' : `${node.field}:`}${node.terms.map(({ term, weight }) => (weight === 1 ? term : `${term}^${weight}`)).join('|')}`
    case 'phrase':
      return `${node.field === undefined ? '' : `${node.field}:`}"${node.tokens.join(' ')}"${node.weight === undefined ? '' : `^${node.weight}`}`
    case 'facet':
      return `${isEntityType(node.facet) ? '' : `${node.facet}:`}${node.values?.join('|') ?? '*'}`
    case 'date':
      return `[${node.fromDay},${node.toDay}]`
    case 'all':
      return '*'
    case 'not':
      return `-${show(node.child)}`
    case 'near': {
      const operands = node.operands.map(nodes =>
        nodes
          .map(placed =>
            placed.type === 'slot' ? `${placed.entityType}:${placed.ids?.join('|') ?? '*'}` : show(placed),
          )
          .join(' , '),
      )
      const within =
        node.within.type === 'stretch'
          ? `~${node.within.others}`
          : node.within.links
              .map(({ distance, isOrdered }) => `${isOrdered ? '>' : '~'}${distance}`)
              .join(' ')
      return `near${within}(${operands.join(' ; ')})`
    }
    default:
      return `(${node.children.map(show).join(node.type === 'and' ? ' & ' : ' , ')})`
  }
}

describe('the query language', () => {
  it.each([
    ['', '*'],
    ['mines', 'mine'],
    ['cluster munitions', '(cluster , munit)'],
    ['the war', 'war'],
    ['*', '*'],
    ['+-:', '*'],
    ['title:the', 'title:"the"'],
    ['"cluster munitions"', '"cluster munitions"'],
    ['“cluster munitions”', '"cluster munitions"'],
    ['mines -treaty', '(mine & -treati)'],
    ['-treaty', '(* & -treati)'],
    ['mines NOT treaty', '(mine & -treati)'],
    ['mines OR treaty war', '((mine , treati) , war)'],
    ['mines AND treaty OR war', '((mine & treati) , war)'],
    ['(mines OR war) AND treaty', '((mine , war) & treati)'],
    ['"cluster munitions" treaty', '("cluster munitions" & (treati , *))'],
    ['mine*', 'minefield|mine'],
    ['title:treaty mines', '(title:treati & mine)'],
    ['title:"cluster munitions"', 'title:"cluster munitions"'],
    ['person:"Jody Williams" mines', '(person:jody-williams & mine)'],
    ['before:2020-11', '[-2147483647,18566]'],
    ['after:2019', '[18262,2147483647]'],
    ['Nagorno-Karabakh', '((nagorno , karabakh) , text:"nk"^0.5)'],
    ['NK', '(nk , text:"nagorno karabakh"^0.5)'],
    ['"NK"', '"nk"'],
    ['-NK war', '(war & -nk)'],
    ['ceasefire', '(ceasefir , "cease fire")'],
    ['cease-fire', '((ceas , fire) , ceasefir)'],
    ['byproduct', '(byproduct , "by product")'],
    ['anti-war', '(anti , war)'],
  ])('%s', async (query, tree) => expect(show((await compile(query, { fuzzy: 'off' })).tree)).toBe(tree))

  it('joins words with AND where all are asked for', async () => {
    expect(show((await compile('cluster mines -war', { match: 'all' })).tree)).toBe('(cluster & mine & -war)')
  })

  it('completes the last word only, below the word itself', async () => {
    expect(show((await compile('war mine', { prefix: 'last' })).tree)).toBe('(war , mine|minefield^0.1)')
    expect(show((await compile('war muni', { prefix: 'last' })).tree)).toBe('(war , munit^0.5)')
  })

  it('searches similar words for one that nobody wrote, and says so', async () => {
    const { tree, notes, suggestion } = await compile('clustre munitions')
    expect(show(tree)).toBe('(cluster^0.5 , munit)')
    expect(notes).toEqual(['No passage has “clustre”; similar words were searched: cluster.'])
    expect(suggestion).toBe('cluster munitions')
    expect(show((await compile('clustre', { fuzzy: 'off' })).tree)).toBe('clustr')
  })

  it('searches words that are all too common as a phrase', async () => {
    expect(show((await compile('to be or not to be')).tree)).toBe('"to be or not to be"')
  })
})

describe('what is no syntax', () => {
  it.each([
    ['mines "unfinished', /quotation mark at position 7/u],
    ['mines AND', /“AND” joins nothing/u],
    ['OR mines', /“OR” joins nothing/u],
    ['(mines', /opening parenthesis/u],
    ['mines)', /closing parenthesis/u],
    ['foo:mines', /“foo” is not a field/u],
    ['before:tomorrow', /not a date/u],
    ['person:Nobody', /No person is called “Nobody”/u],
  ])('%s is read as text and reported', async (query, note) => {
    const { notes, terms } = await compile(query, { fuzzy: 'off' })
    expect(notes.join(' ')).toMatch(note)
    if (query.includes('mines')) expect(terms).toContain('mine')
  })

  it('whatever is typed gets an answer', async () => {
    const part = fc.constantFrom(
      'mines',
      'the',
      '"',
      '“',
      '”',
      '(',
      ')',
      '-',
      '*',
      '~',
      ':',
      'OR',
      'AND',
      'NOT',
      'title:',
      'person:',
      'before:',
      'before:2020',
      ' ',
      '\\',
      "'",
      '漢字',
      '🕊',
      '\u0000',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 40 }).map(parts => parts.join('')),
        fc.constantFrom('any', 'all'),
        async (query, match) => {
          const { tree, notes } = await compile(query, { match: match as 'any', prefix: 'last' })
          expect(typeof show(tree)).toBe('string')
          for (const note of notes) expect(note).toMatch(/\.$|…\.$/u)
        },
      ),
      { numRuns: 2000 },
    )
    expect((await compile('('.repeat(4000))).notes.length).toBeGreaterThan(0)
  })
})

describe('a query that asks for too much', () => {
  it('is searched as far as it goes, and says so once', async () => {
    const long = await compile('mine '.repeat(1_500))
    expect(long.notes).toContain('Only the first 1000 words and signs were searched.')
    const nested = await compile(`${'('.repeat(900)}mine${')'.repeat(900)}`)
    expect(new Set(nested.notes).size).toBe(nested.notes.length)
    const quoted = await compile('«'.repeat(4_000))
    expect(quoted.notes).toEqual([
      'The quotation mark at position 1 has no partner and was read as text.',
      '3999 more such notes are not shown.',
      'There is no word to search in this query, so everything is listed.',
    ])
    const fields = await compile(
      Array.from({ length: 300 }, (_, at) =>
        `f${at}`.replace(/\d/gu, digit => 'abcdefghij'[Number(digit)] ?? ''),
      )
        .map(name => `${name}:x`)
        .join(' '),
    )
    expect(fields.notes.filter(note => note.includes('is not a field'))).toHaveLength(5)
    const worded = await compile(`before:${'x'.repeat(3_900)}`)
    expect(worded.notes.join('').length).toBeLessThan(1_000)
    const unknown = await compile(
      Array.from({ length: 12 }, (_, at) => `minne${at}x~ minefeld${at}~`).join(' '),
    )
    expect(unknown.notes.some(note => note.startsWith('Words like the first 20 unknown ones'))).toBe(true)
  })
})
