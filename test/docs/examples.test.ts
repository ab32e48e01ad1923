// Does the documentation show what happens? Commands are run in a copy of the sample corpus and print what is shown, requests are answered, queries
// are read as meant, and files are read by Lede's own loaders.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chmod, cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/build/config.ts'
import { parseSynonyms } from '../../src/build/synonyms.ts'
import { type Bundle, openBundle } from '../../src/bundle/open-bundle.ts'
import { parseRules } from '../../src/corpus/rules/rule-file.ts'
import { parseCorrections } from '../../src/entities/corrections.ts'
import { parsePack } from '../../src/entities/gazetteer/pack.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { parseWatchList } from '../../src/watch/watch-list.ts'
import { documentationPages, type Example, examplesOf, queriesOf } from '../support/documentation.ts'
import { ROOT, temporaryFolder } from '../support/fixtures.ts'
import { serve, type TestServer } from '../support/server.ts'

const PAGES = (await documentationPages()).filter(path => path === 'README.md' || path.startsWith('docs/'))
const SAMPLE = join(ROOT, 'index-build')

/** `lede`, and a service that ends as soon as it says where it is. */
const COMMAND = `#!/usr/bin/env bash
if [ "$1" != serve ] && [ "$1" != open ]; then exec "$LEDE_NODE" "$LEDE_MAIN" "$@"; fi
said="$(mktemp)"
[ "$1" = serve ] || set -- "$@" --no-browser
"$LEDE_NODE" "$LEDE_MAIN" "$@" --port 0 >"$said" 2>&1 &
while kill -0 $! 2>/dev/null && ! grep -q 'http://' "$said"; do sleep 0.1; done
kill $! 2>/dev/null
wait $!
cat "$said"
grep -q 'http://' "$said"
`

let server: TestServer
let bundle: Bundle
beforeAll(async () => {
  server = await serve(SAMPLE, {}, afterAll)
  bundle = await openBundle(SAMPLE)
})

/** What a note says of a query that is read as meant: the sample corpus has no such value. */
const ABOUT_THE_CORPUS: ReadonlySet<string> = new Set([
  'no-such-value',
  'no-such-key',
  'no-such-key-like',
  'no-such-field',
  'pattern-without-word',
  'part-of-names',
])

/** A folder as the reader of a page has it, with the sample corpus and its index. */
async function sampleFolder(): Promise<string> {
  const folder = await temporaryFolder()
  await cp(join(ROOT, 'corpus'), join(folder, 'corpus'), { recursive: true })
  await cp(SAMPLE, join(folder, 'index-build'), { recursive: true })
  for (const name of ['packs', 'test']) await symlink(join(ROOT, name), join(folder, name))
  await mkdir(join(folder, '.bin'))
  await writeFile(join(folder, '.bin/lede'), COMMAND)
  await chmod(join(folder, '.bin/lede'), 0o755)
  return folder
}

/** Runs the lines of a block. @returns everything that was printed, and whether it ended well */
function run(script: string, folder: string): Promise<{ printed: string; isDone: boolean }> {
  const env = {
    ...process.env,
    NO_COLOR: '1',
    HOME: folder,
    // The reader's own folder is empty, but the code of the commands need not be compiled for each page.
    XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
    XDG_DATA_HOME: join(folder, '.data'),
    PATH: `${join(folder, '.bin')}${delimiter}${process.env['PATH']}`,
    LEDE_NODE: process.execPath,
    LEDE_MAIN: join(ROOT, 'src/cli/main.ts'),
  }
  return new Promise(resolve => {
    const shell = execFile('bash', ['-ec', script], { cwd: folder, env }, (error, out, told) =>
      resolve({ printed: `${out}\n${told}`, isDone: error === null }),
    )
    // Nobody types anything.
    shell.stdin?.end()
  })
}

const plain = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim()

/** Which lines were not printed, one after the other. */
function missingLines(shown: string, printed: string): string[] {
  let rest = plain(printed)
  return shown
    .split('\n')
    .map(plain)
    .filter(line => {
      const at = rest.indexOf(line)
      if (at >= 0) rest = rest.slice(at + line.length)
      return at < 0
    })
}

async function runPage(examples: readonly Example[]): Promise<string[]> {
  const folder = await sampleFolder()
  const faults: string[] = []
  let last = ''
  for (const { line, language, text, remark, after } of examples) {
    const [, path] = /^# (\S+\/\S+\.yaml)$/mu.exec(text.split('\n')[0] ?? '') ?? []
    if (language === 'yaml' && path !== undefined) await writeFile(join(folder, path), text)
    if (language === 'text' && after === 'sh')
      faults.push(
        ...missingLines(text, last).map(
          each => `line ${line}: “${each}” is not printed, but: ${last.slice(0, 2_000)}`,
        ),
      )
    if (language !== 'sh' || remark.startsWith('not run: ')) continue
    const { printed, isDone } = await run(text, folder)
    last = printed
    if (isDone === remark.startsWith('fails: '))
      faults.push(`line ${line}: ended ${isDone ? 'well' : 'badly'}: ${printed}`)
  }
  return faults
}

