// What is each block for? Inputs on which heads, boilerplate and furniture were read wrongly, each with others of its kind.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DEFAULT_CONFIG, readConfig } from '../../src/build/config.ts'
import { readDocuments } from '../../src/corpus/read-document.ts'
import { splitPassages } from '../../src/passages/split-passages.ts'
import { build, passagesOf, split, temporaryFolder, writeFiles } from '../support/fixtures.ts'

/** The texts that a search finds. */
const searched = (source: string): string[] =>
  split(source)
    .passages.filter(({ kind }) => kind !== 'boilerplate')
    .map(({ text }) => text)

const reasons = (source: string): (string | undefined)[] =>
  split(source).passages.map(({ boilerplate }) => boilerplate)

describe('a line at the head that is or may be a sentence is found', () => {
  it.each([
    ['Speaker: I saw the men take the cattle, the goats and the cart', 'Speaker: Then they burned the barn'],
    ['Sprecher: Ich sah die Männer das Vieh wegtreiben', 'Sprecher: Dann brannte die Scheune'],
    ['Свидетель: мы видели как угнали скот', 'Свидетель: потом сожгли амбар'],
    ['المتحدث: رأيت الرجال يأخذون الماشية', 'المحاور: من كانوا؟'],
    ['証人：男たちが牛を連れて行くのを見ました', '質問者：それは誰でしたか'],
    ['Q: Who were they?', 'A: Soldiers from the fort.'],
    ['P: ¿Quiénes eran?', 'R: Soldados del fuerte.'],
    ['Location: the old mill by the river, where the wounded were laid out on the floor', 'Date: 3 March 1945, in the night'],
    ['Lieu : la maison près du pont où les blessés étaient couchés', 'Date : dans la nuit du 3 mars 1945'],
    ['By Any Means Necessary', 'We shall go on.'],
    ['By the Rivers of Babylon', 'We sat down.'],
    ['Von Menschen und Mäusen', 'Es regnete.'],
    ['By Bread Alone', 'Nobody lived so.'],
    ['The guns fell silent on Monday, 11 November 1918.', 'Nobody spoke.'],
    ['Les canons se sont tus le lundi 11 novembre 1918.', 'Personne ne parla.'],
    ['Geneva, 5 May 1994', 'Dear Sir, the crates have not arrived.'],
    ['Wien, 5. Mai 1994', 'Sehr geehrte Frau Amsel, die Kisten fehlen.'],
    ['26 October 2020', '27 October 2020'],
    ['3 de marzo de 1945', '4 de marzo de 1945'],
    ['12 aprile 1943', '13 aprile 1943'],
  ])('%s', (first, second) => {
    expect(searched(`# A title\n\n${first}\n\n${second}\n\nThe text goes on.`)).toEqual([first, second, 'The text goes on.'])
  }) // biome-ignore format: a table

  it('also where the whole text is emphasised', () => {
    expect(searched('# A letter\n\n*We reached the mill.*\n\n*The patrol came back.*')).toEqual([
      'We reached the mill.',
      'The patrol came back.',
    ])
  })
})

