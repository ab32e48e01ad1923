// Documentation, licences and package notes: what was read wrongly in an archive of them, and instances of each kind in other languages.
import { describe, expect, it } from 'vitest'
import { splitFile } from '../support/fixtures.ts'

async function read(name: string, source: string) {
  const { document, passages } = await splitFile(name, source)
  return { metadata: document.metadata, passages, texts: passages.map(({ text }) => text) }
}

describe('the title', () => {
  it.each([
    ['after a notice in a comment and a fold', '<!-- (c) -->\n\n<details><summary>Über uns</summary>Wir glauben.</details>\n\n# Brückenbau\n\nDie Brücke trägt.\n', 'Brückenbau'],
    ['after badges', '[![état](a.svg)](https://a.example)\n\n# Le pont\n\nLe pont tient.\n\n## Notes\n\nRien.\n', 'Le pont'],
    ['after a picture', '![Ein Pfeiler](pfeiler.jpg)\n\n# Der Pfeiler\n\nDer Pfeiler steht.\n', 'Der Pfeiler'],
    ['an element of its own', '<h1 align="center">Мост</h1>\n\n<p align="center">Мост стоит.</p>\n', 'Мост'],
    ['one that opens an element with text', '<div align="center">\n\n[![α](a.svg)](https://a.example)\n\n  <h1>Il ponte</h1>\n  <p>Il ponte regge.</p>\n</div>\n\n## Note\n\nNiente.\n', 'Il ponte'],
    ['a line with a rule below it', 'El puente\n=========\n\nEl puente aguanta.\n', 'El puente'],
    ['a line with a thin rule below it', 'Stary most\r\n----------\r\n\r\nMost stoi.\r\n', 'Stary most'],
  ])('is the only heading of the first rank: %s', async (_, source, title) => {
    const name = source.startsWith('El') || source.startsWith('Stary') ? 'a.txt' : 'README.md'
    const { metadata, texts } = await read(name, source)
    expect(metadata.title).toBe(title)
    expect(texts).not.toContain(title)
  }) // biome-ignore format: one row a line

  it.each([
    ['two of the first rank', 'Es war Krieg.\n\n# Der Anfang\n\nSie kamen.\n\n# Das Ende\n\nSie gingen.\n'],
    ['one below a text that has begun', 'Le convoi est parti.\n\n# La suite\n\nIls sont venus.\n'],
    ['one below another heading', '## Préface\n\n# Le début\n\nIls sont venus.\n'],
  ])('is not guessed: %s', async (_, source) => {
    expect((await read('chapters.md', source)).metadata.title).toMatch(/^(?:chapters|Préface)$/u)
  })
})

describe('labels', () => {
  it.each([
    '[![Konferenz 2025: 8. bis 10. September, gehostet in Köln](a.svg)](https://a.example)\n\nDie Brücke trägt.\n',
    '[Lire aussi : le pont](https://a.example)\n\nLe pont tient.\n',
  ])('stand outside of links: %s', async source => {
    const { metadata, texts } = await read('a.md', source)
    expect(metadata.meta).toEqual({})
    expect(texts).toHaveLength(2)
  })
})

describe('sections', () => {
  it('keep their heading where only a comment stands between it and their text', async () => {
    const { passages } = await read(
      'a.md',
      '# Pont\n\nLe pont.\n\n## Bau\n\nGebaut 1910.\n\n## License\n\n<!-- generated -->\n\nPublished under terms of its own by the town of Orta.\n',
    )
    expect(passages.at(-1)?.headings).toEqual(['License'])
    expect(passages.every(({ kind }) => kind === 'paragraph')).toBe(true)
  })
})

describe('badges', () => {
  it.each(['inverse de cet outil, il relie les deux rives.', 'hiermit verbundenes Werk, es steht am Fluss.'])(
    'are no first half of a sentence: %s',
    async text => {
      const badges = ['Bau', 'Lauf', 'Test', 'Umfang'].map(name => `[![${name}][b]][c]`).join('\n')
      const { texts } = await read(
        'a.md',
        `# T\n\nErst dies.\n\n${badges}\n\n${text}\n\n[b]: b.svg\n[c]: /c\n`,
      )
      expect(texts).toEqual(['Erst dies.', 'Bau Lauf Test Umfang', text])
    },
  )
})

