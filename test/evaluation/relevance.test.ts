import { execFileSync, spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCollection } from '../../src/evaluation/collection.ts'
import { measure } from '../../src/evaluation/metrics.ts'
import { evaluateRun, runCollection } from '../../src/evaluation/relevance.ts'
import { compare, meanWithInterval } from '../../src/evaluation/statistics.ts'
import { parseRun, serialiseRun } from '../../src/evaluation/trec-run.ts'
import { ROOT, SHARED, temporaryFolder, writeFiles } from '../support/fixtures.ts'

const judgements = (gains: Record<string, number>) => new Map(Object.entries(gains))

describe('the measures', () => {
  it('are those computed by hand', () => {
    const scores = measure(['a', 'x', 'b', 'y'], judgements({ a: 1, b: 2, c: 1, z: 0 }))
    const dcg = 1 + 2 / Math.log2(4)
    const ideal = 2 + 1 / Math.log2(3) + 1 / Math.log2(4)
    expect(scores['ndcg@10']).toBeCloseTo(dcg / ideal, 12)
    expect(scores.map).toBeCloseTo((1 / 1 + 2 / 3) / 3, 12)
    expect(scores['recall@100']).toBeCloseTo(2 / 3, 12)
    expect(scores.mrr).toBe(1)
    expect(measure(['x', 'y', 'a'], judgements({ a: 1 })).mrr).toBeCloseTo(1 / 3, 12)
    expect(measure([], judgements({ a: 1 }))).toEqual({ 'ndcg@10': 0, map: 0, 'recall@100': 0, mrr: 0 })
  })

  const hasTrecEval = spawnSync('python3', ['-c', 'import pytrec_eval']).status === 0
  if (!hasTrecEval)
    process.stderr.write(
      'SKIPPED: pytrec_eval is absent; install it with pip to compare the measures with it.\n',
    )
  it.skipIf(!hasTrecEval)('are those of trec_eval', () => {
    const ids = Array.from({ length: 150 }, (_, index) => `d${(index * 67) % 150}`)
    const gains = Object.fromEntries(
      ids.filter((_, index) => index % 7 === 0).map((id, index) => [id, index % 3]),
    )
    const program = [
      'import json, sys, pytrec_eval',
      'gains, ids = json.load(sys.stdin)',
      'e = pytrec_eval.RelevanceEvaluator({"q": gains}, {"ndcg_cut.10", "map", "recall.100", "recip_rank"})',
      'print(json.dumps(e.evaluate({"q": {d: 1000.0 - i for i, d in enumerate(ids)}})["q"]))',
    ].join('\n')
    const theirs = JSON.parse(
      execFileSync('python3', ['-c', program], { input: JSON.stringify([gains, ids]), encoding: 'utf8' }),
    )
    const ours = measure(ids, judgements(gains))
    expect(ours['ndcg@10']).toBeCloseTo(theirs.ndcg_cut_10, 9)
    expect(ours.map).toBeCloseTo(theirs.map, 9)
    expect(ours['recall@100']).toBeCloseTo(theirs.recall_100, 9)
    expect(ours.mrr).toBeCloseTo(theirs.recip_rank, 9)
  })
})

describe('the statistics', () => {
  it('give an interval around the mean, the same each time', () => {
    const values = Array.from({ length: 100 }, (_, index) => (index % 10) / 10)
    const interval = meanWithInterval(values)
    expect(interval).toEqual(meanWithInterval(values))
    expect(interval.mean).toBeCloseTo(0.45, 12)
    // The normal approximation: 1.96 · 0.2872 / √100 to either side.
    expect(interval.low).toBeCloseTo(0.45 - 0.0563, 2)
    expect(interval.high).toBeCloseTo(0.45 + 0.0563, 2)
  })

  it('tell a difference from none', () => {
    const base = Array.from({ length: 60 }, (_, index) => (index % 10) / 10)
    expect(compare(base, base)).toEqual({ difference: 0, p: 1 })
    const better = base.map(value => value + 0.1)
    expect(compare(better, base).p).toBeLessThan(0.001)
    const noisy = base.map((value, index) => value + (index % 2 === 0 ? 0.1 : -0.1))
    expect(compare(noisy, base).p).toBeGreaterThan(0.5)
    // Ten pairs, all in favour: 2 of the 1 024 labellings are as extreme.
    expect(compare(Array(10).fill(1), Array(10).fill(0)).p).toBeCloseTo(2 / 1024, 2)
  })
})

