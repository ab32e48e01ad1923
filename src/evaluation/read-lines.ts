// Records of evaluation data, one a line, checked; gzipped where the name ends in `.gz`.
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { CorpusError } from '../domain/errors.ts'

/** @throws {CorpusError} naming the file, and the line of a record that does not fit */
export async function readLines<T>(path: string, schema: z.ZodType<T>): Promise<T[]> {
  return (await readText(path)).split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    try {
      return [schema.parse(JSON.parse(line))]
    } catch (error) {
      const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message
      throw new CorpusError(`${path}:${index + 1}: ${why}`)
    }
  })
}

/** @throws {CorpusError} where the file cannot be read */
export async function readText(path: string): Promise<string> {
  try {
    const bytes = await readFile(path)
    return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  } catch (error) {
    throw new CorpusError(`The data file ${path} cannot be read: ${(error as Error).message}.`)
  }
}
