// Files in which files lie: archives, mail boxes, captured pages. Each inside is read on its own, within bounds, and what is left out is said.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type ReadOptions, readDocuments } from '../../src/corpus/read-document.ts'
import { DEFAULT_JSON_FIELDS } from '../../src/corpus/readers/json-record.ts'
import { splitPassages } from '../../src/passages/split-passages.ts'
import { lede } from '../support/cli.ts'
import { outlookMessage, tar, webArchive } from '../support/container-files.ts'
import { temporaryFolder, writeFiles } from '../support/fixtures.ts'
import { compoundFile } from '../support/office-files.ts'
import { type Entries, lyingZip, mail, zip } from '../support/sample-files.ts'

async function read(name: string, content: string | Buffer, options: ReadOptions = {}) {
  const folder = await temporaryFolder()
  const path = join(folder, name)
  await writeFile(path, content)
  const result = await readDocuments({ id: 'box', path: name, absolutePath: path }, options)
  const documents = result.documents.map(document => ({
    ...document.metadata,
    id: document.id,
    texts: splitPassages(document).passages.map(({ text }) => text),
    source: splitPassages(document).passages[0]?.source,
  }))
  return { ...result, documents, told: result.problems.map(({ rule, message }) => `${rule}: ${message}`) }
}

describe('an archive', () => {
  const FILES: Entries = {
    'reports/weir.md': '---\ntitle: The weir\n---\nIt broke in May.\n',
    'Straße.csv': 'name,post\nAnn,mayor\n',
    'picture.gif': 'x',
    '.hidden.txt': 'not read',
    'empty.txt': '',
    'broken.docx': 'no',
  }

  it('of ZIP is a folder: each file is a document, and what is left out is said', async () => {
    const { documents, told, leftOut } = await read(
      'box.zip',
      await zip({ ...FILES, 'inner.zip': await zip({ 'deep.txt': 'Deep words stand here.' }) }),
    )
    expect(documents.map(({ id, title, texts }) => [id, title, texts])).toEqual([
      ['box/reports-weir-md', 'The weir', ['It broke in May.']],
      ['box/strasse-csv', 'Straße', ['name: Ann\npost: mayor']],
      ['box/inner-zip-deep-txt', 'deep', ['Deep words stand here.']],
    ])
    expect(documents[2]?.source).toMatchObject({ path: 'box.zip', part: 'inner.zip/deep.txt', start: 0 })
    expect(told).toEqual([
      'empty-file: empty.txt is empty. It was left out.',
      expect.stringMatching(/^damaged-file: broken\.docx: The file is no Word document/u),
      'other-formats: A file of other formats was left out: picture.gif.',
    ])
    expect(leftOut).toEqual(['picture.gif'])
  })

  it.each<[string, string, string | Buffer]>([
    ['a text with a title', 'notes/hearing_3.txt', 'HEARING OF THE LOCKKEEPER\n\nHe opened the sluice at noon.\n\nNobody had told him.\n'],
    ['a text without one', 'old_notes.txt', 'He opened the sluice at noon, and nobody had told him.\n'],
    ['a text of another encoding', 'brief.txt', Buffer.from('Fran\xe7ois ferma l\u2019\xe9cluse \xe0 midi.'.replace('\u2019', "'"), 'latin1')],
    ['a text about pages', 'page.txt', Buffer.from('<meta charset=koi8-r> was the head of the caf\xe9 page, and of the ch\xe2teau page.', 'latin1')],
    ['a text that its name dates', 'minutes/2019-03-11.txt', 'MINUTES\n\nThe council met in the mill.\n'],
    ['Markdown', 'weir.md', '# The weir\n\nIt broke in May.\n'],
    ['a table', 'harbour-dues.csv', 'ship,due\nAurora,12\n'],
    ['a page', 'the-gate.html', '<p>The gate was shut at seven in the morning.'],
    ['records', 'tips.jsonl', '{"id":"a","Wortlaut":"The barge left at night."}\n'],
  ])('has %s read as in a folder', async (_, name, content) => {
    const options = { jsonFields: { ...DEFAULT_JSON_FIELDS, text: ['Wortlaut'] } }
    const known = ({ documents }: Awaited<ReturnType<typeof read>>) =>
      documents.map(({ title, date, texts }) => ({ title, date, texts }))
    const alone = await read(name.slice(name.indexOf('/') + 1), content, options)
    expect(alone.documents).toHaveLength(1)
    for (const box of [await zip({ [name]: content }), await zip({ 'inner.zip': await zip({ [name]: content }) })])
      expect(known(await read('box.zip', box, options))).toEqual(known(alone))
  }) // biome-ignore format: a file a line

  it.each([
    ['not packed', (file: Buffer) => file, 'box.tar'],
    ['packed', (file: Buffer) => gzipSync(file), 'box.tar.gz'],
    ['packed, by its short ending', (file: Buffer) => gzipSync(file), 'box.tgz'],
  ])('of TAR, %s, is read with long names', async (_, pack, name) => {
    const long = `${'folder/'.repeat(20)}a.txt`
    const file = tar([
      { name: 'a.txt', content: 'Short words.' },
      { name: '././@LongLink', type: 'L', content: `${long}\0` },
      { name: long, content: 'Words of GNU.' },
      { name: 'pax', type: 'x', content: `${String(long.length + 10)} path=${long}\n` },
      { name: 'b', content: 'Words of pax.' },
      { name: '../out.txt', content: 'no' },
    ])
    const { documents, told } = await read(name, pack(file))
    expect(documents.map(({ texts }) => texts[0])).toEqual(['Short words.', 'Words of GNU.', 'Words of pax.'])
    expect(documents[0]?.id).toBe('box/a-txt')
    expect(told).toEqual(['unsafe-name: ../out.txt: Its name leads out of the archive. It was left out.'])
  })

  it('that ends too early gives what is there, and says so', async () => {
    const file = tar([
      { name: 'a.txt', content: 'Whole words.' },
      { name: 'b.txt', content: 'x'.repeat(2000) },
    ])
    const cut = await read('box.tar', file.subarray(0, 2000))
    expect(cut.documents.map(({ texts }) => texts)).toEqual([['Whole words.']])
    expect(cut.told[0]).toMatch(/^damaged-file: b\.txt: The archive ends before the file does/u)
    const packed = gzipSync(tar([{ name: 'a.txt', content: 'Whole words.' }]))
    expect((await read('box.tar.gz', packed.subarray(0, packed.length - 12))).documents).toHaveLength(1)
  })

  it('goes on behind a file that takes too much', async () => {
    const bomb = `{\\rtf1 ${'\\par w'.repeat(2_000_000)}}`
    const { documents, told } = await read(
      'box.zip',
      await zip({ 'a.txt': 'First words.', 'bomb.rtf': bomb, 'c.txt': 'Last words.' }),
      {
        limits: { seconds: 30, megabytes: 400 },
      },
    )
    expect(documents.map(({ texts }) => texts[0])).toEqual(['First words.', 'Last words.'])
    expect(told).toEqual([
      expect.stringMatching(/^too-(?:much-memory|slow): bomb\.rtf: Reading bomb\.rtf took/u),
    ])
  }, 120_000)

  it.each([
    ['of no bytes', 'a.zip', (): string => '', /^empty-file/u],
    ['of other bytes', 'a.zip', (): string => 'no archive', /^damaged-file/u],
    ['of other bytes, as TAR', 'a.tar', (): string => 'x'.repeat(2000), /^damaged-file.*no TAR archive/u],
    ['packed, and nothing in it', 'a.tar.gz', (): Buffer => gzipSync('no'), /^damaged-file/u],
    [
      'that says it unpacks to 2 GB',
      'a.zip',
      (): Buffer => lyingZip('a.txt', 1e6, 2e9),
      /^archive-too-large/u,
    ],
    [
      'that says less than it unpacks to',
      'a.zip',
      (): Buffer => lyingZip('a.txt', 1e6, 10),
      /^damaged-file/u,
    ],
    ['that is encrypted', 'a.zip', encryptedZip, /^protected-file: a\.txt/u],
    ['ten deep', 'a.zip', tenDeep, /nested-too-deep/u],
  ])('%s is refused by name', async (_, name, make, rule) => {
    const { documents, told } = await read(name, await make())
    expect(documents).toEqual([])
    expect(told[0]).toMatch(rule)
  })
})