describe('lines of plain text', () => {
  it.each([
    ['commands', 'Zum Bauen:\n\n   werkzeug Bauplan.PL\n   make\n   make test\n   make install\n', 'werkzeug Bauplan.PL\nmake\nmake test\nmake install'],
    ['an address', 'Écrire à :\n\nMairie d’Orta\n3, rue du Pont\nOrta\nBureau des archives et des plans\n', 'Mairie d’Orta\n3, rue du Pont\nOrta\nBureau des archives et des plans'],
    ['fields of records', 'Files: *\nCopyright: 2009 Ana Ruiz\nLicense: MIT\n\nFiles: src/puente.c src/rio.c\nCopyright: 2011 Bo Li\nLicense: GPL\n', 'Files: *\nCopyright: 2009 Ana Ruiz\nLicense: MIT'],
  ])('stay lines: %s', async (_, source, expected) => {
    expect((await read('a.txt', source)).texts).toContain(expected)
  }) // biome-ignore format: one row a line

  it.each([
    ['wrapped', 'Der Wasserstand der alten Brücke wurde an jedem Morgen\ngemessen und in das Buch der Gemeinde eingetragen, das bis\nheute im Turm liegt.\n'],
    ['wrapped narrowly', 'Le pont fut\nconstruit par\nles habitants\nde la vallée\nen 1910.\n'],
    ['cut in words', 'Die Gemein-\nde hat den\nBau der neu-\nen Brücke im\nFrühling beschlossen.\n'],
  ])('are joined: %s', async (_, source) => {
    const { texts } = await read('a.txt', source)
    expect(texts).toHaveLength(1)
    expect(texts[0]).not.toContain('\n')
  }) // biome-ignore format: one row a line

  it('below a rule begin a paragraph of their own, and the rule is no word', async () => {
    const { passages, texts } = await read(
      'a.txt',
      'Puente y río\n\nUno.\n\n==========\nCAPÍTULO I\n==========\n\nEl puente aguanta.\n',
    )
    expect(texts).toEqual(['Uno.', 'El puente aguanta.'])
    expect(passages.at(-1)?.headings).toEqual(['CAPÍTULO I'])
  })
})

describe('tables and pictures of a page', () => {
  it.each([
    '<table><tr><td>porte:</td><td>ouvre</td></tr><tr><td>verrou:</td><td>ferme</td></tr><tr><td>clé:</td><td>manque</td></tr></table>',
    '<table><tr><td>Tor:</td><td>öffnet</td></tr><tr><td>Riegel:</td><td>schließt</td></tr><tr><td>Schlüssel:</td><td>fehlt</td></tr></table>',
  ])('a cell that ends in a colon names its row and no column: %s', async source => {
    const { texts } = await read('a.html', `<h1>Le barrage</h1><p>Une phrase.</p>${source}`)
    expect(texts[1]).toMatch(/^(?:porte|Tor):\n(?:ouvre|öffnet)$/u)
    expect(texts).toHaveLength(4)
  })

  it('the name of a picture’s file is no word of the text', async () => {
    const picture = (src: string, alt: string) => `<p><img src="${src}" alt="${alt}"></p>`
    const { texts } = await read(
      'a.html',
      `<h1>Die Brücke</h1>${picture('_images/logo.png', '_images/logo.png')}${picture('a/b.svg', 'b.svg')}${picture('c.png', 'Ein Pfeiler')}<p>Sie trägt.</p>`,
    )
    expect(texts).toEqual(['Ein Pfeiler', 'Sie trägt.'])
  })
})

describe('a line that begins with a small letter', () => {
  it.each([
    ['names a version', 'Bo Li <bo@a.example>  Thu, 23 Jun 2022 07:22:33 +0200\n\nwehr (1.2-2) stable; urgency=low\n\n  * Tor'],
    ['names a command', 'On peut fermer la vanne avec ceci au pied du pont\n\nvanne --fermer'],
  ])('is not the second half of a sentence: %s', async (_, source) => {
    expect((await read('a.txt', `Titre\n\n${source}`)).texts.slice(0, 2)).toEqual(source.split('\n\n').slice(0, 2))
  }) // biome-ignore format: one row a line

  it('is where it ends one', async () => {
    const { texts } = await read(
      'a.txt',
      'Title\n\nThe keeper of the weir went\n\nhome at noon, as he said.\n',
    )
    expect(texts).toEqual(['The keeper of the weir went home at noon, as he said.'])
  })
})

describe('a link that was never closed', () => {
  it.each([
    'Sous la\n[charte 1.1衇(https://pont.example/charte.md#a).',
    'Siehe\n[Ordnung 2衇(https://wehr.example/ordnung.md) und\n[Anhang衇(https://wehr.example/b).',
  ])('beside an address leaves the text as it is: %s', async source => {
    const { texts } = await read('a.md', `# Titre\n\n${source}\n`)
    expect(texts.join(' ')).toBe(source.replaceAll('\n', ' '))
  })
})
