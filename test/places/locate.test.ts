// What a text names beside a town tells which one of its name is meant: a state does, a capital that bears a state's name does not.
import { describe, expect, it } from 'vitest'
import { Deadline } from '../../src/domain/deadline.ts'
import { locatePlaces } from '../../src/places/locate.ts'
import { build } from '../support/fixtures.ts'

const place = (name: string): string => `  - name: ${name}\n    type: place\n`

async function locate(id: string, text: string, places: readonly string[]) {
  const { bundle } = await build({
    'a.md': `# Letters\n\n${text}\n`,
    'entities.yaml': `add:\n${places.map(place).join('')}`,
  })
  return (await locatePlaces(bundle, [id], new Deadline(Number.POSITIVE_INFINITY))).get(id)
}

describe('a town is not in the state of Washington because the capital is named', () => {
  it.each(['', ' They had been in the United States before.'])('with %j', async more => {
    const text = `The delegates flew from Vancouver to Washington, and back to Vancouver.${more}`
    expect(await locate('place:vancouver', text, ['Vancouver'])).toEqual({ kind: 'unsure' })
  })
})

it('a town is in the state that is named', async () => {
  const text = 'The ferry from Portland goes to the islands of Maine. Portland is a town in Maine.'
  expect(await locate('place:portland', text, ['Portland', 'Maine'])).toMatchObject({
    kind: 'city',
    at: [expect.closeTo(-70.3, 0), expect.closeTo(43.7, 0)],
  })
})
