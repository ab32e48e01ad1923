// What happened? A line for each request, and one for each that took long; what was searched is in neither unless it is asked for.
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Logger } from 'pino'
import type { ServedBundle } from '../bundle/serving.ts'
import type { QueryNode } from '../domain/query.ts'
import { compile } from '../search/compile.ts'
import { collectParameters, parseSelection } from '../search/request.ts'

export interface RequestLogOptions {
  readonly logger: Logger
  /** Whether texts of queries are logged. */
  readonly queries: boolean
  /** Requests that take longer are logged as slow, in milliseconds. */
  readonly slowMs: number
}

export function logRequests(
  served: ServedBundle,
  { logger, queries, slowMs }: RequestLogOptions,
): MiddlewareHandler {
  return async (c, next) => {
    const started = performance.now()
    await next()
    const tookMs = Math.round((performance.now() - started) * 100) / 100
    const isSlow = tookMs > slowMs
    if (!isSlow && !logger.isLevelEnabled('info')) return
    const traceId = c.get('traceId')
    const url = new URL(c.req.url)
    const line = {
      requestId: c.get('requestId'),
      ...(traceId === null ? {} : { traceId }),
      method: c.req.method,
      // An id in the path says what was read, not what was searched.
      route: routePath(c, -1),
      ...(queries ? { url: `${url.pathname}${url.search}` } : {}),
      status: c.res.status,
      tookMs,
    }
    if (!isSlow) logger.info(line, 'request')
    else {
      const tree = await treeOf(served, url, queries)
      logger.warn({ ...line, tree }, 'slow request')
    }
  }
}

/** The parsed query of a request that searches, or null. */
async function treeOf(served: ServedBundle, url: URL, queries: boolean): Promise<string | null> {
  const chosen = [...url.searchParams].filter(([name]) =>
    ['q', 'match', 'fuzzy', 'prefix', 'syntax'].includes(name),
  )
  if (chosen.length === 0) return null
  try {
    const { tree } = await compile(served.current, parseSelection(collectParameters(chosen)))
    return shape(tree, queries)
  } catch {
    return null // a request that was refused has no tree
  }
}

/** `or(terms(3) phrase(2))`: how many terms and words; with `queries` which ones. */
function shape(node: QueryNode, queries: boolean): string {
  switch (node.type) {
    case 'terms':
      return `terms(${queries ? node.terms.map(({ term }) => term).join(' ') : node.terms.length})`
    case 'phrase':
      return `phrase(${queries ? node.tokens.join(' ') : node.tokens.length})`
    case 'near':
      return `near(${node.operands.map(nodes => nodes.map(placed => (placed.type === 'slot' ? placed.entityType : shape(placed, queries))).join('|')).join(' ')})`
    case 'facet':
      return `facet(${queries ? [node.facet, ...(node.values ?? [])].join(' ') : (node.values?.length ?? '')})`
    case 'not':
      return `not(${shape(node.child, queries)})`
    case 'and':
    case 'or':
      return `${node.type}(${node.children.map(child => shape(child, queries)).join(' ')})`
    default:
      return node.type
  }
}
