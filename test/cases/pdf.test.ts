// PDFs as people get them: letters stand anywhere, a person reads words, columns, notes. The table of inputs that were read wrongly, with others of each kind.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import { describe, expect, it } from 'vitest'
import { interpret } from '../../src/corpus/read-document.ts'
import { readFormat } from '../../src/corpus/readers/read-format.ts'
import { splitPassages } from '../../src/passages/split-passages.ts'
import { openBrowser } from '../support/browser.ts'
import { SHARED } from '../support/fixtures.ts'
import { FONT, pdfOfSigns, type SignRow, wronglyMapped } from '../support/sample-files.ts'

type Page = InstanceType<typeof PDFDocument>

/** A PDF that is drawn. */
async function drawn(draw: (page: Page) => void, info: PDFKit.DocumentInfo = {}): Promise<Buffer> {
  const file = new PDFDocument({ size: 'A4', margin: 60, info })
  file.registerFont('F', FONT).font('F').fontSize(11)
  draw(file)
  file.end()
  return buffer(file)
}

/** Text at a place, in one line. */
function put(page: Page, text: string, x: number, y: number, size = 11): void {
  page.fontSize(size).text(text, x, y, { lineBreak: false })
}

async function read(file: Buffer) {
  const [rendition] = await readFormat('pdf', file)
  if (rendition === undefined) throw new Error('no document')
  const { document } = interpret({ id: 'pdf', path: 'file.pdf' }, rendition)
  const passages = splitPassages(document, { maxWords: 1000 }).passages
  const body = passages.filter(({ kind }) => kind !== 'boilerplate')
  return {
    title: document.metadata.title,
    told: body.map(({ text }) => text),
    tables: body.filter(({ kind }) => kind === 'table').map(({ text }) => text),
    apart: passages.filter(({ kind }) => kind === 'boilerplate').map(({ text }) => text),
    passages: body,
    metadata: document.metadata,
    problems: rendition.problems ?? [],
    headings: body.map(({ headings }) => headings.at(-1) ?? null),
  }
}

const read_ = async (draw: (page: Page) => void) => read(await drawn(draw))

describe('columns that are written row by row', () => {
  const COLUMNS: readonly (readonly [language: string, columns: readonly (readonly string[])[]])[] = [
    ['English', [
      ['The committee reviewed the annual', 'report on the harbour and on the', 'rails that lead to it, and then it', 'approved the costs of the crane.'],
      ['Farmers said that the cattle were', 'moved to the hills before the flood', 'came, and that nobody had told the', 'people of the lower village.'],
    ]],
    ['Russian, the second longer', [
      ['Комиссия изучила годовой доклад', 'о состоянии гавани и железной', 'дороги, ведущей к ней, и утвердила', 'расходы.'],
      ['Крестьяне сказали, что скот угнали', 'в горы ещё до начала наводнения и', 'что никто не предупредил жителей', 'нижней деревни, где стояло девять', 'домов у самой реки.'],
    ]],
    ['French, three of them', [
      ['Le comité a lu le', 'rapport sur le port', 'et sur les rails qui', 'y mènent encore.'],
      ['Les paysans ont dit', 'que les bêtes étaient', 'dans les collines', 'avant la crue.'],
      ['Le tribunal n’a pas', 'entendu le témoin de', 'la partie adverse ce', 'jour-là non plus.'],
    ]],
  ] // biome-ignore format: one column a line
  it.each(COLUMNS)('are read one after the other: %s', async (_, columns) => {
    const width = 500 / columns.length
    const { told } = await read_(page => {
      for (let row = 0; row < Math.max(...columns.map(lines => lines.length)); row++)
        for (const [at, lines] of columns.entries())
          put(page, lines[row] ?? '', 60 + at * width, 100 + row * 14, 10)
    })
    expect(told).toEqual(columns.map(lines => lines.join(' ')))
  })

  it('are none where numbers stand before items, or letters before speakers', async () => {
    const items = [
      'The convoy left at seven in the morning.',
      'The list was burnt in the evening.',
      'Nobody was told of it.',
    ]
    for (const marks of [
      ['1.', '2.', '3.'],
      ['Q.', 'A.', 'Q.'],
    ]) {
      const { told, tables } = await read_(page => {
        for (const [at, item] of items.entries()) {
          put(page, marks[at] ?? '', 60, 100 + at * 14)
          put(page, item, 96, 100 + at * 14)
        }
      })
      expect(tables).toEqual([])
      expect(told.join(' ')).toBe(items.map((item, at) => `${marks[at]} ${item}`).join(' '))
    }
  })
})

