// Does somebody ask too often, too much, too long? A token bucket for each key or address, and bounds.
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { keyOf } from './access.ts'
import type { KeyRing } from './keys.ts'

export interface RateLimit {
  /** Requests that may come at once. */
  readonly burst: number
  /** Requests that are allowed again in each second. */
  readonly perSecond: number
}

interface Bucket {
  tokens: number
  /** When `tokens` was right, in milliseconds. */
  at: number
}

/** Where there are more buckets, the longest unused are forgotten until so many are left, which gives their owners full ones. */
const MOST = 100_000
const KEPT = 90_000

/** A bucket for each name: it holds `burst` tokens, a request takes one, time puts them back. */
export class TokenBuckets {
  private readonly limit: RateLimit
  private readonly buckets = new Map<string, Bucket>()

  constructor(limit: RateLimit) {
    this.limit = limit
  }

  /** Takes a token, if there is one. @param now in milliseconds, never less than before */
  take(
    name: string,
    now: number,
  ): { readonly isAllowed: boolean; readonly left: number; readonly waitSeconds: number } {
    const { burst, perSecond } = this.limit
    const before = this.buckets.get(name) ?? { tokens: burst, at: now }
    const tokens = Math.min(burst, before.tokens + ((now - before.at) / 1000) * perSecond)
    const isAllowed = tokens >= 1
    const left = isAllowed ? tokens - 1 : tokens
    this.buckets.delete(name)
    this.buckets.set(name, { tokens: left, at: now })
    // Many at a time: to find the oldest, a map passes over everything that was deleted before it.
    if (this.buckets.size > MOST)
      for (const oldest of this.buckets.keys()) {
        if (this.buckets.size <= KEPT) break
        this.buckets.delete(oldest)
      }
    return {
      isAllowed,
      left: Math.floor(left),
      waitSeconds: isAllowed ? 0 : Math.ceil((1 - left) / perSecond),
    }
  }
}

/** Answers 429 to whoever asks too often; says in `RateLimit` (draft-ietf-httpapi-ratelimit-headers) how much is left. */
export function limitRate(limit: RateLimit, keys: KeyRing): MiddlewareHandler {
  const buckets = new TokenBuckets(limit)
  const policy = `"default";q=${limit.burst};w=${Math.ceil(limit.burst / limit.perSecond)}`
  return async (c, next) => {
    const { isAllowed, left, waitSeconds } = buckets.take(callerOf(c, keys), performance.now())
    c.header('ratelimit-policy', policy)
    c.header('ratelimit', `"default";r=${left};t=${Math.max(1, waitSeconds)}`)
    if (isAllowed) return next()
    c.header('retry-after', String(waitSeconds))
    throw new HTTPException(429, { message: `You ask too often. Wait ${waitSeconds} s.` })
  }
}

/** By the key, if it is one that counts: else many keys would be many buckets. */
function callerOf(c: Context, keys: KeyRing): string {
  const holder = keys.holderOf(keyOf(c))
  return holder === null ? `address ${getConnInfo(c).remote.address ?? 'unknown'}` : `key ${holder.name}`
}

/** Answers 503 where `most` requests are being answered. */
export function limitConcurrency(most: number): MiddlewareHandler {
  let running = 0
  return async (c, next) => {
    if (running >= most) {
      c.header('retry-after', '1')
      throw new HTTPException(503, { message: `${most} requests are being answered. Try again in a second.` })
    }
    running++
    try {
      await next()
    } finally {
      running--
    }
  }
}

/** Answers 414 to addresses that are longer. */
export function limitAddress(longest: number): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.url.length > longest) {
      throw new HTTPException(414, {
        message: `The address has more than ${longest} characters. Send the parameters as JSON: POST /v1/search.`,
      })
    }
    return next()
  }
}

/** Answers 413 to larger bodies, before they are read to their end. @param most in bytes @param message what to do instead */
export function limitBody(
  most: number,
  message = `The body may have at most ${most} bytes.`,
): MiddlewareHandler {
  return bodyLimit({
    maxSize: most,
    onError: () => {
      throw new HTTPException(413, { message })
    },
  })
}
