// How do records get into a bundle? Documents and passages as they come, entities and synonyms at the end.
import type { DocumentRecord, EntityRecord, Passage } from '../domain/document.ts'
import type { SynonymRule } from '../domain/synonyms.ts'
import { FrameEncoder } from './frame-file.ts'
import { JsonLinesWriter } from './json-lines.ts'
import { type EngineName, FILES, PASSAGE_FILES } from './manifest.ts'
import type { BundleDraft } from './publish.ts'

export class RecordWriter {
  private readonly draft: BundleDraft
  private readonly documents: JsonLinesWriter
  private readonly passages: { add(json: string): void; finish(): void }

  constructor(draft: BundleDraft, engine: EngineName) {
    this.draft = draft
    this.documents = linesIn(draft, FILES.documents)
    const file = draft.create(PASSAGE_FILES[engine])
    this.passages =
      engine === 'minisearch'
        ? new JsonLinesWriter(chunk => file.write(chunk))
        : new FrameEncoder(chunk => file.write(chunk))
  }

  addDocument(document: DocumentRecord): void {
    this.documents.add(JSON.stringify(document))
  }

  addPassage(passage: Passage): void {
    this.passages.add(JSON.stringify(passage))
  }

  /** @param copies passages of each group of copies, ascending */
  finish(
    entities: readonly EntityRecord[],
    synonyms: readonly SynonymRule[],
    copies: Iterable<readonly number[]>,
  ): void {
    this.documents.finish()
    this.passages.finish()
    const lines = linesIn(this.draft, FILES.entities)
    for (const entity of entities) lines.add(JSON.stringify(entity))
    lines.finish()
    this.draft.create(FILES.synonyms).write(`${JSON.stringify(synonyms)}\n`)
    const groups = linesIn(this.draft, FILES.copies)
    for (const group of copies) groups.add(JSON.stringify(group))
    groups.finish()
  }
}

function linesIn(draft: BundleDraft, name: string): JsonLinesWriter {
  const file = draft.create(name)
  return new JsonLinesWriter(chunk => file.write(chunk))
}