describe('a table', () => {
  const TABLES: readonly (readonly [name: string, rows: readonly (readonly string[])[], told: readonly string[]])[] = [
    ['with heads', [['Ship', 'Cargo', 'Tonnes'], ['Aurora', 'coal', '1,200'], ['Borealis', 'grain', '950']], ['Ship: Aurora\nCargo: coal\nTonnes: 1,200', 'Ship: Borealis\nCargo: grain\nTonnes: 950']],
    ['in Russian', [['Имя', 'Год', 'Место'], ['Ольга', '1943', 'Псков'], ['Пётр', '1944', 'Луга']], ['Имя: Ольга\nГод: 1943\nМесто: Псков', 'Имя: Пётр\nГод: 1944\nМесто: Луга']],
    ['without heads', [['1943', 'Псков', '12'], ['1944', 'Луга', '7'], ['1945', 'Нарва', '31']], ['1943\nПсков\n12', '1944\nЛуга\n7', '1945\nНарва\n31']],
    ['of terms in two columns', [['Amphora', 'Jar'], ['Fibula', 'Spange'], ['Глина', 'Земля'], ['Tuile', 'Brique']], ['Amphora\nJar', 'Fibula\nSpange', 'Глина\nЗемля', 'Tuile\nBrique']],
    ['of two columns with heads', [['Ville', 'Habitants'], ['Lille', '1200'], ['Metz', '950'], ['Arras', '80']], ['Ville: Lille\nHabitants: 1200', 'Ville: Metz\nHabitants: 950', 'Ville: Arras\nHabitants: 80']],
    ['whose first row is one of its rows', [['Aurora', '2.5 Sack', 'Tema'], ['Borealis', '12 Sack', 'Lomé'], ['Corona', '7 Sack', 'Accra']], ['Aurora\n2.5 Sack\nTema', 'Borealis\n12 Sack\nLomé', 'Corona\n7 Sack\nAccra']],
    ['with an empty cell', [['Nom', 'Grade', 'Ville'], ['Roux', 'major', 'Lille'], ['Morel', '', 'Metz']], ['Nom: Roux\nGrade: major\nVille: Lille', 'Nom: Morel\nVille: Metz']],
  ] // biome-ignore format: one table a line
  it.each(TABLES)('%s is read by rows', async (_, rows, told) => {
    const { tables } = await read_(page => {
      for (const [row, cells] of rows.entries())
        for (const [at, cell] of cells.entries())
          if (cell !== '') put(page, cell, 60 + at * 120, 100 + row * 16)
    })
    expect(tables).toEqual(told)
  })
})

describe('words', () => {
  it.each([
    ['C O N F I D E N T I A L', 'CONFIDENTIAL'],
    ['G e h e i m', 'Geheim'],
    ['С е к р е т н о', 'Секретно'],
  ])('that are spaced out are closed up: %s', async (_, word) => {
    const { told } = await read_(page => {
      page.text(word, 60, 100, { characterSpacing: 5, lineBreak: false })
      put(page, 'The normal words are as they were, A and B.', 60, 140)
    })
    expect(told).toEqual([word, 'The normal words are as they were, A and B.'])
  })

  it('that are printed twice, or three times, are read once', async () => {
    const { title, told } = await read_(page => {
      for (const shift of [0, 0.3, 0.6]) put(page, 'The northern gate report', 60 + shift, 60, 18)
      for (const shift of [0, 0.4]) put(page, 'Свидетель номер три', 60 + shift, 100 + shift)
      put(page, 'Said, said, said: the words are repeated, and repeated.', 60, 140)
    })
    expect(title).toBe('The northern gate report')
    expect(told).toEqual(['Свидетель номер три', 'Said, said, said: the words are repeated, and repeated.'])
  })

  it.each([
    ['T', 'he village lay by the river, and its people', 'had lived from the eels.'],
    ['Д', 'еревня стояла у реки, и люди в ней', 'жили рыбой.'],
    ['É', 'tait-ce la fin de la guerre, ou bien', 'une trêve.'],
  ])('keep the letter that is set large before them: %s', async (cap, first, second) => {
    const { told } = await read_(page => {
      put(page, cap, 60, 95, 34)
      put(page, first, 92, 100)
      put(page, second, 92, 114)
    })
    expect(told).toEqual([`${cap}${first} ${second}`])
  })

  it('are no part of a mark of a note', async () => {
    const { told } = await read_(page => {
      put(page, 'Page one speaks of the weir', 60, 100)
      put(page, '1', 60 + page.widthOfString('Page one speaks of the weir'), 100, 7)
      put(page, 'and of the lock.', 64 + page.fontSize(11).widthOfString('Page one speaks of the weir1'), 100)
    })
    expect(told[0]).toMatch(/^Page one speaks of the weir¹? and of the lock\.$/u)
  })
})

