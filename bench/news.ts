// Does the ranking find articles and passages on whose like no number of it was chosen? Questions made from news, each with one answer.
//   LEDE_SHARED=… npm run bench:news -- FOLDER
// Writes collections into FOLDER for bench:relevance: `lead`, `names` and `words` ask for an article by its first paragraph, by names in
// it, by three words of it, which the article itself then lacks. `passage-names` and `passage-words` ask for a later paragraph, for peers
// that index paragraphs. Then prints how Lede, which indexes the articles, finds those paragraphs by its search for passages.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { QUERY_STOP_WORDS } from '../src/analysis/stop-words.ts'
import { hashText } from '../src/domain/hash.ts'
import { type GoldDocument, readGold } from '../src/evaluation/entities.ts'
import { measure } from '../src/evaluation/metrics.ts'
import { withBundle } from '../src/evaluation/relevance.ts'
import { compile } from '../src/search/compile.ts'
import { rankedHits } from '../src/search/ranked-hits.ts'
import { NO_WEIGHTS, type RankingWeights, WEIGHTS } from '../src/search/ranking/parameters.ts'
import { parseSearchRequest } from '../src/search/request.ts'
import { requestDeadline } from '../src/search/request-deadline.ts'
import { beginTable } from './figures/table.ts'

interface Article {
  readonly id: string
  readonly paragraphs: readonly Paragraph[]
}

interface Paragraph {
  readonly text: string
  /** Each once, in the order of the text. */
  readonly names: readonly string[]
  /** Words of four letters and more, no stop words and no parts of names, each once, in an order by chance that is always the same. */
  readonly words: readonly string[]
}

interface Question {
  readonly text: string
  /** Id of what answers it. */
  readonly answer: string
}

const NAMED = new Set(['PER', 'ORG', 'LOC', 'GROUP', 'PRODUCT'])
const LEAST_WORDS = 8
const LEAST_PARAGRAPHS = 4

function articleOf(id: string, { text, spans }: GoldDocument): Article | null {
  const paragraphs: Paragraph[] = []
  let start = 0
  for (const paragraph of text.split('\n')) {
    const end = start + paragraph.length
    if (!paragraph.startsWith('http') && paragraph.split(/\s+/u).length >= LEAST_WORDS) {
      const own = spans.filter(span => start <= span.start && span.end <= end && NAMED.has(span.type))
      const names = [...new Set(own.map(span => text.slice(span.start, span.end)))]
      const words = [...new Set(paragraph.match(/\p{L}{4,}/gu) ?? [])]
        .filter(word => !QUERY_STOP_WORDS.has(word.toLowerCase()) && !names.some(name => name.includes(word)))
        .sort((a, b) => hashText(`${id} ${a}`) - hashText(`${id} ${b}`))
      paragraphs.push({ text: paragraph, names, words })
    }
    start = end + 1
  }
  return paragraphs.length < LEAST_PARAGRAPHS ? null : { id, paragraphs }
}

const paragraphId = ({ id }: Article, at: number): string => `${id}_${at}`

function articleQuestions(articles: readonly Article[]): Record<string, Question[]> {
  const ask = (question: (first: Paragraph) => string): Question[] =>
    articles.flatMap(({ id, paragraphs: [first] }) => {
      const text = first === undefined ? '' : question(first)
      return text === '' ? [] : [{ text, answer: id }]
    })
  return {
    lead: ask(({ text }) => text),
    names: ask(({ names }) => names.slice(0, 4).join(' ')),
    words: ask(({ words }) => (words.length < 3 ? '' : words.slice(0, 3).join(' '))),
  }
}

/** Each article by one of its later paragraphs. */
function passageQuestions(articles: readonly Article[]): Record<string, Question[]> {
  const ask = (question: (paragraph: Paragraph) => string): Question[] =>
    articles.flatMap(article => {
      const at = 1 + (hashText(article.id) % (article.paragraphs.length - 1))
      const paragraph = article.paragraphs[at]
      const text = paragraph === undefined ? '' : question(paragraph)
      return text === '' ? [] : [{ text, answer: paragraphId(article, at) }]
    })
  return {
    'passage-names': ask(({ names: [name, other = ''], words: [word] }) =>
      name === undefined || word === undefined ? '' : `${name} ${other} ${word}`,
    ),
    'passage-words': ask(({ words }) => (words.length < 3 ? '' : words.slice(0, 3).join(' '))),
  }
}

