// What does Lede make of a file with this name and these bytes? Its passages in short, and what is said of it.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ReadOptions, readDocuments } from '../../src/corpus/read-document.ts'
import { splitPassages } from '../../src/passages/split-passages.ts'
import { temporaryFolder } from './fixtures.ts'

/** @returns `told`: each passage with its kind; `rules`: those of the problems */
export async function read(name: string, content: string | Buffer, options: ReadOptions = {}) {
  const folder = await temporaryFolder()
  const path = join(folder, name)
  await writeFile(path, content)
  const { documents, problems } = await readDocuments({ id: 'doc', path: name, absolutePath: path }, options)
  const [document] = documents
  const passages = document === undefined ? [] : splitPassages(document).passages
  const told = passages.map(({ kind, text }) => `${kind}: ${text}`)
  return { document, passages, told, problems, rules: problems.map(({ rule }) => rule) }
}
