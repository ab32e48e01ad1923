import { hash } from 'node:crypto'
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Canvas } from '@napi-rs/canvas'
import { OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { DEFAULT_CONFIG } from '../../src/build/config.ts'
import { openBundle } from '../../src/bundle/open-bundle.ts'
import { DEFAULT_LIMITS } from '../../src/corpus/convert.ts'
import { findEngine } from '../../src/corpus/ocr/find-engine.ts'
import { parseHocr } from '../../src/corpus/ocr/hocr.ts'
import { type FileOfPages, OcrHost } from '../../src/corpus/ocr/ocr-host.ts'
import type { View } from '../../src/corpus/ocr/ocr-process.ts'
import { type OcrPage, textOf, wordsOf } from '../../src/corpus/ocr/page.ts'
import { codeIn, PageCache } from '../../src/corpus/ocr/page-cache.ts'
import { readTurned, readUpright } from '../../src/corpus/ocr/read-page.ts'
import { tiffPages } from '../../src/corpus/ocr/tiff-pages.ts'
import { type ReadOptions, type ReadResult, readDocuments } from '../../src/corpus/read-document.ts'
import type { Line } from '../../src/corpus/readers/pdf-lines.ts'
import { isPicture } from '../../src/corpus/readers/pdf-pictured.ts'
import { problemsOf } from '../../src/corpus/readers/picture.ts'
import { UnreadableError } from '../../src/corpus/rendition.ts'
import type { Passage } from '../../src/domain/document.ts'
import { splitPassages } from '../../src/passages/split-passages.ts'
import { cite } from '../../src/search/citation.ts'
import { passagesOf, temporaryFolder } from '../support/fixtures.ts'
import { drawText, tiff } from '../support/pictures.ts'
import { wronglyMapped } from '../support/sample-files.ts'

const WORDS = ['The convoy crossed the river at dawn.', 'Nobody was told of the harbour.']
const SECOND = ['In April forty witnesses came to Geneva.']

async function read(
  name: string,
  bytes: Uint8Array | string,
  options: ReadOptions = {},
): Promise<ReadResult> {
  const absolutePath = join(await temporaryFolder(), name)
  writeFileSync(absolutePath, bytes)
  return readDocuments({ id: 'doc', path: name, absolutePath }, options)
}

function textsOf({ documents }: ReadResult): string[] {
  return documents.flatMap(document => splitPassages(document).passages.map(({ text }) => text))
}

/** Pages of text, and pages that are pictures. */
async function pdf(pages: readonly (string | Buffer)[]): Promise<Uint8Array> {
  const { default: PDFDocument } = await import('pdfkit')
  const file = new PDFDocument({ autoFirstPage: false, size: 'A5' })
  const chunks: Buffer[] = []
  file.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise(resolve => file.on('end', resolve))
  for (const page of pages) {
    file.addPage({ size: 'A5' })
    if (typeof page === 'string') file.text(page)
    else file.image(page, 0, 40, { width: 420 })
  }
  file.end()
  await done
  return Buffer.concat(chunks)
}

/** A PDF of one page: a scan as a mask of one bit for each pixel, and a stamp. */
function stampedMask(canvas: Canvas): Buffer {
  const { width, height } = canvas
  const rgba = canvas.getContext('2d').getImageData(0, 0, width, height).data
  const bits = Buffer.alloc(Math.ceil(width / 8) * height, 0xff)
  for (let at = 0; at < width * height; at++)
    if ((rgba[at * 4] ?? 255) < 128) {
      const byte = Math.floor(at / width) * Math.ceil(width / 8) + ((at % width) >> 3)
      bits[byte] = (bits[byte] ?? 0) & ~(0x80 >> ((at % width) & 7))
    }
  const drawn = 'q 400 0 0 200 10 300 cm /Scan Do Q BT /Font 12 Tf 10 20 Td (Received) Tj ET'
  const stream = (dictionary: string, content: Buffer | string): string =>
    `<< ${dictionary} /Length ${content.length} >>\nstream\n${content.toString('latin1')}\nendstream`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R /Resources << /XObject << /Scan 5 0 R >> /Font << /Font 6 0 R >> >> >>',
    stream('', drawn),
    stream(
      `/Type /XObject /Subtype /Image /ImageMask true /BitsPerComponent 1 /Width ${width} /Height ${height}`,
      bits,
    ),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, at) => {
    const offset = file.length
    file += `${at + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 7\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size 7 /Root 1 0 R >>`
  return Buffer.from(`${file}${table}\nstartxref\n${file.length}\n%%EOF\n`, 'latin1')
}

/** As the system's program prints it. */
function hocrDocument(page: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
    "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
 <head>
  <title></title>
  <meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
  <meta name='ocr-system' content='tesseract 5.3.4' />
 </head>
 <body>
  ${page}
 </body>
</html>
`
}

// Recognition is slow where much else runs.
vi.setConfig({ testTimeout: 180_000 })

describe('a picture of text', () => {
  it.each(['image/png', 'image/jpeg', 'image/webp'] as const)('is read: %s', async type => {
    const canvas = drawText(WORDS)
    const bytes = type === 'image/png' ? canvas.toBuffer(type) : canvas.toBuffer(type as 'image/jpeg', 90)
    const result = await read(`scan.${type.slice(6)}`, bytes)
    expect(textsOf(result)).toEqual([WORDS.join(' ')])
    expect(result.problems).toMatchObject([{ severity: 'warning', rule: 'recognised-text' }])
  })

  it('says in passage and citation that it was read by OCR', async () => {
    const { documents } = await read('scan.png', drawText(WORDS).toBuffer('image/png'))
    const [document] = documents
    if (document === undefined) throw new Error('nothing was read')
    const [passage] = splitPassages(document).passages
    expect(passage).toMatchObject({ ocr: true, source: { page: 1, endPage: 1 } })
    const record = {
      ...document.metadata,
      id: 'doc',
      path: 'scan.png',
      languages: ['en'],
      passages: 1,
      words: 9,
    }
    const citation = cite({ ...passage, mentions: [] } as unknown as Passage, record, '', '')
    expect(citation).toMatchObject({ ocr: true, text: expect.stringMatching(/p\. 1, ¶1, read by OCR$/u) })
  })

  it('has the pages of a TIFF', async () => {
    const { documents } = await read('fax.tiff', tiff([drawText(WORDS), drawText(SECOND)]))
    const places = documents.flatMap(document =>
      splitPassages(document).passages.map(({ text, source }) => [source.page, text]),
    )
    expect(places).toEqual([
      [1, WORDS.join(' ')],
      [2, SECOND[0]],
    ])
  })

  it('is read in the language of its words', async () => {
    const lines = [
      'Der Präsident überquerte gestern die Brücke.',
      'Die Dörfer wurden später nicht gewarnt, sagte',
      'Frau Müller, die für die Fähre zuständig ist.',
    ]
    expect(textsOf(await read('brief.png', drawText(lines).toBuffer('image/png')))).toEqual([lines.join(' ')])
  })

  it('is read where it lies on its side', async () => {
    const upright = drawText([...WORDS, ...SECOND, ...WORDS])
    const side = drawText([], { width: upright.height, height: upright.width })
    const context = side.getContext('2d')
    context.translate(0, side.height)
    context.rotate(-Math.PI / 2)
    context.drawImage(upright, 0, 0)
    expect(textsOf(await read('side.png', side.toBuffer('image/png'))).join(' ')).toContain(
      'forty witnesses came',
    )
  })

  it('without text is left out, and said', async () => {
    const { documents, problems } = await read(
      'photo.png',
      drawText([], { height: 300 }).toBuffer('image/png'),
    )
    expect(documents).toEqual([])
    expect(problems).toMatchObject([{ severity: 'warning', rule: 'no-text-in-picture' }])
  })
})

describe('a PDF', () => {
  it('has its pages in order, those that are pictures too', async () => {
    const scan = drawText(WORDS).toBuffer('image/jpeg', 90)
    const result = await read(
      'file.pdf',
      await pdf(['The first page is written.', scan, 'The last page is written.']),
    )
    const [document] = result.documents
    if (document === undefined) throw new Error('nothing was read')
    expect(splitPassages(document).passages.map(({ source, ocr, text }) => [source.page, ocr, text])).toEqual(
      [
        [1, undefined, 'The first page is written.'],
        [2, true, WORDS.join(' ')],
        [3, undefined, 'The last page is written.'],
      ],
    )
    expect(result.problems).toMatchObject([
      { rule: 'recognised-text', message: expect.stringContaining('page 2') },
    ])
  })
})

describe('a PDF whose font says other letters than it shows', () => {
  const TEXTS = {
    English: 'The committee met for the third time and asked who had signed the order for the lorries at the gate.',
    German: 'Die Kommission trat zum dritten Mal zusammen und fragte, wer den Befehl für die Wagen am Tor unterschrieben hatte.',
  }
  it.each([
    ['English', 'none'],
    ['German', 'wrong'],
  ] as const)('is read as it looks: %s, map %s', async (language, map) => {
    const text = TEXTS[language].repeat(3).replaceAll('.', '. ').trim()
    const result = await read('a.pdf', await wronglyMapped([text], map))
    expect(textsOf(result)).toEqual([text])
    expect(result.documents.flatMap(document => splitPassages(document).passages)).toMatchObject([{ ocr: true }])
    expect(result.problems.map(({ rule }) => rule)).toEqual(['nonsense-text', 'recognised-text'])
  }, 60_000)
}) // biome-ignore format: a text a line

describe('a stamped page of a PDF', () => {
  const stamp = [{ text: 'Received' }] as unknown as Line[]
  const painting = (...painted: readonly (readonly [number, ...unknown[]])[]): PDFPageProxy =>
    ({
      getOperatorList: async () => ({
        fnArray: painted.map(([operator]) => operator),
        argsArray: painted.map(([, ...args]) => args),
      }),
    }) as unknown as PDFPageProxy
  const strip = { width: 1000, height: 250 }

  it.each([
    ['a picture', [[OPS.paintImageXObject, 'img', 1000, 500]]],
    ['a mask', [[OPS.paintImageMaskXObject, { width: 1000, height: 500 }]]],
    [
      'masks in strips',
      [
        [OPS.paintImageMaskXObject, strip],
        [OPS.paintImageMaskXObject, strip],
      ],
    ],
    ['a group of masks', [[OPS.paintImageMaskXObjectGroup, [strip, strip]]]],
    ['a picture in the page itself', [[OPS.paintInlineImageXObject, { width: 1000, height: 500 }]]],
  ] as const)('is a picture where a scan is %s', async (_, painted) => {
    expect(await isPicture(painting(...painted), stamp)).toBe(true)
  })

  it('is none where it has a logo only', async () => {
    expect(await isPicture(painting([OPS.paintImageMaskXObject, strip]), stamp)).toBe(false)
  })

  it('has the text of its mask', async () => {
    const bytes = stampedMask(drawText([...WORDS, ...SECOND], { width: 1000, height: 500 }))
    expect(textsOf(await read('stamped.pdf', bytes)).join(' ')).toContain(SECOND[0])
  })
})

describe('where nothing is to be recognised', () => {
  it('a picture is left out, and a PDF of pictures says why', async () => {
    const bytes = drawText(WORDS).toBuffer('image/png')
    const off = await read('scan.png', bytes, { ocr: null })
    expect(off).toMatchObject({ documents: [], problems: [{ severity: 'warning', rule: 'recognition-off' }] })
    const pages = await read('scan.pdf', await pdf([bytes]), { ocr: null })
    expect(pages.problems).toMatchObject([
      { rule: 'no-text-layer', message: expect.stringContaining('switched off') },
    ])
  })

  it('a language that has no model is named, with those that have', () => {
    expect(() => findEngine({ engine: 'tesseract.js-core', languages: ['tlh'] })).toThrow(
      /names tlh, of which Tesseract has no model; it has .*eng.*npm install .*@tesseract\.js-data\/tlh/su,
    )
    expect(() => findEngine({ engine: 'auto', languages: [], data: '/nowhere' })).toThrow(/ocr\.data/u)
  })
})

describe('a hostile picture', () => {
  const png = (): Buffer => drawText(WORDS).toBuffer('image/png')
  const vast = (): Buffer => {
    const bytes = png()
    bytes.writeUInt32BE(60_000, 16)
    bytes.writeUInt32BE(60_000, 20)
    return bytes
  }
  it.each([
    ['cut off', () => png().subarray(0, 900), 'damaged-file'],
    ['of another format', () => Buffer.from('These are words.'), 'damaged-file'],
    ['of 3.6 thousand million pixels, it says', vast, 'picture-too-large'],
    ['of few pixels', () => drawText([], { width: 8, height: 8 }).toBuffer('image/png'), 'picture-too-small'],
  ])('%s is left out, and the next one is read', async (_, bytes, rule) => {
    expect((await read('bad.png', bytes())).problems).toMatchObject([{ rule }])
    expect(textsOf(await read('good.png', png()))).toEqual([WORDS.join(' ')])
  })

  it('with directories in a circle has each page once', () => {
    const bytes = Buffer.from(tiff([drawText(['a']), drawText(['b'])]))
    const second = 8 + 2 + 8 * 12
    const at = bytes.readUInt32LE(second)
    bytes.writeUInt32LE(8, at + 2 + 8 * 12)
    expect(tiffPages(bytes)?.count).toBe(2)
    expect(tiffPages(bytes.subarray(0, 9))?.count).toBe(1)
    expect(tiffPages(Buffer.from('II'))).toBeNull()
  })
})

describe('what an engine says', () => {
  it('is lines of words, specks left out', () => {
    const word = (text: string, confidence: number): string =>
      `<span class='ocrx_word' title='bbox 10 20 30 40; x_wconf ${confidence}'>${text}</span>`
    const line = (...words: string[]): string =>
      `<span class='ocr_line' title="bbox 10 20 90 42; baseline 0.01 -3; x_size 22">${words.join('\n')}</span>`
    const hocr = `<div class='ocr_page' title='image "x"; bbox 0 0 100 200'>${line(word('A&amp;B', 91), word('<strong>bold</strong>', 40))}${line(word('|', 12))}</div>`
    expect(parseHocr(hocr, 3, 'eng')).toEqual({
      number: 3,
      width: 100,
      height: 200,
      language: 'eng',
      lines: [
        {
          baseline: 39,
          size: 22,
          words: [
            { text: 'A&B', left: 10, top: 20, right: 30, bottom: 40, confidence: 91 },
            { text: 'bold', left: 10, top: 20, right: 30, bottom: 40, confidence: 40 },
          ],
        },
      ],
    })
  })
})

describe('a document of hOCR', () => {
  const page = `<div class='ocr_page' title='bbox 0 0 100 200'><span class='ocr_line' title='bbox 0 0 9 9'><span class='ocrx_word' title='bbox 0 0 9 9; x_wconf 90'>Words</span></span></div>`

  it('is read as the page alone is', () => {
    expect(parseHocr(hocrDocument(page), 1, 'eng')).toEqual(parseHocr(page, 1, 'eng'))
    expect(wordsOf(parseHocr(hocrDocument(page), 1, 'eng'))).toMatchObject([{ text: 'Words' }])
  })

  it('that is damaged cannot be read', () => {
    expect(() => parseHocr(hocrDocument('<div><p></div>'), 1, 'eng')).toThrow(UnreadableError)
  })
})

describe('a process that recognises text', () => {
  const engine = findEngine({ engine: 'tesseract.js-core', languages: ['eng'] })
  if ('missing' in engine) throw new Error(engine.missing)
  const view = { turn: 0, orientation: 1, scale: 1 }
  const picture = (lines: readonly string[]): FileOfPages => {
    const bytes = drawText(lines).toBuffer('image/png')
    return { kind: 'picture', bytes, hash: hash('sha256', bytes) }
  }
  const textAt = async (host: OcrHost, file: FileOfPages, languages = engine.languages): Promise<string> =>
    textOf(parseHocr(await host.recognise(file, 1, languages, view), 1, 'eng'))

  it('gives each file its own text, also where two are asked for at a time', async () => {
    const host = new OcrHost(engine, DEFAULT_LIMITS)
    const [first, second] = [picture(WORDS), picture(SECOND)]
    expect(await Promise.all([first, second, first].map(file => textAt(host, file)))).toEqual([
      WORDS.join('\n'),
      SECOND[0],
      WORDS.join('\n'),
    ])
  })

  it('that fails leaves the next page to a new one', async () => {
    const host = new OcrHost(engine, DEFAULT_LIMITS)
    const file = picture(WORDS)
    const [bad, good] = await Promise.allSettled([
      textAt(host, file, [{ code: 'tlh', path: '/nowhere' }]),
      textAt(host, file),
    ])
    expect(bad).toMatchObject({ reason: { rule: 'uninterpretable-file' } })
    expect(good).toMatchObject({ value: WORDS.join('\n') })
  })

  it('opens a file anew after another that could not be opened', async () => {
    const host = new OcrHost(engine, DEFAULT_LIMITS)
    const file = picture(WORDS)
    expect(await textAt(host, file)).toBe(WORDS.join('\n'))
    const damaged = { kind: 'pdf', bytes: Buffer.from('%PDF-1.4'), hash: 'other' } as const
    await expect(host.countPages(damaged)).rejects.toBeInstanceOf(UnreadableError)
    expect(await textAt(host, file)).toBe(WORDS.join('\n'))
  })
})

describe('a look that fails', () => {
  const line = (confidence: number): string =>
    `<div class='ocr_page' title='bbox 0 0 900 900'><span class='ocr_line' title='bbox 0 0 90 42; x_size 12'><span class='ocrx_word' title='bbox 0 0 90 42; x_wconf ${confidence}'>Words</span></span></div>`
  const failing = ({ scale, turn, orientation }: View): Promise<string> =>
    scale === 1 && turn === 0 && orientation === 1
      ? Promise.resolve(line(60))
      : Promise.reject(new UnreadableError('too-slow', 'It takes too long.'))

  it('leaves what was seen before, and is told', async () => {
    const seen = await readTurned(failing, await readUpright(failing, 1, 'eng'))
    expect(wordsOf(seen.page)).toMatchObject([{ text: 'Words', confidence: 60 }])
    expect(seen.failure).toMatchObject({ rule: 'too-slow' })
    const recognised = { pages: [seen.page], failures: [{ number: 1, rule: 'too-slow', message: 'Why.' }] }
    expect(problemsOf(recognised)).toMatchObject([
      { rule: 'recognised-text' },
      { rule: 'too-slow', message: 'Page 1 was read, but not as well as it could be. Why.' },
    ])
  })

  it('is the end where nothing was seen before', async () => {
    const look = (): Promise<string> => Promise.reject(new UnreadableError('too-slow', 'It takes too long.'))
    await expect(readUpright(look, 1, 'eng')).rejects.toBeInstanceOf(UnreadableError)
  })
})

describe('recognised pages', () => {
  it('are read anew by other code', async () => {
    const folder = await temporaryFolder()
    const codes = ['const a = 1', 'const a = 2', 'const a = 1'].map(code => {
      writeFileSync(join(folder, 'a.ts'), code)
      return codeIn(folder)
    })
    expect(codes[0]).toBe(codes[2])
    expect(codes[0]).not.toBe(codes[1])
  })

  const page: OcrPage = { number: 1, width: 1, height: 1, lines: [], language: 'eng' }

  it('are kept', async () => {
    const cache = new PageCache(await temporaryFolder())
    cache.add(['a'], page)
    expect([cache.get(['a']), cache.get(['b'])]).toEqual([page, null])
  })

  it('that cannot be kept are no error', async () => {
    const file = join(await temporaryFolder(), 'file')
    writeFileSync(file, '')
    const cache = new PageCache(file)
    cache.add(['a'], page)
    expect(cache.get(['a'])).toBeNull()
  })
})

describe('a build', () => {
  const files = async (): Promise<string> => {
    const folder = await temporaryFolder()
    writeFileSync(join(folder, 'scan.png'), drawText(WORDS).toBuffer('image/png'))
    writeFileSync(join(folder, 'note.txt'), 'The harbour was closed in May.')
    return folder
  }

  it('keeps recognised pages, and gives the same bytes from there', async () => {
    const sources = [await files()]
    const out = join(await temporaryFolder(), 'index')
    await buildBundle({ sources, out })
    const first = readFileSync(join(out, 'passages.jsonl'), 'utf8')
    expect(first).toContain('"ocr":true')
    const cache = join(out, '../.index.ocr')
    const [folder = ''] = readdirSync(cache)
    const [name = ''] = readdirSync(join(cache, folder))
    const page = readFileSync(join(cache, folder, name), 'utf8')
    const alone = join(await temporaryFolder(), 'index')
    await buildBundle({ sources, out: alone, noCache: true })
    expect(readFileSync(join(alone, 'passages.jsonl'), 'utf8')).toBe(first)
    expect(existsSync(join(alone, '../.index.ocr'))).toBe(false)
    // What was kept is taken, and its doubtful words are marked.
    writeFileSync(
      join(cache, folder, name),
      page.replace(/"harbour\.","(.*?)"confidence":\d+/u, '"harb0ur.","$1"confidence":41'),
    )
    await buildBundle({ sources, out, config: { ...DEFAULT_CONFIG, passages: { maxWords: 100 } } })
    const passage = passagesOf(await openBundle(out)).find(({ ocr }) => ocr === true)
    expect(passage?.doubtful?.map(({ start, end }) => passage.text.slice(start, end))).toEqual(['harb0ur.'])
  })

  it('is stale where the pictures are read by another engine, and else not', async () => {
    const sources = [await files()]
    const out = join(await temporaryFolder(), 'index')
    const off = { ...DEFAULT_CONFIG, ocr: 'off' as const }
    expect((await buildBundle({ sources, out, config: off })).manifest).toMatchObject({
      ocr: 'off',
      counts: { documents: 1 },
    })
    expect(await buildBundle({ sources, out, config: off, ifStale: true })).toMatchObject({ upToDate: true })
    expect((await buildBundle({ sources, out, ifStale: true })).manifest?.counts.documents).toBe(2)
  })
})

describe("the system's program", () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  /** A program that knows English, prints the word `Words` of each page, and notes how it was called and the first bytes of the picture. */
  const installProgram = (
    folder: string,
    { version, listed, said }: { version: string; listed: string; said: string },
  ): void => {
    const page = `<div class="ocr_page" title="bbox 0 0 500 300"><span class="ocr_line" title="bbox 0 0 400 20; baseline 0 0; x_size 30"><span class="ocrx_word" title="bbox 0 0 400 20; x_wconf 95">Words</span></span></div>`
    const program = `#!${process.execPath}
const { writeFileSync, readFileSync } = require('node:fs')
const [first] = process.argv.slice(2)
if (first === '--version') console.log('tesseract ${version}')
else if (first === '--list-langs') console.log(${JSON.stringify(`${listed}\neng\nosd`)})
else {
  writeFileSync(${JSON.stringify(said)}, process.argv.slice(2).join(' ') + ' ' + readFileSync(0).subarray(0, 2).toString('latin1'))
  console.log(${JSON.stringify(hocrDocument(page))})
}
`
    writeFileSync(join(folder, 'tesseract'), program)
    chmodSync(join(folder, 'tesseract'), 0o755)
    vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH'] ?? ''}`)
  }

  it('is asked for languages whose files it does not name', async () => {
    const folder = await temporaryFolder()
    const said = join(folder, 'said')
    installProgram(folder, { version: '4.1.1', listed: 'List of available languages (2):', said })
    vi.stubEnv('TESSDATA_PREFIX', undefined)
    const ocr = { engine: 'auto', languages: [] } as const
    expect(findEngine({ ...ocr, languages: ['eng'] })).toMatchObject({
      name: 'tesseract',
      languages: [{ code: 'eng', path: null }],
    })
    expect(
      textsOf(
        await read('scan.jpg', drawText(WORDS).toBuffer('image/jpeg', 90), {
          ocr: { ...ocr, languages: ['eng'] },
        }),
      ),
    ).toEqual(['Words'])
    // What it lacks, and a folder of models, are the package's.
    expect(findEngine({ ...ocr, languages: ['eng', 'deu'] })).toMatchObject({ name: 'tesseract.js-core' })
    expect(findEngine({ ...ocr, data: folder })).toMatchObject({ name: 'tesseract.js-core' })
    expect(() => findEngine({ engine: 'tesseract', languages: [], data: folder })).toThrow(/ocr\.data/u)
  })

  it('is asked where there is one, with a decoded picture', async () => {
    const folder = await temporaryFolder()
    const said = join(folder, 'said')
    writeFileSync(join(folder, 'eng.traineddata'), 'a model')
    installProgram(folder, {
      version: '9.9.9',
      listed: `List of available languages in "${folder}/" (1):`,
      said,
    })
    const ocr = { engine: 'tesseract', languages: ['eng'] } as const
    expect(findEngine(ocr)).toMatchObject({
      name: 'tesseract',
      identity: expect.stringContaining('tesseract 9.9.9'),
    })
    const scan = await pdf([drawText(WORDS).toBuffer('image/jpeg', 90)])
    expect(textsOf(await read('scan.pdf', scan, { ocr }))).toEqual(['Words'])
    expect(readFileSync(said, 'utf8')).toBe('stdin stdout -l eng --psm 3 hocr P5')
  })
})
