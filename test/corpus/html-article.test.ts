// Pages that say nowhere which part of them is the article: what a reader would read is body, what stands around it is apart, nothing is lost.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocuments } from '../../src/corpus/read-document.ts'
import { splitPassages } from '../../src/passages/split-passages.ts'
import { temporaryFolder } from '../support/fixtures.ts'

async function read(html: string) {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'page.html'), html)
  const { documents } = await readDocuments({
    id: 'page',
    path: 'page.html',
    absolutePath: join(folder, 'page.html'),
  })
  const passages = documents.flatMap(document => splitPassages(document).passages)
  const { title, date, authors, meta } = documents[0]?.metadata ?? {}
  return {
    said: { title, date, authors, meta },
    body: passages.filter(({ boilerplate }) => boilerplate === undefined).map(({ text }) => text),
    apart: passages.filter(({ boilerplate }) => boilerplate !== undefined).map(({ text }) => text),
  }
}

/** Paragraphs of a language, each of two sentences. */
const LANGUAGES: Readonly<Record<string, (number: number) => string>> = {
  en: number =>
    `On day ${number} the surveyors walked along the old canal, and counted the sluices that were still in use. They found that most of the gates, which nobody had opened for years, were rusted shut.`,
  de: number =>
    `Am Tag ${number} gingen die Vermesser am alten Kanal entlang, und zählten die Schleusen, die noch in Betrieb waren. Die meisten Tore, die seit Jahren niemand geöffnet hatte, waren festgerostet.`,
  fr: number =>
    `Le jour ${number}, les géomètres ont longé le vieux canal, et ont compté les écluses encore en service. La plupart des portes, que personne n'avait ouvertes depuis des années, étaient bloquées.`,
  ru: number =>
    `В день ${number} землемеры прошли вдоль старого канала, и сосчитали шлюзы, которые ещё работали. Большинство ворот, которые никто не открывал много лет, заржавели и не открывались.`,
  ar: number =>
    `في اليوم ${number} سار المساحون على طول القناة القديمة، وأحصوا البوابات التي لا تزال تعمل. ووجدوا أن معظم البوابات، التي لم يفتحها أحد منذ سنوات، قد صدئت وأغلقت تماما.`,
  zh: number =>
    `第${number}天，测量员沿着旧运河步行，清点了仍在使用的水闸。他们发现大多数闸门多年来无人打开，已经完全生锈，再也无法转动，附近的居民也早已不记得它们最后一次开启的日子。`,
}

const links = (words: string, count: number): string =>
  Array.from(
    { length: count },
    (_, at) => `<div class="item"><a href="/${at}">${words} ${at}</a></div>`,
  ).join('')

const COMMENT =
  'I have lived beside this water all my life, and nobody ever asked those of us who remember it.'

function page(paragraph: (number: number) => string): string {
  const paragraphs = Array.from({ length: 9 }, (_, at) => `<p>${paragraph(at + 1)}</p>`)
  return `<html><body><div id="top"><div class="menu">${links('Section', 12)}</div></div>
<div class="wrap"><div class="col1"><h1>The sluices</h1><div class="text">${paragraphs.slice(0, 5).join('')}
<div class="box">${links('Read this', 4)}</div>${paragraphs.slice(5).join('')}</div>
<div id="comments"><div><p>${COMMENT}</p></div><div><p>${COMMENT} ${COMMENT}</p></div></div></div>
<div class="col2">${links('Most read', 8)}<div><p>Sign up here, it is free.</p></div></div></div>
<div class="low"><div>We use files of your browser.</div></div></body></html>`
}

describe('a page without signs of its parts', () => {
  it.each(Object.entries(LANGUAGES))(
    'has its article as body, and all else apart (%s)',
    async (_, paragraph) => {
      const { body, apart } = await read(page(paragraph))
      expect(body).toEqual(Array.from({ length: 9 }, (_, at) => paragraph(at + 1)))
      for (const words of [
        'Section 0',
        'Read this 3',
        'Most read 7',
        'Sign up here',
        'files of your browser',
        COMMENT,
      ])
        expect(apart.join('\n')).toContain(words)
    },
  )

  it('keeps a long abstract above its text, and notes below it', async () => {
    const paragraphs = Array.from(
      { length: 20 },
      (_, at) => `<p>${(LANGUAGES['en'] as (number: number) => string)(at)}</p>`,
    )
    const abstract = Array.from({ length: 12 }, (_, at) => `What was found, in short, point ${at}.`).join(' ')
    const { body } =
      await read(`<html><body><div class="menu">${links('Section', 9)}</div><article><header><h1>The sluices</h1>
<div class="abstract"><p>${abstract} ${abstract}</p></div></header><figure><figcaption>The third gate.</figcaption></figure>
<div class="body">${paragraphs.join('')}</div><section class="notes"><ol><li>See the map of 1912.</li></ol></section></article></body></html>`)
    expect(body.join(' ')).toMatch(/point 11.*The third gate.*On day 0.*map of 1912/su)
    expect(body.join(' ')).not.toContain('Section 3')
  })

  it('keeps what only sounds like words of readers', async () => {
    const commentary =
      '<div class="commentary"><p>Our analysis: he said <span class="comment">no comment</span> twice.</p></div>'
    const { body } = await read(
      `<main><article><h1>The gate</h1><p>The convoy left at seven.</p>${commentary}</article></main>`,
    )
    expect(body).toContain('Our analysis: he said no comment twice.')
  })

  it('keeps lines about its heading', async () => {
    const head =
      '<div class="head"><h1>The sluices</h1><div class="lead">What is left of a canal.</div></div>'
    const { body } = await read(page(LANGUAGES['en'] as never).replace('<h1>The sluices</h1>', head))
    expect(body[0]).toBe('What is left of a canal.')
  })
})

