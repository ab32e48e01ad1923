// The document of a hit, and the passage in which all words stand: what they are read from, and what they put first.

import { describe, expect, it } from 'vitest'
import { openBundle } from '../../src/bundle/open-bundle.ts'
import { compile } from '../../src/search/compile.ts'
import { rankedHits } from '../../src/search/ranked-hits.ts'
import { DocumentWindows } from '../../src/search/ranking/document-windows.ts'
import { NO_WEIGHTS, RANKING, type RankingWeights, WEIGHTS } from '../../src/search/ranking/parameters.ts'
import { passageTermsOf } from '../../src/search/ranking/passage-terms.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { requestDeadline } from '../../src/search/request-deadline.ts'
import { search } from '../../src/search/search.ts'
import { build, type Files, ROOT } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const FILLER = 'Bakers in the capital said that grain prices rose, and that flour was dear.'

async function firstText(files: Files, q: string, weights: RankingWeights): Promise<string> {
  const { bundle } = await build(files)
  const request = parseSearchRequest({ q, fuzzy: 'off' })
  const { ranked } = await rankedHits(
    bundle,
    await compile(bundle, request),
    request,
    requestDeadline(),
    weights,
  )
  return bundle.records.passage(ranked[0]?.index ?? 0).text
}

describe('the document of a hit', () => {
  it('is counted as it stands: whole, or a window of its passages with the hit in the middle', async () => {
    const bundle = await openBundle(`${ROOT}/index-build`)
    const { records } = bundle
    const terms = passageTermsOf(bundle)
    const { passages, title } = RANKING.document
    expect(Math.max(...records.documents.map(document => document.passages))).toBeGreaterThan(passages)
    fc.assert(
      fc.property(
        fc.nat({ max: records.size - 1 }),
        fc.uniqueArray(fc.nat({ max: 300 }), { maxLength: 12 }),
        (index, wanted) => {
          const { from, to } = records.passageRange(records.documentOf(index).id)
          const windows = new DocumentWindows(terms, records, [...wanted, -1, -2])
          const { frequencies, length } = windows.around(index)
          const starts = Array.from({ length: to - from }, (_, at) => from + at)
            .filter(start => start === from || start + passages <= to)
            .filter(start => start <= index && index < start + passages)
          const middle = starts.sort(
            (a, b) => Math.abs(index - a - (passages >> 1)) - Math.abs(index - b - (passages >> 1)) || a - b,
          )[0] as number
          const all = Array.from(
            { length: Math.min(passages, to - from) },
            (_, at) => terms.wordsOf(middle + at).passage,
          )
            .concat(Array.from({ length: title }, () => terms.title(index)))
            .flatMap(numbers => [...numbers])
          expect(length).toBe(all.length)
          const expected = wanted
            .map(term => [term, all.filter(other => other === term).length])
            .filter(([, count]) => (count ?? 0) > 0)
          expect(new Map(frequencies)).toEqual(new Map(expected as [number, number][]))
          expect(windows.around(index)).toBe(windows.around(index))
        },
      ),
    )
  })

  it('puts the passage of a document on the subject first, however far away its other words stand', async () => {
    const filler = Array.from({ length: 5 }, () => FILLER)
    const page = (last: string): string => ['The minister spoke of sanctions.', ...filler, last].join('\n\n')
    const files = {
      'a.md': page('Nobody knew what came of it in the long run.'),
      'b.md': page('The embargo on Freedonia stays, and sanctions too.'),
    }
    const first = async (document: number): Promise<string> => {
      const { bundle } = await build(files)
      const request = parseSearchRequest({ q: 'sanctions embargo minister', fuzzy: 'off' })
      const weights = { ...WEIGHTS, likeness: 0, document }
      const { ranked } = await rankedHits(
        bundle,
        await compile(bundle, request),
        request,
        requestDeadline(),
        weights,
      )
      const spoken = ranked.filter(({ index }) => bundle.records.passage(index).text.includes('spoke'))
      return bundle.records.documentOf(spoken[0]?.index ?? 0).id
    }
    expect(await first(0)).toBe('a')
    expect(await first(WEIGHTS.document)).toBe('b')
  })
})

describe('the passage in which all words of the query stand', () => {
  const files = {
    'a.md': `The treaty and the mines: treaty, mines.\n\n${FILLER}\n\nAfter the harvest came another harvest.`,
    'b.md': `${FILLER}\n\n${FILLER} There the treaty on mines was signed after the harvest, as the bakers and the millers of the capital remember to this day.\n\n${FILLER}`,
  }
  const q = 'treaty mines harvest'

  it('comes first, and the explanation says so', async () => {
    const alone = { ...NO_WEIGHTS, together: WEIGHTS.together }
    expect(await firstText(files, q, NO_WEIGHTS)).not.toContain('signed')
    expect(await firstText(files, q, alone)).toContain('signed')
    const { bundle } = await build(files)
    const { hits } = await search(bundle, parseSearchRequest({ q, fuzzy: 'off', explain: true }))
    const labels = hits[0]?.explanation?.parts.map(({ label }) => label)
    expect(labels).toEqual(expect.arrayContaining(['in the document', 'words together']))
  })

  it('has each word in one of the ways to write it, and need not have one that stands nowhere or in a field', async () => {
    const { bundle } = await build({
      'a.md': 'The parliament of Nagorno-Karabakh (NK) met.\n\nThe treaty on NK held.',
      'b.md': 'The treaty on Nagorno-Karabakh fell.\n\nThe ceasefire talks went on.',
      'c.md': `The cease-fire talks went on.\n\nThe T-72 talks.\n\n${FILLER}`,
    })
    const shareOf = async (q: string, text: string): Promise<number | undefined> => {
      const { hits } = await search(bundle, parseSearchRequest({ q, fuzzy: 'off', explain: true }))
      const hit = hits.find(({ passage }) => passage.text === text)
      const together = hit?.explanation?.parts.find(({ label }) => label === 'words together')
      return together?.parts[0]?.parts[2]?.value
    }
    for (const [q, text] of [
      ['NK treaty', 'The treaty on NK held.'],
      ['NK treaty', 'The treaty on Nagorno-Karabakh fell.'],
      ['NK treaty xyzzyx', 'The treaty on NK held.'],
      ['cease-fire talks', 'The cease-fire talks went on.'],
      ['cease-fire talks', 'The ceasefire talks went on.'],
      ['ceasefire talks', 'The cease-fire talks went on.'],
      ['T72 talks', 'The T-72 talks.'],
      ['talks title:c', 'The T-72 talks.'],
    ] as const)
      expect(await shareOf(q, text), q).toBe(q.includes('title:') ? undefined : 1)
    expect(await shareOf('NK talks', 'The T-72 talks.')).toBeLessThan(0.5)
  })

  it('is no matter for a single word', async () => {
    const { bundle } = await build(files)
    const { hits } = await search(bundle, parseSearchRequest({ q: 'signed', fuzzy: 'off', explain: true }))
    expect(hits[0]?.explanation?.parts.map(({ label }) => label)).not.toContain('words together')
  })
})
