// Where is a file that goes with a corpus? In a source folder, or beside it.
import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { ConfigError } from '../domain/errors.ts'
import type { SETTINGS_FILES } from '../domain/own-files.ts'

/**
 * The configured file, else the one of that name in a source folder or beside one; null where there is none.
 * @param what for messages, e.g. `corrections`, and the setting that names the file
 * @throws {ConfigError} where the configured one is missing, or there are several
 */
export async function findBeside(
  sources: readonly string[],
  name: (typeof SETTINGS_FILES)[number],
  configured: string | undefined,
  { what, setting }: { readonly what: string; readonly setting: string },
): Promise<string | null> {
  const places =
    configured === undefined
      ? (await Promise.all(sources.map(source => placesOf(source, name)))).flat()
      : [configured]
  const found = [...new Set(places)].filter(path => existsSync(path))
  if (configured !== undefined && found.length === 0)
    throw new ConfigError(`The ${what} file ${configured} does not exist. Mend ${setting}.`)
  if (found.length > 1)
    throw new ConfigError(
      `There are several ${what} files: ${found.join(', ')}. Keep one, or set ${setting}.`,
    )
  return found[0] ?? null
}

async function placesOf(source: string, name: string): Promise<string[]> {
  const isFolder = (await stat(source)).isDirectory()
  const beside = join(dirname(resolve(source)), name)
  return isFolder ? [join(resolve(source), name), beside] : [beside]
}
