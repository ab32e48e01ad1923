// Here is one file, give me its document, its passages and what they name: all that needs no other file.
import { hash } from 'node:crypto'
import { detectLanguage } from '../analysis/languages.ts'
import type { SourceFile } from '../corpus/discover.ts'
import { readDocument } from '../corpus/read-document.ts'
import type { DocumentMetadata, Problem } from '../domain/document.ts'
import type { GazetteerEntry } from '../entities/gazetteer/entry.ts'
import { createGazetteer } from '../entities/gazetteer/gazetteer.ts'
import { type ResolvedMention, resolveDocument } from '../entities/resolve-document.ts'
import { createTagger } from '../entities/tagger/create-tagger.ts'
import { splitPassages, type UntaggedPassage } from '../passages/split-passages.ts'
import type { BuildConfig } from './config.ts'

export interface PreparedDocument {
  readonly id: string
  readonly path: string
  readonly metadata: DocumentMetadata
  readonly passages: readonly UntaggedPassage[]
  /** Of each passage. */
  readonly mentions: readonly (readonly ResolvedMention[])[]
}

export interface PreparedFile {
  /** Null where the file cannot be read as a document; `problems` says why. */
  readonly document: PreparedDocument | null
  readonly problems: readonly Problem[]
  /** SHA-256 of its bytes, or `unreadable`. */
  readonly hash: string
}

export interface PrepareSettings {
  readonly config: BuildConfig
  /** Names that the corrections file adds. */
  readonly names: readonly GazetteerEntry[]
}

export type Prepare = (file: SourceFile) => Promise<PreparedFile>

export function createPrepare({ config, names }: PrepareSettings): Prepare {
  const options = {
    labels: config.metadata.labels,
    boilerplate: config.boilerplate.patterns.map(pattern => new RegExp(pattern, 'iu')),
  }
  const tag = createTagger(createGazetteer(names))
  return async file => {
    const { document, problems, bytes } = await readDocument(file, options)
    const sum = hashOf(bytes)
    if (document === null) return { document, problems, hash: sum }
    const { id, path, metadata } = document
    const { passages } = splitPassages(document, config.passages)
    const texts = passages.map(passage => passage.text)
    const mentions = resolveDocument(texts, tag({ texts, title: metadata.title, date: metadata.date }))
    const language = metadata.language ?? (await detectLanguage(texts.join('\n')))
    return {
      document: { id, path, metadata: { ...metadata, language }, passages, mentions },
      problems,
      hash: sum,
    }
  }
}

/** Stands for the hash of a file that could not be read. */
export const UNREADABLE = 'unreadable'

/** SHA-256 of a file's bytes. */
export function hashOf(bytes: Uint8Array | null): string {
  return bytes === null ? UNREADABLE : hash('sha256', bytes)
}
