// Which documents make a service work hardest? Made from a seed: many words, several languages, names, a document of thousands of passages,
// a passage as long as a book's chapter, and copies of it with some words changed.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomNumbers } from '../../scripts/random-numbers.ts'

const WORDS = 60_000
/** Words of a passage. */
const LENGTH = 22
const PASSAGES_PER_DOCUMENT = 20
/** How often the longest passage is there, with this share of its words changed. */
const COPIES = 40
const CHANGED = 0.03
const LANGUAGES = ['en', 'de', 'fr'] as const
const ONSETS = ['b', 'br', 'd', 'f', 'g', 'gr', 'k', 'l', 'm', 'n', 'p', 'r', 's', 'st', 't', 'v']
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ai', 'ou']
const ENDS = ['', 'n', 'r', 's', 'l', 'nd']
const COMMON = [
  'the',
  'of',
  'and',
  'in',
  'to',
  'a',
  'was',
  'by',
  'treaty',
  'army',
  'peace',
  'people',
  'report',
]

/** @param passages about how many; a quarter of them are one document's */
export async function writeWorstCorpus(folder: string, passages: number): Promise<void> {
  const random = randomNumbers(7)
  const words = makeWords(random)
  const paragraph = (): string => makeParagraph(words, random)
  const write = async (name: string, language: string, count: number): Promise<void> => {
    const part = join(folder, name.slice(0, 3))
    await mkdir(part, { recursive: true })
    const head = `---\ntitle: ${makeName(words, random)} ${words[Math.floor(random() * WORDS)]}\ndate: ${makeDate(random)}\nlanguage: ${language}\nregion: ${words[Math.floor(random() * 400)]}\n---\n`
    const text = Array.from({ length: count }, paragraph).join('\n\n')
    await writeFile(join(part, `${name}.md`), `${head}\n${text}\n`)
  }
  const long = Math.floor(passages / 4)
  await write('long', 'en', long)
  const code = Array.from({ length: 400 }, paragraph).join('\n')
  const changed = (): string => code.replaceAll(/\w+/gu, word => (random() < CHANGED ? 'changed' : word))
  for (let copy = 0; copy < COPIES; copy++)
    await writeFile(
      join(folder, copy === 0 ? 'code.md' : `copy-${copy}.md`),
      `# Code\n\n\`\`\`\n${copy === 0 ? code : changed()}\n\`\`\`\n`,
    )
  await writeFile(join(folder, 'marks.md'), `# Marks\n\nก${'่'.repeat(10_000)}\n`)
  for (let at = 0; at * PASSAGES_PER_DOCUMENT < passages - long; at++)
    await write(
      `${String(at).padStart(6, '0')}`,
      LANGUAGES[at % LANGUAGES.length] as string,
      PASSAGES_PER_DOCUMENT,
    )
}

function makeWords(random: () => number): string[] {
  const made = new Set<string>()
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] as string
  while (made.size < WORDS) {
    const syllables = 2 + Math.floor(random() * 3)
    let word = ''
    for (let at = 0; at < syllables; at++) word += pick(ONSETS) + pick(VOWELS)
    made.add(word + pick(ENDS))
  }
  return [...made]
}

function makeParagraph(words: readonly string[], random: () => number): string {
  const text = Array.from({ length: LENGTH }, (_, at) => {
    if (at % 2 === 0) return COMMON[Math.floor(COMMON.length * random() ** 2)] as string
    return words[Math.floor(WORDS * random() ** 3)] as string
  })
  return `${capital(text.join(' '))}, said ${makeName(words, random)} in ${makeDate(random).slice(0, 4)}.`
}

/** Some are frequent. */
function makeName(words: readonly string[], random: () => number): string {
  const number = Math.floor(4_000 * random() ** 4)
  return `${capital(words[number % 60] as string)} ${capital(words[100 + number] as string)}`
}

function makeDate(random: () => number): string {
  return new Date(Date.UTC(1950, 0, 1) + Math.floor(random() * 25_000) * 86_400_000)
    .toISOString()
    .slice(0, 10)
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
