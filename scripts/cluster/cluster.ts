// A cluster of OpenSearch nodes on this machine, one process each, loopback only: for tests, benchmarks, and for trying it.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Runtime } from './provision.ts'

export interface ClusterOptions {
  readonly runtime: Runtime
  /** Where the nodes keep their data; it is made. */
  readonly folder: string
  readonly nodes: number
  /** Node I answers on `httpPort + I`, and speaks to the others on `transportPort + I`; I counts from 1. */
  readonly httpPort: number
  readonly transportPort: number
  /** Memory of each node's heap, in MB. */
  readonly heap?: number
  /** For clusters that run for minutes: a node starts with half the work, and is slower once it is warm. */
  readonly isShortLived?: boolean
}

/** Settings of every node. A node that hangs is left out after some four seconds: by default it takes half a minute. */
const SETTINGS: readonly string[] = [
  'network.host=127.0.0.1',
  'transport.type=netty4',
  'http.type=netty4',
  'node.processors=2',
  'action.destructive_requires_name=true',
  // A new manager waits this long for a node that hangs before it can leave it out; half a minute by default.
  'cluster.publish.timeout=10s',
  // What a search keeps open on a node that hung keeps its copies of the shards from coming back; five minutes by default.
  'search.default_keep_alive=30s',
  'search.keep_alive_interval=5s',
  'cluster.routing.allocation.disk.threshold_enabled=false',
  // The beginning of a word may stand for thousands of words.
  'indices.query.bool.max_clause_count=25000',
  ...['follower_check', 'leader_check'].flatMap(check => [
    `cluster.fault_detection.${check}.timeout=1500ms`,
    `cluster.fault_detection.${check}.interval=500ms`,
    `cluster.fault_detection.${check}.retry_count=2`,
  ]),
]

const START_SECONDS = 180
const AGAIN_MS = 1_000

export interface NodeStatus {
  readonly name: string
  readonly url: string
  /** Null where it does not run. */
  readonly pid: number | null
}

/** Nodes are found again by their process ids in the folder, so that another process may stop them. */
export class Cluster {
  private readonly options: ClusterOptions

  constructor(options: ClusterOptions) {
    this.options = options
    mkdirSync(options.folder, { recursive: true })
  }

  get urls(): string[] {
    return this.numbers.map(number => this.url(number))
  }

  get status(): NodeStatus[] {
    return this.numbers.map(number => ({
      name: `node${number}`,
      url: this.url(number),
      pid: this.pid(number),
    }))
  }

  /** Starts the nodes that do not run, and waits until every copy of every shard is in its place. */
  async start(): Promise<void> {
    for (const number of this.numbers) this.startNode(number)
    await this.settled()
  }

  startNode(number: number): void {
    if (this.pid(number) !== null) return
    const { runtime, nodes, transportPort, heap = 512, isShortLived = false } = this.options
    const home = this.home(number)
    mkdirSync(join(home, 'config'), { recursive: true })
    const seeds = this.numbers.map(other => `127.0.0.1:${transportPort + other}`)
    const discovery =
      nodes === 1
        ? ['discovery.type=single-node']
        : [
            `discovery.seed_hosts=${seeds.join(',')}`,
            `cluster.initial_cluster_manager_nodes=${this.numbers.map(other => `node${other}`).join(',')}`,
          ]
    const out = openSync(join(home, 'out.log'), 'a')
    const child = spawn(
      runtime.java,
      [
        ...runtime.options,
        `-Xms${Math.min(256, heap)}m`,
        `-Xmx${heap}m`,
        '-XX:+UseSerialGC',
        ...(isShortLived ? ['-XX:TieredStopAtLevel=1'] : []),
        '-XX:MaxDirectMemorySize=128m',
        '-XX:+ExitOnOutOfMemoryError',
        '--enable-native-access=ALL-UNNAMED',
        '-Djava.awt.headless=true',
        '-Djna.nosys=true',
        '-Dio.netty.noUnsafe=true',
        '-Dio.netty.allocator.numDirectArenas=0',
        '-Dio.netty.recycler.maxCapacityPerThread=0',
        '-Dlog4j2.disable.jmx=true',
        '-Dlog4j.shutdownHookEnabled=false',
        `-Dlog4j2.configurationFile=${runtime.logging}`,
        '-cp',
        runtime.classPath,
        'LedeNode',
        `path.home=${home}`,
        `cluster.name=lede-${this.options.httpPort}`,
        `node.name=node${number}`,
        `http.port=${this.options.httpPort + number}`,
        `transport.port=${transportPort + number}`,
        ...discovery,
        ...SETTINGS,
      ],
      { stdio: ['ignore', out, out], detached: true },
    )
    child.unref()
    if (child.pid !== undefined) writeFileSync(this.pidFile(number), String(child.pid))
  }

