// Who may administer the service? Whoever has the key; without a key, whoever is on this machine.
import { timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { sha256Hex } from '../bundle/manifest.ts'

export interface AdminOptions {
  /** From LEDE_ADMIN_KEY. */
  readonly adminKey: string | null
  /** Whether the server listens on a loopback address only. */
  readonly loopback: boolean
}

/** @throws {HTTPException} 401 for a missing or wrong key, 403 where no key is set and the service is public */
export function requireAdmin(c: Context, { adminKey, loopback }: AdminOptions): void {
  if (adminKey === null) {
    const crossSite = c.req.header('origin') !== undefined || c.req.header('sec-fetch-site') === 'cross-site'
    if (loopback && !crossSite) return
    throw new HTTPException(403, {
      message: 'Set LEDE_ADMIN_KEY and send it as “Authorization: Bearer KEY”.',
    })
  }
  requireKey(bearerKey(c), adminKey)
}

/** The key in the request's header, or nothing. */
export function bearerKey(c: Context): string {
  return /^Bearer (.+)$/u.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
}

/**
 * For what changes documents: the key must be set and given, wherever the request comes from.
 * @throws {HTTPException} 401 for a missing or wrong key, 403 where none is set
 */
export function requireKey(given: string, adminKey: string | null): void {
  if (adminKey === null)
    throw new HTTPException(403, { message: 'Documents can be added only where LEDE_ADMIN_KEY is set.' })
  const equal = timingSafeEqual(Buffer.from(sha256Hex(given)), Buffer.from(sha256Hex(adminKey)))
  if (!equal)
    throw new HTTPException(401, {
      message: 'The admin key is missing or wrong: send “Authorization: Bearer KEY”.',
    })
}
