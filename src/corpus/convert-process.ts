// The process of `convert`: reads the files that it is sent, one at a time. It may be ended at any instant, and ends itself where it
// needs more memory than it was given.
import { Worker } from 'node:worker_threads'
import type { ConvertAnswer, ConvertProgress, ConvertRequest } from './convert.ts'
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
process.on('message', ({ format, bytes, from }: ConvertRequest) => {
  const watch: Watch = {
    from,
    begin: (index, name) => say({ begun: { index, name } }),
    done: renditions => say({ some: JSON.stringify(renditions) }),
  }
  readFormat(format, bytes, watch).then(
    renditions => say({ renditions: JSON.stringify(renditions) }),
    (error: unknown) => {
      if (error instanceof UnreadableError) say({ rule: error.rule, message: error.message })
      else
        say({
          rule: 'uninterpretable-file',
          message: `The file cannot be interpreted (${(error as Error).message}). It was left out.`,
        })
    },
  )
})

function say(answer: ConvertAnswer | ConvertProgress): void {
  const isFull = process.memoryUsage.rss() > (Number(megabytes) * 1024 * 1024) / 2
  process.send?.({ ...answer, isFull })
}
