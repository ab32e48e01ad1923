// Who wrote it, where and when, and what is it called? Heads of articles that were read wrongly, each with others of its kind.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocuments } from '../../src/corpus/read-document.ts'
import { split, temporaryFolder } from '../support/fixtures.ts'

const under = (head: string) =>
  split(`# A title\n\n${head}\n\n3 March 2019\n\nThe text goes on.`).document.metadata

describe('a byline', () => {
  it.each([
    ['By Ann Lee, Ministry of Trade', ['Ann Lee'], ['Ministry of Trade']],
    ['By Ann Lee, Ministry of Trade and Industry', ['Ann Lee'], ['Ministry of Trade and Industry']],
    ['By Ann Lee, Geneva', ['Ann Lee'], ['Geneva']],
    ['By Ann Lee, Reuters', ['Ann Lee'], ['Reuters']],
    ['By Ann Lee and Bo Li, Institute for Peace', ['Ann Lee', 'Bo Li'], ['Institute for Peace']],
    ['By Ann Lee, University of Tema; Bo Li, Peace Institute', ['Ann Lee', 'Bo Li'], ['University of Tema', 'Peace Institute']],
    ['Par Jeanne Morel, Université de Lomé', ['Jeanne Morel'], ['Université de Lomé']],
    ['Von Anna Amsel, Handelsministerium', ['Anna Amsel'], ['Handelsministerium']],
    ['Por Ana Ruiz, Universidad de Lima', ['Ana Ruiz'], ['Universidad de Lima']],
    ['By Ann Lee, Bo Li and Cy Day', ['Ann Lee', 'Bo Li', 'Cy Day'], undefined],
    ['By Martin Luther King, Jr.', ['Martin Luther King, Jr.'], undefined],
    ['By Human Rights Watch', ['Human Rights Watch'], undefined],
    ['By Ministry of Trade and Industry', ['Ministry of Trade and Industry'], undefined],
    ['Von Anna von der Heide und Karl Specht', ['Anna von der Heide', 'Karl Specht'], undefined],
  ])('%s', (line, authors, affiliation) => {
    const { authors: read, meta } = under(line)
    expect([read, meta['affiliation']]).toEqual([authors, affiliation])
  }) // biome-ignore format: a table
})

describe('what stands before the date of a text', () => {
  it.each([
    ['Moscow, 14 February 2003', null], ['New York, February 14, 2003', null], ['Grozny, Chechnya, 14 February 2003', null], ['Vukovar — 14 February 2003', null],
    ['Phnom Penh, 14 February 2003', null], ['Wien, 14. Februar 2003', null], ['Genève, le 14 février 2003', null], ['Москва, 14 февраля 2003', null], ['Buenos Aires, 14 de febrero de 2003', null],
    ['The Valley Post, 14 February 2003', 'The Valley Post'], ['Foreign Affairs, February 14, 2003', 'Foreign Affairs'], ['Talbote, 14. Februar 2003', 'Talbote'],
    ['Le Courrier du Val, 14 février 2003', 'Le Courrier du Val'], ['Human Rights Watch, 14 February 2003', 'Human Rights Watch'], ['Talzeitung, 14. Februar 2003', 'Talzeitung'],
  ])('%s: is its source where it is a paper and no place', (line, source) => {
    const { document, passages } = split(`# A title\n\n${line}\n\nThe text goes on.`)
    const { metadata } = document
    expect([metadata.source, metadata.date]).toEqual([source, /le 14/u.test(line) ? metadata.date : '2003-02-14'])
    const place = line.replace(/(?:,| —)(?: le)? (?:February 14, 2003|14.*)$/u, '')
    const found = [...(metadata.meta['dateline'] ?? []), ...passages.map(({ text }) => text), metadata.source ?? '']
    expect(found.some(text => text.includes(place))).toBe(true)
  }) // biome-ignore format: a table
})

describe('the title of a page', () => {
  const page = async (html: string) => {
    const folder = await temporaryFolder()
    const absolutePath = join(folder, 'a.html')
    await writeFile(absolutePath, html)
    const { documents } = await readDocuments({ id: 'a', path: 'a.html', absolutePath })
    return documents[0]?.metadata
  }

  it.each([
    ['<title>The gate is closed | The Valley Post</title>', '<h1>The gate is closed</h1>', 'The gate is closed'],
    ['<title>The Valley Post - The gate is closed</title>', '<p>Menu</p><h1>Sections</h1><h1>The gate is closed</h1>', 'The gate is closed'],
    ['<meta property="og:title" content="Ворота закрыты — Вестник"><title>x</title>', '<h1>Ворота закрыты</h1>', 'Ворота закрыты'],
    ['<meta property="og:site_name" content="Talbote"><title>Das Tor ist zu – Talbote</title>', '<p>Mehr dazu im Blatt.</p>', 'Das Tor ist zu'],
    ['<meta property="og:title" content="La porte est fermée : enquête"><title>La porte est fermée : enquête</title>', '<h1>La porte</h1>', 'La porte est fermée : enquête'],
    ['<title>The Weir - The Book of Gates</title>', '<h1>The Book of Gates</h1><p>Menu</p><h1>The Weir</h1>', 'The Weir'],
    ['<title>Das Wehr – Buch der Tore</title>', '<h1>Buch der Tore</h1><h2>Das Wehr, alt und neu</h2>', 'Das Wehr, alt und neu'],
    ['<title>Плотина | Книга ворот</title>', '<h1>Книга ворот</h1><p>Меню</p><h1>Глава 3</h1>', 'Плотина'],
    ['<title>The Valley Post | The gate is shut</title>', '<h1>The gate is shut</h1><h2>Read on</h2>', 'The gate is shut'],
    ['<title>War - and peace</title>', '<h1>War - and peace</h1>', 'War - and peace'],
    ['<title>Only the title</title>', '<p>Text.</p>', 'Only the title'],
  ])('%s %s', async (head, body, title) => {
    const metadata = await page(`<html><head>${head}</head><body>${body}<p>The text goes on for a while.</p></body></html>`)
    expect(metadata?.title).toBe(title)
    const whole = /content="([^"]+ — [^"]+)"|<title>([^<]{3,})<\/title>/u.exec(head)
    const written = whole?.[1] ?? whole?.[2] ?? ''
    expect([title, ...(metadata?.meta['page-title'] ?? [])]).toContain(written)
  }) // biome-ignore format: a table
})

describe('a file of zero bytes', () => {
  it.each(['a.txt', 'a.md', 'a.html', 'a.json'])('is no document, and said to be none: %s', async name => {
    const folder = await temporaryFolder()
    const absolutePath = join(folder, name)
    await writeFile(absolutePath, Buffer.alloc(512))
    const { documents, problems } = await readDocuments({ id: 'a', path: name, absolutePath })
    expect(documents).toEqual([])
    expect(problems).toMatchObject([{ rule: 'binary-file', severity: 'error' }])
    expect(problems[0]?.message).toContain('all of its 512 bytes are zero')
  })
})
