// Does a build take ten times as long for ten times as much? One kind of input grows at a time; time per unit must not.
//
//   npm run bench:growth
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buildBundle } from '../src/build/build.ts'
import { beginTable } from './figures/table.ts'

type Files = Readonly<Record<string, string>>
const times = <T>(size: number, make: (at: number) => T): T[] =>
  Array.from({ length: size }, (_, at) => make(at))
/** A word of letters that no other number has. */
const word = (at: number): string =>
  `Bel${String(at).replace(/\d/gu, digit => ['ar', 'bo', 'ce', 'du', 'fi', 'ga', 'ho', 'ki', 'lu', 'me'][Number(digit)] ?? '')}`

/** What grows, and how much of it the smallest build has. */
const KINDS: Readonly<Record<string, readonly [smallest: number, make: (size: number) => Files]>> = {
  files: [
    20,
    size =>
      Object.fromEntries(
        times(size, at => [`d${at}.md`, `# ${word(at)}\n\nThe ferry ${word(at)} left Oslo on 3 May 2020.\n`]),
      ),
  ],
  'files of one id': [
    20,
    size =>
      Object.fromEntries(
        times(size, at => [
          `a${' '.repeat(1 + (at % 100))}${'+'.repeat(1 + Math.floor(at / 100))}b.md`,
          `Text ${at}.\n`,
        ]),
      ),
  ],
  'paragraphs of one document': [
    50,
    size => ({
      'a.md': times(size, at => `The mill of ${word(at)} burned in ${1900 + (at % 100)}.`).join('\n\n'),
    }),
  ],
  'lines of JSON': [
    50,
    size => ({
      'a.jsonl': times(size, at => JSON.stringify({ id: at, text: `The lock of ${word(at)} is shut.` })).join(
        '\n',
      ),
    }),
  ],
  'lines of one id': [
    50,
    size => ({
      'a.jsonl': times(size, at => JSON.stringify({ id: 1, text: `The lock ${at} is shut.` })).join('\n'),
    }),
  ],
  'people of one document': [
    200,
    size => ({
      'a.md': times(size / 10, at =>
        times(10, by => `Ann ${word(10 * at + by)} Lee${(by + at) % 50}`).join(', '),
      ).join('.\n\n'),
    }),
  ],
  'short forms of one document': [
    50,
    size => ({
      'a.md': times(
        size,
        at => `The Council of ${word(at)} Harbour (C${word(at).slice(0, 1)}H${at}) met, and CMH left.`,
      ).join('\n\n'),
    }),
  ],
  'merges of entities': [
    20,
    size => ({
      'a.md': times(size, at => `They saw ${word(at)}burg.`).join('\n\n'),
      'entities.yaml': `add:\n${times(size, at => `  - { name: ${word(at)}burg, type: place }`).join('\n')}\nmerge:\n${times(size - 1, at => `  - { into: ${word(at)}burg, from: [${word(at + 1)}burg] }`).join('\n')}\n`,
    }),
  ],
  'a text without spaces': [2_000, size => ({ 'a.txt': `${'x'.repeat(size)}\n` })],
  'brackets of one paragraph': [50, size => ({ 'a.md': `${times(size, () => 'a (AB) ').join('')}.` })],
  'rows of one table': [
    50,
    size => ({
      'a.md': `| name | year |\n|---|---|\n${times(size, at => `| ${word(at)} | ${1900 + (at % 100)} |`).join('\n')}\n`,
    }),
  ],
}

async function secondsFor(files: Files): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'lede-growth-'))
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, 'corpus', name)), { recursive: true })
      await writeFile(join(folder, 'corpus', name), text)
    }
    const before = process.cpuUsage()
    await buildBundle({ sources: [join(folder, 'corpus')], out: join(folder, 'index'), workers: 0 })
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

await secondsFor({ 'a.md': 'Warm.' })
const table = beginTable('growth', ['processor seconds for', '×1', '×10', '×100', '×100 / ×10'])
const asked = process.argv.slice(2)
for (const [kind, [smallest, make]] of Object.entries(KINDS)) {
  if (asked.length > 0 && !asked.includes(kind)) continue
  const seconds: number[] = []
  for (const factor of [1, 10, 100]) seconds.push(await secondsFor(make(smallest * factor)))
  const [, middle = 0, last = 0] = seconds
  const growth = last / middle
  table.row([kind, ...seconds.map(value => value.toFixed(2)), growth.toFixed(1)])
  if (growth > 20 && last > 1) console.error(`${kind}: more than it should`)
}
table.end()
