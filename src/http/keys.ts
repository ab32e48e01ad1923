// Who may ask? Keys in a file, of which only hashes are kept: made, listed, revoked by `lede keys`, checked by the service.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { ConfigError } from '../domain/errors.ts'

export const ROLES = ['read', 'admin'] as const
/** An admin may do all that a reader may. */
export type Role = (typeof ROLES)[number]

const schema = z.array(
  z.strictObject({
    /** By which it is revoked; no secret. */
    id: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    /** SHA-256 of the key: a key is 256 random bits, so nothing slower is needed. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/u),
    created: z.string(),
  }),
)
export type KeyRecord = z.infer<typeof schema>[number]

/** @throws {ConfigError} where the file is not one of keys */
export function readKeys(path: string): readonly KeyRecord[] {
  if (!existsSync(path)) return []
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new ConfigError(`The keys in ${path} cannot be read: ${(error as Error).message}.`)
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new ConfigError(`${path} is no file of keys: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

/** Makes a key, and keeps its hash. @returns the key, which is nowhere else, and its record */
export function makeKey(
  path: string,
  role: Role,
  name: string,
  now: Date,
): { key: string; record: KeyRecord } {
  const id = randomBytes(4).toString('hex')
  const key = `lede_${id}_${randomBytes(32).toString('base64url')}`
  const record = { id, name, role, sha256: sha256(key).toString('hex'), created: now.toISOString() }
  writeKeys(path, [...readKeys(path), record])
  return { key, record }
}

/** @returns whether there was such a key */
export function revokeKey(path: string, id: string): boolean {
  const keys = readKeys(path)
  const others = keys.filter(key => key.id !== id)
  if (others.length < keys.length) writeKeys(path, others)
  return others.length < keys.length
}

/** Whole or not at all, and for its owner alone. */
function writeKeys(path: string, keys: readonly KeyRecord[]): void {
  const next = `${path}.${process.pid}.new`
  writeFileSync(next, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(next, path)
}

/** Milliseconds for which the file is taken to be as it was. */
const FRESH = 1_000

/** The keys that count now: a key that is made or revoked counts within a second, in every process. */
export class KeyRing {
  private readonly path: string | null
  private readonly adminKey: string | null
  private keys: readonly KeyRecord[] = []
  private stamp = ''
  private checked = Number.NEGATIVE_INFINITY

  /**
   * @param path of the file; null for none
   * @param adminKey from LEDE_ADMIN_KEY
   * @throws {ConfigError} as `readKeys`
   */
  constructor(path: string | null, adminKey: string | null) {
    this.path = path
    this.adminKey = adminKey
    this.refresh()
  }

  /** Whether readers need a key. */
  get isRequired(): boolean {
    return this.path !== null
  }

  /** Whether some key may administer. */
  get hasAdmin(): boolean {
    this.refresh()
    return this.adminKey !== null || this.keys.some(({ role }) => role === 'admin')
  }

  /** Role and name of whoever has this key, or null. Takes the same time for every wrong key. */
  holderOf(key: string): { readonly role: Role; readonly name: string } | null {
    this.refresh()
    const given = sha256(key)
    let holder: { role: Role; name: string } | null = null
    if (this.adminKey !== null && timingSafeEqual(given, sha256(this.adminKey)))
      holder = { role: 'admin', name: 'LEDE_ADMIN_KEY' }
    for (const { role, name, sha256: known } of this.keys)
      if (timingSafeEqual(given, Buffer.from(known, 'hex'))) holder = { role, name }
    return holder
  }

  private refresh(): void {
    if (this.path === null || performance.now() - this.checked < FRESH) return
    this.checked = performance.now()
    const info = statSync(this.path, { throwIfNoEntry: false })
    const stamp = `${info?.ino} ${info?.mtimeMs} ${info?.size}`
    if (stamp === this.stamp) return
    this.keys = readKeys(this.path)
    this.stamp = stamp
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
