// Workbooks, slides and texts of Office before 2007: what stands in them, and what is said where it cannot be read.
import type { BookType } from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import { compoundFile, presentation, shape, workbook } from '../support/office-files.ts'
import { compound, oldSlides, oldWorkbook, sheetOfExcel2 } from '../support/old-office-files.ts'
import { read } from '../support/read-file.ts'

const SHIPS = [
  ['Ship', 'Day', 'Tons'],
  ['Étoile', '5 May 1994', 1200],
  ['Волга', '6 May 1994', 42],
]

describe('a workbook of before 2007', () => {
  it.each<[string, BookType, string]>([
    ['Excel 97 to 2003', 'biff8', 'a.xls'],
    ['XML of Excel 2003', 'xlml', 'a.xls'],
    ['binary, since 2007', 'xlsb', 'a.xlsb'],
    ['that has the ending of a newer one', 'biff8', 'a.xlsx'],
    ['newer, with the ending of an old one', 'xlsx', 'a.xls'],
  ])('has a passage of each row, with its heads: %s', async (_, bookType, name) => {
    const { told, passages } = await read(name, oldWorkbook({ Ships: SHIPS }, bookType))
    expect(told).toEqual([
      'table: Ship: Étoile\nDay: 5 May 1994\nTons: 1200',
      'table: Ship: Волга\nDay: 6 May 1994\nTons: 42',
    ])
    expect(passages[0]).toMatchObject({ headings: ['Ships'], source: { row: 2, endRow: 2 } })
  })

  it.each([
    ['Excel 95', oldWorkbook({ Ships: [['Ship', 'Tons'], ['Volga', 42]] }, 'biff5'), 'Volga'],
    ['Excel 2, in Cyrillic', sheetOfExcel2([['Ship', 'Tons'], ['Волга', '42']], 1251), 'Волга'],
    ['Excel 2, in Polish', sheetOfExcel2([['Ship', 'Tons'], ['Łódź', '42']], 1250), 'Łódź'],
  ])('is read in its own code page: %s', async (_, file, ship) => {
    expect((await read('a.xls', file)).told.at(-1)).toContain(`${ship}\n`)
  }) // biome-ignore format: a workbook a line

  it('shows numbers as their cells do, and days year first', async () => {
    const file = oldWorkbook({ A: [['What', 'Value'], ['share', 0.25], ['sum', 1234.5], ['day', 34_459], ['true', true]] }, 'biff8', ({ A }) => {
      if (A === undefined) return
      for (const [cell, form] of [['B2', '0%'], ['B3', '#,##0.00'], ['B4', 'm/d/yy']] as const) A[cell].z = form
    }) // biome-ignore format: a table
    expect((await read('a.xls', file)).told).toEqual([
      'table: What: share\nValue: 25%',
      'table: What: sum\nValue: 1,234.50',
      'table: What: day\nValue: 1994-05-05',
      'table: What: true\nValue: TRUE',
    ])
  })

  it('sets hidden sheets apart, and keeps notes at cells', async () => {
    const file = oldWorkbook(
      { Open: SHIPS, Secret: [['Name', 'Sum'], ['hidden words', 7]] },
      'biff8',
      ({ Open }) => {
        if (Open !== undefined) Open['A2'].c = [{ a: 'Ann', t: 'Seen twice.' }]
      },
      ['Secret'],
    ) // biome-ignore format: a workbook
    const { passages } = await read('a.xls', file)
    const apart = passages.filter(({ boilerplate }) => boilerplate === 'hidden')
    expect(apart.map(({ text }) => text)).toEqual(['Secret', 'Name: hidden words\nSum: 7'])
    expect(passages.map(({ text }) => text)).toContain('A2: Seen twice.')
  })

  it.each([
    ['a page', '<html><body><table><tr><th>Ship</th><th>Tons</th></tr><tr><td>Étoile</td><td>12</td></tr></table></body></html>'],
    ['lines between tabs', 'Ship\tTons\nÉtoile\t12\n'],
  ])('is read as what it is where a program gave it the ending: %s', async (_, text) => {
    expect((await read('a.xls', text)).told).toEqual(['table: Ship: Étoile\nTons: 12'])
  }) // biome-ignore format: a file a line
})

