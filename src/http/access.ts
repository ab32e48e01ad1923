// May this request be answered? By the host that it names, the page that sends it, the key that it brings, and what it wants to do.
import type { Context, MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import type { KeyRing } from './keys.ts'
import type { PageKeys } from './page-keys.ts'

/** Paths that say nothing of the corpus: asked by whoever watches the service. */
const OPEN = new Set(['/healthz', '/readyz'])
/** Style, script and fonts: the same for every corpus. The page that asks for a key is made with them. */
const ASSETS = '/assets/'

/** The key that a reader brings: as a bearer, or as the password of a browser's own dialogue; empty for none. */
export function keyOf(c: Context): string {
  const [, value = ''] = /^Basic +(.+)$/iu.exec(c.req.header('authorization') ?? '') ?? []
  if (value === '') return bearerOf(c)
  const pair = Buffer.from(value, 'base64').toString('utf8')
  return pair.slice(pair.indexOf(':') + 1)
}

/**
 * The key that a request brings as a bearer, empty for none. Only this counts for what changes something: a browser adds the password
 * of its dialogue to every request, whichever page sends it.
 */
export function bearerOf(c: Context): string {
  return /^Bearer +(.+)$/iu.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
}

/**
 * Refuses a request that changes something and comes from a page of another site. Programs that are no browser name no site and pass:
 * they bring a key.
 * @param trusted origins whose pages may ask
 */
export function requireSameSite(trusted: readonly string[]): MiddlewareHandler {
  const check = csrf({
    origin: (origin, c) => trusted.includes(origin) || isOwn(origin, c),
    secFetchSite: 'same-origin',
  })
  return async (c, next) => {
    const isBrowser = c.req.header('origin') !== undefined || c.req.header('sec-fetch-site') !== undefined
    let isRefused = false
    if (isBrowser)
      await check(c, async () => {}).catch(error => {
        if (!(error instanceof HTTPException)) throw error
        isRefused = true
      })
    if (!isRefused) return next()
    throw new HTTPException(403, {
      message:
        'A page of another site sent this request. Open the page of this service, or name the site with --cors.',
    })
  }
}

/** Compares hosts: before a proxy that ends TLS the scheme is another. */
function isOwn(origin: string, c: Context): boolean {
  return URL.canParse(origin) && new URL(origin).host === (c.req.header('host') ?? '').toLowerCase()
}

/** Whoever reads here needs a key, and brought none that counts. */
export class KeyNeeded extends HTTPException {
  constructor() {
    super(401, {
      message:
        'A key is needed: send “Authorization: Bearer KEY”, or the key as the password of any name. lede keys make gives one.',
    })
  }
}

/**
 * Of several schemes on one line Chromium asks for name and password only where Basic is the first; several lines are joined to one on
 * their way out.
 */
const CHALLENGE = 'Basic realm="lede", Bearer realm="lede"'

/** Where keys are required nobody reads without one. */
export function requireReader(keys: KeyRing): MiddlewareHandler {
  return async (c, next) => {
    const isOpen = OPEN.has(c.req.path) || c.req.path.startsWith(ASSETS)
    if (keys.isRequired && !isOpen && keys.holderOf(keyOf(c)) === null) {
      c.header('www-authenticate', CHALLENGE)
      throw new KeyNeeded()
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
    requireAdminKey(bearerOf(c), keys, null)
    return
  }
  const isCrossSite = c.req.header('origin') !== undefined || c.req.header('sec-fetch-site') === 'cross-site'
  if (loopback && !isCrossSite) return
  throw new HTTPException(403, { message: 'Set LEDE_ADMIN_KEY and send it as “Authorization: Bearer KEY”.' })
}

/**
 * For what changes documents: an admin key must exist and be given, wherever the request comes from; or the key of a page that was opened
 * by the link of the terminal.
 * @throws {HTTPException} 401 for a missing or wrong key, 403 where there is none
 */
export function requireAdminKey(given: string, keys: KeyRing, pageKeys: PageKeys | null): void {
  if (pageKeys?.accepts(given) === true) return
  if (!keys.hasAdmin && pageKeys !== null)
    throw new HTTPException(401, {
      message:
        'This page was not opened by the link that Lede printed in the terminal. Open that link; it works once, and Lede prints another when it is started again.',
    })
  if (!keys.hasAdmin)
    throw new HTTPException(403, { message: 'Documents can be added only where LEDE_ADMIN_KEY is set.' })
  if (keys.holderOf(given)?.role !== 'admin')
    throw new HTTPException(401, {
      message:
        'The admin key is missing or wrong. On a page, type it into the field for it; programs send “Authorization: Bearer KEY”.',
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
