// A folder as an investigation has it: a file of every format again and again, some of them empty, cut off, encrypted or made to do harm.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tar, webArchive } from './container-files.ts'
import { compoundFile, openDocument, presentation, shape, workbook } from './office-files.ts'
import { oldSlides, oldWorkbook } from './old-office-files.ts'
import { epub, lyingZip, mail, pdf, wordFile, zip } from './sample-files.ts'

export interface MixedFile {
  readonly name: string
  readonly bytes: Buffer
  /** Whether something of it can be read. */
  readonly isWhole: boolean
}

type Make = (words: string) => Promise<Buffer> | Buffer | string

/** One of each format, by its ending, with the same words in it. */
export const WHOLE: Readonly<Record<string, Make>> = {
  md: words => `# A heading\n\n${words}\n`,
  txt: words => `${words}\n`,
  html: words => `<title>A page</title><p>${words}</p>`,
  json: words => JSON.stringify({ title: 'A record', text: words }),
  jsonl: words => `${JSON.stringify({ id: 1, text: words })}\n`,
  docx: words => wordFile(`<w:p><w:r><w:t>${words}</w:t></w:r></w:p>`),
  odt: words => openDocument('text', `<text:p>${words}</text:p>`),
  rtf: words => `{\\rtf1\\ansi ${words}\\par}`,
  xlsx: words => workbook([{ name: 'A', rows: [['Place', 'Words'], ['Tema', words]] }]), // biome-ignore format: rows
  xls: words => oldWorkbook({ A: [['Place', 'Words'], ['Tema', words]] }), // biome-ignore format: rows
  ppt: words => oldSlides([{ title: words }]),
  csv: words => `Place,Words\nTema,"${words}"\n`,
  pptx: words => presentation([{ shapes: shape('title', [words]) }]),
  pdf: words => pdf([[{ text: words }]], { info: { CreationDate: new Date('2020-01-02T00:00:00Z') } }),
  epub: words => epub([`<p>${words}</p>`]),
  eml: words => mail(`${words}\r\n`),
  mbox: words => `From a@b Thu Jan  2 00:00:00 2020\n${mail(`${words}\r\n`).replaceAll('\r\n', '\n')}\n`,
  srt: words => `1\n00:00:01,000 --> 00:00:04,000\n${words}\n`,
  vtt: words => `WEBVTT\n\n00:01.000 --> 00:04.000\n${words}\n`,
  zip: words => zip({ 'inner.txt': words, 'page.html': `<p>${words} And more.</p>` }),
  tar: words => tar([{ name: 'inner.txt', content: words }]),
  warc: words =>
    Buffer.concat(
      webArchive([
        {
          address: 'https://a.example/b',
          head: 'HTTP/1.1 200 OK\nContent-Type: text/html',
          content: `<p>${words}</p>`,
        },
      ]),
    ),
}

/** Files of which nothing can be read. */
const BROKEN: readonly (readonly [ending: string, make: Make])[] = [
  ['docx', () => compoundFile('EncryptedPackage')],
  ['pdf', words => pdf([[{ text: words }]], { password: 'x' })],
  ['docx', () => 'no Word document'],
  ['xlsx', () => ''],
  ['xls', words => oldWorkbook({ A: [[words]] }).subarray(0, 700)],
  ['ppt', words => oldSlides([{ title: words }]).subarray(0, 700)],
  ['pdf', () => ''],
  ['epub', () => lyingZip('META-INF/container.xml', 50e6, 100)],
  ['odt', async words => (await openDocument('text', `<text:p>${words}</text:p>`)).subarray(0, 200)],
  ['pptx', () => compoundFile('EncryptedPackage')],
  ['json', () => '{"text": '],
  ['txt', () => ''],
]

/** Every tenth is broken. */
export async function mixedFiles(count: number): Promise<MixedFile[]> {
  const endings = Object.keys(WHOLE)
  return Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const words = `File number ${at} says that convoy ${at % 7} left the northern gate at seven in the morning.`
      const isWhole = at % 10 !== 9
      const turn = Math.floor(at / 10)
      const own = endings[(at - turn) % endings.length] as string // there are some
      const broken = BROKEN[turn % BROKEN.length] as (typeof BROKEN)[number] // likewise
      const [ending, make] = isWhole ? [own, WHOLE[own] as Make] : broken
      return {
        name: `${String(at).padStart(5, '0')}.${ending}`,
        bytes: Buffer.from(await make(words)),
        isWhole,
      }
    }),
  )
}

export async function writeMixed(folder: string, files: readonly MixedFile[]): Promise<void> {
  for (const { name, bytes } of files) await writeFile(join(folder, name), bytes)
}
