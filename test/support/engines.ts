// Engines over records in memory, opened from the bytes that their writers made.
import type { Engine, IndexWriter, PassageSource } from '../../src/engine/engine.ts'
import { writeAll } from '../../src/engine/field-texts.ts'
import { openMiniSearch } from '../../src/engine/minisearch/open.ts'
import { MINISEARCH_FILES } from '../../src/engine/minisearch/options.ts'
import { MiniSearchWriter } from '../../src/engine/minisearch/write.ts'
import { openPacked, type PackedSettings } from '../../src/engine/packed/open.ts'
import { type PackedFile, type PackedOptions, PackedWriter } from '../../src/engine/packed/write.ts'
import type { VocabularyEntry } from '../../src/engine/vocabulary.ts'

export function minisearchOver(source: PassageSource): Engine {
  const files = filesOf(source, new MiniSearchWriter())
  const lines = String(files[MINISEARCH_FILES.vocabulary]).split('\n').filter(Boolean)
  const vocabulary = lines.map(line => JSON.parse(line) as VocabularyEntry)
  return openMiniSearch(String(files[MINISEARCH_FILES.index]), source, vocabulary)
}

export function packedOver(source: PassageSource, settings?: PackedSettings): Engine {
  return openPacked(packedFilesOf(source), settings)
}

export function packedFilesOf(source: PassageSource, options?: PackedOptions): Record<PackedFile, Buffer> {
  return filesOf(source, new PackedWriter(options)) as Record<PackedFile, Buffer>
}

function filesOf(source: PassageSource, writer: IndexWriter): Record<string, Buffer> {
  try {
    writeAll(source, writer)
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
