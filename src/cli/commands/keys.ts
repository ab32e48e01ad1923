// `lede keys`: who may ask a service that is not for everybody.
import { makeKey, type Role, readKeys, revokeKey } from '../../http/keys.ts'
import { userPath } from '../paths.ts'
import { say, sayJson, table, warn } from '../terminal.ts'

export interface KeysFlags {
  readonly keys: string
  readonly json?: true
}

/** The key is shown once: only its hash is kept. */
export function runMakeKey(name: string, flags: KeysFlags & { readonly role: Role }): Promise<number> {
  const { key, record } = makeKey(userPath(flags.keys), flags.role, name, new Date())
  if (flags.json === true) sayJson({ key, id: record.id, role: record.role, name })
  else {
    say(key)
    warn(
      `Key ${record.id} for ${name}, ${record.role}. It is shown this once; ${flags.keys} holds only its hash.`,
    )
  }
  return Promise.resolve(0)
}

export function runListKeys(flags: KeysFlags): Promise<number> {
  const keys = readKeys(userPath(flags.keys)).map(({ sha256: _, ...shown }) => shown)
  if (flags.json === true) sayJson(keys)
  else
    say(
      keys.length === 0
        ? 'There are no keys.'
        : table(keys.map(({ id, role, created, name }) => [id, role, created, name])),
    )
  return Promise.resolve(0)
}

export function runRevokeKey(id: string, flags: KeysFlags): Promise<number> {
  const isRevoked = revokeKey(userPath(flags.keys), id)
  if (isRevoked) say(`Key ${id} is revoked.`)
  else warn(`There is no key ${id} in ${flags.keys}; lede keys list shows all.`)
  return Promise.resolve(isRevoked ? 0 : 1)
}
