// Which commands are there? The command line as a description, from which help, completions and the manual page are made. What a
// command does is loaded when it is called.
import { Command, InvalidArgumentError } from 'commander'
import { ENGINES } from '../bundle/manifest.ts'
import type { Role } from '../http/keys.ts'
import type { BatchFlags } from './commands/batch.ts'
import type { BuildFlags } from './commands/build.ts'
import type { CiteFlags } from './commands/cite.ts'
import type { SimilarFlags } from './commands/discover.ts'
import type { DoctorFlags } from './commands/doctor.ts'
import type { EvalRelevanceFlags } from './commands/eval.ts'
import type { InspectFlags } from './commands/inspect.ts'
import type { KeysFlags } from './commands/keys.ts'
import type { McpFlags } from './commands/mcp.ts'
import type { OpenFlags } from './commands/open.ts'
import type { ContextFlags, EntitiesFlags, SearchFlags } from './commands/search.ts'
import type { ServeFlags } from './commands/serve.ts'
import { addClusterOptions, readsIndex } from './index-flags.ts'
import { completion, manualPage, SHELLS } from './manual.ts'
import { version } from './paths.ts'
import { say } from './terminal.ts'

const CITED_FORMS = ['apa', 'chicago', 'bibtex', 'ris', 'csl', 'markdown'] as const

const FILTER_FLAG = [
  '--filter <name=value>',
  'a parameter of the interface, such as entity=place:armenia, source=Reuters, meta.pages=10..50; repeatable',
] as const

const JSON_FLAG = ['--json', 'JSON for machines'] as const

const UNITS: Readonly<Record<string, number>> = { '': 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30 }

export const program = new Command('lede')
  .description('Passage search and discovery for your own documents.')
  .version(version())
  .exitOverride()
  .configureOutput({
    outputError: (text, write) => write(`${text.replace(/^error: /u, '')}${hintFor(text)}`),
  })
  .showHelpAfterError('(lede --help lists commands and options)')

/** A query that begins with a dash looks like an option. */
function hintFor(error: string): string {
  const typed = /unknown option '(-[^-][^']*)'/u.exec(error)?.[1]
  return typed === undefined
    ? ''
    : `Put -- before what begins with a dash and is no option: lede search -- '${typed}'\n`
}

const run =
  <A extends unknown[]>(action: (...args: A) => Promise<number>) =>
  async (...args: A): Promise<void> => {
    process.exitCode = await action(...args)
  }

program
  .command('open')
  .description('index a folder of documents, show it in the browser, and keep it up to date')
  .argument('<folder>')
  .option('--out <dir>', 'folder of the index (default: one of its own where your programs keep data)')
  .option('--config <file>', 'settings, see docs/reference/configuration.md')
  .option(
    '--encoder <folder|url>',
    'model by which passages are found that say it in other words, see docs/explanations/meaning.md (default: that of the index, where it has one)',
  )
  .option('--port <number>', 'port, 0 for a free one (default: 3000, or a free one)', numberUpTo(65_535))
  .option('--report <file>', 'write what became of each file to a .csv or .json file, of the first build')
  .option('--no-browser', 'only say where it is')
  .action(
    run(async (folder: string, flags: OpenFlags) =>
      (await import('./commands/open.ts')).runOpen(folder, flags),
    ),
  )

