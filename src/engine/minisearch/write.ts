// Passages in, a MiniSearch index and the vocabulary out. All of it is held in memory.
import { FIELDS, type Field, WORDED_FIELDS } from '../../domain/query.ts'
import type { EmptyDocument, IndexInput, IndexWriter } from '../engine.ts'
import { fieldLanguage } from '../field-texts.ts'
import { Lexicon } from '../lexicon.ts'
import { MINISEARCH_FILES, MINISEARCH_OPTIONS, MiniSearch } from './options.ts'

export class MiniSearchWriter implements IndexWriter {
  private readonly index = new MiniSearch(MINISEARCH_OPTIONS)
  private readonly lexicon = new Lexicon()
  private passages = 0

  add(input: IndexInput | EmptyDocument): void {
    if (input.texts === undefined) return
    const { texts } = input
    const forms = (field: Field): number[] =>
      this.lexicon.read(texts[field].join('\n'), fieldLanguage(input, field))
    const read = {
      text: forms('text'),
      title: forms('title'),
      headings: forms('headings'),
      entities: forms('entities'),
    }
    this.lexicon.countPassage(WORDED_FIELDS.map(field => read[field]))
    const [text = '', title = '', headings = '', entities = ''] = FIELDS.map(field => this.terms(read[field]))
    this.index.add({ id: this.passages++, text, title, headings, entities })
  }

  *finish(): Generator<readonly [string, Iterable<string>]> {
    const lines = this.lexicon.vocabulary().map(entry => `${JSON.stringify(entry)}\n`)
    yield [MINISEARCH_FILES.vocabulary, [lines.join('')]]
    yield [MINISEARCH_FILES.index, [JSON.stringify(this.index), '\n']]
  }

  close(): void {}

  /** The forms' terms, a line each. */
  private terms(forms: readonly number[]): string {
    const terms: string[] = []
    for (const form of forms) {
      const term = this.lexicon.forms[form]?.term ?? null
      if (term !== null) terms.push(term)
    }
    return terms.join('\n')
  }
}
