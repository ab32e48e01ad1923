// Which files does this form bring? Read as they come, and only once the key beside them is known to be right.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { IncomingFile } from '../build/ingest.ts'

/** The largest body of files, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024
const MOST_FILES = 10_000
const TOO_LARGE = `Send at most ${MOST_BYTES / 1024 / 1024} MB at a time, or put the files into the folder and run lede build.`

/**
 * The files of a form, in order; a file without a name or content is left out: a browser sends one where none was chosen.
 * @param key what the request brings besides the form; empty where the form's field `key`, before the files, has it
 * @param authorise throws where a key may not add documents; called before a file is kept
 * @throws {HTTPException} 400 where the form cannot be read or has no file, 413 where it is too large, 415 where the body is no form;
 * what `authorise` throws
 */
export async function receiveFiles(
  c: Context,
  key: string,
  authorise: (key: string) => void,
): Promise<IncomingFile[]> {
  if (key !== '') authorise(key)
  const type = c.req.header('content-type') ?? ''
  if (!/^multipart\/form-data\b/iu.test(type))
    throw new HTTPException(415, { message: 'Send the files as multipart/form-data, each as “files”.' })
  if (Number(c.req.header('content-length') ?? 0) > MOST_BYTES)
    throw new HTTPException(413, { message: TOO_LARGE })
  const { body } = c.req.raw
  if (body === null) throw new HTTPException(400, { message: 'The form is empty.' })
  const form = new Form(key, authorise)
  let total = 0
  const count = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      total += chunk.length
      if (total > MOST_BYTES) throw new HTTPException(413, { message: TOO_LARGE })
      yield chunk
    }
  }
  const parser = form.parser(type)
  await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), count, parser).catch(
    unreadable,
  )
  const files = await form.files()
  if (files.length === 0)
    throw new HTTPException(400, { message: 'There is no file in the request: send them as “files”.' })
  return files
}

/** The parts of one form. Where the key is wrong the rest is read past, so that the sender gets an answer. */
class Form {
  private key: string
  private readonly authorise: (key: string) => void
  private isAuthorised: boolean
  private refusal: unknown = null
  private readonly parts: Promise<IncomingFile>[] = []

  constructor(key: string, authorise: (key: string) => void) {
    this.key = key
    this.authorise = authorise
    this.isAuthorised = key !== ''
  }

  /** @throws {HTTPException} 400 where the type names no boundary */
  parser(type: string): BusboyInstance {
    let parser: BusboyInstance
    try {
      parser = new Busboy({
        headers: { 'content-type': type },
        preservePath: true,
        limits: { files: MOST_FILES, fields: 10, fieldSize: 10_000 },
      })
    } catch (error) {
      return unreadable(error as Error)
    }
    parser.on('field', (name, value) => {
      if (name === 'key' && !this.isAuthorised) this.key = value
    })
    parser.on('file', (name, stream, filename) => {
      if (name === 'files' && this.mayKeep()) this.parts.push(keep(stream, filename ?? ''))
      else stream.resume()
    })
    parser.on('filesLimit', () => {
      this.refusal ??= new HTTPException(413, { message: `Send at most ${MOST_FILES} files at a time.` })
    })
    return parser
  }

  async files(): Promise<IncomingFile[]> {
    if (this.parts.length === 0) this.mayKeep()
    if (this.refusal !== null) throw this.refusal
    const files = await Promise.all(this.parts)
    return files.filter(({ name, bytes }) => name !== '' || bytes.length > 0)
  }

  private mayKeep(): boolean {
    if (this.isAuthorised || this.refusal !== null) return this.refusal === null
    try {
      this.authorise(this.key)
      this.isAuthorised = true
    } catch (error) {
      this.refusal = error
    }
    return this.isAuthorised
  }
}

async function keep(stream: BusboyFileStream, name: string): Promise<IncomingFile> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return { name, bytes: new Uint8Array(Buffer.concat(chunks)) }
}

function unreadable(error: Error): never {
  if (error instanceof HTTPException) throw error
  throw new HTTPException(400, { message: `The form cannot be read: ${error.message}.`, cause: error })
}
