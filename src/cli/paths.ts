// Which file does a person mean? Paths count from where the command was typed, also under `npm run`.
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { isAddress } from '../meaning/encoder.ts'

/** `npm run` changes to the package's folder and says in INIT_CWD where it was called. */
export function userPath(path: string): string {
  const base =
    process.env.npm_lifecycle_event === 'lede' ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd()
  return resolve(base, path.replace(/^~(?=$|\/)/u, homedir()))
}

/** The folder or address of an encoder, as it was typed. */
export function encoderPlace(typed: string): string {
  return isAddress(typed) ? typed : userPath(typed)
}

/** Version of the package. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
