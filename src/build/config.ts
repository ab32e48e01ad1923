// What may a person set for a build? The configuration file, checked, with its defaults.
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { parseYaml } from '../corpus/yaml-file.ts'
import { ConfigError } from '../domain/errors.ts'
import { DEFAULT_MAX_WORDS } from '../passages/split-passages.ts'

const pattern = z.string().refine(isPattern, 'this is not a regular expression')

const schema = z.strictObject({
  corpus: z.strictObject({ followLinks: z.boolean().default(false) }).prefault({}),
  metadata: z.strictObject({ labels: z.array(z.string().min(1)).default([]) }).prefault({}),
  boilerplate: z.strictObject({ patterns: z.array(pattern).default([]) }).prefault({}),
  passages: z.strictObject({ maxWords: z.int().min(20).max(1000).default(DEFAULT_MAX_WORDS) }).prefault({}),
  entities: z.strictObject({ corrections: z.string().optional() }).prefault({}),
})

/** Settings of a build; every one has a default, see `docs/configuration.md`. */
export type BuildConfig = z.infer<typeof schema>

export const DEFAULT_CONFIG: BuildConfig = schema.parse({})

/**
 * Reads a configuration file; a path in it counts from the file's folder.
 * @throws {ConfigError} where it cannot be read or used, with the line
 */
export async function readConfig(path: string): Promise<BuildConfig> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new ConfigError(`The configuration ${path} cannot be read: ${error.message}.`)
  })
  const { value } = parseYaml(text, path, schema)
  const { corrections } = value.entities
  if (corrections === undefined) return value
  return { ...value, entities: { corrections: resolve(dirname(path), corrections) } }
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'iu')
    return true
  } catch {
    return false
  }
}