describe('a raised number', () => {
  /** Pieces of one line: their text, size, and how far they stand above its foot, or behind the piece before. */
  type Piece = readonly [text: string, size?: number, rise?: number, gap?: number]
  const line = (page: Page, pieces: readonly Piece[], size: number): void => {
    let x = 60
    for (const [text, own = size, rise = 0, gap = 0] of pieces) {
      page.fontSize(own)
      page.text(text, x + gap, 200 - rise, { lineBreak: false, baseline: 'alphabetic' })
      x += gap + page.widthOfString(text)
    }
  }

  it.each<readonly [string, number, readonly Piece[], string]>([
    ['of a browser', 12, [['They dug by the millpond'], ['1', 10, 4.75], ['. Nobody saw.']], 'They dug by the millpond¹. Nobody saw.'],
    ['of a browser, two', 9, [['Die Akte lag im Keller'], ['14', 7.5, 3.6], [' und blieb.']], 'Die Akte lag im Keller¹⁴ und blieb.'],
    ['as large as the text', 11, [['Le barrage a cédé'], ['7', 11, 4.2], [' avant midi.']], 'Le barrage a cédé⁷ avant midi.'],
    ['of a word processor', 12, [['Плотина стояла'], ['5', 7, 4], [' до утра.']], 'Плотина стояла⁵ до утра.'],
    ['with its space', 12, [['He had gone.'], ['8 ', 10, 4.75], ['Nobody saw.']], 'He had gone.⁸ Nobody saw.'],
    ['beside another', 12, [['He had gone'], ['8', 10, 4.75], [',', 10, 4.75], ['9', 10, 4.75], [' by then.']], 'He had gone⁸,⁹ by then.'],
    ['of a power', 12, [['It was 40 km'], ['2', 10, 4.75], [' large.']], 'It was 40 km² large.'],
  ])('%s is written as one', async (_, size, pieces, words) => {
    const [rendition] = await readFormat('pdf', await drawn(page => line(page, pieces, size)))
    expect(rendition?.source.trim()).toBe(words)
  }) // biome-ignore format: one line of a page a line

  it.each<readonly [string, readonly Piece[], string]>([
    ['lower than the letters', [['The CO'], ['2', 10, -3], [' rose.']], 'The CO2 rose.'],
    ['as large and hardly higher', [['Gate B'], ['12', 12, 1], [' was shut.']], 'Gate B12 was shut.'],
    ['as large and apart', [['Gate'], ['12', 12, 4, 6], ['was shut.', 12, 0, 6]], 'Gate 12 was shut.'],
  ])('is none where it is %s', async (_, pieces, words) => {
    const [rendition] = await readFormat('pdf', await drawn(page => line(page, pieces, 12)))
    expect(rendition?.source.trim()).toBe(words)
  })

  it.each([
    ['a note', [['2', 9, 4.5]], 'They dug by the millpond² and nobody saw.'],
    ['two notes', [['2', 9, 4.5], [',', 9, 4.5], ['31', 9, 4.5]], 'They dug by the millpond²,³¹ and nobody saw.'],
    ['an index', [['2', 9, -2.5]], 'They dug by the millpond2 and nobody saw.'],
  ] as const)('that the page writes after all of its lines stands where it is printed: %s', async (_, marks, words) => {
    const { told } = await read_(page => {
      const before = 'They dug by the millpond'
      const start = 60 + page.fontSize(12).widthOfString(before)
      const width = marks.reduce((sum, [text, size]) => sum + page.fontSize(size).widthOfString(text), 0)
      const at = (text: string, x: number, y: number, size: number): void => {
        page.fontSize(size).text(text, x, y, { lineBreak: false, baseline: 'alphabetic' })
      }
      at(before, 60, 200, 12)
      at(' and nobody saw.', start + width, 200, 12)
      at('The second paragraph stands below it, and has no note.', 60, 250, 12)
      let x = start
      for (const [text, size, rise] of marks) {
        at(text, x, 200 - rise, size)
        x += page.widthOfString(text)
      }
    })
    const written = words.replace('²,³¹', '').replace('²', '')
    expect(told).toEqual([written, 'The second paragraph stands below it, and has no note.'])
  }) // biome-ignore format: one table a line

  it('that a browser prints last, because a style shifts it, is no letter of the word', async () => {
    const page = await open()
    await page.setContent(
      '<style>sup { font-size: 75%; line-height: 0; position: relative; vertical-align: baseline; top: -0.5em }</style><p>The clerk kept many ledgers. The clerk burned the lists,<sup>22</sup> and nobody asked for them.<sup>4</sup><p>The mill stood still<sup>5</sup> on that day.',
    )
    const { told } = await read(await page.pdf())
    expect(told).toEqual([
      'The clerk kept many ledgers. The clerk burned the lists, and nobody asked for them.',
      'The mill stood still on that day.',
    ])
  })

  it('is in its own place where it stands beside nothing, or is as large as what it stands beside', async () => {
    const { told } = await read_(page => {
      put(page, 'The gate', 60, 100)
      put(page, 'Below it stands a paragraph of some words.', 60, 160)
      put(page, '12', 60 + page.widthOfString('The gate'), 97)
      put(page, '7', 400, 97, 8)
    })
    expect(told.join(' ')).toMatch(/^The gate Below it .* words\. 12 7$/u)
  })

  const open = openBrowser()
  it.each(['12pt serif', '8pt sans-serif', '10.5pt/1.7 serif'])(
    'that a browser prints in %s is no letter of the word',
    async font => {
      const page = await open()
      await page.setContent(
        `<style>body { font: ${font} }</style><p>The clerk kept many ledgers<sup>1</sup>. The clerk burned the lists,<sup>22</sup> and nobody asked<sup>3</sup> for them.`,
      )
      const { told } = await read(await page.pdf())
      expect(told).toEqual([
        'The clerk kept many ledgers. The clerk burned the lists, and nobody asked for them.',
      ])
    },
  )
})