describe('a line at the head that evidently says something about the document', () => {
  it.each([
    ['By Ann Lee\n\nThe Valley Post, 3 March 2019', { authors: ['Ann Lee'], source: 'The Valley Post', date: '2019-03-03' }],
    ['Par Jeanne Morel\n\nLe Courrier du Val, 3 mars 2019', { authors: ['Jeanne Morel'], source: 'Le Courrier du Val', date: '2019-03-03' }],
    ['Von Anna Amsel und Karl Specht\n\nTalbote, 3. März 2019', { authors: ['Anna Amsel', 'Karl Specht'], source: 'Talbote', date: '2019-03-03' }],
    ['Region: Asia, Middle East', { meta: { region: ['Asia', 'Middle East'] } }],
    ['País: Chile', { meta: { país: ['Chile'] } }],
    ['Schlagworte: Mühle, Wasser', { meta: { schlagworte: ['Mühle', 'Wasser'] } }],
    ['Desk: [Foreign](#), [Law](#)', { meta: { desk: ['Foreign', 'Law'] } }],
  ])('%s', (head, metadata) => {
    const { document, passages } = split(`# A title\n\n${head}\n\nThe text goes on.`)
    expect(document.metadata).toMatchObject(metadata)
    expect(passages.map(({ text }) => text)).toEqual(['The text goes on.'])
  }) // biome-ignore format: a table

  it('is read and stays a passage where it could be either', () => {
    const { document, passages } = split('# A poem\n\nBy Ann Lee\n\nThe willows stood.')
    expect(document.metadata.authors).toEqual(['Ann Lee'])
    expect(passages.map(({ text }) => text)).toEqual(['By Ann Lee', 'The willows stood.'])
  })

  it('ends at the first sentence, and what goes on is a passage', () => {
    const { document, passages } = split(
      '# A title\n\nRegion: Central Asia. The herds had gone.\n\nThe text goes on.',
    )
    expect(document.metadata.meta).toEqual({ region: ['Central Asia'] })
    expect(passages[0]?.text).toBe('Region: Central Asia. The herds had gone.')
  })

  it('is not looked for in a message', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, {
      'a.eml': 'From: a@b.example\r\nSubject: S\r\n\r\nRegion: Asia\r\n\r\nBy Ann Lee\r\n',
    })
    const { documents } = await readDocuments({ id: 'a', path: 'a.eml', absolutePath: join(folder, 'a.eml') })
    expect(documents.flatMap(document => splitPassages(document).passages.map(({ text }) => text))).toEqual([
      'Region: Asia',
      'By Ann Lee',
    ])
    expect(documents[0]?.metadata.meta).not.toHaveProperty('region')
  })
})

describe('text that only sounds like boilerplate is found, at the end too', () => {
  it.each([
    'Share of the harvest was fixed at a third.',
    'Follow the river north and you come to the mill.',
    'Copyright law was changed in 1911.',
    'The author is a journalist who was in the valley when the dam broke.',
    'All rights reserved for the crown were given up in 1688.',
    'Sign up for the militia was what they did.',
    'Subscribe to this view and you must believe that the dam was old.',
    'Become a member of the party, they said, or lose your house.',
    'This report was published in 2015 and found that the dam was old.',
    'Print this on your heart.',
    'Contact with the column was lost at dawn.',
    'Note to readers: the names of the witnesses have been changed.',
    'Maria Koval now lives in Kharkiv with her two children.',
    '*Maria Koval now lives in Kharkiv with her two children.*',
    'Мария Коваль теперь живёт в Харькове с двумя детьми.',
    'Maria Koval lebt heute mit ihren Kindern in Charkiw.',
    'Dieser Bericht erschien zuerst 2015 und nannte den Damm alt.',
    'Teilen wollten sie das Brot, nicht das Land.',
    'Tous droits réservés au roi furent abolis en 1789.',
    'Suivez la rivière vers le nord.',
    'Este informe fue publicado en 2015 y concluyó que la presa era vieja.',
    'Comparte el pan, dijo la abuela.',
    'Подписывайтесь под каждым словом, сказал следователь.',
    'شارك في الحرب أربعة من أبنائها.',
  ])('%s', last => {
    const plain = last.replaceAll('*', '')
    expect(searched(`# A title\n\nThe text begins.\n\nIt goes on.\n\n${last}`).at(-1)).toBe(plain)
    expect(searched(`# A title\n\nThe text begins.\n\n${last}\n\nIt goes on.`)).toContain(plain)
  }) // biome-ignore format: a list

  it.each([
    ['Comments', 'The priest wrote in the margin that it was not so.'],
    ['Contact', 'Contact with the company was lost on the third day.'],
    ['Read more', 'Whoever wants to know more has to walk to the mill.'],
    ['Kontakt', 'Der Kontakt zur Kompanie riss am dritten Tag ab.'],
    ['Commentaires', 'Le curé nota en marge que ce n’était pas vrai.'],
    ['Comentarios', 'La abuela añadió que no fue así.'],
    ['Комментарии', 'Священник написал на полях, что это было не так.'],
  ])('a section “%s” with text of its own', (heading, text) => {
    const { passages } = split(`# A title\n\nThe text begins.\n\nIt goes on.\n\n## ${heading}\n\n${text}`)
    expect(passages.at(-1)).toMatchObject({ kind: 'paragraph', text, headings: [heading] })
  }) // biome-ignore format: a table
})