describe('slides of before 2007', () => {
  it('are sections named by their titles, with points, tables, boxes, notes and comments', async () => {
    const { told, passages, document } = await read(
      'a.ppt',
      oldSlides(
        [
          { title: 'Ports of the Étoile', boxes: ['A report — Привет'] },
          { title: 'What was found', body: ['Three barges', 'Two cranes'], notes: 'Say that they are old.' },
          { title: 'Tonnage', table: [['Port', 'Tons'], ['Tema', '1 200'], ['Lomé', '900']], comment: 'Check Lomé.' },
        ],
        new Map([[2, 'Harbours'], [4, 'Ann Lee']]),
      ),
    ) // biome-ignore format: slides
    expect(told).toEqual([
      'paragraph: A report — Привет',
      'list: Three barges\nTwo cranes',
      'paragraph: Say that they are old.',
      'table: Port: Tema\nTons: 1 200',
      'table: Port: Lomé\nTons: 900',
      'paragraph: Check Lomé.',
    ])
    expect(passages.map(({ source }) => source.page)).toEqual([1, 2, 2, 3, 3, 3])
    expect(passages[1]?.headings.at(-1)).toBe('What was found')
    expect(document?.metadata).toMatchObject({ title: 'Ports of the Étoile', authors: ['Ann Lee'] })
  })

  it('set hidden slides and what stands on each apart', async () => {
    const { passages } = await read(
      'a.pps',
      oldSlides([
        { title: 'Seen', boxes: ['Words that are seen'], footer: 'Harbour office' },
        { title: 'Not seen', boxes: ['Words that are not'], isHidden: true },
      ]),
    )
    expect(passages.map(({ text, boilerplate = null }) => [text, boilerplate])).toEqual([
      ['Words that are seen', null],
      ['Harbour office', 'footer'],
      ['Not seen', 'hidden'],
      ['Words that are not', 'hidden'],
    ])
  })

  it('are read as what they are where the ending says something else', async () => {
    const old = oldSlides([{ title: 'Old', boxes: ['Old words'] }])
    expect((await read('a.pptx', old)).told).toEqual(['paragraph: Old words'])
    const newer = await presentation([{ shapes: shape('title', ['New']) + shape('body', ['New words']) }])
    expect((await read('a.ppt', newer)).told).toEqual(['paragraph: New words'])
  })
})

describe('an old office file that is damaged, encrypted or made to do harm', () => {
  const limits = { seconds: 20, megabytes: 400 }
  const slides = oldSlides([{ title: 'A', boxes: ['words'] }])
  const encryptedUser = Buffer.alloc(28)
  encryptedUser.writeUInt32LE(0xf3d1c4df, 12)

  it.each<[string, string, () => Buffer | Promise<Buffer> | string, string]>([
    ['a workbook of other bytes', 'a.xls', () => 'these are no bytes of such a file', 'damaged-file'],
    ['a workbook without a byte', 'a.xls', () => '', 'empty-file'],
    ['slides of other bytes', 'a.ppt', () => 'these are no bytes of such a file', 'damaged-file'],
    ['slides without a byte', 'a.ppt', () => '', 'empty-file'],
    ['a workbook that ends too early', 'a.xls', () => oldWorkbook({ A: SHIPS }).subarray(0, 700), 'damaged-file'],
    ['slides that end too early', 'a.ppt', () => slides.subarray(0, 700), 'damaged-file'],
    ['an encrypted workbook', 'a.xls', () => compoundFile('EncryptedPackage'), 'protected-file'],
    ['encrypted slides', 'a.ppt', () => compound({ 'PowerPoint Document': Buffer.alloc(64), 'Current User': encryptedUser }), 'protected-file'],
    ['slides of PowerPoint 95', 'a.ppt', () => compound({ PP40: Buffer.alloc(64) }), 'unknown-format'],
    ['slides without a document', 'a.ppt', () => compound({ 'PowerPoint Document': Buffer.alloc(64), 'Current User': Buffer.alloc(28) }), 'damaged-file'],
    ['a workbook of other streams', 'a.xls', () => compound({ WordDocument: Buffer.alloc(64) }), 'damaged-file'],
  ])('%s is refused by name', async (_, name, make, rule) => {
    const { rules, document } = await read(name, await make(), { limits })
    expect(document).toBeUndefined()
    expect(rules[0]).toBe(rule)
  }) // biome-ignore format: a sample a line

  it('loses nothing of a file of which any byte is another, or says so', async () => {
    // Whatever stands there now, it is read or refused, and no fault of the reader's.
    for (const at of Array.from({ length: 60 }, (_, n) => Math.floor((n * slides.length) / 60))) {
      const changed = Buffer.from(slides)
      changed[at] = (changed[at] ?? 0) ^ 0xff
      const { document, rules } = await read('a.ppt', changed)
      expect(document !== undefined || ['damaged-file', 'protected-file', 'unknown-format', 'no-text'].includes(rules[0] ?? ''), `${at}: ${rules}`).toBe(true)
    } // biome-ignore format: what may be
  })
})

it('a newer workbook is still one', async () => {
  expect((await read('a.xlsx', await workbook([{ name: 'A', rows: [['Ship', 'Tons'], ['Étoile', 12]] }]))).told).toEqual(['table: Ship: Étoile\nTons: 12']) // biome-ignore format: a line
})