describe('a line that stands a little lower, below what is written', () => {
  it.each([
    ['Group one', 'Choice'],
    ['Группа', 'Выбор'],
    ['Gruppe eins', 'Wahl'],
  ])('is a line of its own: %s, %s', async (above, below) => {
    const { told } = await read_(page => {
      put(page, above, 72, 100, 12)
      put(page, below, 88, 104, 9)
    })
    expect(told).toEqual([above, below])
  })
})

describe('what is turned', () => {
  const upright = [
    'The convoy left the northern gate at seven in the morning, before',
    'anybody in the town had been told of it by the committee.',
  ]
  const turned = (page: Page, text: string, x: number, y: number): void => {
    page.save().rotate(-90, { origin: [x, y] })
    put(page, text, x, y, 16)
    page.restore()
  }

  it.each([['archive:2004.01234v3 30 Sep 2020'], ['Прислано 3 мая 1944'], ['Exemplaire no 3']])(
    'beside the text is a stamp: %s',
    async stamp => {
      const { title, told, apart } = await read_(page => {
        turned(page, stamp, 24, 500)
        for (const [at, line] of upright.entries()) put(page, line, 72, 100 + at * 14)
      })
      expect([title, told, apart]).toEqual(['file', [upright.join(' ')], [stamp]])
    },
  )

  it('is a text of its own where it is as long as one', async () => {
    const { told, apart } = await read_(page => {
      put(page, 'The north side of the yard was dry in May.', 72, 100)
      turned(page, 'The words beside it go on about zinc.', 24, 500)
    })
    expect([told, apart]).toEqual([
      ['The north side of the yard was dry in May.', 'The words beside it go on about zinc.'],
      [],
    ])
  })

  it('hides no foot of a page', async () => {
    const { apart } = await read_(page => {
      for (const [at, foot] of [
        'Ledger of Tema ii',
        'Ledger of Tema iii',
        'Ledger of Tema iv',
        'Ledger of Tema 5',
      ].entries()) {
        if (at > 0) page.addPage()
        for (const [row, line] of upright.entries()) put(page, `${'abcd'[at]} ${line}`, 72, 100 + row * 14)
        put(page, `Page about the number ${'abcd'[at]}.`, 72, 128)
        if (at === 1) turned(page, 'A figure.', 200, 400)
        put(page, foot, 72, 770)
      }
    })
    // The first page is numbered two.
    expect(apart).toEqual([
      'Ledger of Tema ii',
      'Ledger of Tema iii',
      'Ledger of Tema iv',
      'Ledger of Tema 5',
    ])
  })

  it('within the text is a text of its own', async () => {
    const { told } = await read_(page => {
      put(page, upright[0] ?? '', 72, 100)
      turned(page, 'The turned words speak of zinc.', 200, 400)
      put(page, upright[1] ?? '', 72, 114)
    })
    expect(told).toEqual([upright.join(' '), 'The turned words speak of zinc.'])
  })
})

describe('pages', () => {
  const halves = [
    'The committee met on the first floor of the old library and heard three witnesses before noon. The first said that nobody had been told of it by the officers',
    'who were in charge of the yard, although the list of names had been burnt there in the evening of the day before.',
  ] as const

  it.each([['1 Minutes of the committee, volume two.'], ['* Протокол комиссии, том второй.']])(
    'keep a paragraph whole that goes on after the notes: %s',
    async note => {
      const { told, passages } = await read_(page => {
        page.text(halves[0], 60, 640, { width: 340 })
        put(page, note, 60, 740, 8)
        page.addPage().fontSize(11).text(halves[1], 60, 60, { width: 340 })
      })
      expect(told).toEqual([halves.join(' '), note])
      expect(passages[0]?.source).toMatchObject({ page: 1, endPage: 2 })
      expect(passages[1]?.source).toMatchObject({ page: 1, endPage: 1 })
    },
  )

  const HEADS: readonly (readonly [
    name: string,
    head: (page: number) => string,
    foot: (page: number) => string,
  ])[] = [
    ['the same on each, at different heights', () => 'Master plan of the town', page => String(page)],
    ['with the number of the page', page => `Доклад комиссии · ${page}`, page => `— ${page + 4} —`],
    ['with a number that stays', page => `Rapport 2019 – page ${page} sur 6`, () => 'Exemplaire 7'],
  ]
  it.each(HEADS)('have heads and feet that are no text: %s', async (_, head, foot) => {
    const paragraphs = (page: number): string[] => [
      `On page ${page} the convoy left at ${page}.`,
      `Witness ${page} saw it go, and nobody else did.`,
    ]
    const { told, apart } = await read_(file => {
      for (let page = 1; page <= 6; page++) {
        if (page > 1) file.addPage()
        file.page.margins.bottom = 0
        put(file, head(page), 60, 24 + (page % 3) * 6, 9)
        for (const [at, text] of paragraphs(page).entries()) put(file, text, 60, 100 + at * 30)
        put(file, foot(page), 290, 800, 9)
      }
    })
    const pages = [1, 2, 3, 4, 5, 6]
    expect(told).toEqual(pages.flatMap(paragraphs))
    expect(apart.toSorted()).toEqual(pages.flatMap(page => [head(page), foot(page)]).toSorted())
  })
})