describe('boilerplate is known by its words and a second sign', () => {
  it.each([
    ['Share this article on Facebook', 'share'],
    ['Follow us on Twitter', 'share'],
    ['Folgen Sie uns auf Instagram', 'share'],
    ['Suivez-nous sur Facebook et Twitter', 'share'],
    ['Síguenos en las redes sociales', 'share'],
    ['Подписывайтесь на наш канал в Telegram', 'share'],
    ['تابعونا على فيسبوك', 'share'],
    ['Subscribe to our newsletter.', 'subscribe'],
    ['Abonnieren Sie unseren Newsletter', 'subscribe'],
    ['Abonnez-vous à notre lettre d’information', 'subscribe'],
    ['Suscríbete a nuestro boletín', 'subscribe'],
    ['© 2019 The Valley Post. All rights reserved.', 'copyright'],
    ['Alle Rechte vorbehalten.', 'copyright'],
    ['© 2020 «Долина». Все права защищены.', 'copyright'],
    ['جميع الحقوق محفوظة © صحيفة الوادي', 'copyright'],
    ['*Ann Lee is a journalist in Oslo.*', 'biography'],
    ['*Anna Amsel ist freie Journalistin.*', 'biography'],
    ['The views expressed in this article are those of the author.', 'disclaimer'],
    ['Мнение автора может не совпадать с мнением редакции.', 'disclaimer'],
  ])('%s', (last, reason) => {
    expect(reasons(`# A title\n\nThe text begins.\n\nIt goes on.\n\n${last}`)).toEqual([undefined, undefined, reason])
  }) // biome-ignore format: a table

  it('says the rule in every passage of it', () => {
    expect(split('# T\n\nText.\n\nFollow us on Twitter').passages[1]).toMatchObject({
      boilerplate: 'share',
      boilerplateRule: 'en/share-network',
    })
  })

  it('of the language that the document says, where it says one', () => {
    const source = '# T\n\nText.\n\nFolgen Sie uns auf Instagram'
    expect(reasons(`---\nlanguage: de\n---\n\n${source}`)).toEqual([undefined, 'share'])
    expect(reasons(`---\nlanguage: fr\n---\n\n${source}`)).toEqual([undefined, undefined])
  })
})

describe('a heading above links takes them and no text', () => {
  it.each([
    ['Read more', '- [Another article](/a)', 'The first witness said that the list had been burnt.'],
    ['Weiterlesen', '- [Ein anderer Artikel](/a)\n- [Noch einer](/b)', 'Der erste Zeuge sagte, die Liste sei verbrannt.'],
    ['À lire aussi', '[Un autre article](/a)', 'Le premier témoin dit que la liste avait brûlé.'],
    ['Leer más', '- [Otro artículo](/a)', 'El primer testigo dijo que la lista ardió.'],
    ['Читайте также', '- [Другая статья](/a)', 'Первый свидетель сказал, что список сожгли.'],
  ])('%s', (heading, links, text) => {
    const { passages } = split(`# T\n\nThe convoy left.\n\nThree saw it.\n\n### ${heading}\n\n${links}\n\n${text}`)
    expect(passages.map(({ kind }) => kind)).toEqual(['paragraph', 'paragraph', 'boilerplate', 'boilerplate', 'paragraph'])
    expect(passages.at(-1)).toMatchObject({ text, headings: [] })
  }) // biome-ignore format: a table
})

