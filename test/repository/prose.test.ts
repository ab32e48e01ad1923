// Are documentation, comments and messages plain English? Sentences that can be read in one breath, short words, no word twice, no words
// that nobody says.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Nodes } from 'mdast'
import type { Root, Sentence } from 'nlcst'
import { toString as textOf } from 'nlcst-to-string'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import retextEnglish from 'retext-english'
import retextIndefiniteArticle from 'retext-indefinite-article'
import retextRepeatedWords from 'retext-repeated-words'
import retextSimplify from 'retext-simplify'
import retextStringify from 'retext-stringify'
import { unified } from 'unified'
import { expect, it } from 'vitest'
import { documentationPages } from '../support/documentation.ts'
import { ROOT } from '../support/fixtures.ts'

const PAGES = await documentationPages()

/** Words of a sentence at most. */
const LONGEST = 40
/** Stands for code, which is no prose. */
const CODE = /^CODE\d+$/u

/** Terms of the field, and small words without which a sentence is no shorter. */
const TERMS = ['address', 'all of', 'combined', 'component', 'contains', 'delete', 'equivalent', 'evaluate', 'forward', 'function', 'identical', 'implement', 'initial', 'interface', 'it is', 'maintain', 'maximum', 'minimum', 'modify', 'multiple', 'option', 'parameters', 'previous', 'provide', 'render', 'request', 'requirement', 'submit', 'there are', 'there is', 'type', 'validate', 'very'] // biome-ignore format: a list

/** What reads as translated, and what is said instead. */
const UNUSUAL: readonly (readonly [RegExp, string])[] = [
  [/\banew\b/iu, 'again, or from scratch'],
  [/\bbeforehand\b/iu, 'first, or in advance'],
  [/\blikest\b/iu, 'most alike'],
  [/\b(?:for|of|to|from) who\b/iu, 'those who'],
  [/\bas (?:well|often|little) as may be\b/iu, 'as … as possible'],
  [/\bbegin so\b/iu, 'start with it'],
  [/\bthat (?:is|are) to be (?:\w+ed)\b/iu, 'say who does it'],
]

/** The paragraphs, headings, items and cells of a page, code as one word. */
function* textsOf(node: Nodes): Generator<{ readonly line: number; readonly text: string }> {
  if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell')
    yield { line: node.position?.start.line ?? 0, text: plain(node) }
  else if ('children' in node) for (const child of node.children) yield* textsOf(child)
}

function plain(node: Nodes): string {
  if (node.type === 'inlineCode') return `CODE${node.position?.start.offset}`
  if (node.type === 'text') return node.value.replaceAll('\n', ' ')
  return 'children' in node ? node.children.map(plain).join('') : ' '
}

function sentencesOf(tree: Root): Sentence[] {
  return tree.children.flatMap(paragraph =>
    'children' in paragraph
      ? paragraph.children.filter((each): each is Sentence => each.type === 'SentenceNode')
      : [],
  )
}

/** Lists of code and numbers are no long sentences. */
function wordsOf(sentence: Sentence): string[] {
  return sentence.children
    .filter(({ type }) => type === 'WordNode')
    .map(word => textOf(word))
    .filter(word => !CODE.test(word) && /\p{L}/u.test(word))
}

function sayUnusual() {
  return (tree: Root, file: { message(reason: string): unknown }): void => {
    for (const sentence of sentencesOf(tree)) {
      const text = textOf(sentence)
      const { length } = wordsOf(sentence)
      if (length > LONGEST) file.message(`${length} words in one sentence: “${text.slice(0, 60)}…”`)
      for (const [unusual, instead] of UNUSUAL) {
        const [found] = unusual.exec(text) ?? []
        if (found !== undefined) file.message(`“${found}”: say ${instead}`)
      }
    }
  }
}

const reader = unified()
  .use(retextEnglish)
  .use(retextSimplify, { ignore: TERMS })
  .use(retextRepeatedWords)
  .use(retextIndefiniteArticle)
  .use(sayUnusual)
  .use(retextStringify)

async function faultsOf(markdown: string): Promise<string[]> {
  const tree = unified().use(remarkParse).use(remarkGfm).parse(markdown)
  const faults: string[] = []
  for (const { line, text } of textsOf(tree)) {
    const { messages } = await reader.process(text)
    faults.push(...messages.map(({ reason }) => `line ${line}: ${reason}`))
  }
  return faults
}

/** Comments and messages have the words of the code in them: short words are not asked of them. */
const readerOfCode = unified()
  .use(retextEnglish)
  .use(retextRepeatedWords)
  .use(retextIndefiniteArticle)
  .use(sayUnusual)
  .use(retextStringify)

