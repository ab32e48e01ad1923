// Which names do the archives of `unseen-archives.ts` have? Annotation of the repository, on texts of the shared data.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GoldDocument } from '../src/evaluation/entities.ts'

/** Their languages. */
export const UNSEEN = [['es', 'Spanish'], ['tr', 'Turkish']] as const // biome-ignore format: pairs

interface AnnotatedDocument {
  readonly passages: readonly string[]
  /** UTF-16 offsets in the passages, each on a line of its own; and what the mention names, in the whole file. */
  readonly spans: readonly (readonly [start: number, end: number, type: string, entity: string])[]
}

/** @param shared folder of the shared test data */
export function readUnseen(language: string, shared: string): GoldDocument[] {
  const texts = new Map(
    linesOf<{ id: string; text: string }>(join(shared, `data/retrieval/xquad-${language}/docs.jsonl`)).map(
      ({ id, text }) => [id, text.replaceAll('\n', ' ')],
    ),
  )
  const path = join(import.meta.dirname, `../test/gold/unseen/xquad-${language}.jsonl`)
  return linesOf<AnnotatedDocument>(path).map(({ passages, spans }) => ({
    text: passages.map(id => texts.get(id) ?? '').join('\n'),
    title: '',
    date: null,
    lang: language,
    spans: spans.map(([start, end, type, entity]) => ({ start, end, type, entity: `${type} ${entity}` })),
  }))
}

function linesOf<T>(path: string): T[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  return lines.map(line => JSON.parse(line) as T)
}