  /** Ends a node without a warning. */
  kill(number: number): void {
    this.signal(number, 'SIGKILL')
  }

  /** Makes a node hang: it keeps its connections and answers nothing, until `resume`. */
  suspend(number: number): void {
    this.signal(number, 'SIGSTOP')
  }

  resume(number: number): void {
    this.signal(number, 'SIGCONT')
  }

  /** Ends all nodes in order, and those that do not end by force. */
  async stop(): Promise<void> {
    const running = this.numbers.filter(number => this.pid(number) !== null)
    for (const number of running) {
      this.resume(number)
      this.signal(number, 'SIGTERM')
    }
    for (let waited = 0; waited < 30_000 && running.some(number => this.pid(number) !== null); waited += 100)
      await pause(100)
    for (const number of running) if (this.pid(number) !== null) this.kill(number)
  }

  /** Removes all data; the nodes must not run. */
  wipe(): void {
    rmSync(this.options.folder, { recursive: true, force: true })
  }

  /** The number of the node that manages the others now. */
  async manager(): Promise<number> {
    for (const url of this.urls) {
      const answer = await ask(`${url}/_cat/cluster_manager?h=node`).catch(() => null)
      const number = Number(/node(\d+)/u.exec(answer ?? '')?.[1])
      if (number > 0) return number
    }
    throw new Error('No node manages the cluster.')
  }

  /**
   * Waits until all nodes have joined and no copy of a shard is missing. It is asked twice: a node that hung may be left out only after it goes on.
   * @throws {Error} where a node ends, or after three minutes, with the end of its log
   */
  async settled(): Promise<void> {
    const { nodes } = this.options
    const path = `/_cluster/health?wait_for_nodes=${nodes}&wait_for_status=${nodes === 1 ? 'yellow' : 'green'}&wait_for_no_initializing_shards=true&wait_for_events=languid&timeout=2s`
    let answers = 0
    const until = performance.now() + START_SECONDS * 1_000
    while (performance.now() < until) {
      for (const number of this.numbers)
        if (this.pid(number) === null) throw new Error(`node${number} has ended:\n${this.lastLines(number)}`)
      const answer = await ask(this.url(1) + path).catch(() => null)
      answers = answer?.includes('"timed_out":false') === true ? answers + 1 : 0
      if (answers === 2) return
      await pause(answers === 1 ? AGAIN_MS : 200)
    }
    throw new Error(`The cluster is not complete after ${START_SECONDS} s:\n${this.lastLines(1)}`)
  }

  private get numbers(): number[] {
    return Array.from({ length: this.options.nodes }, (_, at) => at + 1)
  }

  private url(number: number): string {
    return `http://127.0.0.1:${this.options.httpPort + number}`
  }

  private home(number: number): string {
    return join(this.options.folder, `node${number}`)
  }

  private pidFile(number: number): string {
    return join(this.options.folder, `node${number}.pid`)
  }

  /** The node's process id; null where no process with it is this node. */
  private pid(number: number): number | null {
    if (!existsSync(this.pidFile(number))) return null
    const pid = Number(readFileSync(this.pidFile(number), 'utf8'))
    try {
      const isNode = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`path.home=${this.home(number)}\0`)
      return isNode ? pid : null
    } catch {
      return null // no such process
    }
  }

  private signal(number: number, signal: NodeJS.Signals): void {
    const pid = this.pid(number)
    if (pid !== null) process.kill(pid, signal)
  }

  private lastLines(number: number): string {
    return readFileSync(join(this.home(number), 'out.log'), 'utf8')
      .split('\n')
      .slice(-15)
      .join('\n')
  }
}

async function ask(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) })
  return response.text()
}
