// Here is one file, give me its documents, their passages and what they name: all that needs no other file.
import { hash } from 'node:crypto'
import { type DetectedLanguages, detectLanguages } from '../analysis/detect-languages.ts'
import type { SourceFile } from '../corpus/discover.ts'
import type { OcrSettings } from '../corpus/ocr/settings.ts'
import { type ReadOptions, readDocuments, type SourceDocument } from '../corpus/read-document.ts'
import type { DocumentMetadata, Problem } from '../domain/document.ts'
import { readLanguageTag } from '../domain/language-tags.ts'
import { namesOrganization } from '../domain/names/organizations.ts'
import type { GazetteerEntry } from '../entities/gazetteer/entry.ts'
import { createGazetteer } from '../entities/gazetteer/gazetteer.ts'
import type { Pack } from '../entities/gazetteer/pack.ts'
import { applyLexicon } from '../entities/lexicon/apply.ts'
import { type DocumentEvidence, gatherEvidence } from '../entities/lexicon/evidence.ts'
import type { CorpusLexicon } from '../entities/lexicon/lexicon.ts'
import type { ResolvedMention } from '../entities/mention-target.ts'
import { resolveDocument } from '../entities/resolve-document.ts'
import { createTagger } from '../entities/tagger/create-tagger.ts'
import type { Candidate, NameAbove } from '../entities/tagger/tagger.ts'
import { splitPassages, type UntaggedPassage } from '../passages/split-passages.ts'
import { type BuildConfig, readOptions } from './config.ts'

export interface PreparedDocument {
  readonly id: string
  readonly path: string
  readonly metadata: DocumentMetadata
  readonly passages: readonly UntaggedPassage[]
  /** What the tagger found in each passage; what it names is known once all documents were read. */
  readonly candidates: readonly (readonly Candidate[])[]
  readonly evidence: DocumentEvidence
  /** The people that stand above the passages: in the title, in headings, as authors. */
  readonly peopleAbove: readonly NameAbove[]
  /** Of the document, and of each passage. */
  readonly languages: DetectedLanguages
}

export interface PreparedFile {
  /** None where the file cannot be read; `problems` says why. */
  readonly documents: readonly PreparedDocument[]
  readonly problems: readonly Problem[]
  /** Names of files inside the file that were left out because of their formats. */
  readonly leftOut?: readonly string[]
  /** Whether what it became rests on what recognises text, or would if there were anything that does. */
  readonly restsOnRecognition?: true
  /** SHA-256 of its bytes, or `unreadable`. */
  readonly hash: string
}

export interface PrepareSettings {
  readonly config: BuildConfig
  /** Names that the corrections file adds. */
  readonly names: readonly GazetteerEntry[]
  readonly packs: readonly Pack[]
  /** Where pages are kept that were recognised, and how many are read at a time. */
  readonly pages?: Pick<OcrSettings, 'cache' | 'processes'>
}

export type Prepare = (file: SourceFile) => Promise<PreparedFile>

/** @param onPages is told of each page that was recognised */
export function createPrepare(
  { config, names, packs, pages }: PrepareSettings,
  onPages?: ReadOptions['onPages'],
): Prepare {
  const read = readOptions(config)
  const options: ReadOptions = {
    ...read,
    ...(read.ocr === null || read.ocr === undefined ? {} : { ocr: { ...read.ocr, ...pages } }),
    ...(onPages === undefined ? {} : { onPages }),
  }
  const gazetteer = createGazetteer(names, packs)
  const tag = createTagger(gazetteer)
  const prepare = async (document: SourceDocument): Promise<PreparedDocument> => {
    const { id, path, metadata } = document
    const { passages } = splitPassages(document, config.passages)
    const texts = passages.map(passage => passage.text)
    const given = metadata.language === null ? [] : readLanguageTag(metadata.language).languages
    // The letters of code are no language's.
    const prose = passages.map(({ kind, text }) => (kind === 'code' ? '' : text))
    const told = detectLanguages(prose, given)
    const languages = told.others.map(other => other ?? told.main)
    const headings = passages.map(passage => passage.headings)
    const { title, date } = metadata
    const rows = passages.map(({ kind }) => kind === 'table')
    const tagged = tag({ texts, title, date, languages, rows, headings })
    const candidates = tagged.candidates.map(found => found.map(withoutAliases))
    const peopleAbove = [...tagged.peopleAbove.map(withoutAliases), ...authorsOf(metadata, told.main)]
    const evidence = gatherEvidence(tagged, gazetteer)
    return { id, path, metadata, passages, candidates, evidence, peopleAbove, languages: told }
  }
  return async file => {
    const { documents, problems, bytes, leftOut, restsOnRecognition } = await readDocuments(file, options)
    const prepared: PreparedDocument[] = []
    for (const document of documents) prepared.push(await prepare(document))
    return {
      documents: prepared,
      problems,
      ...(leftOut === undefined ? {} : { leftOut }),
      ...(restsOnRecognition === undefined ? {} : { restsOnRecognition }),
      hash: hashOf(bytes),
    }
  }
}

/** What a document names, by the lexicon of the whole corpus. */
export function mentionsOf(
  { passages, candidates, evidence, peopleAbove, languages }: PreparedDocument,
  lexicon: CorpusLexicon,
): ResolvedMention[][] {
  const texts = passages.map(({ text }) => text)
  const names = applyLexicon(texts, candidates, evidence.passedOver, lexicon, peopleAbove)
  return resolveDocument(
    texts,
    names,
    languages.others.map(other => other ?? languages.main),
    peopleAbove,
  )
}

function authorsOf({ authors }: DocumentMetadata, language: string | null): NameAbove[] {
  return authors
    .filter(name => !namesOrganization(name))
    .map(text => ({ text, language, entry: null, isAuthor: true }))
}

/** A known name is kept without all the forms that others write it in. */
function withoutAliases<T extends Pick<Candidate, 'entry'>>(candidate: T): T {
  if (candidate.entry === null) return candidate
  const { type, name, relations, ids } = candidate.entry
  const known = { ...(relations === undefined ? {} : { relations }), ...(ids === undefined ? {} : { ids }) }
  return { ...candidate, entry: { type, name, ...known } }
}

/** Stands for the hash of a file that could not be read. */
export const UNREADABLE = 'unreadable'

/** SHA-256 of a file's bytes. */
export function hashOf(bytes: Uint8Array | null): string {
  return bytes === null ? UNREADABLE : hash('sha256', bytes)
}