const RUN = PAGES.filter(path =>
  examplesOf(path).some(({ language, remark }) => language === 'sh' && !remark.startsWith('not run: ')),
)
it.each(RUN)('the commands of %s do what is shown', { timeout: 180_000 }, async path => {
  expect(await runPage(examplesOf(path))).toEqual([])
})

it('a command that fails, and a line that is not printed, are told', { timeout: 60_000 }, async () => {
  const block = { line: 1, language: 'sh', remark: '', after: '' }
  const shown = { ...block, line: 2, language: 'text', after: 'sh' }
  expect(
    (
      await runPage([
        { ...block, text: 'lede verify --index nowhere' },
        { ...block, text: 'echo a b\necho c' },
        { ...shown, text: 'a  b\nc\na b' },
        { ...block, remark: 'fails: on purpose', text: 'true' },
      ])
    ).map(fault => fault.slice(0, 40)),
  ).toEqual(
    [
      'line 1: ended badly: \nerror There is no ',
      'line 2: “a b” is not printed, but: a b\nc\n',
      'line 1: ended well: \n',
    ].map(each => each.slice(0, 40)),
  )
})

/** Which of Lede's files it is can be seen by its keys. @throws where Lede does not read it */
async function readAsLede(language: string, text: string, place: string): Promise<void> {
  if (language === 'json') JSON.parse(text)
  if (language === 'csv' || language === 'jsonl') parsePack(text, `${place}.${language}`)
  if (language === 'ts') await runScript(text)
  if (language !== 'yaml') return
  const keys = [...text.matchAll(/^(\w+):/gmu)].map(([, key = '']) => key)
  const has = (...names: string[]): boolean => names.some(name => keys.includes(name))
  if (has('watch') && !has('corpus')) parseWatchList(text, place)
  else if (has('synonyms') && !has('corpus')) parseSynonyms(text, place)
  else if (has('merge', 'rename', 'drop')) parseCorrections(text, place)
  else if (has('names')) parsePack(text, `${place}.yaml`)
  else if (has('language')) parseRules(text, place)
  else await readConfig(await fileWith(text))
}

async function fileWith(text: string): Promise<string> {
  const path = join(await temporaryFolder(), 'lede.yaml')
  await writeFile(path, text)
  return path
}

/** Runs a script that asks a service. */
async function runScript(text: string): Promise<void> {
  const path = join(await temporaryFolder(), 'ask.ts')
  const client = pathToFileURL(join(ROOT, 'src/client/index.ts')).href
  await writeFile(
    path,
    text.replaceAll('lede/client', client).replaceAll('http://127.0.0.1:3000', server.url),
  )
  await promisify(execFile)(process.execPath, [path])
}

interface Request {
  readonly method: string
  readonly path: string
  readonly body: string
}

/** Requests in the form of HTTP: a line, then a blank line and a body where there is one. */
function requestsIn(text: string): Request[] {
  return text.split(/^(?=(?:GET|POST) )/mu).map(each => {
    const [line = '', ...rest] = each.split('\n')
    const [method = '', path = ''] = line.split(' ')
    return { method, path, body: rest.join('\n').trim() }
  })
}

/** What the service says to a request, as JSON where it is JSON. */
async function answerTo({ method, path, body }: Request, line: number): Promise<unknown> {
  const response = await fetch(server.url + path, { method, ...(body === '' ? {} : { body }) })
  const said = await response.text()
  expect(response.status, `line ${line}: ${said.slice(0, 500)}`).toBe(200)
  return response.headers.get('content-type')?.startsWith('application/json') ? JSON.parse(said) : said
}

describe.each(PAGES)('%s', path => {
  const examples = examplesOf(path)

  it('says of each example what it is, and why one is not run', () => {
    const known = ['sh', 'text', 'yaml', 'json', 'http', 'ts', 'csv', 'jsonl']
    expect(examples.filter(({ language }) => !known.includes(language)).map(({ line }) => line)).toEqual([])
    const remarks = examples.map(({ remark }) => remark).filter(remark => /^(?:not run|fails)/u.test(remark))
    for (const remark of remarks) expect(remark).toMatch(/^(?:not run|fails): \S+ \S+ \S+/u)
  })

  it('asks for queries that are read as meant', async () => {
    for (const q of queriesOf(path)) {
      const { query } = await search(bundle, parseSearchRequest({ q, facets: 'none', limit: 1 }))
      expect(
        query.codedNotes.map(({ code }) => code).filter(code => !ABOUT_THE_CORPUS.has(code)),
        q,
      ).toEqual([])
    }
  })

  it('has files that Lede can read', async () => {
    for (const { language, text, line } of examples) await readAsLede(language, text, `${path}:${line}`)
  })

  it('makes requests that are answered', async () => {
    let answer: unknown
    for (const { text, language, after, line } of examples) {
      if (language === 'http') for (const request of requestsIn(text)) answer = await answerTo(request, line)
      if (language === 'json' && after === 'http')
        expect(answer, `${path}:${line}`).toMatchObject(JSON.parse(text))
    }
    for (const [, address = ''] of readFileSync(join(ROOT, path), 'utf8').matchAll(
      /`http:\/\/127\.0\.0\.1:3000(\/[^`]*)`/gu,
    ))
      expect((await fetch(server.url + address)).status, address).toBe(200)
  })
})
