// One name in several scripts and romanisations is found by any of them, and that is said; names that only look alike are not.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bundle } from '../../src/bundle/open-bundle.ts'
import { liquidsOf } from '../../src/query/names/liquids.ts'
import { isSameWord, speak } from '../../src/query/names/same-name.ts'
import { asciiOf, isWordScript } from '../../src/query/names/sounds.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { build, ROOT } from '../support/fixtures.ts'

type Pair = { readonly isSame: boolean; readonly a: string; readonly b: string }

function pairsOf(part: 'development' | 'held-out'): Pair[] {
  const lines = readFileSync(join(ROOT, `test/gold/name-pairs/${part}.tsv`), 'utf8')
    .trim()
    .split('\n')
  return lines.map(line => {
    const [same, , a = '', b = ''] = line.split('\t')
    return { isSame: same === 'same', a, b }
  })
}

describe.each(['development', 'held-out'] as const)('names that two people wrote (%s)', part => {
  const pairs = pairsOf(part)

  it('are told to be one with a precision of .95, and most of them are', () => {
    const found = pairs.filter(({ a, b }) => isSameName(a, b))
    const right = found.filter(({ isSame }) => isSame).length
    expect(pairs.length).toBeGreaterThan(250)
    expect(right / found.length).toBeGreaterThanOrEqual(0.95)
    expect(right / pairs.filter(({ isSame }) => isSame).length).toBeGreaterThanOrEqual(0.85)
  })

  it('are one either way round, and share the letters by which they are looked up', () => {
    for (const { a, b } of pairs) {
      expect(isSameName(b, a)).toBe(isSameName(a, b))
      if (!isSameName(a, b) || /\p{Script=Han}| /u.test(a + b)) continue
      const [left, right] = [a, b].map(name => liquidsOf(name.toLowerCase().replace(/^al-/u, '')))
      expect(
        left?.some(key => right?.includes(key)),
        `${a} ${b}`,
      ).toBe(true)
    }
  })
})

const FILES = {
  'a.md': '# One\n\nPresident Armen Sarkissian spoke in Yerevan.',
  'b.md': '# Two\n\nThe minister Armen Sarkisyan answered in Yerevan.',
  'c.md': '---\nlanguage: ru\n---\n# Три\n\nПрезидент Армен Саргсян выступил. Речь Саргсяна была долгой.',
  'd.md': '# Four\n\nMohammed Hussein met Hassan Ali in Mosul.',
  'e.md': '---\nlanguage: ar\n---\n# خمسة\n\nوصل حسين إلى المدينة اليوم.',
  'f.md': '# Six\n\nMayor Ivan Petrov left. Mines were found by the river.',
  'g.md': '---\nlanguage: ru\n---\n# Семь\n\nДиректор Петрова приехала вчера в город.',
  'i.md': '# Nine\n\nPresident Hu Jintao met President Xi Jinping in Geneva.',
  'j.md': '---\nlanguage: zh\n---\n# 十\n\n外交部长王毅说，背景很清楚。',
  'h.md': '---\nlanguage: zh\n---\n# 八\n\n主席习近平发表讲话。',
}

describe.each(['minisearch', 'packed'] as const)('a name typed in a search (%s)', engine => {
  let bundle: Bundle
  beforeAll(async () => {
    const beside = {
      'entities.yaml':
        'add:\n  - {name: Armen Sarkissian, type: person}\n  - {name: Armen Sarkisyan, type: person}\n',
    }
    bundle = (await build(FILES, undefined, afterAll, { engine, beside })).bundle
  })
  const ask = async (q: string, more: Record<string, string> = {}) => {
    const answer = await search(bundle, parseSearchRequest({ q, facets: 'none', ...more }))
    const found = answer.hits.map(({ passage }) => passage.document)
    return { found: found.toSorted().join(''), first: found[0], notes: answer.query.notes.join(' ') }
  }

  it.each([
    ['Sarkissian', 'abc'], ['Sarkisyan', 'abc'], ['Саргсян', 'abc'], ['sargsyan', 'abc'],
    ['Husayn', 'de'], ['Houssein', 'de'], ['Hassan', 'd'], ['Mossoul', 'd'], ['Ереван', 'ab'],
    ['Petrov', 'f'], ['Xi Jinping', 'hi'], ['习近平', 'hi'], ['Wang Yi', 'j'], ['胡锦涛', 'i'],
    // as typed: quotation marks, beginnings, exclusions; ordinary words
    ['"Sarkissian"', 'a'], ['Sarkissian*', 'a'], ['Yerevan -Sarkissian', 'b'], ['mines', 'f'],
  ])('%s finds %s', async (q, found) => {
    expect((await ask(q, { fuzzy: 'off', match: 'all' })).found).toBe(found)
  }) // biome-ignore format: a table

  it('is said, comes first as it was typed, and is switched off', async () => {
    const { notes, first } = await ask('Sarkissian')
    expect(notes).toMatch(/^Also searched, as the name “Sarkissian” spelt otherwise: .*“sarkisyan”/u)
    expect(notes).toContain('“саргсян”')
    expect(first).toBe('a')
    expect(await ask('Sarkissian', { variants: 'off' })).toMatchObject({ found: 'a', notes: '' })
    expect(() => parseSearchRequest({ variants: 'no' })).toThrow(/variants: must be one of on, off/u)
  })

  it('leaves people apart that are two', () => {
    const people = bundle.records.entities.filter(({ name }) => /^Armen Sark/u.test(name))
    expect(people.map(({ name }) => name).toSorted()).toEqual(['Armen Sarkissian', 'Armen Sarkisyan'])
  })
})

/** Whether two names, in words, are one in two spellings: each word in its place. */
function isSameName(a: string, b: string): boolean {
  const [left, right] = [wordsOf(a), wordsOf(b)]
  if (isWordScript(a) || isWordScript(b)) return left.map(asciiOf).join('') === right.map(asciiOf).join('')
  return (
    left.length === right.length && left.every((word, at) => isSameWord(speak(word), speak(right[at] ?? '')))
  )
}

/** Words without the article that Arabic names may have or not. */
function wordsOf(name: string): string[] {
  const words = name
    .toLowerCase()
    .split(/[\s\p{Pd}]+/u)
    .filter(word => word !== '')
  const others = words.filter(word => !/^(?:al|el|ul|ad|as|ash|an|ar|at|az)$/u.test(word))
  return others.length === 0 ? words : others
}