addClusterOptions(program.command('build'))
  .description('build the index of folders or files of documents')
  .argument('[source...]', 'folders or files (default: corpus)')
  .option('--out <dir>', 'folder of the index (default: index-build; with OpenSearch index-opensearch)')
  .option('--config <file>', 'settings, see docs/reference/configuration.md')
  .option('--strict', 'publish nothing if a file cannot be read')
  .option('--if-stale', 'skip if the index is up to date')
  .option('--report <file>', 'write what became of each file to a .csv or .json file')
  .option(
    '--engine <name>',
    'minisearch, packed, or opensearch for an index in a cluster (default: packed for 10,000 passages or more)',
    oneOf(ENGINES),
  )
  .option(
    '--encoder <folder|url>',
    'model by which passages are found that say it in other words, see docs/explanations/meaning.md (default: none)',
  )
  .option('--memory <size>', 'memory for the packed index while it is built, such as 512mb', byteSize)
  .option('--no-ocr', 'leave out pictures of text: scans, photographs')
  .option('--no-cache', 'ignore the cache: read every file again, and keep nothing for the next build')
  .option('--shards <number>', 'shards of the index in the cluster (default: 1)', numberUpTo(1_024))
  .option(
    '--replicas <number>',
    'copies of each shard besides the first (default: one where there is a node for it)',
    numberUpTo(64),
  )
  .option('--keep <number>', 'older indices that stay in the cluster (default: 1)', numberUpTo(99))
  .option(
    '--workers <number>',
    'threads that read and tag, 0 for no threads at all (default: all processors for 200 files or more)',
    numberUpTo(64),
  )
  .option(...JSON_FLAG)
  .action(
    run(async (sources: string[], flags: BuildFlags) =>
      (await import('./commands/build.ts')).runBuild(sources, flags),
    ),
  )

readsIndex(program.command('serve'))
  .description('serve the page and the JSON interface')
  .option('--port <number>', 'port, 0 for a free one', numberUpTo(65_535), 3000)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--watch', 'reload when the index is rebuilt; with --corpus, build when a document changes')
  .option('--corpus <folder>', 'folder of the index, to which documents may be added with LEDE_ADMIN_KEY')
  .option('--config <file>', 'settings with which the index was built')
  .option('--keys <file>', 'file of keys; readers then need one (see lede keys)')
  .option('--public', 'answer on a public address without keys')
  .option(
    '--allow-host <name>',
    'further name under which the service is asked, behind a proxy; repeatable',
    collect,
    [],
  )
  .option('--cors-origin <origin>', 'site whose pages may read answers; repeatable', collect, [])
  .option(
    '--rate <number>',
    'requests a minute for each key or address, 0 for all (default: 600 with --keys or --public)',
    numberUpTo(99_999),
  )
  .option(
    '--log-level <level>',
    'info for a line a request, warn for slow ones, silent',
    oneOf(['info', 'warn', 'silent']),
    'warn',
  )
  .option('--log-queries', 'what was searched goes into the log')
  .option('--processes <number>', 'processes that share the port', numberUpTo(64), 1)
  .option('--slow-ms <number>', 'milliseconds after which a request is slow', numberUpTo(99_999), 1_000)
  .option(
    '--drain-ms <number>',
    'milliseconds that running requests have at the end',
    numberUpTo(99_999),
    10_000,
  )
  .action(run(async (flags: ServeFlags) => (await import('./commands/serve.ts')).runServe(flags)))

readsIndex(program.command('search'))
  .description('search passages')
  .argument('<query...>', 'words and signs; quote for the shell what it would read itself')
  .option('--limit <n>', 'hits')
  .option('--offset <n>', 'hits to skip')
  .option('--sort <order>', 'relevance, newest or oldest')
  .option('--match <mode>', 'any or all of the words')
  .option(...FILTER_FLAG, collect, [])
  .option('--synonyms <mode>', 'off to search words as typed, without the synonyms of the corpus')
  .option('--variants <mode>', 'off to search names only as they are typed, not in other spellings')
  .option(
    '--meaning <mode>',
    'auto to find passages that say it in other words too, only for these alone, off for words alone (default: auto where the index has vectors)',
  )
  .option('--facets <list>', 'facets to count, such as person,place,source,year,meta.region')
  .option(...JSON_FLAG)
  .action(
    run(async (words: string[], flags: SearchFlags) =>
      (await import('./commands/search.ts')).runSearch(words.join(' '), flags),
    ),
  )

readsIndex(program.command('similar'))
  .description('show passages that mean much the same as some, and the names that they share')
  .argument('<passage-id...>')
  .option('--limit <n>', 'passages (default: 5)')
  .option(
    '--group <what>',
    'document for one passage of each other document, none for every passage (default: copies, of a passage and its copies one)',
  )
  .option('--least <number>', 'how near they must be: 1 for the same text, 0 for any (default: 0)')
  .option(...FILTER_FLAG, collect, [])
  .option(...JSON_FLAG)
  .action(
    run(async (ids: string[], flags: SimilarFlags) =>
      (await import('./commands/discover.ts')).runSimilar(ids, flags),
    ),
  )

