// Whom does a surname mean whose full name stands above the text alone: in the title, in a heading, as the author's?

import { describe, expect, it } from 'vitest'
import { resolveDocument } from '../../src/entities/resolve-document.ts'
import type { Candidate } from '../../src/entities/tagger/tagger.ts'
import { build, passagesOf } from '../support/fixtures.ts'

/** Whom the people of a document's passages are, by text. */
async function people(head: string, body: string): Promise<[string, string | null][]> {
  const { bundle } = await build({ 'a.md': `---\n${head}\ndate: 2020-10-26\n---\n\n${body}` })
  return passagesOf(bundle).flatMap(({ mentions }) =>
    mentions
      .filter(({ type }) => type === 'person')
      .map(({ text, entity }): [string, string | null] => [text, entity]),
  )
}

const SAID = 'Minister Marlow said that the mines were cleared. “We are done,” Marlow said.'

describe('a surname means the person whose full name stands', () => {
  it.each([
    ['in the title', 'title: Ruth Marlow visits Huambo', SAID],
    ['in a title that calls her otherwise first', 'title: A talk with Ruth Marlow', SAID],
    ['in a title with a capital at every word', 'title: What Ruth Marlow Wants From Huambo', SAID],
    ['in a heading', 'title: The visit', `## Ruth Marlow in Huambo\n\n${SAID}`],
    ['as the author', 'title: The visit\nauthor: Ruth Marlow', SAID],
    ['as the author, surname first', 'title: The visit\nauthor: "Marlow, Ruth"', SAID],
  ])('%s', async (_where, head, body) => {
    expect(await people(head, body)).toEqual([
      ['Marlow', 'person:ruth-marlow'],
      ['Marlow', 'person:ruth-marlow'],
    ])
  })

  it('and the entity is called by it', async () => {
    const { bundle } = await build({ 'a.md': `---\ntitle: Ruth Marlow visits Huambo\n---\n\n${SAID}` })
    const [person] = bundle.records.entities.filter(({ type }) => type === 'person')
    expect(person).toMatchObject({ id: 'person:ruth-marlow', name: 'Ruth Marlow' })
    expect(person?.aliases.map(({ name }) => name)).toEqual(['Marlow'])
  })

  it('in whichever document, and so they are one', async () => {
    const { bundle } = await build({
      'a.md': `---\ntitle: Ruth Marlow visits Huambo\n---\n\n${SAID}`,
      'b.md': '---\ntitle: Visits\n---\n\nRuth Marlow came to Huambo. The minister, Ruth Marlow, left.',
    })
    expect(bundle.records.entities.filter(({ type }) => type === 'person').map(({ id }) => id)).toEqual([
      'person:ruth-marlow',
    ])
  })
})

describe('nobody is meant by what stands above', () => {
  const person = (text: string, name: string): Candidate => {
    const start = text.indexOf(name)
    return { start, end: start + name.length, text: name, type: 'person', rule: 'model', entry: null }
  }
  const meant = (names: readonly string[], ...above: { text: string; isAuthor: boolean }[]) => {
    const text = names.join('; ')
    const [mentions = []] = resolveDocument(
      [text],
      [names.map(name => person(text, name))],
      ['en'],
      above.map(name => ({ ...name, language: 'en', entry: null })),
    )
    return mentions.map(({ target }) => target?.key.replace('person:', '') ?? null)
  }

  it.each<[string, string[], { text: string; isAuthor: boolean }[], (string | null)[]]>([
    [
      'where the title and the text name two people of one surname',
      ['Noel Marlow', 'Marlow'],
      [{ text: 'Ruth Marlow', isAuthor: false }],
      ['noel-marlow', null],
    ],
    [
      'where the title only says how somebody is',
      ['Marlow'],
      [{ text: 'Defiant Marlow', isAuthor: false }],
      ['marlow'],
    ],
    [
      'where the text has somebody of the author’s surname',
      ['Noel Marlow', 'Marlow'],
      [{ text: 'Ruth Marlow', isAuthor: true }],
      ['noel-marlow', 'noel-marlow'],
    ],
    [
      'where two authors have the surname',
      ['Marlow'],
      [
        { text: 'Ruth Marlow', isAuthor: true },
        { text: 'Noel Marlow', isAuthor: true },
      ],
      [null],
    ],
    ['where it is the author’s given name', ['Ruth'], [{ text: 'Ruth Marlow', isAuthor: true }], ['ruth']],
  ])('%s', (_why, names, above, expected) => {
    expect(meant(names, ...above)).toEqual(expected)
  })
})
