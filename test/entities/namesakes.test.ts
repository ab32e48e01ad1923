// Lede tells a place from a person of the same name, and a thing from the person it is named after.

import { describe, expect, it } from 'vitest'
import { build, passagesOf } from '../support/fixtures.ts'

/** What each mention of a form names, in the order of the files' names. */
async function meantBy(form: string, files: Readonly<Record<string, string>>): Promise<(string | null)[]> {
  const { bundle } = await build(
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [`${name}.md`, `---\ntitle: ${name}\n---\n\n${text}\n`]),
    ),
  )
  return passagesOf(bundle).flatMap(({ mentions }) =>
    mentions.filter(({ text }) => text === form).map(({ entity }) => entity),
  )
}

const TOWN =
  'The market in Dunmarrow opens on Fridays. The road from Dunmarrow to the coast was closed for a week. The mayor of Dunmarrow asked for help.'

describe('a surname that is also a town', () => {
  it('is the town in a document that does not name the person', async () => {
    const found = await meantBy('Dunmarrow', {
      person: 'Ruth Dunmarrow chairs the board. Mrs Dunmarrow said that she would stay.',
      town: TOWN,
    })
    expect(found).toEqual(['person:ruth-dunmarrow', 'place:dunmarrow', 'place:dunmarrow', 'place:dunmarrow'])
  })

  it('is the person and the town in one document', async () => {
    const found = await meantBy('Dunmarrow', {
      both: 'Ruth Dunmarrow came to Dunmarrow in May. Mrs Dunmarrow said that the school in Dunmarrow was shut.',
      town: TOWN,
    })
    expect(found.slice(0, 3)).toEqual(['place:dunmarrow', 'person:ruth-dunmarrow', 'place:dunmarrow'])
  })

  it('is the person still where nothing in the archive is a town of that name', async () => {
    const found = await meantBy('Dunmarrow', {
      person: 'Ruth Dunmarrow chairs the board. Trust in Dunmarrow is low, members say.',
    })
    expect(found).toEqual(['person:ruth-dunmarrow'])
  })

  it('is the town where a letter begins with it and a date', async () => {
    const found = await meantBy('Dunmarrow', {
      letter: 'Dunmarrow, 3 March 2014\n\nDear Sir, the water has been brown since January.',
      person: 'Ruth Dunmarrow chairs the board. Mrs Dunmarrow said that she would stay.',
      town: TOWN,
    })
    expect(found.slice(0, 2)).toEqual(['place:dunmarrow', 'person:ruth-dunmarrow'])
  })

  it('is told in Spanish, too', async () => {
    const found = await meantBy('Valdesera', {
      persona:
        'Marta Valdesera preside la junta desde hace diez años. La señora Valdesera dijo que no se marcharía antes del verano.',
      pueblo:
        'El mercado de los viernes en Valdesera es el más antiguo de la región. La gente viaja a Valdesera para vender. En Valdesera viven dos mil personas.',
    })
    expect(found.slice(0, 1)).toEqual(['person:marta-valdesera'])
    expect(found.slice(1)).toEqual(['place:valdesera', 'place:valdesera', 'place:valdesera'])
  })
})

describe('a thing that is named after a person', () => {
  it('has a name that goes on with its kind', async () => {
    const text =
      'The Hartwick Medal is given each year. John Hartwick gave the gold. Mr Hartwick was a miner.'
    expect(await meantBy('Hartwick', { text })).toEqual(['person:john-hartwick'])
  })
})