/** Comments of a source, lines that follow each other as one. Examples of commands and drawings, which are set in, are none. */
function* commentsOf(source: string): Generator<{ readonly line: number; readonly text: string }> {
  let open: { line: number; text: string } | null = null
  for (const [at, line] of source.split('\n').entries()) {
    const [, slashes, starred] =
      /^\s*(?:\/\/ ?(?!biome-ignore)(.*)|\/?\*\*?(?!\/) ?(.*?)(?:\*\/)?)$/u.exec(line) ?? []
    const text = slashes ?? starred
    if (text === undefined || /^\s{2,}|^@/u.test(text)) {
      if (open !== null) yield open
      open =
        text?.startsWith('@') === true
          ? { line: at + 1, text: text.replace(/^@\w+(?: \{\w+\})?/u, '') }
          : null
    } else if (open === null) open = { line: at + 1, text }
    else open.text += ` ${text}`
    if (open !== null && line.trimEnd().endsWith('*/')) {
      yield open
      open = null
    }
  }
  if (open !== null) yield open
}

/** Texts of a source that have four words or more and end as sentences do. What is put into them is one word. */
function* messagesOf(source: string): Generator<{ readonly line: number; readonly text: string }> {
  for (const { 0: whole, 1: single, 2: template, index } of source.matchAll(
    /'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/gu,
  )) {
    const text = (single ?? template ?? '')
      .replaceAll(/\$\{[^}]*\}/gu, (_, at: number) => `CODE${at}`)
      .replaceAll(/<[^>]*>|\\./gu, ' ')
    if (whole.includes('\n\n') || !/(?:\p{L}+[ ,]+){3}\p{L}+.*[.?!]$/u.test(text)) continue
    yield { line: source.slice(0, index).split('\n').length, text }
  }
}

async function faultsOfCode(source: string): Promise<string[]> {
  const faults: string[] = []
  for (const { line, text } of [...commentsOf(source), ...messagesOf(source)]) {
    const { messages } = await readerOfCode.process(
      text.replaceAll(/`[^`]*`/gu, (_, at: number) => `CODE${at}`),
    )
    faults.push(...messages.map(({ reason }) => `line ${line}: ${reason}`))
  }
  return faults
}

const { stdout } = await promisify(execFile)('git', ['ls-files', 'src', 'bench', 'scripts', ':!src/web/words'], { cwd: ROOT }) // biome-ignore format: one command
const FOLDERS = Map.groupBy(
  stdout.split('\n').filter(path => path.endsWith('.ts')),
  path =>
    path
      .split('/')
      .slice(0, 2)
      .join('/')
      .replace(/\/[^/]+\.ts$/u, ''),
)

it.each([...FOLDERS])('comments and messages of %s are plain English', async (_, paths) => {
  const faults: string[] = []
  for (const path of [
    ...paths,
    ...(paths[0]?.startsWith('src/web') === true ? ['src/web/words/english.ts'] : []),
  ])
    faults.push(
      ...(await faultsOfCode(readFileSync(join(ROOT, path), 'utf8'))).map(fault => `${path} ${fault}`),
    )
  expect(faults).toEqual([])
})

it('tells what is wrong with a comment and a message, and reads no code', async () => {
  const source = `// Written anew.\n//   node anew.ts\nconst a = 'anew'\n/**\n * What is\n * is a \`an\` word.\n * @param b the the text\n */\nthrow new Error(\`The file \${anew} was read for who asks.\`)\n`
  expect((await faultsOfCode(source)).map(fault => fault.replace(/: .*/u, ''))).toEqual([
    'line 1',
    'line 4',
    'line 7',
    'line 9',
  ])
})

it.each(PAGES)('%s is plain English', async path => {
  expect(await faultsOf(readFileSync(join(ROOT, path), 'utf8'))).toEqual([])
})

it('tells of a long sentence, a long word, a word twice, a wrong article, and what nobody says', async () => {
  const long = `It reads ${'one and '.repeat(25)}all.`
  const wrong = `# An heading\n\n${long}\n\nUtilize it.\n\n- Find the the name.\n- It is built anew.\n\n| is it |\n| --- |\n| for who asks |\n`
  expect((await faultsOf(wrong)).map(fault => fault.replace(/: .*/u, ''))).toEqual([
    'line 1',
    'line 3',
    'line 5',
    'line 7',
    'line 8',
    'line 12',
  ])
  expect(await faultsOf(`It reads ${'`one` '.repeat(50)}files. A user opens an hour of talks.\n`)).toEqual([])
})
