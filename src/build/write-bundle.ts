// Here is a gathered corpus: reads its spool once more, and writes records, index and vectors of every passage into a bundle.
import { ANALYZER_SETTINGS } from '../analysis/analyzer.ts'
import { writeEncoderNote } from '../bundle/encoder-note.ts'
import {
  BUNDLE_VERSION,
  type EngineName,
  type Manifest,
  VECTORS_FILE,
  VECTORS_NOTE,
} from '../bundle/manifest.ts'
import type { BundleClaim } from '../bundle/publish.ts'
import { RecordWriter } from '../bundle/record-writer.ts'
import { searchedNames } from '../bundle/records.ts'
import { CopyFinder } from '../copies/copy-finder.ts'
import { countWords } from '../domain/count-words.ts'
import type { DocumentRecord } from '../domain/document.ts'
import type { SynonymRule } from '../domain/synonyms.ts'
import type { TypeTitles } from '../domain/type-titles.ts'
import { entitiesOf, mentionedIn } from '../engine/field-texts.ts'
import { MiniSearchWriter } from '../engine/minisearch/write.ts'
import { OpenSearchWriter } from '../engine/opensearch/write.ts'
import { type PackedOptions, PackedWriter } from '../engine/packed/write.ts'
import type { Corrections } from '../entities/corrections.ts'
import type { GatheredDocument } from '../entities/things/correct.ts'
import { EntityIndex } from '../entities/things/entity-index.ts'
import type { Encoder } from '../meaning/encoder.ts'
import { VectorWriter } from '../meaning/vector-writer.ts'
import { documentsOf, inThread, withMentions, withSource } from './corpus-documents.ts'
import { CorpusMentions } from './corpus-mentions.ts'
import { type EncodedPassages, encodePassages } from './encode-passages.ts'
import type { GatheredCorpus } from './gather-corpus.ts'
import { type BuildIndex, IndexThread, indexHere } from './index-thread.ts'
import type { BuildOptions } from './options.ts'
import type { PreparedSpool } from './prepared-cache.ts'

/** From this number of passages on a bundle is built for the packed engine: MiniSearch takes half a second to load as many. */
export const PACKED_FROM = 10_000

/** The engine of a bundle for which none was asked. */
export function usualEngine(passages: number): EngineName {
  return passages < PACKED_FROM ? 'minisearch' : 'packed'
}

/** What encodes, and where it was found. */
export interface NamedEncoder {
  readonly encoder: Encoder
  readonly place: string
}

/** What stands beside the documents. */
interface Given {
  /** The fingerprint of all that the bundle rests on besides them. */
  readonly settings: string
  readonly corrections: Corrections
  readonly synonyms: readonly SynonymRule[]
  readonly titles: TypeTitles
}