describe('five languages in three layouts', () => {
  const WORDS: Readonly<Record<string, string>> = {
    English:
      'harbour committee witness convoy northern gate library evening document farmers village river bridge nobody officer ledger',
    German:
      'Hafen Ausschuss Zeugin Kolonne nördliche Straße Bücherei abends Bauern Dörfer Flüsse Brücke niemand Offizier Werft',
    French:
      'comité témoin école armée évènement près général paysans village rivière pont personne officier registre façade',
    Polish:
      'komisja świadek konwój północna brama biblioteka wieczór rozejm chłopi wieś rzeka most nikt oficer księga żołnierze',
    Russian:
      'комитет свидетель колонна ворота библиотека вечер перемирие деревня река мост никто офицер книга верфь зима суд',
  }
  /** Paragraphs of the language's words, every fourth with a number of its own, so that each stands once. */
  function paragraphs(language: string, count: number): string[] {
    const words = WORDS[language]?.split(' ') ?? []
    let number = 0
    return Array.from({ length: count }, (_, at) => {
      const said = Array.from({ length: 30 + ((at * 17) % 40) }, () => {
        const word = words[(number * 7 + at) % words.length] ?? ''
        return number++ % 4 === 0 ? `${word}${number}x` : word
      })
      return `${said.join(' ')}.`.replace(/^./u, letter => letter.toUpperCase())
    })
  }
  const LAYOUTS: Readonly<Record<string, { count: number; draw: (page: Page, texts: readonly string[]) => void }>> = {
    'one column, justified': { count: 12, draw: (page, texts) => { for (const text of texts) page.text(text, { align: 'justify' }).moveDown(0.7) } },
    'two columns': { count: 6, draw: (page, texts) => { page.fontSize(9).text(texts.join('\n'), { columns: 2, columnGap: 24, indent: 12, height: 700 }) } },
    'a report with heads, feet and headings': {
      count: 14,
      draw: (page, texts) => {
        let number = 0
        const head = (): void => {
          number++
          page.page.margins.bottom = 0
          put(page, `A report of many pages · ${number}`, 60, 24 + (number % 2) * 5, 8)
          put(page, String(number), 290, 800, 8)
          page.page.margins.bottom = 72
          page.fontSize(11)
          page.x = 60
          page.y = 72
        }
        head()
        page.on('pageAdded', head)
        for (const [at, text] of texts.entries()) {
          if (at % 4 === 0) page.fontSize(15).text(`§ ${at} Ж`).fontSize(11).moveDown(0.3)
          page.text(text, { lineGap: 3 }).moveDown(0.6)
        }
      },
    },
  } // biome-ignore format: one layout after the other

  it.each(
    Object.keys(LAYOUTS).flatMap(layout => Object.keys(WORDS).map(language => [layout, language] as const)),
  )('keep every word, in order, in its paragraph: %s, %s', async (layout, language) => {
    const { count, draw } = LAYOUTS[layout] as (typeof LAYOUTS)[string]
    const texts = paragraphs(language, count)
    const { told } = await read_(page => draw(page, texts))
    expect(told).toEqual(texts)
  })
})

describe('accents that are printed beside their letters', () => {
  it.each([
    ['French', 'Le comit´e s’est r´euni `a l’hˆotel du chˆateau; H´el`ene Gar¸connet ´etait na¨ıve.', 'Le comité s’est réuni à l’hôtel du château; Hélène Garçonnet était naïve.'],
    ['German', 'K¨athe Br¨uggemann fragte. ¨Uber die S¨acke wusste niemand etwas.', 'Käthe Brüggemann fragte. Über die Säcke wusste niemand etwas.'],
    ['Spanish', 'Do˜na Bego˜na Ib´a˜nez pregunt´o qui´en hab´ıa firmado.', 'Doña Begoña Ibáñez preguntó quién había firmado.'],
    ['Czech', 'Pˇredsedkynˇe ˇCapkov´a se zeptala, kdo podepsal pˇr´ıkaz; k˚uˇn ´upˇel.', 'Předsedkyně Čapková se zeptala, kdo podepsal příkaz; kůň úpěl.'],
    ['Italian', 'La citt`a `e pi`u lontana; perch´e nessuno ha risposto cos`ı.', 'La città è più lontana; perché nessuno ha risposto così.'],
    ['Swedish', 'Ordf¨orande ˚Asa Bj¨ork fr˚agade vem som skrev.', 'Ordförande Åsa Björk frågade vem som skrev.'],
    ['Polish, below the letter', 'Ksi˛e˙zna wzi˛ela ksi ˛a˙zk˛e.', 'Księżna wzięla ksi ążkę.'],
  ])('belong on them: %s', async (_, printed, meant) => {
    const { told } = await read_(page => put(page, printed, 60, 100))
    expect(told).toEqual([meant])
  })

  it('are signs of their own where they stand so', async () => {
    const text = 'Type `ls` and `echo` into the shell; the angle is 5° and the mark ´ or ¨ stands alone.'
    expect((await read_(page => put(page, text, 40, 100))).told).toEqual([text])
  })
}) // biome-ignore format: a language a line

