// What may a person set for a build? The configuration file, checked, with its defaults.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { DEFAULT_LIMITS } from '../corpus/convert.ts'
import { DEFAULT_OCR, OCR_ENGINES, type OcrSettings } from '../corpus/ocr/settings.ts'
import type { ReadOptions } from '../corpus/read-document.ts'
import { DEFAULT_JSON_FIELDS } from '../corpus/readers/json-record.ts'
import { boilerplateRule, parseRules, type RuleFile } from '../corpus/rules/rule-file.ts'
import { createRules, ruleIds } from '../corpus/rules/rule-set.ts'
import { parseYaml } from '../corpus/yaml-file.ts'
import { ConfigError } from '../domain/errors.ts'
import { isAddress, isElsewhere } from '../meaning/encoder.ts'
import { DEFAULT_MAX_WORDS } from '../passages/split-passages.ts'
import { findBeside } from './beside.ts'
import { placeOfPack } from './packs.ts'

const pattern = z.string().refine(isPattern, 'this is not a regular expression')

/** A key of a JSON object; dots go into objects. */
const key = z.string().min(1)

const schema = z.strictObject({
  corpus: z
    .strictObject({
      followLinks: z.boolean().default(false),
      maxSeconds: z.int().min(1).max(3600).default(DEFAULT_LIMITS.seconds),
      maxMegabytes: z.int().min(128).max(65_536).default(DEFAULT_LIMITS.megabytes),
    })
    .prefault({}),
  ocr: z
    .union([
      z.literal('off'),
      z.strictObject({
        engine: z.enum(['auto', ...OCR_ENGINES]).default(DEFAULT_OCR.engine),
        languages: z.array(z.string().regex(/^[\w/-]+$/u)).default([...DEFAULT_OCR.languages]),
        data: z.string().min(1).optional(),
      }),
    ])
    .prefault({}),
  jsonLines: z
    .strictObject({
      text: key.optional(),
      id: key.optional(),
      format: z.enum(['auto', 'markdown', 'text', 'html']).default(DEFAULT_JSON_FIELDS.format),
      fields: z
        .strictObject({
          title: key.optional(),
          date: key.optional(),
          authors: key.optional(),
          source: key.optional(),
          url: key.optional(),
          language: key.optional(),
          standfirst: key.optional(),
        })
        .optional(),
    })
    .prefault({}),
  metadata: z.strictObject({ labels: z.array(z.string().min(1)).default([]) }).prefault({}),
  boilerplate: z.strictObject({ patterns: z.array(pattern).default([]) }).prefault({}),
  rules: z
    .strictObject({
      files: z.array(z.string().min(1)).default([]),
      off: z.array(z.string().min(1)).default([]),
      boilerplate: z.array(boilerplateRule).default([]),
    })
    .prefault({}),
  passages: z.strictObject({ maxWords: z.int().min(20).max(1000).default(DEFAULT_MAX_WORDS) }).prefault({}),
  packs: z.array(z.string().min(1, 'is empty')).default([]),
  entities: z.strictObject({ corrections: z.string().optional() }).prefault({}),
  watch: z.strictObject({ list: z.string().optional() }).prefault({}),
  synonyms: z.strictObject({ list: z.string().optional() }).prefault({}),
  meaning: z.strictObject({ encoder: z.string().min(1).optional() }).prefault({}),
})

/** Settings of a build; every one has a default, see `docs/reference/configuration.md`. */
export type BuildConfig = z.infer<typeof schema> & {
  /** What `rules.files` names, read and checked. */
  readonly ruleFiles: readonly RuleFile[]
}

export const DEFAULT_CONFIG: BuildConfig = { ...schema.parse({}), ruleFiles: [] }

/**
 * The configuration of a corpus: the named file, else `lede.yaml` in a source folder or beside it, else the defaults.
 * @throws {ConfigError} where it cannot be read or used, with the line
 */
export async function findConfig(sources: readonly string[], named?: string): Promise<BuildConfig> {
  const there = sources.filter(source => existsSync(source))
  const path =
    named ?? (await findBeside(there, 'lede.yaml', undefined, { what: 'configuration', setting: '--config' }))
  if (path === null) return DEFAULT_CONFIG
  const config = await readConfig(path)
  const { encoder } = config.meaning
  // Folders come from others, and so does a configuration that lies in one.
  if (named === undefined && encoder !== undefined && isElsewhere(encoder))
    throw new ConfigError(
      `${path} names an encoder at ${encoder}, and texts are sent to another machine only where you say so: --config ${path}.`,
    )
  return config
}

