// Here is a file of Office, give me the parts that it is made of.
import { posix } from 'node:path'
import { UnreadableError } from '../rendition.ts'
import { elementsOf, parseXml } from './xml.ts'
import { type Archive, openArchive } from './zip.ts'

/**
 * @param what a word for the file, `Excel workbook`
 * @param ending as which it is best saved
 * @throws {UnreadableError}
 */
export async function openOffice(bytes: Uint8Array, what: string, ending: string): Promise<Archive> {
  const archive = await openArchive(bytes)
  if (!archive.names.includes('[Content_Types].xml') && !archive.names.includes('_rels/.rels'))
    throw new UnreadableError(
      'damaged-file',
      `The file is no ${what}. It was left out; save it as ${ending}.`,
    )
  return archive
}

export interface Relation {
  readonly id: string
  /** The last word of its type: `slide`, `worksheet`, `comments`. */
  readonly type: string
  /** The part of the archive that it leads to. */
  readonly target: string
}

/** What a part of an archive leads to, in order; nothing outside of the archive. */
export async function relationsOf(archive: Archive, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part)
  const bytes = await archive.read(posix.join(folder, '_rels', `${posix.basename(part)}.rels`))
  if (bytes === null) return []
  return [...elementsOf(parseXml(bytes.toString('utf8'), part))].flatMap(({ attributes }): Relation[] => {
    const { Id: id, Type: type = '', Target: target, TargetMode: mode } = attributes
    if (id == null || target == null || mode === 'External') return []
    const path = target.startsWith('/') ? target.slice(1) : posix.join(folder, target)
    return [{ id, type: (type ?? '').slice((type ?? '').lastIndexOf('/') + 1), target: path }]
  })
}

/** The part that the whole file leads to first; @throws {UnreadableError} where there is none */
export async function mainPart(archive: Archive, what: string): Promise<{ name: string; xml: string }> {
  const [main] = (await relationsOf(archive, '')).filter(({ type }) => type === 'officeDocument')
  const bytes = main === undefined ? null : await archive.read(main.target)
  if (main === undefined || bytes === null)
    throw new UnreadableError(
      'damaged-file',
      `The file is no ${what}: its main part is missing. It was left out.`,
    )
  return { name: main.target, xml: bytes.toString('utf8') }
}
