// Writes the words by which line ends know English compounds: those of the tagger's clusters that are letters only.
//   node scripts/english-words.ts      writes src/corpus/english-words.txt
import { readFileSync, writeFileSync } from 'node:fs'

const clusters = readFileSync(new URL('../src/entities/tagger/clusters.txt', import.meta.url), 'utf8')
const words = clusters
  .split('\n')
  .map(line => line.split(' ', 1)[0] ?? '')
  .filter(word => /^[a-z]{2,}$/u.test(word))
writeFileSync(
  new URL('../src/corpus/english-words.txt', import.meta.url),
  `${[...new Set(words)].sort().join('\n')}\n`,
)