describe('a page whose ids are made of its headings', () => {
  const HEADINGS: Readonly<Record<string, readonly string[]>> = {
    en: ['Extra loads for the menu', 'Comments', 'How to share a gate', 'The footer of the dam', 'Related'],
    fr: ['Menu du barrage', 'Le sponsor caché', 'Remarques', 'Sidebar à part', 'Comments'],
    ru: ['Меню плотины', 'Comment', 'Extra', 'Соседи', 'Banner'],
  }
  const slug = (words: string): string => words.toLowerCase().replace(/[^\p{L}\d]+/gu, '-')

  it.each(Object.entries(HEADINGS))('has all of its sections (%s)', async (language, headings) => {
    const paragraph = LANGUAGES[language] as (number: number) => string
    const under = (at: number): string => `<p>${paragraph(at * 2)}</p><p>${paragraph(at * 2 + 1)}</p>`
    const flat = headings.map((words, at) => `<h2 id="${slug(words)}">${words}</h2>${under(at)}`)
    const nested = headings.map(
      (words, at) => `<section id="${slug(words)}"><h2>${words}</h2>${under(at)}</section>`,
    )
    for (const sections of [flat, nested]) {
      const { body, apart } = await read(
        `<html><body><h1 id="dam">Dam</h1><p>${paragraph(99)}</p>${sections.join('\n')}</body></html>`,
      )
      expect(body).toHaveLength(11)
      expect(apart).toEqual([])
    }
  })

  it('is not one that names blocks around its article by their headings', async () => {
    const { body, apart } = await read(
      page(LANGUAGES['en'] as never).replace('<div id="comments">', '<div id="comments"><h2>Comments</h2>'),
    )
    expect(body).toHaveLength(9)
    expect(apart.join(' ')).toContain(COMMENT)
  })
})

describe('a page that is no article', () => {
  const text = LANGUAGES['en'] as (number: number) => string

  it('keeps the posts of all who wrote it', async () => {
    const posts = Array.from(
      { length: 8 },
      (_, at) => `<div class="post"><div><p>${text(at)}</p></div></div>`,
    )
    const { body } = await read(`<html><body><div>${posts.join('')}</div></body></html>`)
    expect(body).toHaveLength(8)
  })

  it('keeps the posts of a thread that calls them comments', async () => {
    const posts = Array.from({ length: 8 }, (_, at) => `<div class="comment"><p>${text(at)}</p></div>`)
    const { body } = await read(`<html><body><div id="comments">${posts.join('')}</div></body></html>`)
    expect(body).toHaveLength(8)
  })

  it.each(['div class="story"', 'article'])('keeps each of its stories (%s)', async tag => {
    const [name] = tag.split(' ')
    const story = (from: number, count: number): string =>
      `<${tag}><h2>Story ${from}</h2><div class="text">${Array.from({ length: count }, (_, at) => `<p>${text(from + at)}</p>`).join('')}</div></${name}>`
    const { body } = await read(
      `<html><body><div class="list">${story(10, 5)}${story(20, 4)}</div></body></html>`,
    )
    expect(body).toHaveLength(9)
  })

  it('keeps its list', async () => {
    const { body } = await read(
      `<html><body><h1>All</h1><div>${links('The canal and its sluices', 30)}</div></body></html>`,
    )
    expect(body.join(' ')).toContain('The canal and its sluices 29')
  })

  it('keeps what its main part says besides', async () => {
    const entries = Array.from(
      { length: 60 },
      (_, at) => `<section><h4>gate_${at}(width, height)</h4><div>Opens gate ${at}.</div></section>`,
    )
    const prose = `<div class="doc">${[1, 2, 3].map(at => `<p>${text(at)}</p>`).join('')}</div>`
    const { body } = await read(
      `<html><body><main>${prose}<div>${entries.join('')}</div></main></body></html>`,
    )
    expect(body.join('\n')).toContain('Opens gate 59.')
    expect(body.join('\n')).toContain(text(3))
  })

  it('is read as it stands where it is too deep or too large to be looked at', async () => {
    const paragraphs = [1, 2, 3, 4, 5].map(at => `<p>${text(at)}</p>`).join('')
    const deep = `<div>`.repeat(300) + paragraphs
    const large = paragraphs + '<i>x</i> '.repeat(7_000)
    for (const html of [deep, large]) expect((await read(html)).body.join('\n')).toContain(text(5))
  })
})