/** Reads the spool once more, and writes records and index of every passage. */
export async function writeBundle(
  corpus: GatheredCorpus,
  spool: PreparedSpool,
  claim: BundleClaim,
  { corrections, synonyms, titles, settings }: Given,
  named: NamedEncoder | null,
  options: BuildOptions,
): Promise<Manifest> {
  const engine = options.engine ?? usualEngine(corpus.passages)
  const encoded = named && (await encodeCorpus(corpus, spool, claim, named, options))
  const entityIndex = new EntityIndex()
  const corpusMentions = new CorpusMentions(corpus.lexicon)
  for (const document of documentsOf(spool, corpus.renamed)) entityIndex.gather(corpusMentions.of(document))
  const resolved = entityIndex.resolve(corrections, () => gatheredDocuments(corpus, spool, corpusMentions))
  const draft = await claim.draft()
  const index = createIndex(engine, corpus.passages, draft.folder, options)
  const copies = new CopyFinder(draft.folder)
  try {
    const records = new RecordWriter(draft, engine)
    const counts = { boilerplate: 0, mentions: 0 }
    let done = 0
    for (const prepared of documentsOf(spool, corpus.renamed)) {
      const { id, path, languages } = prepared
      const metadata = inThread(prepared.metadata, corpus.threads)
      const mentions = corpusMentions.of(prepared)
      const documentLanguage = languages.main ?? corpus.usualLanguage
      const passages = corpus.repeated.mark(withSource(prepared))
      const document: DocumentRecord = {
        id,
        path,
        ...metadata,
        language: metadata.language ?? documentLanguage,
        languages: [...new Set([documentLanguage, ...languages.others.filter(other => other !== null)])],
        passages: passages.length,
        words: passages.reduce((words, { text }) => words + countWords(text), 0),
      }
      records.addDocument(document)
      // A record may go to a thread: without what the index does not need.
      const { date, authors, source, meta } = document
      const indexed = { id, path, date, authors, source, meta }
      if (passages.length === 0) await index.add({ document: indexed })
      for (const [at, untagged] of passages.entries()) {
        const other = languages.others[at] ?? null
        const passage = withMentions(untagged, resolved.mentionsIn(id, mentions[at] ?? []), other)
        if (passage.kind === 'boilerplate') counts.boilerplate++
        else resolved.count(id, passage.mentions)
        counts.mentions += passage.mentions.length
        records.addPassage(passage)
        if (encoded !== null) encoded.vectors.add(encoded.passages.of(prepared, untagged))
        if (passage.kind !== 'boilerplate') copies.add(done, passage.text)
        done++
        const texts = {
          text: [passage.text],
          title: [document.title],
          headings: passage.headings,
          entities: searchedNames(passage, entity => resolved.nameOf(entity)),
        }
        const { kind, mentions: tagged } = passage
        const language = other ?? documentLanguage
        const [entities, mentioned] = [entitiesOf(tagged), mentionedIn(tagged)]
        await index.add({ document: indexed, kind, entities, mentioned, language, documentLanguage, texts })
        options.onProgress?.('indexing', done, corpus.passages)
      }
    }
    const entities = resolved.records()
    records.finish(entities, synonyms, copies.groups())
    copies.close()
    await index.writeTo(draft)
    await index.close()
    if (encoded !== null) {
      const file = draft.create(VECTORS_FILE)
      for (const chunk of encoded.vectors.finish()) file.write(chunk)
    }
    const meaning: Manifest['meaning'] =
      named === null ? undefined : { model: named.encoder.model, note: VECTORS_NOTE }
    // Before the bundle: who opens it reads the note.
    writeEncoderNote(claim.cachePath('encoder'), named?.place ?? null)
    const manifest = await draft.publish({
      format: 'lede-bundle',
      version: BUNDLE_VERSION,
      engine,
      analyzer: ANALYZER_SETTINGS,
      counts: {
        documents: corpus.documents,
        passages: corpus.passages,
        boilerplate: counts.boilerplate,
        entities: entities.length,
        mentions: counts.mentions,
      },
      corpus: corpus.hash,
      settings,
      ...(Object.keys(titles).length === 0 ? {} : { titles }),
      ...(meaning === undefined ? {} : { meaning }),
      ...(corpus.ocr === null ? {} : { ocr: corpus.ocr }),
    })
    encoded?.passages.keep()
    return manifest
  } catch (error) {
    copies.close()
    await index.close()
    await draft.discard()
    throw error
  } finally {
    encoded?.passages.close()
  }
}

/** Vectors of all passages, and what takes those of the bundle. */
async function encodeCorpus(
  { renamed }: GatheredCorpus,
  spool: PreparedSpool,
  claim: BundleClaim,
  { encoder }: NamedEncoder,
  { noCache, onProgress }: BuildOptions,
): Promise<{ readonly passages: EncodedPassages; readonly vectors: VectorWriter }> {
  const passages = await encodePassages(
    () => documentsOf(spool, renamed),
    encoder,
    claim.cachePath(noCache === true ? 'vectors.new' : 'vectors'),
    noCache !== true,
    (done, total) => onProgress?.('encoding', done, total),
  )
  return { passages, vectors: new VectorWriter(encoder.model.dimensions) }
}

function* gatheredDocuments(
  { renamed }: GatheredCorpus,
  spool: PreparedSpool,
  mentions: CorpusMentions,
): Generator<GatheredDocument> {
  for (const document of documentsOf(spool, renamed))
    yield { document: document.id, mentions: mentions.of(document) }
}

function createIndex(
  engine: EngineName,
  passages: number,
  scratch: string,
  { memoryBytes, workers }: BuildOptions,
): BuildIndex {
  switch (engine) {
    case 'minisearch':
      return indexHere(new MiniSearchWriter())
    case 'packed': {
      const packed: PackedOptions = { scratch, ...(memoryBytes === undefined ? {} : { memoryBytes }) }
      return passages < PACKED_FROM || workers === 0
        ? indexHere(new PackedWriter(packed))
        : new IndexThread(packed)
    }
    case 'opensearch':
      return indexHere(new OpenSearchWriter())
  }
}