/**
 * Reads a configuration file; a path in it counts from the file's folder.
 * @throws {ConfigError} where it cannot be read or used, with the line
 */
export async function readConfig(path: string): Promise<BuildConfig> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new ConfigError(`The configuration ${path} cannot be read: ${error.message}.`)
  })
  const { value, lineOf } = parseYaml(text, path, z.preprocess(withoutEmpty, schema))
  const { corrections } = value.entities
  const { list } = value.watch
  const synonyms = value.synonyms.list
  const { encoder } = value.meaning
  const { ocr } = value
  const fromHere = (name: string): string => resolve(dirname(path), name)
  const ruleFiles = await Promise.all(
    value.rules.files.map((name, at) =>
      readRules(fromHere(name), `${path}:${lineOf(['rules', 'files', at])}`),
    ),
  )
  checkSwitchedOff(value.rules, ruleFiles, at => `${path}:${lineOf(['rules', 'off', at])}: rules.off.${at}`)
  return {
    ...value,
    rules: { ...value.rules, files: value.rules.files.map(fromHere) },
    ruleFiles,
    packs: value.packs.map((name, at) =>
      placeOfPack(name, fromHere, `${path}:${lineOf(['packs', at])}: packs.${at}`),
    ),
    ocr: ocr === 'off' || ocr.data === undefined ? ocr : { ...ocr, data: fromHere(ocr.data) },
    entities: corrections === undefined ? {} : { corrections: fromHere(corrections) },
    watch: list === undefined ? {} : { list: fromHere(list) },
    synonyms: synonyms === undefined ? {} : { list: fromHere(synonyms) },
    meaning: encoder === undefined ? {} : { encoder: isAddress(encoder) ? encoder : fromHere(encoder) },
  }
}

/** A key with nothing but comments below it says nothing. */
function withoutEmpty(settings: unknown): unknown {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return settings
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null))
}

/** How pictures of text are read, as the configuration says; null where they are not. */
export function ocrSettings({ ocr }: BuildConfig): OcrSettings | null {
  if (ocr === 'off') return null
  const { data, ...settings } = ocr
  return data === undefined ? settings : { ...settings, data }
}

/** How files are read, as the configuration says. */
export function readOptions(config: BuildConfig): ReadOptions {
  const { metadata, boilerplate, rules, ruleFiles, corpus, jsonLines } = config
  const { text, id, format, fields } = jsonLines
  return {
    rules: createRules({
      files: ruleFiles,
      off: rules.off,
      boilerplate: rules.boilerplate,
      patterns: boilerplate.patterns,
      labels: metadata.labels,
    }),
    ocr: ocrSettings(config),
    limits: { seconds: corpus.maxSeconds, megabytes: corpus.maxMegabytes },
    jsonFields: {
      text: text === undefined ? DEFAULT_JSON_FIELDS.text : [text],
      id: id === undefined ? DEFAULT_JSON_FIELDS.id : [id],
      format,
      fields: fields ?? {},
    },
  }
}

async function readRules(path: string, place: string): Promise<RuleFile> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new ConfigError(`${place}: The rules ${path} cannot be read: ${error.message}.`)
  })
  return parseRules(text, path)
}

/** An id that no rule has would switch nothing off. */
function checkSwitchedOff(
  { off, boilerplate }: BuildConfig['rules'],
  files: readonly RuleFile[],
  place: (at: number) => string,
): void {
  const known = [...ruleIds(files), ...boilerplate.map(({ id }) => id)]
  const wrong = off.flatMap((id, at) => {
    const isKnown = id.endsWith('/*')
      ? known.some(rule => rule.startsWith(id.slice(0, -1)))
      : known.includes(id)
    return isKnown
      ? []
      : [`${place(at)}: there is no rule “${id}”; “lede inspect FILE” prints the rule of each block.`]
  })
  if (wrong.length > 0) throw new ConfigError('Rules that do not exist cannot be switched off:', wrong)
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'iu')
    return true
  } catch {
    return false
  }
}
