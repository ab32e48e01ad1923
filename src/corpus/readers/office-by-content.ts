// Which reader reads a file of Office? Programs open whatever they can, so its bytes decide, and not its ending.
import { readPage } from '../decode.ts'
import { type Rendition, UnreadableError } from '../rendition.ts'
import { bufferOf, encrypted, kindOf, refuseEncrypted } from './office-kinds.ts'

type Read = Omit<Rendition, 'part'>

const WORD = 'Word document'
const WORKBOOK = 'Excel workbook'
const SLIDES = 'PowerPoint presentation'

/** The name of the stream that has the text of an old document (MS-DOC, 2.1.1). */
const WORDS = Buffer.from('WordDocument', 'utf16le')

/** @throws {UnreadableError} */
export async function readWord(bytes: Uint8Array): Promise<Read> {
  switch (kindOf(bytes)) {
    case 'archive':
      return (await import('./docx.ts')).readDocx(bytes)
    case 'compound':
      // A newer document that is encrypted lies in such a file, too, whatever its streams are called.
      if (!bufferOf(bytes).includes(WORDS)) throw encrypted(WORD)
      return (await import('./doc.ts')).readDoc(bytes)
    case 'rtf':
      return (await import('./rtf.ts')).readRtf(bytes)
    case 'page':
      return readAsPage(bytes)
    default:
      throw noSuch(WORD, '.docx')
  }
}

/** @throws {UnreadableError} */
export async function readWorkbook(bytes: Uint8Array): Promise<Read> {
  switch (kindOf(bytes)) {
    case 'archive': {
      const isBinary = bufferOf(bytes).includes('xl/workbook.bin')
      return isBinary
        ? (await import('./xls.ts')).readXls(bytes)
        : (await import('./xlsx.ts')).readXlsx(bytes)
    }
    case 'compound':
    case 'workbook':
      refuseEncrypted(bytes, WORKBOOK)
      return (await import('./xls.ts')).readXls(bytes)
    case 'page':
      return readAsPage(bytes)
    default: {
      const { text } = readPage(bytes)
      if (!text.includes('\t') || text.includes('\0')) throw noSuch(WORKBOOK, '.xlsx')
      return (await import('./csv.ts')).readTsv(bytes)
    }
  }
}

/** @throws {UnreadableError} */
export async function readSlides(bytes: Uint8Array): Promise<Read> {
  switch (kindOf(bytes)) {
    case 'archive':
      return (await import('./pptx.ts')).readPptx(bytes)
    case 'compound':
      refuseEncrypted(bytes, SLIDES)
      return (await import('./ppt.ts')).readPpt(bytes)
    default:
      throw noSuch(SLIDES, '.pptx')
  }
}

async function readAsPage(bytes: Uint8Array): Promise<Read> {
  const { text, problems } = readPage(bytes)
  return { ...(await import('./html.ts')).readHtml(text), problems }
}

function noSuch(what: string, ending: string): UnreadableError {
  return new UnreadableError('damaged-file', `The file is no ${what}. It was left out; save it as ${ending}.`)
}
