// Which packs of names go with a corpus? Those that the configuration names: files of a user, or packs that Lede brings.
import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { foldText } from '../analysis/fold.ts'
import { tokenize } from '../analysis/tokenize.ts'
import { ENTITY_TYPES, type Problem } from '../domain/document.ts'
import { ConfigError } from '../domain/errors.ts'
import type { TypeTitles } from '../domain/type-titles.ts'
import type { GazetteerEntry } from '../entities/gazetteer/entry.ts'
import { type Pack, parsePack } from '../entities/gazetteer/pack.ts'

/** Beside `src` in the repository, beside `dist` in the package. */
const OWN_PACKS = fileURLToPath(new URL('../../packs', import.meta.url))

export interface ReadPacks {
  readonly packs: readonly Pack[]
  /** What stands in the files. */
  readonly texts: readonly string[]
  /** Of several packs that call a type something the first has its way. */
  readonly titles: TypeTitles
  /** Forms that mean two things: the first keeps them. */
  readonly problems: readonly Problem[]
}

/** @throws {ConfigError} for a pack that cannot be read or used, with its line */
export async function readPacks(paths: readonly string[]): Promise<ReadPacks> {
  const texts = await Promise.all(
    paths.map(path =>
      readFile(path, 'utf8').catch((error: Error) => {
        throw new ConfigError(`The pack ${path} cannot be read: ${error.message}.`)
      }),
    ),
  )
  const packs = texts.map((text, at) => parsePack(text, paths[at] ?? ''))
  return {
    packs,
    texts,
    titles: Object.fromEntries(
      ENTITY_TYPES.flatMap(type => {
        const titles = packs.flatMap(pack => (pack.titles[type] === undefined ? [] : [pack.titles[type]]))
        return titles[0] === undefined ? [] : [[type, titles[0]]]
      }),
    ),
    problems: sharedForms(packs, paths),
  }
}

/**
 * The file of a pack: `disarmament` is one that Lede brings, anything with a point or a slash a path.
 * @param place of the setting, for the message
 * @throws {ConfigError} where there is none
 */
export function placeOfPack(name: string, fromHere: (path: string) => string, place: string): string {
  const isPath = /[./\\]/u.test(name)
  const path = isPath ? fromHere(name) : join(OWN_PACKS, `${name}.yaml`)
  if (existsSync(path)) return path
  const own = readdirSync(OWN_PACKS).map(file => file.replace(/\.yaml$/u, ''))
  throw new ConfigError(
    isPath
      ? `${place}: there is no file ${path}.`
      : `${place}: Lede brings no pack “${name}”, but ${own.join(', ')}. Write a file of your own as a path: ./${name}.yaml.`,
  )
}

/** Examples that a message gives. */
const EXAMPLES = 3

function sharedForms(packs: readonly Pack[], paths: readonly string[]): Problem[] {
  const claimed = new Map<string, GazetteerEntry>()
  return packs.flatMap(({ names }, at): Problem[] => {
    const path = paths[at] ?? ''
    const shared: string[] = []
    for (const entry of names) {
      for (const form of [entry.name, ...entry.aliases]) {
        const key = foldText(tokenize(form))
        const first = claimed.get(key)
        if (first === undefined) claimed.set(key, entry)
        else if (first.name !== entry.name || first.type !== entry.type)
          shared.push(`“${form}” (${first.name}, ${entry.name})`)
      }
    }
    if (shared.length === 0) return []
    const more = shared.length > EXAMPLES ? ` and ${shared.length - EXAMPLES} more` : ''
    const message = `${shared.length === 1 ? 'One form means' : `${shared.length} forms mean`} two things, and the first keeps it: ${shared.slice(0, EXAMPLES).join(', ')}${more}.`
    return [{ severity: 'warning', rule: 'pack-form-twice', path: basename(path), message }]
  })
}
