// Results that stand together by document: which passages of each are shown, compared with a reading of every passage.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { type Bundle, openBundle } from '../../src/bundle/open-bundle.ts'
import { UNHURRIED } from '../../src/domain/deadline.ts'
import { searchByDocument } from '../../src/search/by-document.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { type Hit, search } from '../../src/search/search.ts'
import { conceptVector, serveEmbeddings } from '../support/embeddings.ts'
import { temporaryFolder, writeFiles } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const WORDS = [
  'shelling',
  'rockets',
  'houses',
  'flats',
  'treasury',
  'vessel',
  'bread',
  'hills',
  'school',
  'green',
]
const sentence = fc
  .array(fc.constantFrom(...WORDS), { minLength: 2, maxLength: 6 })
  .map(words => `A note on ${words.join(' ')} there.`)
const documents = fc.array(fc.uniqueArray(sentence, { minLength: 1, maxLength: 7 }), {
  minLength: 2,
  maxLength: 8,
})
const query = fc.uniqueArray(fc.constantFrom('shelling', 'homes', 'budget', 'ships', 'bread'), {
  minLength: 1,
  maxLength: 3,
})

async function open(
  passages: readonly (readonly string[])[],
  engine: 'minisearch' | 'packed',
  encoder: string,
) {
  const folder = await temporaryFolder()
  const files = passages.map((texts, at) => [
    `d${at}.md`,
    `---\ndate: ${2000 + at}\n---\n\n${texts.join('\n\n')}`,
  ])
  await writeFiles(join(folder, 'corpus'), Object.fromEntries(files))
  await buildBundle({
    sources: [join(folder, 'corpus')],
    out: join(folder, 'index'),
    encoder,
    engine,
    noCache: true,
  })
  return openBundle(join(folder, 'index'))
}

/** Of each document: passages that have the words, and those that should be related, by looking at every passage. */
async function readAll(bundle: Bundle, q: string, more: object) {
  const words = await search(
    bundle,
    parseSearchRequest({ q, ...more, meaning: 'off', group: 'none', limit: 100 }),
  )
  const all = await search(bundle, parseSearchRequest({ q: '', ...more, group: 'none', limit: 100 }))
  const allowed = new Set(all.hits.map(({ passage }) => passage.id))
  const having = new Set(words.hits.map(({ passage }) => passage.id))
  const vector = Float32Array.from(conceptVector(q))
  const length = Math.hypot(...vector)
  const cosines = await bundle.vectors?.cosines(
    vector.map(value => value / length),
    UNHURRIED,
  )
  const passages = Array.from({ length: bundle.records.size }, (_, at) => ({
    ...bundle.records.passage(at),
    cosine: cosines?.[at] ?? 0,
  })).filter(({ id }) => allowed.has(id))
  const mean = passages.reduce((sum, { cosine }) => sum + cosine, 0) / Math.max(1, passages.length)
  const greatest = Math.max(...passages.map(({ cosine }) => cosine))
  const isNear = (cosine: number): boolean => greatest > mean && (cosine - mean) / (greatest - mean) >= 0.25
  return new Map(
    Array.from(
      Map.groupBy(passages, ({ document }) => document),
      ([document, own]) => {
        const nearest = own.toSorted((a, b) => b.cosine - a.cosine || a.ordinal - b.ordinal).slice(0, 3)
        const related = nearest.filter(({ id, cosine }) => !having.has(id) && isNear(cosine))
        return [
          document,
          { words: own.filter(({ id }) => having.has(id)).length, related: related.map(({ id }) => id) },
        ] as const
      },
    ),
  )
}

const idsOf = (hits: readonly Hit[]): string[] => hits.map(({ passage }) => passage.id)

describe.each(['minisearch', 'packed'] as const)('results by document (%s)', engine => {
  it('have the best passages with the words and the nearest without, as a reading of all passages has, on every page', async () => {
    const { address } = await serveEmbeddings()
    let beside = 0
    await fc.assert(
      fc.asyncProperty(
        documents,
        query,
        fc.constantFrom({}, { from: '2002' }),
        async (passages, words, more) => {
          const bundle = await open(passages, engine, address)
          const q = `${words.join(' ')} of late`
          const expected = await readAll(bundle, q, more)
          const ask = (paging: object) => parseSearchRequest({ q, ...more, ...paging })
          const whole = await searchByDocument(bundle, ask({ limit: 100 }), UNHURRIED)
          const listed = [...expected].filter(
            ([, { words: count, related }]) => count > 0 || related.length > 0,
          )
          expect(whole.byDocument.map(({ document }) => document.id).sort()).toEqual(
            listed.map(([id]) => id).sort(),
          )
          for (const { document, hits, total } of whole.byDocument) {
            const { words: count = 0, related = [] } = expected.get(document.id) ?? {}
            expect(idsOf(hits.filter(hit => hit.related === true))).toEqual(related)
            expect(hits.filter(hit => hit.related !== true)).toHaveLength(Math.min(3, count))
            expect(total).toBe(count + related.length)
            if (count > 0) beside += related.length
          }
          const related = listed.flatMap(([, { related: own }]) => own)
          expect(whole.counts?.relatedPassages).toBe(related.length)
          expect(whole.hits).toHaveLength(whole.groups + (whole.counts?.meaning ?? 0))
          // How passages with the words are ordered within a document depends on those that are listed beside it.
          const told = (hits: readonly Hit[]) => ({
            document: hits[0]?.passage.document,
            related: idsOf(hits.filter(hit => hit.related === true)),
          })
          const paged: object[] = []
          for (let offset = 0; offset < whole.hits.length; offset += 2) {
            const page = await searchByDocument(bundle, ask({ limit: 2, offset }), UNHURRIED)
            paged.push(...page.byDocument.map(({ hits }) => told(hits)))
          }
          expect(paged).toEqual(whole.byDocument.map(({ hits }) => told(hits)))
        },
      ),
      { numRuns: 12, endOnFailure: true },
    )
    expect(beside, 'related passages beside others').toBeGreaterThan(0)
  }, 180_000)

  it('have the nearest passages of each document where meaning is asked for alone', async () => {
    const { address } = await serveEmbeddings()
    const texts = [
      'The shelling of homes.',
      'Rockets on flats.',
      'Bread and hills.',
      'Artillery.',
      'Green hills.',
    ]
    const bundle = await open([texts, ['Bread.']], engine, address)
    const page = await searchByDocument(
      bundle,
      parseSearchRequest({ q: 'shelling homes', meaning: 'only' }),
      UNHURRIED,
    )
    expect(page.byDocument.map(({ hits }) => hits.length)).toEqual([3, 1])
    expect(page.byDocument[0]?.hits.map(({ passage }) => passage.text)).toEqual([
      texts[1],
      texts[0],
      texts[3],
    ])
    expect(page.byDocument.flatMap(({ hits }) => hits).some(hit => 'related' in hit)).toBe(false)
    expect(page.counts).toMatchObject({ meaning: 2, relatedPassages: 4 })
  })
})
