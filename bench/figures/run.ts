// How are the figures of README and docs made again? Each bench runs, its tables go into docs/figures.json, and from there into the pages.
//   npm run figures                    runs all benches: some hours, on a machine that does nothing else
//   npm run figures -- engines http    runs these; the other tables stay, each with the day it was measured
//   npm run figures -- --fill          runs none, and writes the tables into the pages
//   npm run figures -- --list          what there is, and what each needs
// LEDE_SHARED names the folder of test data, which is not part of the repository. What is not there is told, and left out.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildHundredThousand } from '../hundred-thousand.ts'
import { FIGURES, fillPages, ROOT } from './pages.ts'

interface Bench {
  readonly script: string
  /** What it is asked, by the folder of test data. */
  readonly ask?: (shared: string) => readonly string[]
  /** Files and folders of the test data without which it does not run. */
  readonly needs?: readonly string[]
}

const COLLECTIONS = ['cranfield', 'cisi', 'med', 'scifact-train', 'lisa', 'checkthat20-train', 'xquad-en', 'xquad-es', 'xquad-ar', 'xquad-tr', 'xquad-hi', 'xquad-zh', 'cmrc2018-zh'] // biome-ignore format: a list
const NEWS = 'data/entities/worldwide-dev.jsonl.gz'
const MODEL = 'models/all-MiniLM-L6-v2'

const scratch = mkdtempSync(join(tmpdir(), 'lede-figures-'))
/** Made where a bench asks for it. */
const index = join(scratch, 'index')
const news = join(scratch, 'news')
const collections = (shared: string): string[] => [
  ...COLLECTIONS.map(name => join(shared, 'data/retrieval', name)),
  join(news, 'names'),
  join(news, 'words'),
]

const BENCHES: Readonly<Record<string, Bench>> = {
  embedded: { script: 'embedded.ts' },
  engines: { script: 'engines/run.ts' },
  'engines-growth': { script: 'engines/run.ts', ask: () => ['growth'] },
  operators: { script: 'operators.ts', ask: () => [index] },
  http: { script: 'http.ts', ask: () => [index] },
  page: { script: 'page.ts', ask: () => [index] },
  worst: { script: 'worst.ts' },
  growth: { script: 'growth.ts' },
  opensearch: { script: 'opensearch.ts' },
  news: { script: 'news.ts', ask: () => [news], needs: [NEWS] },
  relevance: { script: 'relevance.ts', ask: shared => ['--sample', '60', ...collections(shared)], needs: ['data/retrieval', NEWS] }, // biome-ignore format: one bench
  'relevance-left-out': { script: 'relevance.ts', ask: shared => ['--choose', '--sample', '60', ...collections(shared)], needs: ['data/retrieval', NEWS] }, // biome-ignore format: one bench
  meaning: { script: 'meaning.ts', ask: shared => ['--encoder', join(shared, MODEL), ...['cranfield', 'cisi', 'med', 'lisa', 'xquad-en'].map(name => join(shared, 'data/retrieval', name))], needs: [MODEL, 'data/retrieval'] }, // biome-ignore format: one bench
  'meaning-same': { script: 'meaning.ts', ask: shared => ['--encoder', join(shared, MODEL), '--same', join(shared, 'data/retrieval/checkthat20-train')], needs: [MODEL, 'data/retrieval'] }, // biome-ignore format: one bench
  'meaning-themes': { script: 'meaning.ts', ask: shared => ['--encoder', join(shared, MODEL), '--themes', join(shared, 'data/retrieval/med')], needs: [MODEL, 'data/retrieval'] }, // biome-ignore format: one bench
  copies: { script: 'copies.ts', needs: [NEWS] },
  dates: { script: 'dates.ts', needs: [NEWS] },
  'line-ends': { script: 'line-ends.ts', needs: ['data/retrieval', NEWS] },
  entities: { script: 'entities.ts' },
  'unseen-archives': { script: 'unseen-archives.ts', needs: ['data/retrieval/xquad-es', 'data/retrieval/xquad-tr'] }, // biome-ignore format: one bench
  'same-names': { script: 'same-names.ts' },
  'table-names': { script: 'table-names.ts' },
  formats: { script: 'formats/run.ts' },
  ocr: { script: 'ocr.ts' },
}

const { positionals: named, values } = parseArgs({
  allowPositionals: true,
  options: { fill: { type: 'boolean' }, list: { type: 'boolean' } },
})
const unknown = named.filter(name => !(name in BENCHES))
if (unknown.length > 0)
  throw new Error(`There is no bench ${unknown.join(', ')}. There are ${Object.keys(BENCHES).join(', ')}.`)
try {
  if (values.list === true)
    for (const [name, { needs = [] }] of Object.entries(BENCHES))
      console.log(needs.length === 0 ? name : `${name}: needs ${needs.join(' and ')} in LEDE_SHARED`)
  else {
    if (values.fill !== true) await runBenches(named.length === 0 ? Object.keys(BENCHES) : named)
    for (const path of fillPages()) console.log(`filled ${path}`)
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

async function runBenches(names: readonly string[]): Promise<void> {
  const shared = process.env['LEDE_SHARED'] ?? join(ROOT, '../shared')
  const needsNews = names.some(name => name.startsWith('relevance')) && !names.includes('news')
  for (const name of needsNews ? ['news', ...names] : names) {
    const { script, ask = () => [], needs = [] } = BENCHES[name] as Bench
    const missing = needs.filter(path => !existsSync(join(shared, path)))
    if (missing.length > 0) {
      console.error(`${name} was left out: there is no ${missing.join(' and no ')} in ${shared}.`)
      continue
    }
    console.log(`${name}:`)
    const asked = ask(shared)
    if (asked.includes(index) && !existsSync(index)) await buildHundredThousand(index)
    const { status } = spawnSync(process.execPath, [join(ROOT, 'bench', script), ...asked], {
      stdio: 'inherit',
      env: { ...process.env, LEDE_FIGURES: FIGURES, LEDE_SHARED: shared },
    })
    if (status !== 0) throw new Error(`${name} failed, with status ${status}. The tables before it are kept.`)
  }
}