describe('a word of Cyrillic letters', () => {
  it.each([
    ['комiсiя зiбралася i пiшла', 'комісія зібралася і пішла'],
    ['Пpикaз пoдпиcaн, копия в папке i3', 'Приказ подписан, копия в папке i3'],
    ['IT-компанія написала в chat про i18n', 'IT-компанія написала в chat про i18n'],
  ])('has no Latin ones that only look alike: %s', async (printed, meant) => {
    const { told } = await read_(page => put(page, printed, 60, 100))
    expect(told).toEqual([meant])
  })
})

describe('bold lines', () => {
  const bold = (page: Page, text: string, x: number, y: number): void => {
    page.font('Helvetica-Bold')
    put(page, text, x, y)
    page.font('Helvetica')
  }
  const text = (page: Page, lines: readonly string[], y: number): void => {
    page.font('Helvetica')
    for (const [at, line] of lines.entries()) put(page, line, 60, y + at * 14)
  }
  const LINES = [
    'The convoy left the northern gate at seven in the morning, before',
    'anybody in the town had been told of it.',
  ]

  it.each([
    ['English', 'The first witness'],
    ['German, numbered', '2.1 Die Überquerung der Grenze'],
    ['Spanish', '¿Quién firmó la orden?'],
    ['French', 'À l’entrepôt'],
  ])('above text are headings: %s', async (_, heading) => {
    const { told, headings } = await read_(page => {
      text(page, LINES, 100)
      bold(page, heading, 60, 150)
      text(page, LINES, 168)
    })
    expect(told).toEqual([LINES.join(' '), LINES.join(' ')])
    expect(headings).toEqual([null, heading])
  })

  it('are none within a paragraph, in a row, or where a sentence ends', async () => {
    const { told, headings } = await read_(page => {
      text(page, LINES.slice(0, 1), 100)
      bold(page, 'Nobody in the whole town was told, and nobody asked', 60, 114)
      text(page, ['why that was so.'], 128)
      bold(page, 'It was never said who had ordered it.', 60, 180)
      text(page, LINES, 220)
    })
    expect(headings.every(heading => heading === null)).toBe(true)
    expect(told.join(' ')).toContain('and nobody asked why that was so.')
  })
})

describe('a list of contents', () => {
  it.each([
    ['English', ['The northern gate', 'The mill', 'Two witnesses']],
    ['Ukrainian', ['Північна брама', 'Млин', 'Два свідки']],
  ])('has an entry on each line: %s', async (_, titles) => {
    const { told } = await read_(page => {
      for (const [at, title] of titles.entries())
        put(page, `${title} ${'. '.repeat(30)}${at * 4 + 3}`, 60, 100 + at * 14)
    })
    expect(told.map(entry => entry.split(' . ')[0])).toEqual(titles)
  })
})

describe('a paragraph that a figure parts', () => {
  it.each([
    ['English', ['The committee met on the first floor of the old library and', 'heard three witnesses, of whom the second spoke about the'], 'Figure 1: The mill in spring', ['convoy that had left the northern gate, and about the men who', 'followed it on foot.']],
    ['Russian', ['Комиссия собралась на первом этаже старой библиотеки и', 'выслушала трёх свидетелей, из которых второй говорил о'], 'Рис. 1. Мельница весной', ['колонне, которая вышла из северных ворот, и о людях, шедших', 'за ней пешком.']],
  ])('is one passage, and the figure another: %s', async (_, before, caption, after) => {
    const { told } = await read_(page => {
      for (const [at, line] of before.entries()) put(page, line, 60, 100 + at * 14)
      put(page, caption, 60, 260, 9)
      for (const [at, line] of after.entries()) put(page, line, 60, 300 + at * 14)
    })
    expect(told).toEqual([[...before, ...after].join(' '), caption])
  })

  it('is two passages where the first has ended', async () => {
    const { told } = await read_(page => {
      put(page, 'The committee met on the first floor of the old library and', 60, 100)
      put(page, 'heard three witnesses.', 60, 114)
      put(page, 'Figure 1: The mill in spring', 60, 260, 9)
      put(page, 'on the second day it met again in the hall of the new school', 60, 300)
    })
    expect(told).toHaveLength(3)
  })
}) // biome-ignore format: a language a line

describe('a PDF whose font says other letters than it shows', () => {
  const WORDS = 'The committee met for the third time and asked who had signed the order for the lorries at the northern gate. '

  it('is said to, and keeps its words where nothing recognises what it shows', async () => {
    const { problems, told } = await read(await wronglyMapped([WORDS.repeat(3)], 'wrong'))
    expect(problems).toMatchObject([
      { rule: 'nonsense-text', message: expect.stringMatching(/page 1 .*switched off/u) },
    ])
    expect(told.join(' ')).toContain('Aol jvttpaall')
  })

  it('is left out, and said to, where it says no letters at all', async () => {
    const { problems } = await read(await wronglyMapped([WORDS.repeat(3)], 'none'))
    expect(problems).toMatchObject([
      { severity: 'error', message: expect.stringContaining('other letters than it shows') },
    ])
  })

  it.each([
    ['English', WORDS.repeat(2)],
    ['Ukrainian', 'Комісія зібралася втретє, і голова запитала, хто підписав наказ про вантажівки біля північної брами. '.repeat(3)],
    ['Welsh', 'Genir pawb yn rhydd ac yn gydradd â’i gilydd mewn urddas a hawliau. Fe’u cynysgaeddir â rheswm a chydwybod, a dylai pawb ymddwyn y naill at y llall mewn ysbryd cymodlon. '.repeat(2)],
    ['numbers', '1943 12.5 77 1944 13.8 91 1945 14.0 60 '.repeat(8)],
    ['a few words again and again', 'Itxm Pxnkt Grzlk '.repeat(30)],
    ['types of machines', 'LM358N SN74LS00 ATMEGA328P BC547B IRF540N MAX232CPE NE555P TL072CP ULN2003A LM7805CT '.repeat(4)],
  ])('is not one of %s', async (_, words) => {
    const { problems } = await read(await drawn(page => page.text(words, 60, 60)))
    expect(problems).toEqual([])
  })
}) // biome-ignore format: a language a line

