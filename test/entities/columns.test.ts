// A cell of a table is no sentence: its column says what it names.

import { describe, expect, it } from 'vitest'
import { createGazetteer } from '../../src/entities/gazetteer/gazetteer.ts'
import { createTagger } from '../../src/entities/tagger/create-tagger.ts'
import { build, passagesOf } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const tag = createTagger(createGazetteer())

/** What the cells of a table name, row by row. */
async function named(table: string, name = 'table.csv'): Promise<string[][]> {
  const { bundle } = await build({ [name]: table })
  return passagesOf(bundle)
    .filter(({ kind }) => kind === 'table')
    .map(({ mentions }) =>
      mentions.filter(({ type }) => type !== 'date').map(({ type, text }) => `${type} ${text}`),
    )
}

describe('a column of names', () => {
  it('is known by its head', async () => {
    expect(
      await named('Witness,Village,Employer\nAmina Yusuf,Tarvel,Brook Mill\nUte Sommer,Ondrin,Hale Works\n'),
    ).toEqual([
      ['person Amina Yusuf', 'place Tarvel', 'organization Brook Mill'],
      ['person Ute Sommer', 'place Ondrin', 'organization Hale Works'],
    ])
  })

  it('is known by its head in German, Spanish and Russian', async () => {
    expect(await named('Zeugin,Wohnort\nUte Sommer,Ondrin\nEva Lang,Tarvel\n')).toEqual([
      ['person Ute Sommer', 'place Ondrin'],
      ['person Eva Lang', 'place Tarvel'],
    ])
    expect(await named('Testigo,Municipio\nRosa Prado,Ondrín\nEva Solís,Tarvel\n')).toEqual([
      ['person Rosa Prado', 'place Ondrín'],
      ['person Eva Solís', 'place Tarvel'],
    ])
    expect(await named('Свидетель,Город\nАнна Орлова,Тарвель\nИван Лис,Ондрин\n')).toEqual([
      ['person Анна Орлова', 'place Тарвель'],
      ['person Иван Лис', 'place Ондрин'],
    ])
  })

  it('is known by its cells where the head says nothing', async () => {
    const rows = await named('A,B\nMary Holt,3\nJohn Ansell,4\nPeter Quarrie,5\n')
    expect(rows).toEqual([['person Mary Holt'], ['person John Ansell'], ['person Peter Quarrie']])
  })

  it('stands in tables of Markdown and of pages, too', async () => {
    const rows = '| Name | Town |\n| --- | --- |\n| Mary Holt | Tarvel |\n| John Ansell | Ondrin |\n'
    const found = [
      ['person Mary Holt', 'place Tarvel'],
      ['person John Ansell', 'place Ondrin'],
    ]
    expect(await named(`# List\n\n${rows}`, 'list.md')).toEqual(found)
    const page =
      '<html lang="en"><body><h1>List</h1><p>These people were heard in the spring of that year.</p><table><tr><th>Name</th><th>Town</th></tr><tr><td>Mary Holt</td><td>Tarvel</td></tr><tr><td>John Ansell</td><td>Ondrin</td></tr></table></body></html>'
    expect(await named(page, 'list.html')).toEqual(found)
  })

  it('may have several in a cell, titles, and remarks in brackets', async () => {
    expect(
      await named('Judge,Place\nDr. Mary Holt; John Ansell,Tarvel (old town)\nJudge Peter Quarrie,Ondrin\n'),
    ).toEqual([
      ['person Mary Holt', 'person John Ansell', 'place Tarvel'],
      ['person Peter Quarrie', 'place Ondrin'],
    ])
  })
})

describe('a column of other words', () => {
  it('names nothing', async () => {
    expect(await named('Item,Colour,Size\nRain Coat,Dark Green,Large\nSteel Helmet,Black,Medium\n')).toEqual([
      [],
      [],
    ])
  })

  it('names nothing where a head of people has words below it', async () => {
    expect(await named('Name,Default\nlimit,10\noffset,0\n')).toEqual([[], []])
  })
})

it('gives spans in order, inside the text, not overlapping', () => {
  const cell = fc.constantFrom(
    'Mary Holt',
    'Dr. Ann Lee; Bob Ray',
    'Paris, Texas',
    'a: b',
    '7',
    'Hale (old)',
    '; ',
    'U.S.',
    'Ana',
  )
  const head = fc.constantFrom('Name', 'Place', 'Company', 'A', 'From')
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.tuple(head, cell), { minLength: 1, maxLength: 4 }), {
        minLength: 1,
        maxLength: 5,
      }),
      rows => {
        const texts = rows.map(row => row.map(([label, value]) => `${label}: ${value}`).join('\n'))
        const { candidates } = tag({ texts, title: '', date: null, rows: texts.map(() => true) })
        for (const [at, list] of candidates.entries()) {
          let last = 0
          for (const found of list) {
            expect(found.start).toBeGreaterThanOrEqual(last)
            expect(texts[at]?.slice(found.start, found.end)).toBe(found.text)
            last = found.end
          }
        }
      },
    ),
  )
})
