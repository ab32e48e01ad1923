// What do distances, slots, patterns, regular expressions, other spellings and suggestions cost, from the text that is typed to the answer, and
// how long do they hold others up?
//   node bench/operators.ts [INDEX]        without one, an index of 100,000 passages is built
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { openBundle } from '../src/bundle/open-bundle.ts'
import { parseSearchRequest, parseSuggestRequest } from '../src/search/request.ts'
import { prepareSearch, search } from '../src/search/search.ts'
import { suggest } from '../src/search/suggest.ts'
import { beginTable } from './figures/table.ts'
import { buildHundredThousand } from './hundred-thousand.ts'
import { percentile } from './percentile.ts'

const WARM_UP = 5
const ROUNDS = 20

/** What is typed when something is suggested. */
const TYPED = ['go', 'united st', 'president of the', 'treaty with m', 'secretary']

/** From rare words to the most frequent ones. */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  words: ['treaty navigation', 'government people', 'public debt', 'gold silver coinage'],
  phrase: ['"supreme court"', '"american people"', '"house of representatives"', '"united states"'],
  near: ['treaty NEAR/5 mexico', 'tariff W/10 revenue', 'government NEAR/3 people', 'united NEAR/5 states', '"public debt"~5', '"gold silver coin"~10', 'peace AROUND(8) war'],
  'near with common words': ['the NEAR/1 people', '"of the" NEAR/3 congress', 'not NEAR/2 war'],
  'near with groups, patterns and chains': ['(army OR navy) NEAR/5 (pay OR cost)', 'treat* NEAR/5 navigat*', '"supreme court" NEAR/10 judge*', 'congress NEAR/5 act NEAR/5 year'],
  slots: ['treaty NEAR/5 place:*', '"president" person:*', 'government NEAR/10 organization:*'],
  'a name anywhere': ['person:*', 'place:* -organization:*'],
  'quotation of common words': ['"to be or not to be"', '"it is not"', 'to be or not to be'],
  'gap in a quotation': ['"secretary of the *  of"', '"the * of the"', '"peace * war"'],
  wildcard: ['nav?gation', 'tre*y', '*ation', '*vention', 'wom?n', '"public deb*"'],
  'regular expression': ['/treat(y|ies)/', '/[a-z]+ation/', '/.*gold.*/', '/(war|peace)s?/', '/[aeiou].{3}[aeiou]/'],
  'patterns that nearly every passage matches': ['*a*e*', '/[^aeiou]+/', '/.{5}/'],
  'other spellings': ['goverment', 'presidant', 'Franklin Rosevelt', 'Сталин', 'tresury departmant'],
} // biome-ignore format: a kind a line

const table = beginTable('operators', [
  'asked',
  'passages found',
  'mean ms',
  'p50 ms',
  'p99 ms',
  'longest turn ms',
])
const [given] = process.argv.slice(2)
const folder = await mkdtemp(join(tmpdir(), 'lede-operators-'))
try {
  const index = given ?? join(folder, 'index')
  if (given === undefined) await buildHundredThousand(index)
  const bundle = await openBundle(index)
  await prepareSearch(bundle)
  for (const [kind, queries] of Object.entries(QUERIES))
    await time(kind, queries, async q => (await search(bundle, parseSearchRequest({ q }))).total)
  await time(
    'suggestions',
    TYPED,
    async q => (await suggest(bundle, parseSuggestRequest({ q }))).terms.length,
  )
  table.end()
  bundle.engine.close()
} finally {
  await rm(folder, { recursive: true, force: true })
}

/** Prints a row. @param ask tells how much it found */
async function time(
  kind: string,
  queries: readonly string[],
  ask: (query: string) => Promise<number>,
): Promise<void> {
  const taken: number[] = []
  const found: number[] = []
  let longest = 0
  for (const query of queries)
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const turns = watchTurns()
      const started = performance.now()
      const total = await ask(query)
      const took = performance.now() - started
      const turn = await turns.end()
      if (round === 0) found.push(total)
      if (round < WARM_UP) continue
      taken.push(took)
      longest = Math.max(longest, turn)
    }
  const mean = taken.reduce((sum, time) => sum + time, 0) / taken.length
  const figures = [mean, percentile(taken, 0.5), percentile(taken, 0.99), longest].map(value =>
    value.toFixed(1),
  )
  table.row([kind, `${Math.min(...found)} to ${Math.max(...found)}`, ...figures])
}

/** Takes a turn whenever it gets one; tells the longest time between two. */
function watchTurns(): { end(): Promise<number> } {
  let longest = 0
  let isOver = false
  const watching = (async () => {
    for (let before = performance.now(); !isOver; ) {
      await setImmediate()
      const now = performance.now()
      longest = Math.max(longest, now - before)
      before = now
    }
  })()
  return {
    end: async () => {
      isOver = true
      await watching
      return longest
    },
  }
}
