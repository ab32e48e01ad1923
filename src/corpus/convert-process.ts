// The process of `convert`: reads the files that it is sent, one at a time. It may be ended at any instant, and ends itself where it
// needs more memory than it was given.
import { Worker } from 'node:worker_threads'
import { reasonOf } from '../domain/reason.ts'
import type { ConvertAnswer, ConvertProgress, ConvertRequest, RecognisedAnswer } from './convert.ts'
import type { Recognise, Recognised } from './ocr/recognition.ts'
import type { Watch } from './readers/members.ts'
import { readFormat } from './readers/read-format.ts'
import { UnreadableError } from './rendition.ts'

const [megabytes = '1024'] = process.argv.slice(2)

/** Looks from outside of the thread that reads: nothing that is read can keep it from looking. */
const WATCH = `
  const { workerData } = require('node:worker_threads')
  setInterval(() => { if (process.memoryUsage.rss() > workerData) process.kill(process.pid, 'SIGKILL') }, 20)
`
new Worker(WATCH, { eval: true, workerData: Number(megabytes) * 1024 * 1024 }).unref()

process.on('disconnect', () => process.exit())
/** What is read one after the other asks one after the other. */
let asked: PromiseWithResolvers<Recognised> | null = null

const recognise: Recognise = (kind, bytes, numbers) => {
  asked = Promise.withResolvers()
  say({ recognise: { kind, bytes, numbers } })
  return asked.promise
}

process.on('message', (message: ConvertRequest | RecognisedAnswer) => {
  if ('recognised' in message) asked?.resolve(message.recognised)
  else if ('refused' in message)
    asked?.reject(new UnreadableError(message.refused.rule, message.refused.message))
  else read(message)
})

function read({ format, bytes, from, jsonFields }: ConvertRequest): void {
  const watch: Watch = {
    from,
    begin: (index, name) => say({ begun: { index, name } }),
    done: renditions => say({ some: JSON.stringify(renditions) }),
  }
  readFormat(format, bytes, recognise, watch, jsonFields).then(
    renditions => say({ renditions: JSON.stringify(renditions) }),
    (error: unknown) => {
      if (error instanceof UnreadableError) say({ rule: error.rule, message: error.message })
      else
        say({
          rule: 'uninterpretable-file',
          message: `The file cannot be interpreted (${reasonOf(error)}). It was left out.`,
        })
    },
  )
}

function say(answer: ConvertAnswer | ConvertProgress): void {
  const isFull = process.memoryUsage.rss() > (Number(megabytes) * 1024 * 1024) / 2
  process.send?.({ ...answer, isFull })
}
