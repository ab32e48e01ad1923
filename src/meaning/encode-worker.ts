// A thread of `FolderEncoder`: runs a model over the texts that it is sent, one after the other, on one processor. Nothing is fetched.
import { basename, dirname } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { installCommand } from '../domain/install-command.ts'
import { reasonOf } from '../domain/reason.ts'
import type { FromEncodeThread, ToEncodeThread } from './folder-encoder.ts'
import type { ModelFolder } from './model-folder.ts'
import { normalise } from './small-vector.ts'

const { folder, name, weights, pooling, prompts } = workerData as ModelFolder
const say = (message: FromEncodeThread): void => parentPort?.postMessage(message)

/** Tokens of a passage that are read: what follows says little more, and takes time by their square. */
const MOST_TOKENS = 512

async function open(): Promise<(text: string) => Promise<Float32Array>> {
  const { AutoModel, AutoTokenizer, env } = await import('@huggingface/transformers')
  env.allowRemoteModels = false
  env.allowLocalModels = true
  env.useFSCache = false
  env.localModelPath = dirname(folder)
  const local = { local_files_only: true } as const
  const tokenizer = await AutoTokenizer.from_pretrained(basename(folder), local)
  const model = await AutoModel.from_pretrained(basename(folder), {
    ...local,
    dtype: weights,
    device: 'cpu',
    // Threads of its own would wait for each other in a loop, where there is other work.
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
  })
  const longest = Math.min(MOST_TOKENS, tokenizer.model_max_length || MOST_TOKENS)
  return async text => {
    const tokens = await tokenizer([text], { truncation: true, max_length: longest })
    const answer = await model(tokens)
    const states = answer.last_hidden_state ?? answer.token_embeddings
    const [, length = 0, dimensions = 0] = states.dims as number[]
    const values = states.data as Float32Array
    const vector = new Float32Array(dimensions)
    for (let token = 0; token < (pooling === 'mean' ? length : 1); token++)
      for (let at = 0; at < dimensions; at++)
        vector[at] = (vector[at] ?? 0) + (values[token * dimensions + at] ?? 0)
    return normalise(vector)
  }
}

try {
  const encode = await open()
  say({ ready: (await encode(`${prompts.query}one`)).length })
  let last: Promise<void> = Promise.resolve()
  parentPort?.on('message', ({ number, text, role }: ToEncodeThread) => {
    last = last.then(async () => {
      try {
        say({ number, vector: await encode(prompts[role] + text) })
      } catch (error) {
        say({ number, failure: `The model ${name} cannot encode a text: ${reasonOf(error)}.` })
      }
    })
  })
} catch (error) {
  const isMissing = (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND'
  say({
    unusable: isMissing
      ? `To run a model from a folder a package is needed that is not installed: ${installCommand('@huggingface/transformers')}. Or name the address of a service that runs one: --encoder URL.`
      : `The model ${name} cannot be run: ${reasonOf(error)}.`,
  })
}
