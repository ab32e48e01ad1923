// Which words of a page are its body? Pages beside the text that a person or another program would give.
//   npm run bench:pages -- PAGES TEXTS        folders of NAME.html and NAME.txt; pages without a text of forty words are passed by
// Words are compared as bags: how many of Lede's are in the text (precision), and how many of the text's in Lede's (recall).
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { readDocuments } from '../src/corpus/read-document.ts'
import { splitPassages } from '../src/passages/split-passages.ts'
import { beginTable } from './figures/table.ts'

const [pages, texts] = process.argv.slice(2)
if (pages === undefined || texts === undefined) throw new Error('Name a folder of pages and one of texts.')

/** Words of a text. */
const LEAST = 40

interface Score {
  readonly name: string
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

const golds = new Set(readdirSync(texts))
const scores: Score[] = []
for (const path of readdirSync(pages).filter(file => file.endsWith('.html'))) {
  const name = path.slice(0, -'.html'.length)
  if (!golds.has(`${name}.txt`)) continue
  const gold = wordsIn(readFileSync(join(texts, `${name}.txt`), 'utf8'))
  if (sizeOf(gold) < LEAST) continue
  const { documents } = await readDocuments({ id: name, path, absolutePath: resolve(pages, path) })
  const body = documents.flatMap(document =>
    splitPassages(document).passages.filter(({ boilerplate }) => boilerplate === undefined),
  )
  scores.push({ name, ...compare(wordsIn(body.map(({ text }) => text).join('\n')), gold) })
}
for (const { name, precision, recall, f1 } of scores.toSorted((a, b) => a.f1 - b.f1).slice(0, 10))
  console.log(`${name}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}`)
const mean = (of: (score: Score) => number): string =>
  (scores.reduce((sum, score) => sum + of(score), 0) / scores.length).toFixed(3)
const table = beginTable(`pages, ${basename(resolve(pages))}`, ['pages', 'precision', 'recall', 'F1'])
table.row([
  `${scores.length}`,
  mean(each => each.precision),
  mean(each => each.recall),
  mean(each => each.f1),
])
table.end()

/** Signs of scripts without spaces are words. */
function wordsIn(text: string): Map<string, number> {
  const words = new Map<string, number>()
  const found = text
    .toLowerCase()
    .match(
      /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Khmer}\p{sc=Lao}\p{sc=Myanmar}]|[\p{L}\p{M}\p{N}]+/gu,
    )
  for (const word of found ?? []) words.set(word, (words.get(word) ?? 0) + 1)
  return words
}

function sizeOf(words: ReadonlyMap<string, number>): number {
  return words.values().reduce((sum, count) => sum + count, 0)
}

function compare(read: ReadonlyMap<string, number>, gold: ReadonlyMap<string, number>): Omit<Score, 'name'> {
  let common = 0
  for (const [word, count] of read) common += Math.min(count, gold.get(word) ?? 0)
  const precision = common / Math.max(1, sizeOf(read))
  const recall = common / Math.max(1, sizeOf(gold))
  return { precision, recall, f1: (2 * precision * recall) / Math.max(Number.EPSILON, precision + recall) }
}