interface Document {
  readonly id: string
  readonly title: string
  readonly text: string
}

async function writeCollection(
  folder: string,
  documents: readonly Document[],
  questions: readonly Question[],
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const lines = (rows: readonly object[]): string => rows.map(row => `${JSON.stringify(row)}\n`).join('')
  await writeFile(join(folder, 'docs.jsonl'), lines(documents))
  await writeFile(join(folder, 'queries.jsonl'), lines(questions.map(({ text }, id) => ({ id, text }))))
  await writeFile(
    join(folder, 'qrels.tsv'),
    questions.map(({ answer }, id) => `${id}\t${answer}\t1\n`).join(''),
  )
}

const RANKINGS: Readonly<Record<string, RankingWeights>> = {
  'the whole ranking': WEIGHTS,
  'without words together': { ...WEIGHTS, together: 0 },
  'without document': { ...WEIGHTS, document: 0 },
  'the engine alone': NO_WEIGHTS,
}

/** Mean nDCG@10 of the search for passages: of a paragraph that is split, its first passage is the answer. */
async function printPassages(
  articles: readonly Article[],
  questions: Readonly<Record<string, readonly Question[]>>,
): Promise<void> {
  const documents = articles.map(({ id, paragraphs }) => ({
    id,
    title: '',
    text: paragraphs.map(({ text }) => text).join('\n\n'),
  }))
  await withBundle(documents, async bundle => {
    const { records } = bundle
    /** By the article and how its paragraphs begin. */
    const answers = new Map(
      articles.flatMap((article, number) =>
        article.paragraphs.map(({ text }, at) => [`${number} ${beginning(text)}`, paragraphId(article, at)]),
      ),
    )
    const table = beginTable('news, passages', ['ranking', ...Object.keys(questions)])
    for (const [name, weights] of Object.entries(RANKINGS)) {
      const cells: string[] = []
      for (const asked of Object.values(questions)) {
        let total = 0
        for (const { text, answer } of asked) {
          const request = parseSearchRequest({ q: text, syntax: 'off' })
          const { ranked } = await rankedHits(
            bundle,
            await compile(bundle, request),
            request,
            requestDeadline(),
            weights,
          )
          const found = ranked.map(({ index }) => {
            const passage = records.passage(index)
            return answers.get(`${passage.document} ${beginning(passage.text)}`) ?? ''
          })
          total += measure(found, new Map([[answer, 1]]))['ndcg@10']
        }
        cells.push((total / asked.length).toFixed(4).replace(/^0/u, ''))
      }
      table.row([`Lede, ${name}`, ...cells])
    }
    table.end()
  })
}

/** Letters alone, so that it does not matter how a text was written down. */
const beginning = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '').slice(0, 60)

const [folder] = process.argv.slice(2)
const shared = process.env['LEDE_SHARED']
if (folder === undefined || shared === undefined)
  throw new Error(
    'Name the shared data and a folder for the collections: LEDE_SHARED=… npm run bench:news -- FOLDER',
  )
const gold = await readGold(join(shared, 'data/entities/worldwide-dev.jsonl.gz'))
const articles = gold.flatMap((document, number) => articleOf(`article-${number}`, document) ?? [])
for (const [name, questions] of Object.entries(articleQuestions(articles))) {
  const documents = articles.map(({ id, paragraphs: [, ...rest] }) => ({
    id,
    title: '',
    text: rest.map(({ text }) => text).join('\n\n'),
  }))
  await writeCollection(join(folder, name), documents, questions)
}
const ofPassages = passageQuestions(articles)
for (const [name, questions] of Object.entries(ofPassages)) {
  const documents = articles.flatMap(article =>
    article.paragraphs.map(({ text }, at) => ({ id: paragraphId(article, at), title: '', text })),
  )
  await writeCollection(join(folder, name), documents, questions)
}
await printPassages(articles, ofPassages)