describe('remnants of templates are furniture', () => {
  it.each([
    '{% raw %}', '&#123;% include note.html %}', '{{< figure src="a.jpg" >}}', '{{% notice tip %}}', '{{ content }}', '[[toc]]', '{:toc}',
    '[gallery ids="1,2"]', '[/caption]', "import Tabs from '@theme/Tabs';", 'export const title = "x"', ':::note',
  ])('%s', remnant => {
    expect(reasons(`# T\n\nThe gate was open.\n\n${remnant}\n\nIt was shut again.`)).toEqual([undefined, 'furniture', undefined])
    const lines = split(`# T\n\n${remnant}\nThe gate was open.\nNobody saw it.\n${remnant}`).passages
    expect(lines.map(({ kind }) => kind)).toEqual(['boilerplate', 'paragraph', 'boilerplate'])
    expect(lines[1]).toMatchObject({ text: 'The gate was open. Nobody saw it.', source: { line: 4, endLine: 5 } })
  }) // biome-ignore format: a list

  it.each([
    'She wrote {{ name }} on the wall.',
    'import of grain fell by a third.',
    '[sic]',
    'Export of timber began in 1911.',
  ])('but not %s', text => {
    expect(searched(`# T\n\n${text}\n\nText.`)).toContain(text)
  })
})

describe('lines that most documents of a source share', () => {
  const pages = (count: number, page: (n: number) => string, end = 'html'): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at + 1}.${end}`, page(at + 1)]))
  const found = async (files: Record<string, string>): Promise<Set<string>> => {
    const { bundle } = await build(files)
    return new Set(
      passagesOf(bundle)
        .filter(({ kind }) => kind !== 'boilerplate')
        .map(({ text }) => text),
    )
  }
  const STORIES = ['the plover', 'the weir', 'the ferry', 'the orchard', 'the quarry', 'the mill']
  const story = (n: number): string => `The witness spoke of ${STORIES[n - 1]} and of event ${n * 37}.`

  it('are no text, at the head and at the foot', async () => {
    const files = pages(
      6,
      n =>
        `<html><body><div>Welcome to the Valley Portal. <a href="/">Home</a> <a href="/a">Archive of harvests</a></div><div><h1>Story ${n}</h1><p>${story(n)}</p></div><div>Valley Portal, 12 Mill Lane. Opening hours of the office are nine to five.</div></body></html>`,
    )
    expect(await found(files)).toEqual(new Set([1, 2, 3, 4, 5, 6].map(story)))
  })

  it('also where a date or a number differs', async () => {
    const files = pages(
      6,
      n =>
        `# Bericht ${n}\n\n${story(n)}\n\nArchiv des Tals, Blatt ${n} von 6, ausgedruckt am ${n}. März 2019 in der Mühlgasse zu Orme`,
      'md',
    )
    expect(await found(files)).toEqual(new Set([1, 2, 3, 4, 5, 6].map(story)))
  })

  it('also a menu of short lines, outside of the last line that repeats', async () => {
    const files = pages(
      6,
      n =>
        `<html><body><div>Start Archiv Karten</div><div>Kontakt und Anfahrt, Presse</div><h1>Bericht ${n}</h1><p>${story(n)}</p><p>Das Talarchiv ist ein Haus des Vereins in Orme.</p><div>Seitenanfang | Impressum</div></body></html>`,
    )
    expect(await found(files)).toEqual(new Set([1, 2, 3, 4, 5, 6].map(story)))
  })

  it('but not one short line, nor a short sentence at the end', async () => {
    const files = pages(6, n => `# Speech ${n}\n\nMadam President\n\n${story(n)}\n\nI thank you.`, 'md')
    const texts = await found(files)
    expect(texts).toContain('Madam President')
    expect(texts).toContain('I thank you.')
  })

  it('but not sentences in which a figure differs', async () => {
    const total = (n: number): string => `The store held ${n * 41} tonnes of barley at the end of the month.`
    expect(await found(pages(6, n => `# Month ${n}\n\n${story(n)}\n\n${total(n)}`, 'md'))).toEqual(
      new Set([1, 2, 3, 4, 5, 6].flatMap(n => [story(n), total(n)])),
    )
  })

  it('but not a report that ten papers print, each with a line of its own', async () => {
    const report = [
      'The ministry said on Monday that the gates would be closed.',
      'Farmers had asked for a week more to move their herds.',
      'The talks will go on until the end of the month, officials said.',
      'Nobody at the dam would say who had given the order.',
    ]
    const files = pages(
      10,
      n =>
        `# The gates\n\nFrom our own desk in the town of ${'abcdefghij'[n - 1]}.\n\n${report.join('\n\n')}`,
      'md',
    )
    const texts = await found(files)
    for (const paragraph of report) expect(texts).toContain(paragraph)
  })

  it.each([
    ['en', 'The first edition names Oslo and Geneva.', 'More of it.'],
    ['fr', 'Le témoin affirme qu’il n’a rien vu ce jour-là.', 'Lu et signé.'],
    ['ru', 'Свидетель показал, что в тот день он был дома.', 'Подпись.'],
  ])('but not what is nearly all of each document (%s)', async (_, statement, end) => {
    expect(await found(pages(9, n => `# Nr ${n}\n\n${statement}\n\n${end}`, 'md'))).toEqual(
      new Set([statement, end]),
    )
  })

  it('but not a refrain within testimonies', async () => {
    const refrain = 'Lord, have mercy on the valley and on those who drowned.'
    const files = pages(
      6,
      n => `# Witness ${n}\n\n${story(n)}\n\n${refrain}\n\nThen ${STORIES[n - 1]} was lost.\n\n${refrain}`,
      'md',
    )
    expect(await found(files)).toContain(refrain)
  })
})

