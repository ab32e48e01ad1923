// Are names found in the cells of tables? Small tables of invented names (test/gold/table-names), as files of comma-separated values: those
// of `known.txt` were looked at while rules were written, of those of `aside.txt` only the totals.
//   npm run bench:table-names [-- --faults]     also the faults of the known ones
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBundle } from '../src/build/build.ts'
import { openBundle } from '../src/bundle/open-bundle.ts'
import { beginTable } from './figures/table.ts'
import { addKinds } from './verdicts.ts'

/** What a column holds: people, places, organisations, or no names at all. */
const TYPES: Readonly<Record<string, string>> = { P: 'person', L: 'place', O: 'organization', '-': 'none' }
const TITLES = [['P', 'people'], ['L', 'places'], ['O', 'organisations'], ['-', 'other words']] as const // biome-ignore format: pairs

interface GoldTable {
  readonly name: string
  readonly heads: readonly string[]
  readonly types: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

type Verdict = 'right' | 'other type' | 'not found'

const scratch = mkdtempSync(join(tmpdir(), 'lede-table-names-'))
const table = beginTable('table names', ['cells', 'count', 'right', 'of another type', 'not found'])
try {
  for (const [file, title] of [
    ['known', 'looked at'],
    ['aside', 'set aside'],
  ] as const) {
    // biome-ignore format: a table
    const found: [string, Verdict][] = []
    for (const gold of readTables(file)) found.push(...(await judge(gold, file === 'known')))
    addKinds(table, title, TITLES, found, ['right', 'other type', 'not found'])
  }
  table.end()
} finally {
  rmSync(scratch, { recursive: true })
}

function readTables(file: string): GoldTable[] {
  const text = readFileSync(join(import.meta.dirname, `../test/gold/table-names/${file}.txt`), 'utf8')
  return text
    .split(/^== /mu)
    .slice(1)
    .map(part => {
      const [name = '', head = '', ...rows] = part.trimEnd().split('\n')
      const columns = head.split(';').map(column => column.split('='))
      return {
        name: name.split(' ')[0] ?? '',
        heads: columns.map(([label = '']) => label),
        types: columns.map(([, type = '-']) => type),
        rows: rows.map(row => row.split(';')),
      }
    })
}

async function judge(
  { name, heads, types, rows }: GoldTable,
  isKnown: boolean,
): Promise<[string, Verdict][]> {
  const folder = join(scratch, `${isKnown ? 'known' : 'aside'}-${name}`)
  mkdirSync(folder)
  writeFileSync(join(folder, `${name}.csv`), [heads, ...rows].map(cells => cells.join(',')).join('\n'))
  const out = `${folder}-index`
  await buildBundle({ sources: [folder], out })
  const bundle = await openBundle(out)
  const passages = Array.from({ length: bundle.records.size }, (_, at) => bundle.records.passage(at))
  return rows.flatMap((cells, row) =>
    cells.flatMap((cell, column): [string, Verdict][] => {
      if (cell === '') return []
      const type = types[column] ?? '-'
      const passage = passages[row]
      const line = `${heads[column]}: ${cell}`
      const start = (passage?.text.indexOf(line) ?? -1) + line.length - cell.length
      const named = passage?.mentions.filter(
        mention => mention.type !== 'date' && mention.start < start + cell.length && start < mention.end,
      )
      const whole = named?.find(mention => mention.end - mention.start >= cell.length - 4)
      const verdict: Verdict =
        type === '-'
          ? (named?.length ?? 0) === 0
            ? 'right'
            : 'other type'
          : whole?.type === TYPES[type]
            ? 'right'
            : (named?.length ?? 0) === 0
              ? 'not found'
              : 'other type'
      if (verdict !== 'right' && isKnown && process.argv.includes('--faults'))
        process.stderr.write(
          `${name}: ${line}: ${verdict}: ${named?.map(m => `${m.text}=${m.type} (${m.rule})`).join(', ')}\n`,
        )
      return [[type, verdict]]
    }),
  )
}