async function encryptedZip(): Promise<Buffer> {
  const file = await zip({ 'a.txt': 'Secret.' })
  const [local, central] = [file.indexOf('PK\x03\x04'), file.indexOf('PK\x01\x02')]
  file.writeUInt16LE(file.readUInt16LE(local + 6) | 1, local + 6)
  file.writeUInt16LE(file.readUInt16LE(central + 8) | 1, central + 8)
  return file
}

async function tenDeep(): Promise<Buffer> {
  let file = await zip({ 'a.txt': 'Deep.' })
  for (let depth = 0; depth < 10; depth++) file = await zip({ 'a.zip': file })
  return file
}

describe('a box of messages', () => {
  const message = (number: number, text: string, more = ''): string =>
    `From ann@one.example Mon Apr  2 18:26:0${number} 2012\nFrom: Ann Lee <ann@one.example>\nSubject: The plan\nDate: Mon, 2 Apr 2012 18:26:00 +0000\nMessage-ID: <${number}@one.example>\n${more}\n${text}\n\n`

  it('gives each message with its place in the thread', async () => {
    const box =
      message(1, 'From here it rained.\n\n>From the weir we saw it.') +
      message(2, 'I saw it too.', 'In-Reply-To: <1@one.example>\n') +
      message(3, 'x').replace(
        /Subject[\s\S]*/u,
        mail('Attached.', [
          { name: 'note.txt', type: 'text/plain', content: Buffer.from('A note.') },
        ]).replace(/^From:[^\n]*\n/u, ''),
      )
    const { documents, problems } = await read('box.mbox', box)
    expect(problems).toEqual([])
    expect(documents.map(({ id, texts }) => [id, texts])).toEqual([
      ['box/message-1', ['From here it rained.', 'From the weir we saw it.']],
      ['box/message-2', ['I saw it too.']],
      ['box/message-3', ['Attached.']],
      ['box/message-3-note-txt', ['A note.']],
    ])
    expect(documents[1]?.meta['in-reply-to']).toEqual(['<1@one.example>'])
    expect(documents[1]).toMatchObject({
      authors: ['Ann Lee'],
      date: '2012-04-02',
      source: { part: 'message 2' },
    })
  })

  it.each([
    ['a.mbox', 'no box', /^damaged-file/u],
    ['a.mbox', '', /^empty-file/u],
    ['a.msg', 'no message', /^damaged-file/u],
    ['a.msg', compoundFile('nothing'), /^damaged-file/u],
    ['a.pst', 'no box', /^damaged-file/u],
    ['a.pst', Buffer.concat([Buffer.from('!BDN'), Buffer.alloc(2000, 7)]), /^damaged-file/u],
    ['a.warc', 'no archive', /^damaged-file/u],
  ])('%s that is none is refused by name', async (name, content, rule) => {
    const { documents, told } = await read(name, content)
    expect(documents).toEqual([])
    expect(told[0]).toMatch(rule)
  })
})

