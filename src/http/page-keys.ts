// May this page add documents, though nobody typed a key? It may if it was opened by the link that the service printed on its own terminal.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { ONCE } from '../web/links.ts'

/**
 * The link works once: its code is exchanged for a key that the page sends with what it adds, and that no address ever has. Both end
 * with the process.
 */
export class PageKeys {
  private code: string | null = randomCode()
  private readonly hashes: Buffer[] = []

  /** Path and query of the link: that of a new code once the one before was used. */
  get link(): string {
    this.code ??= randomCode()
    return `/ingest?${ONCE}=${this.code}`
  }

  /** A key in exchange for the code; null for another code, and for the second who brings it. */
  redeem(code: string): string | null {
    if (this.code === null || !isSame(hashOf(code), hashOf(this.code))) return null
    this.code = null
    const key = randomCode()
    this.hashes.push(hashOf(key))
    return key
  }

  accepts(key: string): boolean {
    const hash = hashOf(key)
    return this.hashes.some(known => isSame(known, hash))
  }
}

/** What the terminal says of the link. */
export function addLinkText(link: string): string {
  return `To add documents from the page, open ${link} (works once)`
}

function randomCode(): string {
  return randomBytes(32).toString('base64url')
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function isSame(one: Buffer, other: Buffer): boolean {
  return timingSafeEqual(one, other)
}
