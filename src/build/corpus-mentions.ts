// What does each document name? Asked twice of each while a bundle is written: what was found the first time is kept, within bounds.
import type { CorpusLexicon } from '../entities/lexicon/lexicon.ts'
import type { ResolvedMention } from '../entities/mention-target.ts'
import { mentionsOf, type PreparedDocument } from './prepare-document.ts'

/** Mentions that are kept, some 100 MB of them: those of the first documents, as all are asked for in order. */
const KEPT = 300_000

export class CorpusMentions {
  private readonly lexicon: CorpusLexicon
  /** By the document's id in the bundle. */
  private readonly known = new Map<string, ResolvedMention[][]>()
  private kept = 0

  constructor(lexicon: CorpusLexicon) {
    this.lexicon = lexicon
  }

  /** @param document with the id that it has in the bundle */
  of(document: PreparedDocument): readonly ResolvedMention[][] {
    const before = this.known.get(document.id)
    if (before !== undefined) return before
    const found = mentionsOf(document, this.lexicon)
    if (this.kept < KEPT) {
      this.known.set(document.id, found)
      for (const mentions of found) this.kept += mentions.length
    }
    return found
  }
}