readsIndex(program.command('themes'))
  .description('part the best hits of a search into groups that mean much the same, named by their words')
  .argument('<query...>')
  .option('--limit <n>', 'groups (default: 6)')
  .option(...FILTER_FLAG, collect, [])
  .option(...JSON_FLAG)
  .action(
    run(async (words: string[], flags: SimilarFlags) =>
      (await import('./commands/discover.ts')).runThemes(words.join(' '), flags),
    ),
  )

readsIndex(program.command('batch'))
  .description('search a file of names or queries, all results in one table')
  .argument(
    '<file>',
    'one name a line; or a table (commas, semicolons or tabs) with columns name or q, label, and parameters of the interface',
  )
  .option('--queries', 'read lines as queries; as names they are searched exactly as they are written')
  .option('--limit <n>', 'passages of each query', numberUpTo(100), 5)
  .option('--format <name>', 'csv, or ndjson for a line of JSON a query', oneOf(['csv', 'ndjson']), 'csv')
  .action(
    run(async (path: string, flags: BatchFlags) =>
      (await import('./commands/batch.ts')).runBatchFile(path, flags),
    ),
  )

readsIndex(program.command('context'))
  .description('show a passage between its neighbours')
  .argument('<passage-id>')
  .option('--before <n>', 'passages before', '2')
  .option('--after <n>', 'passages after', '2')
  .option(...JSON_FLAG)
  .action(
    run(async (id: string, flags: ContextFlags) =>
      (await import('./commands/search.ts')).runContext(id, flags),
    ),
  )

readsIndex(program.command('cite'))
  .description('cite a passage: APA, Chicago, BibTeX, RIS, CSL-JSON, Markdown, or a style of your own')
  .argument('<passage-id>')
  .option('--format <name>', 'one form only: apa, chicago, bibtex, ris, csl or markdown', oneOf(CITED_FORMS))
  .option('--csl <file>', 'a CSL style; needs @citation-js/plugin-csl to be installed')
  .option(...JSON_FLAG)
  .action(
    run(async (id: string, flags: CiteFlags) => (await import('./commands/cite.ts')).runCite(id, flags)),
  )

readsIndex(program.command('entities'))
  .description('list entities, the most frequent first')
  .argument('[query...]', 'beginnings of words of the name')
  .option('--type <type>', 'person, organization, place, group, work, event, product, other or date')
  .option('--limit <n>', 'entities', '50')
  .option('--review', 'list doubtful cases, to be answered in entities.yaml')
  .option(...JSON_FLAG)
  .action(
    run(async (words: string[], flags: EntitiesFlags) =>
      (await import('./commands/search.ts')).runEntities(
        words.length === 0 ? undefined : words.join(' '),
        flags,
      ),
    ),
  )

const KEYS = ['--keys <file>', 'file of keys', 'lede-keys.json'] as const
const keys = program.command('keys').description('create, list and revoke reader keys')

keys
  .command('make')
  .description('make a key; it is shown once')
  .argument('<name>', 'who or what it is for')
  .option(...KEYS)
  .option('--role <role>', 'read or admin', oneOf(['read', 'admin']), 'read')
  .option(...JSON_FLAG)
  .action(
    run(async (name: string, flags: KeysFlags & { role: Role }) =>
      (await import('./commands/keys.ts')).runMakeKey(name, flags),
    ),
  )

keys
  .command('list')
  .description('list keys, without the keys themselves')
  .option(...KEYS)
  .option(...JSON_FLAG)
  .action(run(async (flags: KeysFlags) => (await import('./commands/keys.ts')).runListKeys(flags)))

keys
  .command('revoke')
  .description('revoke a key; a running service knows within a second')
  .argument('<id>')
  .option(...KEYS)
  .action(
    run(async (id: string, flags: KeysFlags) => (await import('./commands/keys.ts')).runRevokeKey(id, flags)),
  )

