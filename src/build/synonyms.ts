// Which words mean the same in this corpus? Reads `synonyms.yaml`: lists of equals, one-way rules, phrases, each for a language or for all.
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { parseYaml } from '../corpus/yaml-file.ts'
import { ConfigError } from '../domain/errors.ts'
import { readLanguageTag } from '../domain/language-tags.ts'
import type { SynonymRule } from '../domain/synonyms.ts'
import { findBeside } from './beside.ts'
import type { BuildConfig } from './config.ts'

const MOST = {
  rules: 10_000,
  /** Words and phrases of one side. */
  words: 100,
} as const

const phrase = z
  .union([z.string(), z.number()], 'must be a word or a phrase')
  .transform(text => String(text).trim())
  .pipe(
    z
      .string()
      .regex(/[\p{L}\p{N}]/u, 'has no letter or digit: write a word or a phrase')
      .max(200, 'is longer than 200 characters'),
  )
const phrases = z
  .union([z.array(z.unknown()), z.string(), z.number()], 'must be a word or a list of words')
  .transform(value => (Array.isArray(value) ? value : [value]))
  .pipe(
    z
      .array(phrase)
      .min(1, 'name a word')
      .max(MOST.words, `has more than ${MOST.words} words: a query would search too many`),
  )
const language = z
  .string()
  .refine(tag => languageOf(tag) !== null, 'is no language: write a code such as en, de or hy')
  .transform(languageOf)
  .optional()

const SHAPES =
  'must be a list of words that mean the same, “a => b”, or a map with words, or with from and to; perhaps with language'

const entry = z.union(
  [
    z.string(),
    z.array(z.unknown()),
    z.strictObject({ words: z.unknown(), language: z.unknown() }).partial({ language: true }),
    z.strictObject({ from: z.unknown(), to: z.unknown(), language: z.unknown() }).partial({ language: true }),
  ],
  SHAPES,
)
const rules = z.array(z.unknown(), SHAPES).max(MOST.rules, `has more than ${MOST.rules} rules`)
const schema = z.union(
  [rules, z.strictObject({ synonyms: rules.nullish() }), z.strictObject({})],
  'must be a list of rules',
)

/**
 * The rules that go with a corpus: the configured file, else `synonyms.yaml` in a source folder or beside it.
 * @throws {ConfigError} with the line at fault
 */
export async function findSynonyms(
  sources: readonly string[],
  config: BuildConfig,
): Promise<{ readonly rules: readonly SynonymRule[]; readonly text: string }> {
  const path = await findBeside(sources, 'synonyms.yaml', config.synonyms.list, {
    what: 'synonyms',
    setting: 'synonyms.list',
  })
  if (path === null) return { rules: [], text: '' }
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new ConfigError(`The synonyms ${path} cannot be read: ${error.message}.`)
  })
  return { rules: parseSynonyms(text, path), text }
}

/** @throws {ConfigError} for YAML or rules that cannot be used, with their lines */
export function parseSynonyms(text: string, path: string): SynonymRule[] {
  const { value, lineOf } = parseYaml(text, path, schema)
  const list = Array.isArray(value) ? value : (('synonyms' in value ? value.synonyms : null) ?? [])
  const top = Array.isArray(value) ? [] : ['synonyms']
  const wrong: string[] = []
  const read = list.flatMap((each, index): SynonymRule[] => {
    const result = entry.safeParse(each)
    const problem = (message: string, keys: readonly PropertyKey[] = []): SynonymRule[] => {
      wrong.push(`${path}:${lineOf([...top, index, ...keys])}: ${message}`)
      return []
    }
    if (!result.success) return problem(SHAPES)
    const found = ruleOf(result.data)
    if (typeof found === 'string') return problem(found)
    if ('issues' in found) {
      for (const { message, path: keys } of found.issues)
        problem([...keys.map(String), message].join(' '), keys)
      return []
    }
    return [found]
  })
  if (wrong.length > 0) throw new ConfigError(`${path} has synonyms that cannot be used:`, wrong)
  return read
}

type Read = SynonymRule | string | { readonly issues: readonly z.core.$ZodIssue[] }

/** A rule, or what is wrong with it. */
function ruleOf(written: z.infer<typeof entry>): Read {
  if (typeof written === 'string') return ruleOfLine(written)
  const parts = Array.isArray(written) ? { words: written } : written
  const shape = z.strictObject(
    'words' in parts ? { words: phrases, language } : { from: phrases, to: phrases, language },
  )
  const result = shape.safeParse(Array.isArray(written) ? { words: written } : written)
  if (!result.success)
    return {
      issues: result.error.issues.map(issue => ({
        ...issue,
        path: Array.isArray(written) ? issue.path.slice(1) : issue.path,
      })),
    }
  const {
    words,
    from,
    to,
    language: tag,
  } = result.data as {
    words?: string[]
    from?: string[]
    to?: string[]
    language?: string | null
  }
  return checked(from ?? words ?? [], to ?? words ?? [], tag ?? null, words !== undefined)
}

/** `car, automobile`, or `weapon => rifle, pistol`. */
function ruleOfLine(line: string): Read {
  const sides = line.split('=>').map(side => side.split(',').map(word => word.trim()))
  const [from = [], to] = sides
  if (sides.length > 2) return `“${line}” has more than one =>: write a rule for each`
  const result = z.array(phrase).safeParse([...from, ...(to ?? [])])
  if (!result.success) return `“${line}”: a word or phrase ${result.error.issues[0]?.message ?? 'is wrong'}`
  return checked(from, to ?? from, null, to === undefined)
}

function checked(
  from: readonly string[],
  to: readonly string[],
  tag: string | null,
  areEquals: boolean,
): Read {
  if (areEquals && new Set(from).size < 2)
    return `has one word only: name those that mean the same, or write “${from[0] ?? 'a'} => b”`
  return { from, to, language: tag }
}

function languageOf(tag: string): string | null {
  const { languages, unknown } = readLanguageTag(tag)
  return languages.length === 1 && unknown.length === 0 ? (languages[0] ?? null) : null
}