describe('a message of Outlook', () => {
  it('is read as any message', async () => {
    const file = outlookMessage({
      '0037': 'The weir',
      '0C1A': 'Ann Lee',
      '5D01': 'ann@one.example',
      '1000': 'It broke in May.\r\n\r\nNobody was told.\r\n',
      '007D': 'Date: Mon, 2 Apr 2012 18:26:00 +0000\r\nMessage-ID: <1@one.example>\r\n',
    })
    const { documents } = await read('a.msg', file)
    expect(documents).toMatchObject([
      {
        id: 'box',
        title: 'The weir',
        authors: ['Ann Lee'],
        date: '2012-04-02',
        texts: ['It broke in May.', 'Nobody was told.'],
      },
    ])
  })

  it('whose text is HTML inside of Rich Text is read too', async () => {
    const page = String.raw`{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}Words of the page.{\*\htmltag72 </p>}}`
    const head = Buffer.alloc(16)
    head.writeUInt32LE(page.length + 12, 0)
    head.writeUInt32LE(page.length, 4)
    head.write('MELA', 8, 'latin1')
    const { documents } = await read(
      'a.msg',
      outlookMessage({ '0037': 'S', '1009': Buffer.concat([head, Buffer.from(page)]) }),
    )
    expect(documents[0]?.texts).toEqual(['Words of the page.'])
  })
})

