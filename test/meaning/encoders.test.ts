import { existsSync } from 'node:fs'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkModel, type Encoder, isOnThisMachine } from '../../src/meaning/encoder.ts'
import { readModelFolder, stampOf } from '../../src/meaning/model-folder.ts'
import { modelAt, openEncoder } from '../../src/meaning/open-encoder.ts'
import { serveEmbeddings } from '../support/embeddings.ts'
import { SHARED, temporaryFolder, writeFiles } from '../support/fixtures.ts'

/** A real model, where the shared data are at hand. */
const MODEL = join(SHARED ?? '/nowhere', 'models/all-MiniLM-L6-v2')
if (!existsSync(MODEL))
  process.stderr.write(
    `\n!!! SKIPPED: running a model. There is none at ${MODEL}; LEDE_SHARED names the folder.\n`,
  )

function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  return Array.from(a ?? []).reduce((sum, value, at) => sum + value * (b?.[at] ?? 0), 0)
}

describe('the address of a service', () => {
  it('may end in /v1, in /v1/embeddings, or in neither', async () => {
    const { address } = await serveEmbeddings()
    for (const place of [address, `${address}/`, `${address}/embeddings`, address.replace('/v1', '')]) {
      const { model } = await openEncoder(place)
      expect(model).toEqual({ name: 'concepts', sha256: null, dimensions: 64 })
    }
  })

  it('gives a vector of length 1 for each text, in order, however many', async () => {
    const { address, asked } = await serveEmbeddings()
    const encoder = await openEncoder(address)
    const texts = Array.from({ length: 150 }, (_, at) => (at % 2 === 0 ? 'shelling' : `ships number ${at}`))
    const vectors = await encoder.encode(texts, 'passage')
    expect(vectors).toHaveLength(150)
    for (const vector of vectors) expect(cosine(vector, vector)).toBeCloseTo(1, 5)
    expect(cosine(vectors[0], vectors[148])).toBeCloseTo(1, 5)
    expect(cosine(vectors[0], vectors[1])).toBeLessThan(0.5)
    const [, ...batches] = asked
    expect(Math.max(...batches.map(({ input }) => input.length))).toBeLessThanOrEqual(32)
    expect(batches.every(({ input_type }) => input_type === 'passage')).toBe(true)
    await encoder.encode(['shelling'], 'query')
    expect(asked.at(-1)?.input_type).toBe('query')
  })

  it('is not told about queries and passages where it refuses to be', async () => {
    const { address, asked } = await serveEmbeddings({
      answer: ({ input_type }, response) => {
        if (input_type === undefined) return false
        response.writeHead(400).end('{"error":{"message":"Unrecognized request argument: input_type"}}')
        return true
      },
    })
    const encoder = await openEncoder(address)
    await expect(encoder.encode(['a text'], 'passage')).resolves.toHaveLength(1)
    expect(asked.at(-1)?.input_type).toBeUndefined()
  })

  it('must say which of several models is meant', async () => {
    const { address, asked } = await serveEmbeddings({ models: ['small', 'large'] })
    await expect(openEncoder(address)).rejects.toThrow(/several models \(small, large\).*#NAME/u)
    const { model } = await openEncoder(`${address}#large`)
    expect(model.name).toBe('large')
    expect(asked.at(-1)?.model).toBe('large')
  })

  it('is asked again for passages when it is busy, and not for ever', async () => {
    let calls = 0
    const { address } = await serveEmbeddings({
      answer: ({ input }, response) => {
        if (input[0] === 'one' || ++calls > 2) return false
        response.writeHead(503, { 'retry-after': '0' }).end('busy')
        return true
      },
    })
    const encoder = await openEncoder(address)
    await expect(encoder.encode(['a text'], 'passage')).resolves.toHaveLength(1)
    expect(calls).toBe(3)
    calls = -10
    await expect(encoder.encode(['a text'], 'passage')).rejects.toThrow(/status 503: busy/u)
    expect(calls).toBe(-6)
  })

  it('has a model of which the name is known without encoding, or without a call', async () => {
    const { address, asked, keys } = await serveEmbeddings()
    expect(await modelAt(address)).toEqual({ name: 'concepts', sha256: null })
    expect(await modelAt(`${address}#large`)).toEqual({ name: 'large', sha256: null })
    expect([asked.length, keys.length]).toEqual([0, 1])
    await expect(modelAt('http://127.0.0.1:1/v1')).rejects.toThrow(/does not answer/u)
  })

  it('is another one once it gives other vectors, or has another name', async () => {
    let isOther = false
    const models = ['concepts']
    const { address } = await serveEmbeddings({
      models,
      answer: (_, response) => {
        if (isOther) response.end(JSON.stringify({ data: [{ index: 0, embedding: new Array(64).fill(1) }] }))
        return isOther
      },
    })
    const encoder = await openEncoder(address)
    expect(await encoder.isCurrent()).toBe(true)
    isOther = true
    expect(await encoder.isCurrent()).toBe(false)
    isOther = false
    models[0] = 'large'
    expect(await encoder.isCurrent()).toBe(false)
  })

  it('is refused where it does not answer, wants a key, or answers something else', async () => {
    await expect(openEncoder('http://127.0.0.1:1/v1')).rejects.toThrow(/\/v1\/models does not answer/u)
    const answering = (status: number, body: string) =>
      serveEmbeddings({
        answer: (_, response) => {
          response.writeHead(status).end(body)
          return true
        },
      })
    const { address: locked } = await answering(401, 'no')
    await expect(openEncoder(locked)).rejects.toThrow(/status 401: no Put the key into LEDE_ENCODER_KEY/u)
    const { address: other } = await answering(200, '{"data":[]}')
    await expect(openEncoder(other)).rejects.toThrow(/gave no vector/u)
    const { address: page } = await answering(200, '<html>')
    await expect(openEncoder(page)).rejects.toThrow(/does not answer in JSON/u)
  })

  it('gets the key, and never a password or a key in its name', async () => {
    const { address, keys } = await serveEmbeddings()
    await openEncoder(address, { key: 'secret' })
    expect(keys).toEqual(['Bearer secret', 'Bearer secret'])
    await expect(openEncoder('http://a:b@127.0.0.1/v1')).rejects.toThrow(/LEDE_ENCODER_KEY/u)
    await expect(openEncoder('http://127.0.0.1/v1?key=b')).rejects.toThrow(/LEDE_ENCODER_KEY/u)
    await expect(openEncoder('http://')).rejects.toThrow(/is no address/u)
  })

  it.each([
    ['http://127.0.0.1:8000', true],
    ['http://localhost/v1', true],
    ['http://[::1]:8000', true],
    ['http://127.0.0.1.example.org', false],
    ['https://api.example.org/v1', false],
  ])('%s is on this machine: %s', (address, isHere) => {
    expect(isOnThisMachine(address)).toBe(isHere)
  })
})

describe('the folder of a model', () => {
  it('is refused with the file that is missing', async () => {
    const folder = await temporaryFolder()
    await expect(openEncoder(join(folder, 'none'))).rejects.toThrow(/There is no folder .*none/u)
    await expect(openEncoder(folder)).rejects.toThrow(/it has no config\.json/u)
    await writeFiles(folder, { 'config.json': '{}', 'tokenizer.json': '{}', 'tokenizer_config.json': '{}' })
    await expect(openEncoder(folder)).rejects.toThrow(/it has no onnx\/model_quantized\.onnx/u)
  })

  it('is refused where its files are not what they are called', async () => {
    const folder = await temporaryFolder()
    const json = { 'config.json': '{}', 'tokenizer.json': '{}', 'tokenizer_config.json': '{}' }
    await writeFiles(folder, { ...json, 'onnx/model.onnx': 'none' })
    await expect(openEncoder(folder)).rejects.toThrow(/cannot be run/u)
    await writeFiles(folder, { '1_Pooling/config.json': '{' })
    await expect(openEncoder(folder)).rejects.toThrow(/1_Pooling\/config\.json cannot be read/u)
  })

  it('says how its texts are to be written, and names its content', async () => {
    const folder = join(await temporaryFolder(), 'multilingual-e5-small')
    await mkdir(folder)
    const files = {
      'config.json': '{}',
      'tokenizer.json': '{}',
      'tokenizer_config.json': '{}',
      'onnx/model.onnx': 'a',
    }
    await writeFiles(folder, files)
    const first = await readModelFolder(folder)
    expect(first).toMatchObject({
      name: 'multilingual-e5-small',
      weights: 'fp32',
      pooling: 'mean',
      prompts: { query: 'query: ', passage: 'passage: ' },
    })
    await writeFile(join(folder, 'onnx/model.onnx'), 'b')
    await writeFiles(folder, {
      '1_Pooling/config.json': '{"pooling_mode_cls_token":true}',
      'config_sentence_transformers.json': '{"prompts":{"query":"Q: ","document":"D: "}}',
    })
    const second = await readModelFolder(folder)
    expect(second).toMatchObject({ pooling: 'cls', prompts: { query: 'Q: ', passage: 'D: ' } })
    expect(second.sha256).not.toBe(first.sha256)
    // The numbers of a large model stand beside its graph.
    await writeFile(join(folder, 'onnx/model.onnx_data'), 'c')
    expect((await readModelFolder(folder)).sha256).not.toBe(second.sha256)
    expect(await modelAt(folder)).toMatchObject({ name: 'multilingual-e5-small' })
    const { stamp } = await readModelFolder(folder)
    expect(await stampOf(folder)).toBe(stamp)
    // Replaced by a file of the same length.
    await writeFile(join(folder, 'onnx/model.onnx'), 'd')
    expect(await stampOf(folder)).not.toBe(stamp)
    await writeFiles(folder, { '1_Pooling/config.json': '{"pooling_mode_lasttoken":true}' })
    await expect(readModelFolder(folder)).rejects.toThrow(/asks for pooling_mode_lasttoken/u)
  })

  it.skipIf(!existsSync(MODEL))('is another one once a file of it was replaced', async () => {
    const folder = join(await temporaryFolder(), 'all-MiniLM-L6-v2')
    await cp(MODEL, folder, { recursive: true })
    const encoder = await openEncoder(folder)
    expect(await encoder.isCurrent()).toBe(true)
    await cp(join(MODEL, 'config.json'), join(folder, 'config.json'))
    expect(await encoder.isCurrent()).toBe(false)
    await encoder.close()
  })

  it.skipIf(!existsSync(MODEL))('runs here, in threads', async () => {
    const encoder: Encoder = await openEncoder(MODEL, { threads: 2 })
    try {
      expect(encoder.model).toMatchObject({ name: 'all-MiniLM-L6-v2', dimensions: 384 })
      const texts = [
        'Residential areas came under rocket fire.',
        'The budget was passed in May.',
        'x '.repeat(2_000),
        '',
      ]
      const vectors = await encoder.encode(texts, 'passage')
      const [query] = await encoder.encode(['shelling of homes'], 'query')
      expect(cosine(query, vectors[0])).toBeGreaterThan(cosine(query, vectors[1]) + 0.2)
      // A vector does not depend on the texts that are encoded beside it.
      expect(await encoder.encode(texts.slice(0, 1), 'passage')).toEqual(vectors.slice(0, 1))
    } finally {
      await encoder.close()
    }
    await expect(encoder.encode(['a'], 'query')).rejects.toThrow(/has ended/u)
  })

  it.skipIf(!existsSync(MODEL))('gives a text the same vector, whatever else is encoded', async () => {
    const texts = Array.from({ length: 40 }, (_, at) =>
      `Ship ${at} left the harbour. `.repeat(1 + ((at * 7) % 5)),
    )
    const [one, two] = [await openEncoder(MODEL), await openEncoder(MODEL, { threads: 2 })]
    try {
      const together = await two.encode(texts, 'passage')
      expect(await two.encode(texts.toReversed(), 'passage')).toEqual(together.toReversed())
      for (const [at, text] of texts.entries())
        expect(await one.encode([text], 'passage')).toEqual([together[at]])
    } finally {
      await Promise.all([one.close(), two.close()])
    }
  })

  it.skipIf(!existsSync(MODEL))('leaves what was not begun once it is ended', async () => {
    const encoder = await openEncoder(MODEL)
    try {
      const many = Array.from({ length: 2_000 }, (_, at) => `Ship ${at} left the harbour.`)
      const end = new AbortController()
      const encoding = encoder.encode(many, 'passage', end.signal)
      end.abort(new Error('enough'))
      await expect(encoding).rejects.toThrow('enough')
      const begun = encoder.encode(['A query.'], 'query')
      // It stands behind what was begun, and not behind two thousand.
      expect(await Promise.race([begun, encoder.encode(many.slice(0, 200), 'passage')])).toHaveLength(1)
    } finally {
      await encoder.close()
    }
  })
})

it('an index and a model that do not fit are both named', () => {
  const model = { name: 'small', sha256: 'ab'.repeat(32), dimensions: 3 }
  expect(() => checkModel('models/small', model, { ...model })).not.toThrow()
  expect(() => checkModel('models/large', { ...model, name: 'large' }, model)).toThrow(
    /made with the model small \(3 dimensions, SHA-256 abababababab…\), and models\/large has large/u,
  )
})