describe('what a PDF says of itself', () => {
  it('is taken where somebody wrote it', async () => {
    const { metadata, problems } = await read(
      await drawn(page => put(page, 'The convoy left at seven, as it had on all days before.', 60, 100), {
        Title: 'Report on the gate',
        Author: 'Ann Lee',
        CreationDate: new Date('2011-04-02T00:00:00Z'),
      }),
    )
    expect(metadata).toMatchObject({ title: 'Report on the gate', authors: ['Ann Lee'], date: '2011-04-02' })
    expect(problems).toEqual([])
  })

  it.each([
    ['a file', { Title: 'C:\\Users\\x\\gate.dvi', Author: '1' }, 'title C:'],
    ['a program', { Title: 'Microsoft Word - gate.doc', Author: 'Acrobat', Creator: 'Acrobat PDFMaker' }, 'author Acrobat'],
    ['nobody', { Title: 'untitled', Author: 'anonymous' }, 'author anonymous'],
    ['a clock that was not set', { Title: '2', CreationDate: new Date('1970-01-01T00:00:00Z') }, 'date 1970-01-01'],
  ])('is left, and said, where it is that of %s', async (_, info, said) => {
    const file = await drawn(page => put(page, 'The convoy left at seven, as it had on all days before.', 60, 100), info)
    const { metadata, problems } = await read(file)
    expect(metadata.authors).toEqual([])
    expect(metadata.title).toBe('file')
    expect(metadata.date).not.toBe('1970-01-01')
    expect(problems).toMatchObject([{ rule: 'template-properties', message: expect.stringContaining(said) }])
  })
}) // biome-ignore format: one a line

describe.skipIf(SHARED === undefined)('the PDFs of the table', () => {
  const of = async (file: string) => read(await readFile(join(SHARED as string, 'cases', file)))
  it.each([
    ['pdf/columns-rowwise.pdf', /annual report on the harbour.*bolts were lost\.$/u],
    ['pdf/spaced.pdf', /^The spaced words speak of the quicklime works\.$/u],
    ['pdf/drop.pdf', /^The village of Orme/u],
    ['pdf/notes.pdf', /^Page one speaks of the weir¹? and of the lock/u],
    ['pdf/liga.pdf', /^The office filed the fluent efforts of the affidavit in Łódź\.$/u],
    ['pdf/liga.pdf', /^שלום לכולם בישיבה$/u],
    ['pdf/rotated.pdf', /^The turned words speak of the zinc mine\.$/u],
    ['pdf/table.pdf', /^Ship: Cassiopeia\nCargo: salt\nTonnes: 75$/u],
    ['real/fake-bold.pdf', /told\. Witness number three$|^Witness number three$/u],
    ['real/footnote-break.pdf', /by the officers who were in charge.*the day before\.$/u],
    ['real/margin-stamp.pdf', /^The convoy left.*its officers\.$/u],
    ['real/running-head.pdf', /^Paragraph 2 of page 6 .* northern gate at seven in the morning, .* told\.$/u],
  ])('%s: %s', async (file, words) => {
    const { told } = await of(file)
    expect(
      told.some(text => words.test(text)),
      told.join('\n'),
    ).toBe(true)
  })
})

describe('what was filled into a form', () => {
  it.each([
    ['a name', 'Nom :', 'Ada Lerroux', {}],
    ['a name in another script', 'Имя:', 'Вера Плотина', {}],
    ['several lines', 'Was geschah?', 'Das Wehr stand offen.\nNiemand schloss es.', { multiline: true }],
    ['a choice', 'País:', 'Uruguay', { select: ['Chile', 'Uruguay'] }],
  ])('is read where it stands: %s', async (_, label, value, { multiline = false, select = null }: { multiline?: boolean; select?: string[] | null }) => {
    const { told } = await read_(page => {
      put(page, label, 60, 100)
      page.initForm()
      if (select === null) page.formText('field', 200, 96, 300, multiline ? 80 : 20, { value, multiline })
      else page.formCombo('field', 200, 96, 300, 20, { value, select })
      put(page, 'The form ends here.', 60, 400)
    })
    const text = told.join('\n')
    for (const line of value.split('\n')) expect(text).toContain(line)
    expect(text.indexOf(label)).toBeLessThan(text.indexOf(value.split('\n')[0] ?? ''))
    expect(text.indexOf(value.split('\n').at(-1) ?? '')).toBeLessThan(text.indexOf('The form ends'))
  }) // biome-ignore format: one row a line

  it('is one word in each field, also where they touch', async () => {
    const { told } = await read_(page => {
      page.initForm()
      for (const [at, value] of ['Wasserwehr', 'Mühlentor'].entries())
        page.formText(`field${at}`, 60 + at * 40, 100, 40, 20, { value })
    })
    expect(told.join(' ').split(/\s+/u)).toEqual(['Wasserwehr', 'Mühlentor'])
  })

  it('is a text where the page has no other, and empty fields say nothing', async () => {
    const { told } = await read_(page => {
      page.initForm()
      page.formText('given', 60, 100, 200, 20, { value: 'Bo Wehrmann' })
      page.formText('empty', 60, 200, 200, 20, {})
    })
    expect(told).toEqual(['Bo Wehrmann'])
  })
})

