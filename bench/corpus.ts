// Made corpora of any size: the same text for the same size, on any machine.
// Words follow Zipf and Mandelbrot's law over the sample corpus's own vocabulary; names come from it too.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const CORPUS = fileURLToPath(new URL('../corpus', import.meta.url))
const PASSAGES_PER_DOCUMENT = 12

/** A small generator of pseudo-random numbers in [0, 1): mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

async function sampleSentences(): Promise<string[]> {
  const sentences: string[] = []
  for (const name of (await readdir(CORPUS)).sort()) {
    const text = await readFile(join(CORPUS, name), 'utf8')
    sentences.push(...(text.match(/(?<=^|[.!?] )\p{Lu}[^.!?\n|#]{30,200}[.!?](?= |$)/gmu) ?? []))
  }
  return sentences
}

/** Writes front-mattered Markdown posts with at least `passages` passages into `folder`; returns their number. */
export async function writeCorpus(folder: string, passages: number): Promise<number> {
  const random = randomNumbers(passages)
  const sentences = await sampleSentences()
  const vocabulary = [
    ...new Set(
      sentences
        .join(' ')
        .toLowerCase()
        .match(/\p{Ll}{3,}/gu) ?? [],
    ),
  ]
  // Ranks drawn with density 1 / (rank + 2.7): Mandelbrot's form of Zipf's law, with made words behind the real ones.
  const word = (): string => {
    const rank = Math.floor(Math.exp(random() * Math.log(60_000 / 2.7 + 1)) * 2.7 - 2.7)
    return vocabulary[rank] ?? `${vocabulary[rank % vocabulary.length]}${(rank % 97).toString(36)}`
  }
  const sentence = (): string => {
    if (random() < 0.4) return sentences[Math.floor(random() * sentences.length)] ?? ''
    const words = Array.from({ length: 8 + Math.floor(random() * 18) }, word).join(' ')
    return `${words[0]?.toUpperCase()}${words.slice(1)}.`
  }
  const documents = Math.ceil(passages / PASSAGES_PER_DOCUMENT)
  for (let number = 0; number < documents; number++) {
    const part = join(folder, String(Math.floor(number / 1000)))
    if (number % 1000 === 0) await mkdir(part, { recursive: true })
    const day = new Date(Date.UTC(2000, 0, 1) + Math.floor(random() * 9000) * 86_400_000)
      .toISOString()
      .slice(0, 10)
    const paragraphs = Array.from({ length: PASSAGES_PER_DOCUMENT }, () =>
      Array.from({ length: 2 + Math.floor(random() * 2) }, sentence).join(' '),
    )
    const head = `---\ntitle: ${JSON.stringify(sentence().slice(0, 60))}\ndate: ${day}\nregion: ${['Asia', 'Africa', 'Europe', 'America'][Math.floor(random() * 4)]}\n---\n`
    await writeFile(join(part, `post-${number}.md`), `${head}\n${paragraphs.join('\n\n')}\n`)
  }
  return documents
}
