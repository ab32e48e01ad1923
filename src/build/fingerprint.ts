// Would this build give the same again? One fingerprint of all that decides what documents become, beside the documents: settings, code
// and its data, versions of the packages that it rests on, and of the Unicode tables that Node has. It is the same on every machine.
import { createHash, hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BuildConfig } from './config.ts'

/** Folders that do not decide what an index holds. They decide, with all others, what an answer says. */
const DOORS = ['cli', 'client', 'evaluation', 'http', 'mcp', 'query', 'search', 'watch', 'web']

/** What code decides: the index, or the answers that are given from it. */
export type Decided = 'index' | 'answers'

/** The code of a tree, and the packages that it imports itself. */
export interface CodeStamp {
  readonly code: Readonly<Record<Decided, string>>
  readonly packages: Readonly<Record<Decided, readonly string[]>>
}

/**
 * The settings of a build as they stand in a manifest, or in a key of the cache.
 * @param beside what else decides: the texts of corrections, synonyms and packs, or the names that corrections and packs add
 */
export function settingsFingerprint(
  config: BuildConfig,
  beside: unknown,
  code = codeFingerprint('index'),
): string {
  // Paths are those of one machine; what stands in the files is in `beside`, or is no part of the index. What recognises text is told
  // apart where it matters: in the manifest of a bundle that rests on it, in the keys of files that may hold pictures.
  return hash(
    'sha256',
    JSON.stringify([
      {
        ...config,
        rules: { ...config.rules, files: [] },
        packs: [],
        entities: {},
        watch: {},
        synonyms: {},
        meaning: {},
        ocr: {},
      },
      beside,
      code,
    ]),
  )
}

/** The code, its packages and Node's tables, of this process; computed once. */
export function codeFingerprint(decided: Decided): string {
  known ??= fingerprintsIn(
    ROOT,
    existsSync(STAMP) ? (JSON.parse(readFileSync(STAMP, 'utf8')) as CodeStamp) : stampOf(ROOT),
  )
  return known[decided]
}

let known: Readonly<Record<Decided, string>> | null = null

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Compiled code has the stamp of the sources that it was compiled from, so that both have one fingerprint. */
const STAMP = fileURLToPath(new URL('./code-stamp.json', import.meta.url))

/** @param root folder of `package.json`, where packages are looked for */
export function fingerprintsIn(root: string, { code, packages }: CodeStamp): Record<Decided, string> {
  const { icu, unicode } = process.versions
  const of = (decided: Decided): string =>
    hash('sha256', JSON.stringify([code[decided], versionsOf(root, packages[decided]), icu, unicode]))
  return { index: of('index'), answers: of('answers') }
}

/** The stamp of the sources under `src`. Line ends of a checkout are none of it. */
export function stampOf(root: string): CodeStamp {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: object
  }
  const sums = { index: createHash('sha256'), answers: createHash('sha256') }
  const packages = { index: new Set<string>(), answers: new Set<string>() }
  for (const name of filesIn(join(root, 'src'))) {
    const bytes = readFileSync(join(root, 'src', name))
    const content = bytes.includes(0)
      ? bytes
      : Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
    const imported = name.endsWith('.ts') ? importedIn(content.toString('utf8')) : []
    for (const decided of isDoor(name) ? (['answers'] as const) : (['index', 'answers'] as const)) {
      sums[decided].update(`${name}\0${content.length}\0`).update(content)
      // What is no dependency is there while Lede is developed, and decides nothing.
      for (const found of imported) if (found in dependencies) packages[decided].add(found)
    }
  }
  return {
    code: { index: sums.index.digest('hex'), answers: sums.answers.digest('hex') },
    packages: { index: [...packages.index].sort(), answers: [...packages.answers].sort() },
  }
}

function isDoor(name: string): boolean {
  return DOORS.some(door => name.startsWith(`${door}/`))
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
}

/** Packages that are imported, types left out. */
function importedIn(source: string): string[] {
  const imports = source.matchAll(IMPORT)
  return Array.from(imports, ([, name = '']) =>
    name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/'),
  )
}

const IMPORT =
  /(?:^(?:import|export) (?!type\b)[^'"`;=(]*?from |^import |\b(?:import|require)\()'((?!node:)[^'.][^']*)'/gmu

/** `name@version` of the packages and of all that they need, as they are installed. Those for some machines only are left out. */
function versionsOf(root: string, names: readonly string[]): string[] {
  const versions = new Set<string>()
  const seen = new Set<string>()
  const visit = (name: string, from: string): void => {
    const folder = packageFolder(name, from)
    if (folder === null || seen.has(folder)) return
    seen.add(folder)
    const {
      version,
      dependencies = {},
      optionalDependencies = {},
    } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      version?: string
      dependencies?: object
      optionalDependencies?: object
    }
    versions.add(`${name}@${version}`)
    for (const needed of Object.keys(dependencies))
      if (!(needed in optionalDependencies)) visit(needed, folder)
  }
  for (const name of names) visit(name, root)
  return [...versions].sort()
}

/** Where Node finds a package. */
function packageFolder(name: string, from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name)
    if (existsSync(join(found, 'package.json'))) return found
    if (dirname(folder) === folder) return null
  }
}
