// How often is a line end with a hyphen read wrongly? Words are cut where TeX's patterns cut them, compounds at their own hyphen; the texts are those of the
// shared data, and what else the document says is there to help. Two kinds of error: a compound that is joined, a cut word that keeps the hyphen.
//   npm run bench:line-ends                 figures of the documents that were not looked at, every other one
//   npm run bench:line-ends -- --seen       of the others, with each error
import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { lineJoint } from '../src/corpus/line-ends.ts'
import { type TextEvidence, textEvidence } from '../src/corpus/text-evidence.ts'
import { beginTable } from './figures/table.ts'

const isSeen = process.argv.includes('--seen')
const shared = process.env['LEDE_SHARED'] ?? join(import.meta.dirname, '../../shared')

const SETS: readonly (readonly [language: string, path: string, patterns: string])[] = [
  ['en', 'entities/worldwide-dev.jsonl.gz', 'en-us'],
  ['en', 'retrieval/xquad-en/docs.jsonl', 'en-us'],
  ['en', 'retrieval/scifact-train/docs.jsonl', 'en-us'],
  ['de', 'entities-multi/de-germeval2014-dev.jsonl.gz', 'de'],
  ['fr', 'entities-multi/fr-hipe-newseye-dev2.jsonl.gz', 'fr'],
  ['es', 'entities-multi/es-europarl-all.jsonl.gz', 'es'],
  ['it', 'entities-multi/it-europarl-all.jsonl.gz', 'it'],
  ['pt', 'entities-multi/pt-uner-bosque-train.jsonl.gz', 'pt'],
  ['ru', 'entities-multi/ru-factrueval-train.jsonl.gz', 'ru'],
  ['pl', 'entities-multi/pl-kpwr-test.jsonl.gz', 'pl'],
  ['nl', 'entities-multi/nl-europeana-kb-all.jsonl.gz', 'nl'],
  ['sv', 'entities-multi/sv-uner-talbanken-train.jsonl.gz', 'sv'],
]
/** Of words that may be cut every so many is tried; so many characters of a set are read, in documents of at least so many. */
const EVERY = 7
const MOST = 1_500_000
const DOCUMENT = 4_000

const table = beginTable('line ends', ['set', 'compounds', 'joined', 'cut words', 'kept cut'])
for (const [language, path, patterns] of SETS) {
  const { hyphenateSync } = (
    (await import(`hyphen/${patterns}/index.js`)) as { default: { hyphenateSync(text: string): string } }
  ).default
  const tell = (...words: readonly string[]): void => {
    if (isSeen) console.error(language, ...words)
  }
  const counts = { compounds: 0, joined: 0, words: 0, kept: 0 }
  for (const text of documentsOf(path)) {
    const evidence = textEvidence(() => [text])
    let number = 0
    for (const [word] of text.matchAll(/(?<![\p{L}\p{N}-])\p{L}\p{Ll}+(?:-\p{Ll}{2,})?(?![\p{L}\p{N}-])/gu)) {
      const own = without(evidence, word.toLowerCase())
      const hyphen = word.indexOf('-')
      if (hyphen > 0) {
        counts.compounds++
        if (lineJoint(word.slice(0, hyphen + 1), word.slice(hyphen + 1), own).drop > 0) {
          counts.joined++
          tell('joined', word)
        }
      } else if (word.length > 5 && number++ % EVERY === 0) {
        const parts = hyphenateSync(word).split('\u00AD')
        if (parts.length < 2) continue
        const cut = 1 + (number % (parts.length - 1))
        counts.words++
        const before = `${parts.slice(0, cut).join('')}-`
        if (lineJoint(before, parts.slice(cut).join(''), own).drop === 0) {
          counts.kept++
          tell('kept', before, parts.slice(cut).join(''))
        }
      }
    }
  }
  const share = (part: number, all: number): string => `${((100 * part) / Math.max(1, all)).toFixed(1)} %`
  const { compounds, joined, words, kept } = counts
  const name = path.endsWith('/docs.jsonl') ? basename(dirname(path)) : basename(path, '.jsonl.gz')
  table.row([name, `${compounds}`, share(joined, compounds), `${words}`, share(kept, words)])
}
table.end()

/** The document as it is with the line end: without the word that is cut. */
function without(evidence: TextEvidence, word: string): TextEvidence {
  return {
    ...evidence,
    isEnglish: evidence.isEnglish,
    count: other => evidence.count(other) - (other === word ? 1 : 0),
    compounds: first => evidence.compounds(first).filter(other => other !== word || evidence.count(word) > 1),
  }
}

/** Sentences that follow each other make a document. */
function* documentsOf(path: string): Generator<string> {
  const bytes = readFileSync(join(shared, 'data', path))
  const lines = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().trim().split('\n')
  let text = ''
  let read = 0
  let number = 0
  for (const line of lines) {
    text += `${(JSON.parse(line) as { text: string }).text}\n`
    if (text.length < DOCUMENT) continue
    if ((number++ % 2 === 0) === isSeen) yield text
    read += text.length
    text = ''
    if (read > MOST) return
  }
  if ((number % 2 === 0) === isSeen) yield text
}
