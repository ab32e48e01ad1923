// What do the prepared documents of a corpus look like in its bundle? Each with the id that it has there, its thread, its language and its names.
import type { DocumentMetadata, Passage } from '../domain/document.ts'
import type { RepeatingDocument } from '../passages/repeated-lines.ts'
import type { UntaggedPassage } from '../passages/split-passages.ts'
import type { MailThreads } from './mail-threads.ts'
import type { PreparedDocument } from './prepare-document.ts'
import type { PreparedSpool } from './prepared-cache.ts'

/** All documents in order, each with the id that it has in the bundle. */
export function* documentsOf(
  spool: PreparedSpool,
  renamed: ReadonlyMap<number, string>,
): Generator<PreparedDocument> {
  let number = 0
  for (const { documents } of spool.files())
    for (const document of documents) {
      const id = renamed.get(number++) ?? document.id
      yield id === document.id ? document : withId(document, id)
    }
}

function withId(document: PreparedDocument, id: string): PreparedDocument {
  const passages = document.passages.map(passage => ({
    ...passage,
    id: id + passage.id.slice(document.id.length),
    document: id,
  }))
  return { ...document, id, passages }
}

export function withSource({ path, metadata, passages }: PreparedDocument): RepeatingDocument {
  return { path, source: metadata.source, passages }
}

/** What the message says of itself, and to which thread it belongs. */
export function inThread(metadata: DocumentMetadata, threads: MailThreads): DocumentMetadata {
  const thread = threads.threadOf(metadata)
  return thread === null ? metadata : { ...metadata, meta: { ...metadata.meta, thread: [thread] } }
}

/** Keys in the order of the record, so that bundles are the same byte for byte. */
export function withMentions(
  passage: UntaggedPassage,
  mentions: Passage['mentions'],
  language: string | null,
): Passage {
  const { id, document, ordinal, kind, headings, text, source } = passage
  const { repaired, boilerplate, boilerplateRule, speaker, ocr, doubtful } = passage
  return {
    id,
    document,
    ordinal,
    kind,
    headings,
    text,
    source,
    mentions,
    ...(language === null ? {} : { language }),
    ...(repaired === undefined ? {} : { repaired }),
    ...(boilerplate === undefined ? {} : { boilerplate }),
    ...(boilerplateRule === undefined ? {} : { boilerplateRule }),
    ...(speaker === undefined ? {} : { speaker }),
    ...(ocr === undefined ? {} : { ocr }),
    ...(doubtful === undefined ? {} : { doubtful }),
  }
}
