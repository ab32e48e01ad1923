// How is the service doing? Figures for Prometheus: requests by route, what is served, and the process itself.
import cluster from 'node:cluster'
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import {
  AggregatorRegistry,
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  Registry,
  type RegistryContentType,
} from 'prom-client'
import type { ServedBundle } from '../bundle/serving.ts'
import { clusterMetrics } from './cluster.ts'

/** Upper bounds of durations in seconds: from a remembered answer to the time budget. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export class Metrics {
  private readonly registry = new Registry()
  /** Of one of several processes. */
  readonly gatherer: AggregatorRegistry<RegistryContentType> | null = null
  private readonly durations: Histogram<'route' | 'method' | 'status' | 'engine'>
  private readonly running: Gauge
  private readonly reloads: Counter<'result'>

  constructor(served: ServedBundle, version: string) {
    const registers = [this.registry]
    collectDefaultMetrics({ register: this.registry })
    if (cluster.isWorker) {
      AggregatorRegistry.setRegistries(this.registry)
      this.gatherer = new AggregatorRegistry() // answers when the first process asks
    }
    this.durations = new Histogram({
      name: 'lede_http_request_duration_seconds',
      help: 'Time to answer a request, by route and engine',
      labelNames: ['route', 'method', 'status', 'engine'],
      buckets: SECONDS,
      registers,
    })
    this.running = new Gauge({
      name: 'lede_http_requests_running',
      help: 'Requests being answered',
      registers,
    })
    this.reloads = new Counter({
      name: 'lede_reloads_total',
      help: 'Bundles that were swapped in, or could not be',
      labelNames: ['result'],
      registers,
    })
    new Gauge({
      name: 'lede_bundle_passages',
      help: 'Passages of the served bundle',
      aggregator: 'max',
      registers,
      collect() {
        this.set(served.current.manifest.counts.passages)
      },
    })
    new Gauge({
      name: 'lede_bundle_info',
      help: 'The served bundle',
      aggregator: 'max',
      labelNames: ['version', 'engine', 'lede'],
      registers,
      collect() {
        this.reset()
        this.set({ version: served.current.version, engine: served.current.engine.name, lede: version }, 1)
      },
    })
  }

  countReload(result: 'changed' | 'same' | 'failed'): void {
    this.reloads.inc({ result })
  }

  /** Measures every request that follows. */
  measure(served: ServedBundle): MiddlewareHandler {
    return async (c, next) => {
      const started = performance.now()
      this.running.inc()
      try {
        await next()
      } finally {
        this.running.dec()
        const route = routePath(c, -1).replace(/\{.*\}/u, '')
        const labels = {
          route,
          method: c.req.method,
          status: String(c.res.status),
          engine: served.current.engine.name,
        }
        this.durations.observe(labels, (performance.now() - started) / 1000)
      }
    }
  }

  get contentType(): string {
    return this.registry.contentType
  }

  /** Of all processes where there are several. */
  text(): Promise<string> {
    return cluster.isWorker ? clusterMetrics() : this.registry.metrics()
  }
}
