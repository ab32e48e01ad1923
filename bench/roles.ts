// Does a rule take text for something else, and does it know feet of pages when it sees them? `npm run bench:roles`
//
// Precision: every news article and every document of the sample corpus; each block that is not plain body is printed with its rule, and counted
// as lost where a search does not find it. Recall: feet in six languages (`roles/feet.yaml`) below a text.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { parse } from 'yaml'
import { discoverFiles } from '../src/corpus/discover.ts'
import { interpret, readDocuments, type SourceDocument } from '../src/corpus/read-document.ts'
import { markdownRendition } from '../src/corpus/readers/plain-file.ts'
import { RepeatedLines } from '../src/passages/repeated-lines.ts'
import { splitPassages, type UntaggedPassage } from '../src/passages/split-passages.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SHARED = process.env['LEDE_SHARED'] ?? join(ROOT, '../shared')

interface Article {
  readonly id: string
  readonly text: string
}

precision('news articles', news())
precision('sample corpus', await sample())
recall()

/** Each line of an article is a paragraph, as the set has them. */
function news(): SourceDocument[] {
  const path = join(SHARED, 'data/entities/worldwide-dev.jsonl.gz')
  const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n')
  return lines
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Article)
    .map(({ id, text }) => document(id, text.replace(/\n+/gu, '\n\n')))
}

function document(id: string, source: string): SourceDocument {
  return interpret({ id, path: `${id}.md` }, markdownRendition(source)).document
}

async function sample(): Promise<SourceDocument[]> {
  const { files } = await discoverFiles([join(ROOT, 'corpus')])
  const read = await Promise.all(files.map(file => readDocuments(file)))
  return read.flatMap(({ documents }) => documents)
}

function precision(name: string, documents: readonly SourceDocument[]): void {
  const repeated = new RepeatedLines()
  const parts = documents.map(document => {
    const { passages, others } = splitPassages(document)
    const repeating = { path: document.path, source: document.metadata.source, passages }
    repeated.add(repeating)
    return { document, others, repeating }
  })
  let passages = 0
  let apart = 0
  for (const { document, others, repeating } of parts) {
    const marked = repeated.mark(repeating)
    passages += marked.length
    for (const passage of marked.filter(({ kind }) => kind === 'boilerplate')) {
      apart++
      say(document.id, passage.boilerplateRule ?? '', passage.text)
    }
    for (const { role, rule, start, end } of others) {
      if (role !== 'metadata' || rule === 'head/front-matter') continue
      say(document.id, rule, document.source.slice(start, end))
    }
  }
  console.log(`${name}: ${documents.length} documents, ${passages} passages, ${apart} of them boilerplate\n`)
}

function say(id: string, rule: string, text: string): void {
  console.log(`  ${id}\t${rule}\t${text.replace(/\s+/gu, ' ').slice(0, 100)}`)
}

interface FeetOfLanguage {
  readonly text: readonly string[]
  readonly feet: readonly string[]
}

function recall(): void {
  const path = join(ROOT, 'bench/roles/feet.yaml')
  const languages = parse(readFileSync(path, 'utf8')) as Record<string, FeetOfLanguage>
  for (const [language, { text, feet }] of Object.entries(languages)) {
    const missed = feet.filter(foot => {
      const { passages } = splitPassages(
        document('foot', `# ${text[0]}\n\n${text.slice(1).join('\n\n')}\n\n${foot}`),
      )
      return (passages.at(-1) as UntaggedPassage).kind !== 'boilerplate' // a document of several paragraphs has one
    })
    for (const foot of missed) console.log(`  ${language}\tmissed\t${foot}`)
    console.log(`feet, ${language}: ${feet.length - missed.length} of ${feet.length} known`)
  }
}
