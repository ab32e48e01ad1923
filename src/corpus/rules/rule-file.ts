// What rules does this file hold? The rules of one language, checked: every complaint names file, line and key.
import { z } from 'zod'
import { remember } from '../../domain/memo.ts'
import { parseYaml } from '../yaml-file.ts'

/** What must speak for a rule beside its words. `end+emphasis` asks for both. */
export const SIGNALS = ['start', 'end', 'apart', 'link', 'emphasis', 'author', 'short', 'repeated'] as const
export type Signal = (typeof SIGNALS)[number]

/** Reasons that a rule may give. */
const REASONS = [
  'note', 'share', 'subscribe', 'biography', 'copyright', 'disclaimer', 'contact', 'navigation', 'header', 'footer', 'furniture', 'custom',
] as const // biome-ignore format: a list of words

const words = z.array(z.string().min(1)).default([])
const id = z
  .string()
  .regex(/^[\p{L}\d][\p{L}\d./-]*$/u, 'an id has letters, digits, hyphens and slashes only')
const pattern = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    try {
      compilePattern(withWords(text, () => 'x'))
    } catch (error) {
      context.addIssue({
        code: 'custom',
        message: `this is not a regular expression: ${(error as Error).message}`,
      })
    }
  })
const signals = z
  .string()
  .refine(
    text => text.split('+').every(name => SIGNALS.some(signal => signal === name)),
    `a signal is one of ${SIGNALS.join(', ')}, or several joined by +`,
  )

/** A rule of boilerplate, as files and the configuration write it. */
export const boilerplateRule = z.strictObject({
  id,
  reason: z.enum(REASONS).default('custom'),
  pattern,
  maxWords: z.int().min(1).max(500).default(60),
  with: z.array(signals).default([]),
})

const schema = z.strictObject({
  language: z.string().regex(/^(?:any|[a-z]{2,3})$/u, 'a language is a code such as de, or any'),
  words: z.record(z.string().regex(/^\p{L}+$/u), z.string().min(1)).default({}),
  head: z
    .strictObject({
      byline: words,
      and: words,
      particles: words,
      notNames: words,
      salutations: words,
      labels: z
        .strictObject({ names: words, people: words, terms: words, dates: words, addresses: words })
        .prefault({}),
    })
    .prefault({}),
  boilerplate: z.array(boilerplateRule).default([]),
  sections: z
    .array(
      z.strictObject({
        id,
        reason: z.enum(REASONS).default('custom'),
        heading: pattern,
        pattern: pattern.optional(),
        maxWords: z.int().min(1).max(500).default(90),
      }),
    )
    .default([]),
  templates: z.array(z.strictObject({ id, pattern })).default([]),
})

export type RuleFile = z.infer<typeof schema>
export type BoilerplateRuleText = z.infer<typeof boilerplateRule>

/** @throws {ConfigError} naming `path`, line and key */
export function parseRules(text: string, path: string): RuleFile {
  return parseYaml(text, path, schema).value
}

/**
 * What words are made of: all but spaces, controls, punctuation and signs of ASCII, Latin-1, General Punctuation, CJK and the Arabic, Armenian and
 * Indic full stops. A class of all letters says it better, and costs 5 ms each time that a pattern with it is first used.
 */
const LETTER = String.raw`[^\s\x00-\x2f:-@[-^\x60{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u055a-\u055f\u0589\u05be\u060c\u061b\u061f\u06d4\u0964\u0965\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\u3008-\u3020\uff01-\uff0f]`
const BOUNDARY = `(?:(?<=${LETTER})(?!${LETTER})|(?<!${LETTER})(?=${LETTER}))`

/** A pattern with its `{name}`s replaced; `\p{L}` is none. */
export function withWords(pattern: string, words: (name: string) => string): string {
  return pattern.replace(/(?<!\\[pP])\{(\p{L}+)\}/gu, (_, name: string) => words(name))
}

/** A rule's pattern: case does not count, `\b` is a boundary of words in every script. Most are asked for once to check them and once to use them. */
export const compilePattern = remember(
  2_000,
  (text: string): RegExp =>
    new RegExp(
      text.replace(/\\\\|\\b/gu, found => (found === '\\b' ? BOUNDARY : found)),
      'isu',
    ),
)