describe('an article that the page names', () => {
  it('has lists of links to share it, sides, feet and comments apart; a quotation keeps who said it', async () => {
    const { body, apart } =
      await read(`<main><article><h1>The gate</h1><ul class="share"><li>Mail</li><li>Print</li></ul>
<p>The convoy left the northern gate at seven in the morning, before anybody had been told of it.</p>
<blockquote><p>We heard it pass.</p><footer>A neighbour</footer></blockquote>
<aside><h2>Related</h2><p>Ten walks for the autumn</p></aside><footer>Tags: gates</footer>
<section id="comments"><h2>1 comment</h2><p>I do not believe it.</p></section></article></main>`)
    expect(body.join(' ')).toMatch(/convoy.*We heard it pass.*A neighbour/su)
    expect(apart.join(' ')).toMatch(/Mail.*Print.*Related.*Ten walks.*Tags.*1 comment.*I do not/su)
    expect(body.join(' ')).not.toMatch(/Mail|Related|Tags|comment|believe/u)
  })

  it('is not taken from a thread that calls each post a comment', async () => {
    const posts = [1, 2, 3].map(
      at => `<div class="comment"><p>Post ${at} says what its writer saw.</p></div>`,
    )
    expect((await read(`<main>${posts.join('')}</main>`)).body).toHaveLength(3)
  })
})

describe('what a page says of itself', () => {
  const page = (head: string, body: string): string =>
    `<html lang="en"><head>${head}</head><body><article>${body}<p>The convoy left at seven.</p></article></body></html>`
  const linked = (text: string): string => `<script type="application/ld+json">${text}</script>`
  const article =
    '{"@type":"NewsArticle","headline":"The gate","datePublished":"20180619T055000+0900","author":{"name":"Ann\u00a0Lee"}}'
  const expected = { title: 'The gate', date: '2018-06-19', authors: ['Ann Lee'] }

  it.each([
    ['JSON-LD between signs of CDATA', linked(`//<![CDATA[\n${article}\n//]]>`), ''],
    ['JSON-LD in a comment', linked(`<!-- ${article} -->`), ''],
    ['JSON-LD inside of a graph', linked(`{"@graph":[{"@type":"WebSite"},${article}]}`), ''],
    ['JSON-LD of what a page is about', linked(`[{"@type":"ItemPage","mainEntity":${article}}]`), ''],
    [
      'a name of its maker for the day',
      '<meta name="vendor:publish-date" content="2018-06-19">',
      '<a rel="author">Ann Lee</a>',
    ],
    [
      'microdata',
      '',
      '<b itemprop="author">Ann Lee</b><i itemprop="datePublished" content="2018-06-19">on Tuesday</i>',
    ],
    [
      'the only day that it shows',
      '',
      '<a rel="author">Ann Lee</a><time datetime="2018-06-19T07:00Z">a year ago</time>',
    ],
  ])('is read from %s', async (_, head, body) => {
    expect(
      (await read(page(`<title>The gate</title>${head}`, `<h1>The gate</h1>${body}`))).said,
    ).toMatchObject(expected)
  })

  it('is not what readers say of themselves', async () => {
    const comment =
      '<div class="comment"><b itemprop="author">Bob</b><time datetime="2019-01-01">then</time><p>First!</p></div>'
    expect((await read(page('', `<h1>The gate</h1>${comment}`))).said).toMatchObject({
      authors: [],
      date: null,
    })
  })

  it('has its title where the heading is the name of the site', async () => {
    const head =
      '<title>Dam breaks - Daily Planet</title><meta property="og:title" content="Hundreds flee as dam breaks">'
    const { said } = await read(page(head, '<h1>Daily Planet</h1><h2>Hundreds flee as dam breaks</h2>'))
    expect(said.title).toBe('Hundreds flee as dam breaks')
  })

  it('takes no time where a script is white space', async () => {
    const started = performance.now()
    await read(page(linked(`{${'\n'.repeat(300_000)}}`), '<h1>The gate</h1>'))
    expect(performance.now() - started).toBeLessThan(60_000)
  })

  it('gives no day where several are shown, and says nothing twice', async () => {
    const times = [19, 20].map(day => `<time datetime="2018-06-${day}">day ${day}</time>`)
    expect((await read(page('', `<h1>The gate</h1>${times.join('')}`))).said.date).toBeNull()
    const byline =
      '<h1>The gate</h1><p>By <a rel="author">Ann Lee</a></p><p><time datetime="2018-06-19T07:00Z">19 June 2018</time></p>'
    expect((await read(page('', byline))).said).toEqual({ ...expected, meta: {} })
  })

  it('has the title that it shows, and not a description of its subject', async () => {
    const head = `<title>Freedonia - Encyclopedia</title>${linked('{"@type":"Article","headline":"island country"}')}`
    expect((await read(page(head, '<h1>Freedonia</h1>'))).said.title).toBe('Freedonia')
  })
})
