// What is asked, of which documents, and what is right? A retrieval collection on disk.
import { join } from 'node:path'
import { z } from 'zod'
import { CorpusError } from '../domain/errors.ts'
import type { Judgements } from './metrics.ts'
import { readLines, readText } from './read-lines.ts'

const id = z.union([z.string(), z.number()]).transform(String)
const documentLine = z.object({ id, title: z.string().nullish(), text: z.string() })
const queryLine = z.object({ id, text: z.string() })

export interface Collection {
  readonly documents: readonly { readonly id: string; readonly title: string; readonly text: string }[]
  /** Queries with judgements, in the order of the file. */
  readonly queries: readonly { readonly id: string; readonly text: string; readonly judgements: Judgements }[]
}

/**
 * Reads `docs.jsonl` ({id, title, text}), `queries.jsonl` ({id, text}) and `qrels.tsv` (query, document, gain).
 * @throws {CorpusError} naming file and line
 */
export async function readCollection(folder: string): Promise<Collection> {
  const documents = await readLines(join(folder, 'docs.jsonl'), documentLine)
  const queries = await readLines(join(folder, 'queries.jsonl'), queryLine)
  const judgements = await readJudgements(join(folder, 'qrels.tsv'))
  return {
    documents: documents.map(({ id: name, title, text }) => ({ id: name, title: title ?? '', text })),
    queries: queries.flatMap(({ id: name, text }) => {
      const judged = judgements.get(name)
      return judged === undefined ? [] : [{ id: name, text, judgements: judged }]
    }),
  }
}

async function readJudgements(path: string): Promise<Map<string, Map<string, number>>> {
  const judgements = new Map<string, Map<string, number>>()
  for (const [index, line] of (await readText(path)).split('\n').entries()) {
    if (line.trim() === '') continue
    const [query, document, gain] = line.trim().split('\t')
    const value = Number(gain)
    if (query === undefined || document === undefined || gain === undefined || Number.isNaN(value)) {
      throw new CorpusError(
        `${path}:${index + 1}: expected query, document and gain, with tabs between them.`,
      )
    }
    judgements.set(query, (judgements.get(query) ?? new Map<string, number>()).set(document, value))
  }
  return judgements
}
