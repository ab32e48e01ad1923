// A service of embeddings as OpenAI's interface has it, on a free port: texts that share a concept of the table are close, all others apart.
import { hash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

const CONCEPTS: Readonly<Record<string, readonly string[]>> = {
  attack: ['shelling', 'shelled', 'rocket', 'rockets', 'artillery', 'fire', 'beschossen', 'обстрел'],
  home: ['homes', 'houses', 'residential', 'areas', 'flats', 'wohnhäuser', 'домов'],
  money: ['money', 'budget', 'treasury', 'finance'],
  ship: ['ship', 'ships', 'vessel', 'harbour'],
}
const DIMENSIONS = 64

export interface AskedEmbeddings {
  readonly model: string
  readonly input: readonly string[]
  readonly input_type?: string
}

export interface EmbeddingsService {
  /** `http://localhost:PORT/v1`. */
  readonly address: string
  /** What it was asked to encode, call by call. */
  readonly asked: AskedEmbeddings[]
  /** Texts that it was asked to encode, besides the one by which a service is tried. */
  texts(): string[]
  readonly keys: (string | undefined)[]
  close(): Promise<void>
}

export interface EmbeddingsSettings {
  readonly models?: readonly string[]
  /** Answers instead of the service where it returns true. */
  readonly answer?: (asked: AskedEmbeddings, response: ServerResponse) => boolean
}

export async function serveEmbeddings(
  { models = ['concepts'], answer = () => false }: EmbeddingsSettings = {},
  onEnd: (close: () => Promise<void>) => void = onTestFinished,
): Promise<EmbeddingsService> {
  const asked: AskedEmbeddings[] = []
  const keys: (string | undefined)[] = []
  const server = createServer(async (request, response) => {
    keys.push(request.headers.authorization)
    if (request.url === '/v1/models') return sendJson(response, { data: models.map(id => ({ id })) })
    const body = JSON.parse(await bodyOf(request)) as AskedEmbeddings
    asked.push(body)
    if (answer(body, response)) return
    const data = body.input.map((text, index) => ({ index, embedding: conceptVector(text) }))
    // The order of an answer is not promised.
    sendJson(response, { data: data.toReversed() })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const close = (): Promise<void> =>
    new Promise(resolve => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  onEnd(close)
  const { port } = server.address() as AddressInfo
  return {
    // Not as the tests of our own interface are asked: their answers are checked by its contract.
    address: `http://localhost:${port}/v1`,
    asked,
    keys,
    texts: () => asked.flatMap(({ input }) => input).filter(text => text !== 'one'),
    close,
  }
}

export function conceptVector(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0)
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const concept = Object.entries(CONCEPTS).find(([, words]) => words.includes(word))?.[0]
    const sum = Number.parseInt(hash('sha256', concept ?? `word ${word}`).slice(0, 8), 16)
    const at = sum % DIMENSIONS
    vector[at] = (vector[at] ?? 0) + (concept === undefined ? 0.2 : 1)
  }
  vector[0] = (vector[0] ?? 0) + 0.1
  return vector
}

function sendJson(response: ServerResponse, body: object): void {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