describe('an archive of captured pages', () => {
  const RECORDS = webArchive([
    { address: 'https://a.example/news', head: 'HTTP/1.1 200 OK\nContent-Type: text/html; charset=windows-1251', content: Buffer.concat([Buffer.from('<title>News</title><p>'), Buffer.from([0xd0, 0xe5, 0xea, 0xe0]), Buffer.from('</p>')]) },
    { address: 'https://a.example/packed', head: 'HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Encoding: gzip\nTransfer-Encoding: chunked', content: chunked(gzipSync('Packed words.')) },
    { address: 'https://a.example/a.png', head: 'HTTP/1.1 200 OK\nContent-Type: image/png', content: 'x' },
    { address: 'https://a.example/gone', head: 'HTTP/1.1 404 Not Found\nContent-Type: text/html', content: '<p>Gone.</p>' },
  ]) // biome-ignore format: a capture a line

  it.each([
    ['as it is', 'box.warc', Buffer.concat(RECORDS)],
    ['each record packed', 'box.warc.gz', Buffer.concat(RECORDS.map(record => gzipSync(record)))],
  ])('%s gives pages with address and time of capture', async (_, name, file) => {
    const { documents, told } = await read(name, file)
    expect(documents.map(({ url, texts, meta, date }) => [url, texts, meta['captured'], date])).toEqual([
      ['https://a.example/news', ['Река'], ['2019-03-03T04:05:06Z'], null],
      ['https://a.example/packed', ['Packed words.'], ['2019-03-03T04:05:06Z'], null],
    ])
    expect(told).toEqual([expect.stringMatching(/^other-formats: 1 capture was left out/u)])
  })

  it('that ends too early gives what is there, and says so', async () => {
    const { documents, told } = await read('box.warc', Buffer.concat(RECORDS).subarray(0, -30))
    expect(documents).toHaveLength(2)
    expect(told).toContainEqual(
      expect.stringMatching(/^damaged-file: The archive: The archive ends before the capture does/u),
    )
  })
})

function chunked(content: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`${content.length.toString(16)}\r\n`),
    content,
    Buffer.from('\r\n0\r\n\r\n'),
  ])
}

describe('the report of a build', () => {
  const FILES = {
    'c/a.txt': 'Words of a.',
    'c/b.pdf': 'no',
    'c/picture.gif': 'x',
    'c/.hidden/x.txt': 'x',
    'c/empty.md': '',
  }

  it('has a line for every file, and for every file inside of one', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, {
      ...FILES,
      'c/box.zip': await zip({ 'in.txt': 'Words inside.', 'x.gif': 'x' }),
    })
    const [index, report] = [join(folder, 'index'), join(folder, 'report.json')]
    const built = async (file: string): Promise<number | null> =>
      (await lede(['build', join(folder, 'c'), '--out', index, '--report', file])).code
    expect(await built(report)).toBe(0)
    const rows = JSON.parse(await readFile(report, 'utf8')) as Record<string, string | number | null>[]
    expect(rows.map(({ path, part, outcome, passages }) => [path, part, outcome, passages])).toEqual([
      ['.hidden', null, 'left out', 0],
      ['picture.gif', null, 'left out', 0],
      ['a.txt', null, 'read', 1],
      ['b.pdf', null, 'left out', 0],
      ['box.zip', null, 'read', 1],
      ['box.zip', 'in.txt', 'read', 1],
      ['box.zip', 'x.gif', 'left out', 0],
      ['empty.md', null, 'left out', 0],
    ])
    expect(rows[3]?.['remarks']).toMatch(/^The PDF cannot be read/u)
    expect(rows[1]?.['remarks']).toBe('Lede does not read files that end in .gif.')
    expect(await built(join(folder, 'report.csv'))).toBe(0)
    const [head, ...lines] = (await readFile(join(folder, 'report.csv'), 'utf8')).split('\r\n')
    expect(head).toBe('path,part,outcome,documents,passages,remarks')
    expect(lines[2]).toBe('a.txt,,unchanged,1,1,')
  }, 120_000)

  it('is written where no file could be read, and needs an ending that says its form', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, { 'c/b.pdf': 'no' })
    const run = (file: string) =>
      lede(['build', join(folder, 'c'), '--out', join(folder, 'index'), '--report', join(folder, file)])
    expect((await run('report.csv')).code).toBe(1)
    expect(await readFile(join(folder, 'report.csv'), 'utf8')).toMatch(/\r\nb\.pdf,,left out,0,0,/u)
    expect((await run('report.txt')).error).toContain('let the name end in .csv or .json')
  }, 120_000)
})
