// Are the dates that Lede finds in news the right ones? Hand annotations of sentences drawn at random (test/gold/dates.jsonl: ids, places and
// values; the texts are in the shared data). "Held out" was annotated and never looked at while rules were written.
//   npm run bench:dates                      figures
//   npm run bench:dates -- --part seen       and each difference of that part
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { type DateSpan, datesOfDocument } from '../src/dates/document-dates.ts'
import { findDates } from '../src/dates/find-dates.ts'
import { beginTable } from './figures/table.ts'

interface Sentence {
  readonly id: string
  readonly start: number
  readonly end: number
  readonly part: 'seen' | 'held-out'
  readonly dates: readonly {
    readonly start: number
    readonly end: number
    readonly value: string
    readonly optional?: true
  }[]
}

const root = join(import.meta.dirname, '..')
const shared = process.env['LEDE_SHARED'] ?? join(root, '../shared')
const { values: flags } = parseArgs({ options: { part: { type: 'string' } } })

const lines = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as unknown)
const sentences = lines(readFileSync(join(root, 'test/gold/dates.jsonl'), 'utf8')) as Sentence[]
const articles = lines(
  gunzipSync(readFileSync(join(shared, 'data/entities/worldwide-dev.jsonl.gz'))).toString(),
) as { id: string; text: string }[]
const textOf = new Map(articles.map(({ id, text }) => [id, text]))

/** Spans of the whole article, its lines as its passages. */
function datesIn(text: string): DateSpan[] {
  const passages = text.split('\n')
  let offset = 0
  return datesOfDocument(
    passages.map(line => ({ text: line, language: 'en', headings: [] })),
    null,
  ).flatMap((spans, index) => {
    const moved = spans.map(span => ({ ...span, start: span.start + offset, end: span.end + offset }))
    offset += (passages[index]?.length ?? 0) + 1
    return moved
  })
}

const table = beginTable('dates', ['part', 'dates', 'found', 'right value', 'without the year that the text gives', 'wrong value', 'none there', 'value accuracy', 'recall']) // biome-ignore format: a head
for (const part of ['seen', 'held-out'] as const) {
  const counts = { gold: 0, right: 0, open: 0, wrong: 0, spurious: 0 }
  const say = (kind: string, id: string, from: number, to: number, more: string): void => {
    const text = textOf.get(id) ?? ''
    if (flags.part === part)
      console.error(
        `${kind} ${id} …${text.slice(Math.max(0, from - 40), to + 30).replaceAll('\n', '⏎')}… [${text.slice(from, to)}] ${more}`,
      )
  }
  for (const { id, start, end, dates } of sentences.filter(sentence => sentence.part === part)) {
    const found = datesIn(textOf.get(id) ?? '').filter(span => span.start >= start && span.end <= end)
    const matched = new Set<DateSpan>()
    for (const date of dates) {
      const span = found.find(other => other.start < date.end && date.start < other.end)
      if (span !== undefined) matched.add(span)
      if (date.optional) continue
      counts.gold++
      const isSame = span?.start === date.start && span.end === date.end && span.iso === date.value
      if (isSame) counts.right++
      else if (span?.iso === withoutYear(date.value) && span.start === date.start) counts.open++
      else if (span !== undefined) counts.wrong++
      if (!isSame)
        say(
          span === undefined ? 'MISSED' : 'WRONG',
          id,
          date.start,
          date.end,
          `${date.value} ${span?.iso ?? ''}`,
        )
    }
    for (const span of found) {
      if (matched.has(span)) continue
      counts.spurious++
      say('NONE', id, span.start, span.end, span.iso)
    }
  }
  const { gold, right, open, wrong, spurious } = counts
  const share = (of: number): string => (right / of).toFixed(3).replace(/^0/u, '')
  const found = right + open + wrong + spurious
  const counted = [gold, found, right, open, wrong, spurious].map(String)
  table.row([
    part === 'seen' ? 'looked at' : 'held out',
    ...counted,
    share(right + wrong + spurious),
    share(gold),
  ])
}
table.end()

function withoutYear(iso: string): string {
  return iso.replaceAll(/(?<=^|\/)\d{4}(?=-\d\d-)/gu, '-')
}

const plain = articles.flatMap(({ text }) => text.split('\n'))
const words = plain.reduce((sum, text) => sum + text.split(/\s+/u).length, 0)
for (const text of plain.slice(0, 500)) findDates(text, 'en')
const started = performance.now()
for (const text of plain) findDates(text, 'en')
console.log(`\n${Math.round(words / (performance.now() - started)).toLocaleString('en')} 000 words a second`)