readsIndex(program.command('mcp'))
  .description('serve an AI assistant over standard input and output (Model Context Protocol)')
  .action(run(async (flags: McpFlags) => (await import('./commands/mcp.ts')).runMcp(flags)))

program
  .command('inspect')
  .description('show how Lede reads a file: what becomes of every block, and by which rule')
  .argument('<file>')
  .option('--config <file>', 'configuration of the build')
  .option('--text', 'only the text that offsets count in: the file, or what was extracted from it')
  .option(...JSON_FLAG)
  .action(
    run(async (path: string, flags: InspectFlags) =>
      (await import('./commands/inspect.ts')).runInspect(path, flags),
    ),
  )

program
  .command('verify')
  .description('check that an index is whole')
  .option('--index <dir>', 'folder of the index', 'index-build')
  .option(...JSON_FLAG)
  .action(
    run(async (flags: { index: string; json?: true }) =>
      (await import('./commands/inspect.ts')).runVerify(flags),
    ),
  )

readsIndex(program.command('doctor'))
  .description('check this machine, the index and the cluster, and say what to do')
  .option(...JSON_FLAG)
  .action(run(async (flags: DoctorFlags) => (await import('./commands/doctor.ts')).runDoctor(flags)))

const evaluation = program.command('eval').description('measure ranking and tagging')

evaluation
  .command('relevance')
  .description('nDCG@10, MAP, Recall@100 and MRR on a collection: docs.jsonl, queries.jsonl, qrels.tsv')
  .requiredOption('--collection <dir>', 'folder of the collection')
  .option('--run <file>', 'write the ranking as a TREC run file')
  .option('--against <file>', 'compare with a saved run: difference and paired randomisation test')
  .option('--queries <part>', 'all, odd (for tuning) or even', 'all')
  .option('--encoder <folder|url>', 'model by which meaning is searched too (docs/explanations/meaning.md)')
  .option(
    '--meaning <mode>',
    'auto, off or only (default: auto with --encoder)',
    oneOf(['auto', 'off', 'only']),
  )
  .option(...JSON_FLAG)
  .action(
    run(async (flags: EvalRelevanceFlags) => (await import('./commands/eval.ts')).runEvalRelevance(flags)),
  )

evaluation
  .command('entities')
  .description(
    'precision, recall and F1 of the tagger on gold annotation: {text, spans: [{start, end, type}]} a line',
  )
  .requiredOption('--data <file>', 'JSON Lines, gzipped where the name ends in .gz')
  .option(
    '--pack <name>',
    'pack of names that the tagger knows too: one of Lede’s or a file; repeatable',
    collect,
    [],
  )
  .option(...JSON_FLAG)
  .action(
    run(async (flags: { data: string; pack: string[]; json?: true }) =>
      (await import('./commands/eval.ts')).runEvalEntities(flags),
    ),
  )

program
  .command('completion')
  .description('print completions for a shell')
  .argument('<shell>', SHELLS.join(', '), oneOf(SHELLS))
  .action((shell: string) => say(completion(program, shell)))

program
  .command('manual')
  .description('print the manual page, for man')
  .action(() => say(manualPage(program, version())))

function numberUpTo(largest: number) {
  return (text: string): number => {
    if (!/^\d{1,5}$/u.test(text) || Number(text) > largest)
      throw new InvalidArgumentError(`It must be a number from 0 to ${largest}.`)
    return Number(text)
  }
}

function collect(value: string, known: readonly string[]): string[] {
  return [...known, value]
}

function oneOf(names: readonly string[]) {
  return (text: string): string => {
    if (!names.includes(text)) throw new InvalidArgumentError(`It must be ${names.join(' or ')}.`)
    return text
  }
}

/** `512mb` in bytes. */
function byteSize(text: string): number {
  const [, digits, unit = ''] = /^(\d+)\s*([kmg]b)?$/iu.exec(text) ?? []
  const bytes = Number(digits) * (UNITS[unit.toLowerCase()] ?? Number.NaN)
  if (!(bytes >= 2 ** 20))
    throw new InvalidArgumentError('It must be a size of 1mb or more, such as 512mb or 2gb.')
  return bytes
}
