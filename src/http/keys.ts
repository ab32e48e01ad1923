// Who may ask? Keys in a file, of which only hashes are kept: made, listed, revoked by `lede keys`, checked by the service.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { z } from 'zod'
import { ConfigError } from '../domain/errors.ts'
import { writeWhole } from '../engine/whole-io.ts'

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
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigError(`The keys in ${path} cannot be read: ${(error as Error).message}.`)
  }
  return parseKeys(text, path)
}

function parseKeys(text: string, path: string): readonly KeyRecord[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const aside = asideOf(path)
    const advice = existsSync(aside) ? ` They are whole in ${aside}: put that in its place.` : ''
    throw new ConfigError(`The keys in ${path} cannot be read: ${(error as Error).message}.${advice}`)
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

/**
 * For its owner alone. The file is written where it lies: a container into which it is mounted would go on seeing the old one if
 * another took its place. Until that is done the keys are whole in a file aside. What is longer is filled with spaces first, so
 * that the file is JSON at each step.
 */
function writeKeys(path: string, keys: readonly KeyRecord[]): void {
  const text = `${JSON.stringify(keys, null, 2)}\n`
  const aside = asideOf(path)
  writeFileSync(aside, text, { mode: 0o600, flush: true })
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  try {
    const bytes = Buffer.from(text.padEnd(Math.max(text.length, fstatSync(file).size)))
    writeWhole(file, bytes)
    ftruncateSync(file, Buffer.byteLength(text))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  rmSync(aside, { force: true })
}

function asideOf(path: string): string {
  return `${path}.new`
}

/** Milliseconds for which the file is taken to be as it was. */
const FRESH = 1_000

/**
 * The keys that count now: a key that is made or revoked counts within a second, in every process. The file is read again for it,
 * and not only looked at: a change may leave its size and its time as they were. Where it cannot be read nobody has a key.
 */
export class KeyRing {
  private readonly path: string | null
  private readonly adminKey: string | null
  private keys: readonly KeyRecord[] = []
  private text: string | null = null
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
    try {
      const text = textOf(this.path)
      if (text === this.text) return
      this.text = text
      this.keys = text === null ? [] : parseKeys(text, this.path)
    } catch (error) {
      this.text = null
      this.keys = []
      // A call in between must not find the keys of before: the next one says again what is wrong.
      this.checked = Number.NEGATIVE_INFINITY
      throw error
    }
  }
}

/** Null where there is no file. @throws {ConfigError} where it is one that another has replaced, which only a mount shows still */
function textOf(path: string): string | null {
  if (!existsSync(path)) return null
  const file = openSync(path, 'r')
  try {
    if (fstatSync(file).nlink === 0) {
      throw new ConfigError(
        `${path} shows keys that were replaced: another file has taken the place of the mounted one. Mount its folder, and start again.`,
      )
    }
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
