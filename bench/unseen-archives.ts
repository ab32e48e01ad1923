// Are names joined rightly in archives that no rule was fitted to? Mentions of Wikipedia in two languages, annotated by reading with whom or
// what they name (test/gold/unseen: passages, places and entities; the texts are in the shared data).
//   npm run bench:unseen-archives
import { join } from 'node:path'
import { evaluateTagging } from '../src/evaluation/entities.ts'
import { beginTable } from './figures/table.ts'
import { readUnseen, UNSEEN } from './unseen-gold.ts'

const shared = process.env['LEDE_SHARED'] ?? join(import.meta.dirname, '../../shared')
const digits = (value: number): string => value.toFixed(3).replace(/^0/u, '')

const table = beginTable('tagger, unseen archives', [
  'language', 'mentions', 'in both', 'B³ precision', 'recall', 'F1', 'F1 of pairs', 'F1 of names and types',
]) // biome-ignore format: a head
for (const [language, name] of UNSEEN) {
  const { micro, resolver } = evaluateTagging(readUnseen(language, shared))
  if (resolver === null)
    throw new Error(`test/gold/unseen/xquad-${language}.jsonl says of no mention what it names.`)
  const { gold, both, bCubed, pairwise } = resolver
  const scores = [bCubed.precision, bCubed.recall, bCubed.f1, pairwise.f1, micro.f1].map(digits)
  table.row([name, String(gold), String(both), ...scores])
}
table.end()
