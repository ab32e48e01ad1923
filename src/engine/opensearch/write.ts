// What does a server of an index in a cluster need at hand? The words of the corpus, and the figures that passages are indexed with. The
// passages themselves go into the cluster afterwards, from the records.
import { type Field, WORDED_FIELDS } from '../../domain/query.ts'
import type { EmptyDocument, IndexInput, IndexWriter } from '../engine.ts'
import { fieldLanguage } from '../field-texts.ts'
import { Lexicon } from '../lexicon.ts'
import type { FieldMeans } from './passage-document.ts'

/** The files in the bundle's folder. */
export const OPENSEARCH_FILES = { vocabulary: 'vocabulary.jsonl', figures: 'opensearch.json' } as const

export interface IndexFigures {
  readonly means: FieldMeans
}

export class OpenSearchWriter implements IndexWriter {
  private readonly lexicon = new Lexicon()
  /** Different terms of all passages, by field. */
  private readonly totals: Record<Field, number> = { text: 0, title: 0, headings: 0, entities: 0 }
  private passages = 0

  add(input: IndexInput | EmptyDocument): void {
    if (input.texts === undefined) return
    const { texts } = input
    this.passages++
    const readField = (field: Field): number[] => this.read(field, texts[field], fieldLanguage(input, field))
    const read = {
      text: readField('text'),
      title: readField('title'),
      headings: readField('headings'),
      entities: readField('entities'),
    }
    this.lexicon.countPassage(WORDED_FIELDS.map(field => read[field]))
  }

  *finish(): Generator<readonly [string, Iterable<string>]> {
    yield [OPENSEARCH_FILES.vocabulary, this.vocabularyLines()]
    const mean = (field: Field): number => this.totals[field] / Math.max(1, this.passages)
    const figures: IndexFigures = {
      means: {
        text: mean('text'),
        title: mean('title'),
        headings: mean('headings'),
        entities: mean('entities'),
      },
    }
    yield [OPENSEARCH_FILES.figures, [`${JSON.stringify(figures)}\n`]]
  }

  close(): void {}

  private *vocabularyLines(): Generator<string> {
    for (const entry of this.lexicon.vocabulary()) yield `${JSON.stringify(entry)}\n`
  }

  private read(field: Field, texts: readonly string[], language: string): number[] {
    const forms = this.lexicon.read(texts.join('\n'), language)
    const terms = new Set(forms.map(form => this.lexicon.termOf(form)))
    terms.delete(-1)
    this.totals[field] += terms.size
    return forms
  }
}