describe('rules of the configuration', () => {
  const config = async (text: string, files: Record<string, string> = {}) => {
    const folder = await temporaryFolder()
    await writeFiles(folder, { 'lede.yaml': text, ...files })
    return readConfig(join(folder, 'lede.yaml'))
  }
  const kinds = async (source: string, text: string, files?: Record<string, string>): Promise<string[]> => {
    const { bundle } = await build({ 'a.md': source }, await config(text, files))
    return passagesOf(bundle).map(({ kind, boilerplateRule }) => boilerplateRule ?? kind)
  }
  const SOURCE = '# T\n\nText.\n\nMore text.\n\nFollow us on Twitter'

  it('switch one off, or all of a language', async () => {
    expect(await kinds(SOURCE, 'rules:\n  off: [en/share-network]')).toEqual([
      'paragraph',
      'paragraph',
      'paragraph',
    ])
    expect(await kinds(SOURCE, 'rules:\n  off: ["en/*"]')).toEqual(['paragraph', 'paragraph', 'paragraph'])
  })

  it('add one, and replace one', async () => {
    expect(
      await kinds(SOURCE, 'rules:\n  boilerplate:\n    - { id: desk/more, pattern: "^more text" }'),
    ).toEqual(['paragraph', 'desk/more', 'en/share-network'])
    expect(
      await kinds(SOURCE, 'rules:\n  boilerplate:\n    - { id: en/share-network, pattern: "^nothing" }'),
    ).toEqual(['paragraph', 'paragraph', 'paragraph'])
  })

  it('bring a further language', async () => {
    const italian =
      'language: it\nboilerplate:\n  - { id: seguici, reason: share, pattern: "^seguici su", with: [end] }\n'
    expect(
      await kinds(
        '---\nlanguage: it\n---\n\n# T\n\nTesto.\n\nSeguici su ogni rete',
        'rules:\n  files: [it.yaml]',
        { 'it.yaml': italian },
      ),
    ).toEqual(['paragraph', 'it/seguici'])
  })

  it('say file, line and key of what is wrong', async () => {
    await expect(config('rules:\n  off:\n    - en/no-such-rule')).rejects.toMatchObject({
      message: expect.stringMatching(/lede\.yaml:3: rules\.off\.0: .*no rule/u),
    })
    await expect(config('rules:\n  boilerplate:\n    - id: a\n      pattern: "("')).rejects.toMatchObject({
      message: expect.stringMatching(/lede\.yaml:4: rules\.boilerplate\.0\.pattern: .*regular expression/u),
    })
    await expect(
      config('rules:\n  files: [it.yaml]', {
        'it.yaml': 'language: it\nboilerplate:\n  - id: a\n    pattern: x\n    with: [nowhere]',
      }),
    ).rejects.toMatchObject({
      message: expect.stringMatching(/it\.yaml:5: boilerplate\.0\.with\.0: .*a signal is one of/u),
    })
    await expect(config('rules:\n  files: [none.yaml]')).rejects.toMatchObject({
      message: expect.stringMatching(/lede\.yaml:2: .*none\.yaml cannot be read/u),
    })
  })

  it('are none where nothing is configured', () => {
    expect(DEFAULT_CONFIG.rules).toEqual({ files: [], off: [], boilerplate: [] })
  })
})