describe('words that are written from right to left', () => {
  const told = async (...rows: SignRow[]): Promise<string> => (await read(pdfOfSigns(rows))).told.join(' ')
  /** Each sign at its own place, from the left, as browsers print. */
  const apart = (page: string, y = 700): SignRow[] =>
    Array.from(page, (sign, at) => ({ x: 60 + at * 6, y, signs: [sign] })).filter(
      ({ signs }) => signs[0] !== ' ',
    )
  /** The signs of a text in one piece, turned round, as word processors print. */
  const inOne = (signs: readonly string[], y = 700): SignRow => ({ x: 60, y, signs: [...signs].reverse() })

  it.each([
    ['Arabic forms within words', '.ﺮﺸﻧ ﻦﻣ ﻢﻬﻌﻨﻣ', 'منعهم من نشر.'],
    ['one sign for two letters', 'ءﺎﺛﻼﺜﻟا', 'الثلاثاء'],
    ['a number, and a year', '2019 سرﺎﻣ 12 مﻮﻳ', 'يوم 12 مارس 2019'],
    ['years with a dash among Arabic words', '2002-1998 مﺎﻋ', 'عام 1998-2002'],
    ['years with a dash among Hebrew words', '1998-2002 תנש', 'שנת 1998-2002'],
    ['a date with strokes', '12/03/2019 םויב', 'ביום 12/03/2019'],
    ['brackets as they are printed', '(אבג) דה', 'הד (גבא)'],
    ['Latin words', 'United Nations תודסומ תא ריכה', 'הכיר את מוסדות United Nations'],
    ['a per cent', '45% ןתנ', 'נתן 45%'],
    ['words within a text from left to right', 'The word ءﺎﺛﻼﺜﻟا means Tuesday.', 'The word الثلاثاء means Tuesday.'],
  ])('%s: sign by sign', async (_, page, read_) => expect(await told(...apart(page))).toBe(read_)) // biome-ignore format: an instance a line

  it.each([
    ['a sign of two letters', ['ا', 'ل', 'ث', 'لا', 'ث', 'ا', 'ء'], 'الثلاثاء'],
    ['the article beside it', ['ا', 'ل', 'أ', 'م', 'م', ' ', 'وا', 'لأ', 'م'], 'الأمم والأم'],
    ['brackets as they are meant', ['ق', 'ا', 'ل', ' ', '(', 'م', 'ن', ')'], 'قال (من)'],
    ['a mark behind its letter', ['ج', 'ا', 'ر', 'ي', 'ا', 'ً', '.'], 'جارياً.'],
  ])('%s: in one piece', async (_, signs, read_) => expect(await told(inOne(signs))).toBe(read_)) // biome-ignore format: an instance a line

  it('have a line of several pieces in order, whichever the page writes first', async () => {
    const pieces: SignRow[] = [
      { x: 300, y: 700, signs: Array.from('םולש') },
      { x: 270, y: 700, signs: ['1', '2'] },
      { x: 200, y: 700, signs: Array.from('הלודג') },
    ]
    expect(await told(...pieces)).toBe('שלום 12 גדולה')
    expect(await told(...pieces.reverse())).toBe('שלום 12 גדולה')
  })
})

describe('what a browser prints around one page', () => {
  const around = (foot: string) => (page: Page) => {
    put(page, '27.11.26, 23:36', 30, 20, 8)
    put(page, 'Report on the shed', 260, 20, 8)
    put(page, 'The inspectors counted the boxes in the shed behind the mill.', 60, 100)
    put(page, 'Eleven of them were empty, and nobody could say why.', 60, 115)
    page.page.margins.bottom = 0
    put(page, foot, 30, 815, 8)
    put(page, '1/1', 550, 815, 8)
  }

  it('stands apart: an address and the number of the page, the time and the title', async () => {
    const { told, apart } = await read_(around('https://shed.example/report?id=7'))
    expect(told).toEqual([
      'The inspectors counted the boxes in the shed behind the mill. Eleven of them were empty, and nobody could say why.',
    ])
    expect(apart).toEqual(['27.11.26, 23:36 Report on the shed', 'https://shed.example/report?id=7 1/1'])
  })

  it('is text where it is none of a browser’s', async () => {
    expect((await read_(around('See the annex'))).told.join(' ')).toContain('See the annex')
  })
})
