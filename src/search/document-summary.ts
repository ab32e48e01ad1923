// What is said of a document beside its passages?
import type { DocumentRecord } from '../domain/document.ts'

export type DocumentSummary = Pick<DocumentRecord, 'id' | 'title' | 'date' | 'authors' | 'source' | 'url'>

export function summarise({ id, title, date, authors, source, url }: DocumentRecord): DocumentSummary {
  return { id, title, date, authors, source, url }
}
