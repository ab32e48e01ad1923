// May this request be answered? By the host that it names, the key that it brings, and what it wants to do.
import type { Context, MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { KeyRing } from './keys.ts'

/** Paths that say nothing of the corpus: asked by whoever watches the service. */
const OPEN = new Set(['/healthz', '/readyz'])

/** The key that a request brings: as a bearer, or as the password of a browser's own dialogue; empty for none. */
export function keyOf(c: Context): string {
  const [, scheme = '', value = ''] =
    /^(Bearer|Basic) +(.+)$/iu.exec(c.req.header('authorization') ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return value
  if (value === '') return ''
  const pair = Buffer.from(value, 'base64').toString('utf8')
  return pair.slice(pair.indexOf(':') + 1)
}

/** Where keys are required nobody reads without one. */
export function requireReader(keys: KeyRing): MiddlewareHandler {
  return async (c, next) => {
    if (keys.isRequired && !OPEN.has(c.req.path) && keys.holderOf(keyOf(c)) === null) {
      c.header('www-authenticate', 'Bearer realm="lede", Basic realm="lede"')
      throw new HTTPException(401, {
        message: 'A key is needed: send “Authorization: Bearer KEY”. lede keys make gives one.',
      })
    }
    return next()
  }
}

export interface AdminOptions {
  readonly keys: KeyRing
  /** Whether the server listens on a loopback address only. */
  readonly loopback: boolean
}

/**
 * Whoever has an admin key; where there is none, whoever is on this machine and no page of another site.
 * @throws {HTTPException} 401 for a missing or wrong key, 403 where there is none and the service is public
 */
export function requireAdmin(c: Context, { keys, loopback }: AdminOptions): void {
  if (keys.hasAdmin) {
    requireAdminKey(keyOf(c), keys)
    return
  }
  const crossSite = c.req.header('origin') !== undefined || c.req.header('sec-fetch-site') === 'cross-site'
  if (loopback && !crossSite) return
  throw new HTTPException(403, { message: 'Set LEDE_ADMIN_KEY and send it as “Authorization: Bearer KEY”.' })
}

/**
 * For what changes documents: an admin key must exist and be given, wherever the request comes from.
 * @throws {HTTPException} 401 for a missing or wrong key, 403 where there is none
 */
export function requireAdminKey(given: string, keys: KeyRing): void {
  if (!keys.hasAdmin)
    throw new HTTPException(403, { message: 'Documents can be added only where LEDE_ADMIN_KEY is set.' })
  if (keys.holderOf(given)?.role !== 'admin')
    throw new HTTPException(401, {
      message: 'The admin key is missing or wrong: send “Authorization: Bearer KEY”.',
    })
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * On a loopback address only requests that name it are answered: a page of another site that makes its own name lead here (DNS
 * rebinding) reads nothing.
 * @param allowed further names, of a proxy before the service
 */
export function requireHost(loopback: boolean, host: string, allowed: readonly string[]): MiddlewareHandler {
  const names = new Set([...LOOPBACK, host, `[${host}]`, ...allowed.map(name => name.toLowerCase())])
  return async (c, next) => {
    const given = c.req.header('host') ?? ''
    const name = given.replace(/:\d+$/u, '').toLowerCase()
    const isWatched = loopback || allowed.length > 0
    if (isWatched && !names.has(name)) {
      throw new HTTPException(421, {
        message: `This service does not answer for ${given || 'a request without a host'}. Start it with --allow-host NAME if it should.`,
      })
    }
    return next()
  }
}
