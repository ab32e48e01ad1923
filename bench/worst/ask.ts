// How is a case asked, and what is there to be asked for?
import { Agent, request } from 'node:http'
import type { Known, WorstCase } from './cases.ts'

/** No connection is used twice: a service that is held up closes those that wait. */
const agent = new Agent({ keepAlive: false })

/** Reads an answer to its end. */
export function ask(url: string, { path, body }: WorstCase): Promise<{ status: number; bytes: number }> {
  const sent = body === undefined ? undefined : JSON.stringify(body)
  const headers = {
    accept: path === '/mcp' ? 'application/json, text/event-stream' : '*/*',
    ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
  }
  return new Promise((resolve, reject) => {
    const method = sent === undefined ? 'GET' : 'POST'
    const asked = request(`${url}${path}`, { agent, method, headers }, response => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes }))
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(sent)
  })
}

/** What is there to be asked for. */
export async function knownOf(url: string): Promise<Known> {
  const json = async <T>(path: string): Promise<T> => (await (await fetch(`${url}${path}`)).json()) as T
  type Listed = { readonly entities: readonly { readonly id: string }[] }
  type Search = {
    readonly hits: readonly { readonly passage: { readonly id: string; readonly text: string } }[]
  }
  const ids = async (path: string): Promise<string[]> =>
    (await json<Listed>(path)).entities.map(({ id }) => id)
  const { documents } = await json<{ documents: readonly { id: string; passages: number }[] }>(
    '/v1/documents?limit=1000',
  )
  const longest = documents.toSorted((a, b) => b.passages - a.passages)[0]?.id ?? ''
  const found = await json<Search>(`/v1/search?q=&limit=100&document=${longest}`)
  const [code] = (await json<Search>('/v1/search?q=&limit=1&document=code')).hits
  const words = found.hits.flatMap(({ passage }) => passage.text.toLowerCase().match(/\p{L}{5,}/gu) ?? [])
  const passage = found.hits[0]?.passage.id ?? ''
  return {
    document: longest,
    passage,
    passages: found.hits.map(hit => hit.passage.id),
    longPassage: code?.passage.id ?? passage,
    entities: await ids('/v1/entities?type=person&limit=100'),
    dates: await ids('/v1/entities?type=date&limit=100'),
    words: [...new Set(words)],
  }
}
