// What recognises text on this machine? The system's Tesseract or the packaged one, with the languages that it has models for.
import { spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ConfigError } from '../../domain/errors.ts'
import { installCommand } from '../../domain/install-command.ts'
import { remember } from '../../domain/memo.ts'
import type { LanguageData } from './packaged-engine.ts'
import type { OcrEngineName, OcrSettings } from './settings.ts'

export interface OcrEngine {
  readonly name: OcrEngineName
  /** Folder of the package: it decodes pictures, also for the system's program. */
  readonly folder: string
  /** All that decides what it reads: versions, and a fingerprint of each model. */
  readonly identity: string
  /** In the order in which the settings name them, else by code. */
  readonly languages: readonly LanguageData[]
}

/** Why nothing can be recognised, and what to do. */
export interface NoEngine {
  readonly missing: string
}

/** @throws {ConfigError} where the settings ask for what is not there */
export function findEngine(settings: OcrSettings): OcrEngine | NoEngine {
  const { engine, languages, data = '' } = settings
  return found(JSON.stringify([engine, languages, data]))
}

const found = remember(16, (key: string): OcrEngine | NoEngine => {
  const [engine, languages, data] = JSON.parse(key) as [OcrSettings['engine'], string[], string]
  return find({ engine, languages, data })
})

function find({ engine, languages, data = '' }: OcrSettings): OcrEngine | NoEngine {
  const core = packageAt('tesseract.js-core')
  if (core === null)
    return { missing: `To read pictures of text, ${installing('tesseract.js-core', ...languages)}.` }
  if (engine === 'tesseract' && data !== '')
    throw new ConfigError(
      'ocr.data names a folder of models, which only the package takes. Set ocr.engine to auto, or leave ocr.data out.',
    )
  const installed = engine === 'tesseract.js-core' || data !== '' ? null : systemEngine()
  const system = engine === 'tesseract' || suffices(installed, languages) ? installed : null
  if (engine === 'tesseract' && system === null)
    throw new ConfigError(
      'ocr.engine is tesseract, but this machine has no program of that name. Install it, or set it to auto.',
    )
  const known = system?.languages ?? packagedLanguages(data)
  if (known.length === 0)
    return { missing: `Tesseract has no language. To read pictures of text, ${installing(...languages)}.` }
  const unknown = languages.filter(code => !known.some(own => own.code === code))
  if (unknown.length > 0)
    throw new ConfigError(
      `ocr.languages names ${unknown.join(', ')}, of which Tesseract has no model; it has ${known.map(({ code }) => code).join(', ')}. ${system === null ? `Try: ${installCommand(...unknown.map(nameOfData))}; or name a folder of models in ocr.data.` : 'Install it where your system has it.'}`,
    )
  const asked = languages.flatMap(code => known.filter(own => own.code === code))
  const used = asked.length > 0 ? asked : known
  const versions = [core, packageAt('pdfjs-dist'), canvas()].map(own =>
    own === null ? 'none' : `${own.name} ${own.version}`,
  )
  return {
    name: system === null ? 'tesseract.js-core' : 'tesseract',
    folder: core.folder,
    identity: [...(system === null ? [] : [system.version]), ...versions, ...used.map(fingerprintOf)].join(
      '; ',
    ),
    languages: used,
  }
}

/** Whether the system's program has a language, and all that are asked for. */
function suffices(system: SystemEngine | null, asked: readonly string[]): boolean {
  if (system === null || system.languages.length === 0) return false
  return asked.every(code => system.languages.some(own => own.code === code))
}

function installing(...needed: readonly string[]): string {
  const packages = needed.map(name => (name === 'tesseract.js-core' ? name : nameOfData(name)))
  const data = packages.some(name => name.startsWith(DATA)) ? packages : [...packages, nameOfData('eng')]
  return `${installCommand(...data)} (and ${DATA}/CODE for each further language)`
}

const DATA = '@tesseract.js-data'

function nameOfData(code: string): string {
  return `${DATA}/${code}`
}

interface Installed {
  readonly name: string
  readonly version: string
  readonly folder: string
}

function packageAt(name: string, from: string = import.meta.url): Installed | null {
  try {
    const path = createRequire(from).resolve(`${name}/package.json`)
    const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string }
    return { name, version, folder: dirname(path) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return null
    throw error
  }
}

/** What pdf.js draws with. */
function canvas(): Installed | null {
  return packageAt('@napi-rs/canvas', createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
}

/** Of a folder of models, then of packages; the first of a code stands. */
function packagedLanguages(data: string): LanguageData[] {
  const known = new Map<string, string>()
  if (data !== '') {
    if (!existsSync(data)) throw new ConfigError(`The folder ${data} does not exist. Mend ocr.data.`)
    for (const name of readdirSync(data).sort()) {
      const code = /^(.+)\.traineddata(?:\.gz)?$/u.exec(name)?.[1]
      if (code !== undefined && !known.has(code)) known.set(code, join(data, name))
    }
  }
  for (const folder of createRequire(import.meta.url).resolve.paths(DATA) ?? []) {
    const own = join(folder, DATA)
    if (!existsSync(own)) continue
    for (const code of readdirSync(own).sort()) {
      const path = join(own, code, '4.0.0_best_int', `${code}.traineddata.gz`)
      if (!known.has(code) && existsSync(path)) known.set(code, path)
    }
  }
  return [...known]
    .filter(([code]) => !NO_LANGUAGES.has(code))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, path]) => ({ code, path }))
}

/** Models that tell scripts or find formulas. */
const NO_LANGUAGES: ReadonlySet<string> = new Set(['osd', 'equ'])

interface SystemEngine {
  readonly version: string
  readonly languages: readonly LanguageData[]
}

function systemEngine(): SystemEngine | null {
  const { stdout: version, error } = run('--version')
  if (error !== undefined) return null
  const lines = run('--list-langs')
    .stdout.split(/\r?\n/u)
    .map(line => line.trim())
  const head = lines.findIndex(line => line.startsWith('List of available languages'))
  const { TESSDATA_PREFIX } = process.env
  // Before version 5 it names no folder.
  const folder = /"(.+?)"/u.exec(lines[head] ?? '')?.[1] ?? TESSDATA_PREFIX ?? null
  const languages = lines
    .slice(head + 1)
    .filter(code => /^[\w/]+$/u.test(code) && !NO_LANGUAGES.has(code))
    .map(code => ({ code, path: folder === null ? null : join(folder, `${code}.traineddata`) }))
    .map(({ code, path }) => ({ code, path: path !== null && existsSync(path) ? path : null }))
  return { version: version.split(/\r?\n/u)[0] ?? '', languages }
}

function run(argument: string): { readonly stdout: string; readonly error?: Error } {
  const { stdout, stderr, error } = spawnSync('tesseract', [argument], { encoding: 'utf8', timeout: 10_000 })
  return { stdout: `${stdout ?? ''}${stderr ?? ''}`, ...(error === undefined ? {} : { error }) }
}

function fingerprintOf({ code, path }: LanguageData): string {
  // A model of the system's whose file is not known goes with the version of its program.
  return path === null ? code : `${code} ${hash('sha256', readFileSync(path)).slice(0, 16)}`
}
