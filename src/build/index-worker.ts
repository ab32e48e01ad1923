// A thread of `IndexThread`: indexes the passages that it is sent, then gives the files, chunk by chunk.
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { useCompiledCode } from '../domain/compiled-code.ts'
import type { FromThread, IndexThreadData, ToThread } from './index-thread.ts'

const { options, code } = workerData as IndexThreadData
useCompiledCode(code)
const { BundleError } = await import('../domain/errors.ts')
const { PackedWriter } = await import('../engine/packed/write.ts')

const writer = new PackedWriter(options)
const say = (message: FromThread): void => parentPort?.postMessage(message)

parentPort?.on('message', (message: ToThread) => {
  if (message === 'written') return
  const work = message === 'finish' ? finish() : index(message.inputs)
  work.catch((error: Error) =>
    say({ failure: error.message, code: error instanceof BundleError ? error.code : null }),
  )
})

async function index(inputs: Extract<ToThread, object>['inputs']): Promise<void> {
  for (const input of inputs) writer.add(input)
  say('indexed')
}

/** A chunk is sent when the one before is written, so that no more than one of them waits. */
async function finish(): Promise<void> {
  for (const [file, chunks] of writer.finish()) {
    say({ file })
    for (const chunk of chunks) {
      const written = once(parentPort as NonNullable<typeof parentPort>, 'message')
      say({ chunk })
      await written
    }
  }
  writer.close()
  say('finished')
}
