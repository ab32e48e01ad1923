// Is this folder a model, and how does it want its texts? A model as Transformers.js lays it out.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { z } from 'zod'
import { EncoderError } from '../domain/errors.ts'
import { reasonOf } from '../domain/reason.ts'
import type { TextRole } from './encoder.ts'

/** The weights by preference, each with what Transformers.js calls it. The small form loses next to nothing. */
const WEIGHTS = {
  'onnx/model_quantized.onnx': 'q8',
  'onnx/model_int8.onnx': 'int8',
  'onnx/model_fp16.onnx': 'fp16',
  'onnx/model.onnx': 'fp32',
} as const

const NEEDED = ['config.json', 'tokenizer.json', 'tokenizer_config.json'] as const

/** As sentence-transformers writes them; many models come without. */
const POOLING = '1_Pooling/config.json'
const PROMPTS = 'config_sentence_transformers.json'

export interface ModelFolder {
  readonly folder: string
  readonly name: string
  /** SHA-256 of the files that decide what the vectors are. */
  readonly sha256: string
  /** Sizes and times of these files, as they were before they were read. */
  readonly stamp: string
  readonly weights: (typeof WEIGHTS)[keyof typeof WEIGHTS]
  /** What stands for the whole text: the mean over its tokens, or the first one. */
  readonly pooling: 'mean' | 'cls'
  /** What is put before texts. */
  readonly prompts: Readonly<Record<TextRole, string>>
}

/** @throws {EncoderError} `missing` with the file that is not there */
export async function readModelFolder(place: string): Promise<ModelFolder> {
  const folder = resolve(place)
  if (!existsSync(folder))
    throw new EncoderError(
      'missing',
      `There is no folder ${folder}. Name the folder of a model, or an address: --encoder FOLDER|URL.`,
    )
  const weights = Object.keys(WEIGHTS).find(name => existsSync(join(folder, name)))
  const missing =
    NEEDED.find(name => !existsSync(join(folder, name))) ??
    (weights === undefined ? 'onnx/model_quantized.onnx' : undefined)
  if (missing !== undefined || weights === undefined)
    throw new EncoderError(
      'missing',
      `${folder} is no model that can be read: it has no ${missing}. A model needs ${NEEDED.join(', ')} and one of ${Object.keys(WEIGHTS).join(', ')}, as Transformers.js lays it out.`,
    )
  const name = basename(folder)
  const stamp = await stampOf(folder)
  // Large models have their numbers in files beside the graph, which begin with its name.
  const beside = (await readdir(join(folder, 'onnx')))
    .map(file => `onnx/${file}`)
    .filter(file => file.startsWith(weights) && file !== weights)
    .sort()
  const decisive = [...NEEDED, weights, ...beside, POOLING, PROMPTS].filter(file =>
    existsSync(join(folder, file)),
  )
  const sum = createHash('sha256')
  for (const file of decisive) sum.update(`${file}\0${await hashOf(join(folder, file))}\n`)
  const pooling = await readSettings(folder, POOLING, poolingFile)
  const [other] = Object.keys(pooling).filter(mode => pooling[mode] === true && !READ_POOLING.test(mode))
  if (other !== undefined)
    throw new EncoderError(
      'failed',
      `${join(folder, POOLING)} asks for ${other}, and Lede takes the mean over the tokens or the first one. Take another model.`,
    )
  const { prompts } = await readSettings(folder, PROMPTS, promptsFile)
  const usual = isE5(name) ? { query: 'query: ', passage: 'passage: ' } : { query: '', passage: '' }
  return {
    folder,
    name,
    sha256: sum.digest('hex'),
    stamp,
    weights: WEIGHTS[weights as keyof typeof WEIGHTS],
    pooling: pooling['pooling_mode_cls_token'] === true ? 'cls' : 'mean',
    prompts: {
      query: prompts?.query ?? usual.query,
      passage: prompts?.passage ?? prompts?.document ?? usual.passage,
    },
  }
}

/** Another one where a file of the model was replaced, came or went; nothing is read. */
export async function stampOf(folder: string): Promise<string> {
  const weights = await readdir(join(folder, 'onnx')).catch(() => [])
  const files = [...NEEDED, ...weights.map(file => `onnx/${file}`).sort(), POOLING, PROMPTS]
  const stamps = files.map(async file => {
    const found = await stat(join(folder, file)).catch(() => null)
    return found === null ? '' : `${file} ${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}`
  })
  return (await Promise.all(stamps)).join('\n')
}

const poolingFile = z.record(z.string(), z.unknown())
/** Ways to make one vector of those of the tokens; the file has other settings, too. */
const READ_POOLING = /^(?!pooling_mode_)|^pooling_mode_(?:cls_token|mean_tokens)$/u
const promptsFile = z.object({
  prompts: z
    .object({ query: z.string().optional(), passage: z.string().optional(), document: z.string().optional() })
    .nullish(),
})

/** The models of this family were trained with these words before their texts, and come without a file that says so. */
function isE5(name: string): boolean {
  return /(?:^|[^a-z0-9])e5(?:[^a-z0-9]|$)/iu.test(name)
}

async function readSettings<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T> {
  const path = join(folder, name)
  if (!existsSync(path)) return schema.parse({})
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    throw new EncoderError('failed', `${path} cannot be read: ${reasonOf(error)}.`, { cause: error })
  }
}

async function hashOf(path: string): Promise<string> {
  const sum = createHash('sha256')
  for await (const chunk of createReadStream(path)) sum.update(chunk as Buffer)
  return sum.digest('hex')
}