describe('a table of contents', () => {
  const chapters = (titles: readonly string[]): string =>
    titles.map(title => `## ${title}\n\nWhat the chapter says of it.`).join('\n\n')
  const plain = (titles: readonly string[]): string =>
    titles.map(title => `${title}\n\nWhat the chapter says of it.`).join('\n\n')
  const TITLES = ['The gate', 'The river and the mill', 'Die Brücke', 'Мост']

  it.each([
    ['of links', TITLES.map((title, at) => `- [${title}](#c${at})`).join('\n'), chapters(TITLES)],
    ['of links to files', TITLES.map((title, at) => `* [${at + 1}. ${title}](c${at}.xhtml)`).join('\n'), chapters(TITLES)],
    ['in levels', `1. [${TITLES[0]}](#a)\n   1. [${TITLES[1]}](#b)\n2. [${TITLES[2]}](#c)`, chapters(TITLES)],
    ['of links in paragraphs', TITLES.map((title, at) => `[${title}](#c${at})`).join('\n\n'), chapters(TITLES)],
    ['with points and pages', TITLES.map((title, at) => `${title} ........ ${at * 7 + 3}`).join('\n'), chapters(TITLES)],
    ['with spaced points', TITLES.map((title, at) => `${title} . . . . . . . ${at * 7 + 3}`).join('\n\n'), chapters(TITLES)],
    ['of a text without headings', TITLES.map((title, at) => `${title} ……………… ${at + 3}`).join('\n'), plain(TITLES)],
  ])('is navigation: %s', (_, contents, text) => {
    const { passages } = split(`# A book\n\n## Contents\n\n${contents}\n\n${text}`)
    const apart = passages.filter(({ kind }) => kind === 'boilerplate')
    expect(apart.length).toBeGreaterThan(0)
    expect(apart.every(({ boilerplateRule }) => boilerplateRule === 'form/contents')).toBe(true)
    expect(apart.map(passage => passage.text).join('\n')).toContain('The gate')
    const body = passages.filter(({ kind }) => kind !== 'boilerplate').map(passage => passage.text)
    expect(body.filter(words => words.startsWith('What'))).toHaveLength(4)
  }) // biome-ignore format: a table

  it.each([
    ['figures with points', 'Killed ........ 12\nWounded ........ 45\nMissing ........ 60', '## The battle\n\nIt lasted a day.'],
    ['prices', 'The gate ........ 12\nThe river and the mill ........ 4\nDie Brücke ........ 2', chapters(TITLES)],
    ['links to other texts', '- [The flood](a.html)\n- [The fire](b.html)\n- [The famine](c.html)', chapters(TITLES)],
    ['links that lead out', TITLES.map(title => `- [${title}](https://a.example/${title.length})`).join('\n'), chapters(TITLES)],
    ['a list of words', TITLES.map(title => `- ${title}`).join('\n'), chapters(TITLES)],
  ])('is none: %s', (_, list, text) => {
    const { passages } = split(`# A book\n\nIt begins.\n\n${list}\n\n${text}`)
    expect(passages.filter(({ boilerplateRule }) => boilerplateRule === 'form/contents')).toEqual([])
  }) // biome-ignore format: a table
})
