// How are all processors used? Processes that share the port: this one starts them, restarts those that die, passes signals on, and
// gathers their figures.
import cluster, { type Worker } from 'node:cluster'
import { AggregatorRegistry, type RegistryContentType } from 'prom-client'

export interface ClusterOptions {
  readonly processes: number
  readonly log: (line: string) => void
}

/** Processes that may die within a minute before the service gives up. */
const MOST_DEATHS = 10
const MINUTE = 60_000

interface Question {
  readonly metricsFor: number
}
interface Answer {
  readonly metricsFor: number
  readonly text: string
}

/**
 * Runs the service in several processes until it is told to end.
 * @param onListening told once, when all of them listen
 * @returns the exit status
 */
export async function runCluster(
  { processes, log }: ClusterOptions,
  onListening: () => void,
): Promise<number> {
  // Each takes connections from the port itself. Handed out by this process, those on their way to one that dies are never answered.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  const aggregator = new AggregatorRegistry()
  const deaths: number[] = []
  let isEnding = false
  let listening = 0
  const ended = Promise.withResolvers<number>()
  const start = (): void => {
    const worker = cluster.fork()
    worker.on('message', message => void answerMetrics(aggregator, worker, message))
    worker.once('listening', () => {
      listening++
      if (listening === processes) onListening()
    })
  }
  cluster.on('exit', (worker, code, signal) => {
    if (!isEnding) {
      deaths.push(Date.now())
      const lately = deaths.filter(at => at > Date.now() - MINUTE).length
      log(`Process ${worker.process.pid} ended (${signal ?? code}).`)
      if (listening === 0 || lately > MOST_DEATHS) end('SIGTERM', code || 1)
      else start()
    }
    if (isEnding && Object.keys(cluster.workers ?? {}).length === 0) ended.resolve(status)
  })
  let status = 0
  const signalAll = (signal: NodeJS.Signals): void => {
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill(signal)
  }
  const end = (signal: NodeJS.Signals, code: number): void => {
    isEnding = true
    status = code
    signalAll(signal)
    if (Object.keys(cluster.workers ?? {}).length === 0) ended.resolve(status)
  }
  process.on('SIGHUP', () => signalAll('SIGHUP'))
  process.once('SIGINT', () => end('SIGTERM', 0))
  process.once('SIGTERM', () => end('SIGTERM', 0))
  for (let count = 0; count < processes; count++) start()
  return ended.promise
}

async function answerMetrics(
  aggregator: AggregatorRegistry<RegistryContentType>,
  worker: Worker,
  message: unknown,
): Promise<void> {
  if (typeof message !== 'object' || message === null || !('metricsFor' in message)) return
  const { metricsFor } = message as Question
  const text = await aggregator.clusterMetrics().catch((error: Error) => `# ${error.message}\n`)
  worker.send({ metricsFor, text } satisfies Answer)
}

let asked = 0

/** The figures of all processes together, asked of the process that started this one. */
export function clusterMetrics(): Promise<string> {
  const number = asked++
  return new Promise(resolve => {
    const onMessage = (message: Partial<Answer>): void => {
      if (message.metricsFor !== number || message.text === undefined) return
      process.off('message', onMessage)
      resolve(message.text)
    }
    process.on('message', onMessage)
    process.send?.({ metricsFor: number } satisfies Question)
  })
}