describe('a collection', () => {
  const files = {
    'docs.jsonl':
      '{"id":"A/1","title":"On mines","text":"Mines *in* Laos # not a heading\\n    nor code"}\n{"id":"B-2","title":"","text":"A treaty: [signed] in <Oslo>."}\n{"id":"C","title":"x","text":"Bridges."}\n',
    'queries.jsonl':
      '{"id":1,"text":"mines (in) \\"Laos"}\n{"id":"q2","text":"treaty signed"}\n{"id":"q3","text":"unjudged"}\n',
    'qrels.tsv': '1\tA/1\t1\nq2\tB-2\t2\n',
  }

  it('goes through the ordinary build and search, text as it stands', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, files)
    const collection = await readCollection(folder)
    expect(collection.queries.map(query => query.id)).toEqual(['1', 'q2'])
    const run = await runCollection(collection)
    expect([run.get('1')?.[0]?.id, run.get('q2')?.[0]?.id]).toEqual(['A/1', 'B-2'])
    const report = evaluateRun(collection, run, run)
    expect(report.metrics.mrr.mean).toBe(1)
    expect(report.against?.map).toMatchObject({ difference: 0, p: 1 })
    expect(parseRun(serialiseRun(run, 'lede'), 'x')).toEqual(run)
  })

  it('that is broken is named by file and line', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, { ...files, 'qrels.tsv': '1\tA/1\t1\nq2 B-2\n' })
    await expect(readCollection(folder)).rejects.toThrow(/qrels\.tsv:2: expected query, document and gain/u)
    await writeFile(join(folder, 'docs.jsonl'), '{"id":"a","text":"x"}\n{"id":"b"}\n')
    await expect(readCollection(folder)).rejects.toThrow(/docs\.jsonl:2: .*text/su)
    await expect(readCollection(join(folder, 'none'))).rejects.toThrow(/docs\.jsonl cannot be read/u)
    expect(() => serialiseRun(new Map([['q', [{ id: 'a b', score: 1 }]]]), 't')).toThrow(
      /“a b”: it has white space/u,
    )
    expect(() => parseRun('q Q0 d one 1.0 tag', 'my.run')).toThrow(/my\.run:1: expected/u)
  })
})

describe.skipIf(SHARED === undefined)('on public collections', () => {
  it.each([
    ['med', 30, /^\| Lede (?:\| \.\d+ ){2}\| (\.\d+) \|/mu],
    ['xquad-es', 149, /every eighth \(149\), (\.\d+) against/u],
  ])('ranking is as good on %s as docs/measured/relevance.md says', async (name, queries, claim) => {
    const whole = await readCollection(join(SHARED ?? '', 'data/retrieval', name))
    const step = Math.ceil(whole.queries.length / 150)
    const collection = { ...whole, queries: whole.queries.filter((_, at) => at % step === 0) }
    expect(collection.queries).toHaveLength(queries)
    const report = evaluateRun(collection, await runCollection(collection), null)
    const claimed = Number(claim.exec(await readFile(join(ROOT, 'docs/measured/relevance.md'), 'utf8'))?.[1])
    expect(claimed).toBeGreaterThan(0.7)
    expect(Math.abs(report.metrics['ndcg@10'].mean - claimed)).toBeLessThan(0.003)
  })
})
