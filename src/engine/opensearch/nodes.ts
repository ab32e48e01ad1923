// Which node of a cluster is asked next? In turn, each that gave a sign of life when it was last asked for one.
//
// The client would leave out for a minute whoever did not answer in time. But a node that waits in vain for another one does not answer in
// time either, and is well; so after each failure all are asked for a sign of life that needs no other node.
import { json } from 'node:stream/consumers'
import type { ConnectionPool, Connection as Node } from '@opensearch-project/opensearch'

/** For a sign of life. */
const SIGN_MS = 500
/** After this long nodes that gave none are asked again. */
const AGAIN_MS = 5_000

/** A pool of all nodes that the client knows; it leaves out none by itself. @param Pool the client's own, which is loaded late */
export function allNodes(Pool: typeof ConnectionPool): typeof ConnectionPool {
  return class AllNodes extends Pool {
    override markDead(): this {
      return this
    }
  }
}

export class Nodes {
  private readonly silent = new Set<string>()
  /** What the cluster calls a node, by what the client calls it. */
  private readonly names = new Map<string, string>()
  private turn = 0
  private asking: Promise<void> | null = null
  private askedAt = Number.NEGATIVE_INFINITY

  /** The next one; it asks silent ones for a sign of life from time to time. @param nodes at least one */
  next(nodes: readonly Node[]): Node {
    const well = this.well(nodes)
    if (well.length < nodes.length && performance.now() - this.askedAt > AGAIN_MS) void this.ask(nodes)
    const among = well.length > 0 ? well : nodes
    this.turn = (this.turn + 1) % among.length
    return among[this.turn] as Node // its place is below the length
  }

  /** Asks every node for a sign of life, once at a time. */
  ask(nodes: readonly Node[]): Promise<void> {
    this.asking ??= Promise.all(nodes.map(node => this.askOne(node))).then(() => {
      this.asking = null
      this.askedAt = performance.now()
    })
    return this.asking
  }

  /**
   * The copies of the shards that a search had better read while a node is silent; null where none is, or what they are called is not known.
   * Who asks a node that hangs waits until the cluster has left that out: seconds, and if it managed the cluster many.
   */
  copiesToPrefer(nodes: readonly Node[]): string | null {
    const well = this.well(nodes)
    if (well.length === nodes.length) return null
    const names = well.map(({ id }) => this.names.get(id)).filter(name => name !== undefined)
    return names.length === 0 ? null : `_prefer_nodes:${names.join(',')}`
  }

  private well(nodes: readonly Node[]): readonly Node[] {
    return nodes.filter(({ id }) => !this.silent.has(id))
  }

  private async askOne(node: Node): Promise<void> {
    const sign = await signOfLife(node)
    if (sign === null) {
      this.silent.add(node.id)
      return
    }
    this.silent.delete(node.id)
    // Not every user may ask a node for it.
    const [name] = Object.keys(sign.nodes ?? {})
    if (name !== undefined) this.names.set(node.id, name)
  }
}

/** What a node says about itself, without asking others; null where it says nothing in time. */
function signOfLife(node: Node): Promise<{ readonly nodes?: object } | null> {
  const path = '/_nodes/_local/_none?filter_path=nodes.*.name'
  return new Promise(resolve => {
    node.request({ method: 'GET', path, timeout: SIGN_MS } as never, (error, response) => {
      if (error !== null || response === null) return resolve(null)
      response.setTimeout(SIGN_MS, () => response.destroy())
      json(response).then(
        about => resolve(about as object),
        () => resolve(null),
      )
    })
  })
}
