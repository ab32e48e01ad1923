// Engines over records in memory, opened from the bytes that their writers made.
import { randomUUID } from 'node:crypto'
import type { DocumentRecord } from '../../src/domain/document.ts'
import {
  type Engine,
  type IndexWriter,
  NO_GROUPS,
  type PassageGroups,
  type PassageSource,
} from '../../src/engine/engine.ts'
import { inputOf } from '../../src/engine/field-texts.ts'
import { openMiniSearch } from '../../src/engine/minisearch/open.ts'
import { MINISEARCH_FILES } from '../../src/engine/minisearch/options.ts'
import { MiniSearchWriter } from '../../src/engine/minisearch/write.ts'
import { Connection } from '../../src/engine/opensearch/connection.ts'
import { filesIndex } from '../../src/engine/opensearch/index-names.ts'
import { openOpenSearch } from '../../src/engine/opensearch/open.ts'
import { PassageDocuments } from '../../src/engine/opensearch/passage-document.ts'
import { publishIndex } from '../../src/engine/opensearch/publish.ts'
import { type IndexFigures, OPENSEARCH_FILES, OpenSearchWriter } from '../../src/engine/opensearch/write.ts'
import { openPacked, type PackedSettings } from '../../src/engine/packed/open.ts'
import { type PackedFile, type PackedOptions, PackedWriter } from '../../src/engine/packed/write.ts'
import { type VocabularyEntry, WordList } from '../../src/engine/vocabulary.ts'

export function minisearchOver(source: PassageSource, copies: PassageGroups = NO_GROUPS): Engine {
  const files = filesOf(source, new MiniSearchWriter())
  const lines = String(files[MINISEARCH_FILES.vocabulary]).split('\n').filter(Boolean)
  const vocabulary = lines.map(line => JSON.parse(line) as VocabularyEntry)
  return openMiniSearch(String(files[MINISEARCH_FILES.index]), source, vocabulary, copies)
}

export function packedOver(source: PassageSource, settings?: PackedSettings): Engine {
  return openPacked(packedFilesOf(source), settings)
}

export function packedFilesOf(source: PassageSource, options?: PackedOptions): Record<PackedFile, Buffer> {
  return filesOf(source, new PackedWriter(options)) as Record<PackedFile, Buffer>
}

/** Puts the passages into an index of a cluster, under a name that no other has, and opens it. */
export async function openSearchOver(
  source: PassageSource,
  urls: readonly string[],
  shards = 3,
  limits?: { readonly mostClauses: number },
  copies: PassageGroups = NO_GROUPS,
): Promise<{ engine: Engine; remove: () => Promise<void> }> {
  const files = filesOf(source, new OpenSearchWriter())
  const lines = String(files[OPENSEARCH_FILES.vocabulary]).split('\n').filter(Boolean)
  const { means } = JSON.parse(String(files[OPENSEARCH_FILES.figures])) as IndexFigures
  const documents: DocumentRecord[] = []
  const numbers: number[] = []
  let boilerplate = 0
  for (let index = 0; index < source.size; index++) {
    const document = source.documentOf(index)
    if (documents.at(-1) !== document) documents.push(document)
    numbers.push(documents.length - 1)
    if (source.passage(index).kind === 'boilerplate') boilerplate++
  }
  const metadataKeys = [...new Set(documents.flatMap(({ meta }) => Object.keys(meta)))].sort()
  const documentNumber = (index: number): number => numbers[index] ?? 0
  const connection = new Connection({ urls, alias: `t${randomUUID()}` })
  const made = new PassageDocuments(source, means, metadataKeys, documentNumber, copies)
  const { index } = await publishIndex(
    connection,
    {
      version: '0'.repeat(64),
      passages: source.size,
      boilerplate,
      metadataKeys,
      passage: at => made.at(at),
      files: [],
    },
    { shards, replicas: null, keep: 0 },
  )
  const engine = openOpenSearch({
    connection,
    index,
    ...(limits ?? (await connection.readLimits())),
    vocabulary: new WordList(lines.map(line => JSON.parse(line) as VocabularyEntry)),
    metadataKeys,
    documents,
    source,
    documentNumber,
    copies,
  })
  const remove = async (): Promise<void> => {
    await connection.call({ method: 'DELETE', path: `/${index},${filesIndex(index)}` })
    await connection.close()
  }
  return { engine, remove }
}

/** What a document without passages says of itself. */
export const EMPTY = {
  id: 'empty',
  path: 'empty.md',
  date: null,
  authors: ['Nobody'],
  source: 'None',
  meta: {},
}

function filesOf(source: PassageSource, writer: IndexWriter): Record<string, Buffer> {
  try {
    for (let index = 0; index < source.size; index++) {
      // Documents without passages, here and there, change nothing.
      const isFirst = index === 0 || source.documentOf(index).id !== source.documentOf(index - 1).id
      if (isFirst && index % 3 === 0)
        writer.add({ document: { ...EMPTY, id: `empty ${index}`, meta: { region: ['Asia'] } } })
      writer.add(inputOf(source, index))
    }
    return Object.fromEntries(Array.from(writer.finish(), ([name, chunks]) => [name, joined(chunks)]))
  } finally {
    writer.close()
  }
}

/** In one piece, on the boundary of a buffer of its own. */
function joined(chunks: Iterable<string | Uint8Array>): Buffer {
  const parts = Array.from(chunks, chunk => Buffer.from(chunk as Uint8Array))
  const whole = Buffer.from(new ArrayBuffer(parts.reduce((sum, part) => sum + part.length, 0)))
  let at = 0
  for (const part of parts) at += part.copy(whole, at)
  return whole
}
