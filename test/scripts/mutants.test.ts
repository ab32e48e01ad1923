import { expect, it } from 'vitest'
import { mutantsOf } from '../../scripts/mutants.ts'

/** What a line becomes: one entry for each mutant. */
const becomes = (line: string): string[] => mutantsOf('a.ts', line).map(({ source }) => source)

it.each([
  ['if (a) b = c', ['if (!(a)) b = c', 'if (a) ;']],
  ['x = a < b', [';', 'x = a <= b']],
  ['x = a === b', [';', 'x = a !== b']],
  ['x = a + b', [';', 'x = a - b']],
  ['const x = a && b', ['const x = ((a) || (b))']],
  ['const x = a ?? b', ['const x = ((a) && (b))']],
  ['const x = true', ['const x = false']],
  ['const x = 3', ['const x = 4']],
  ["const x = 'Oslo'", ["const x = ''"]],
  ["const x = ''", ["const x = 'x'"]],
  ['const f = () => { return a }', ['const f = () => { return undefined }']],
  ['for (const a of b) continue', ['for (const a of b) break']],
  ['const x = [a]', ['const x = []']],
  ['tell(a)', [';']],
  ['n++', [';', 'n--']],
  ['n += m', [';', 'n -= m']],
])('%s has a mutant for each thing that can be wrong', (line, expected) => {
  expect(becomes(line).sort()).toEqual([...expected].sort())
})

it('types, names of imports and keys are no mutants: nothing would run differently', () => {
  const source =
    "import { a } from './a.ts'\ntype B = 'x' | 1 | true\nconst c: B = d as 'x'\nconst e = { key: f }"
  expect(becomes(source)).toEqual([])
})

it('text joined by + is not subtracted', () => {
  expect(becomes("const x = 'a' + b")).toEqual(["const x = '' + b"])
})

it('each is named by line, column and change', () => {
  expect(mutantsOf('a.ts', '// é 😀\nconst x =\n  a <= b')).toMatchObject([
    { line: 3, column: 5, change: '<= became <', source: '// é 😀\nconst x =\n  a < b' },
  ])
})

it('a source that cannot be read is an error', () => {
  expect(() => mutantsOf('a.ts', 'if (')).toThrow(/a\.ts/u)
})
