// Which rules hold for a document? Those of its language and those of none, as the configuration changes them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BoilerplateReason } from '../../domain/document.ts'
import { metadataKey } from '../metadata-keys.ts'
import {
  type BoilerplateRuleText,
  compilePattern,
  parseRules,
  type RuleFile,
  type Signal,
  withWords,
} from './rule-file.ts'

export interface BoilerplateRule {
  readonly id: string
  readonly reason: BoilerplateReason
  readonly pattern: RegExp
  /** Longest block that it may take. */
  readonly maxWords: number
  /** Each list is enough by itself; no list: the words alone are. */
  readonly needs: readonly (readonly Signal[])[]
}

export interface SectionRule {
  readonly id: string
  readonly reason: BoilerplateReason
  readonly heading: RegExp
  /** What a paragraph below the heading must say; without it only links and addresses belong to the section. */
  readonly pattern: RegExp | null
  readonly maxWords: number
}

export interface TemplateRule {
  readonly id: string
  readonly pattern: RegExp
}

/** What the value of a label is: names, people who may be speaking, words of a list, a date, an address. */
export type LabelKind = 'names' | 'people' | 'terms' | 'dates' | 'addresses'

/** The rules for documents of one language, or of an unknown one. */
export interface LanguageRules {
  /** Takes what stands after “By”; null where no file has such a word. */
  readonly byline: RegExp | null
  /** Joins the names of a list. */
  readonly and: ReadonlySet<string>
  readonly particles: ReadonlySet<string>
  readonly notNames: ReadonlySet<string>
  readonly salutations: readonly string[]
  readonly labels: ReadonlyMap<string, LabelKind>
  readonly boilerplate: readonly BoilerplateRule[]
  /** Those of them that need no second signal. */
  readonly always: readonly BoilerplateRule[]
  /** Those for which repetition in other documents is a second signal. */
  readonly repeated: readonly BoilerplateRule[]
  readonly sections: readonly SectionRule[]
  readonly templates: readonly TemplateRule[]
  isOff(rule: string): boolean
}

/** What a configuration changes. */
export interface RuleChanges {
  /** Further files; one of a language that Lede has replaces Lede's. */
  readonly files: readonly RuleFile[]
  /** Ids of rules that do not hold; `en/*` switches off all that start with it. */
  readonly off: readonly string[]
  /** For documents of every language; one with the id of a known rule replaces it. */
  readonly boilerplate: readonly BoilerplateRuleText[]
  /** Regular expressions; a block that matches is boilerplate, whatever else it says. */
  readonly patterns: readonly string[]
  /** Further labels of an article's head. */
  readonly labels: readonly string[]
}

const NO_CHANGES: RuleChanges = { files: [], off: [], boilerplate: [], patterns: [], labels: [] }

export interface RuleSet {
  /** @param language a tag such as `de-AT`; rules of all languages hold where it is unknown, or Lede has none for it */
  forLanguage(language: string | null): LanguageRules
}

export function createRules(changes: RuleChanges = NO_CHANGES): RuleSet {
  const files = new Map(builtInRules().map(file => [file.language, file]))
  for (const file of changes.files) files.set(file.language, file)
  const any = files.get('any')
  const shared = any === undefined ? [] : [any]
  const ofLanguages = [...files.values()].filter(file => file !== any)
  const isOff = (rule: string): boolean =>
    changes.off.some(off => (off.endsWith('/*') ? rule.startsWith(off.slice(0, -1)) : rule === off))
  const made = new Map<string, LanguageRules>()
  return {
    forLanguage(language) {
      const base = /^[a-z]{2,3}(?=$|[-_])/u.exec(language?.toLowerCase() ?? '')?.[0] ?? ''
      const own = base === 'any' ? undefined : files.get(base)
      const key = own === undefined ? '' : base
      let rules = made.get(key)
      if (rules === undefined) {
        rules = combine([...shared, ...(own === undefined ? ofLanguages : [own])], changes, isOff)
        made.set(key, rules)
      }
      return rules
    },
  }
}

/** Ids of all rules that are in files, with what is in code: what `off` may name. */
export function ruleIds(files: readonly RuleFile[]): string[] {
  const inCode = ['title', 'byline', 'date-line', 'labels', 'standfirst'].map(name => `head/${name}`)
  const all = new Map([...builtInRules(), ...files].map(file => [file.language, file]))
  const inFiles = [...all.values()].flatMap(({ language, boilerplate, sections, templates }) =>
    [...boilerplate, ...sections, ...templates].map(({ id }) => `${language}/${id}`),
  )
  return [...inCode, 'form/menu', 'form/contents', 'repeated/header', 'repeated/footer', ...inFiles]
}

function combine(
  files: readonly RuleFile[],
  changes: RuleChanges,
  isOff: (rule: string) => boolean,
): LanguageRules {
  const listed = (list: (head: RuleFile['head']) => readonly string[]): string[] =>
    files.flatMap(({ head }) => list(head))
  const words = (list: (head: RuleFile['head']) => readonly string[]): Set<string> =>
    new Set(listed(list).map(word => word.toLowerCase()))
  const labels = new Map<string, LabelKind>()
  for (const { head } of files)
    for (const [kind, names] of Object.entries(head.labels))
      for (const name of names) labels.set(metadataKey(name), kind as LabelKind)
  for (const name of changes.labels) labels.set(metadataKey(name), 'terms')
  const ofAll = files.find(({ language }) => language === 'any')?.words ?? {}
  const compile = (text: string, own: RuleFile['words'] = {}): RegExp =>
    compilePattern(withWords(text, name => own[name] ?? ofAll[name] ?? `{${name}}`))
  const rule = (id: string, text: BoilerplateRuleText, own?: RuleFile['words']): BoilerplateRule => ({
    id,
    reason: text.reason,
    pattern: compile(text.pattern, own),
    maxWords: text.maxWords,
    needs: text.with.map(signals => signals.split('+') as Signal[]),
  })
  const boilerplate = new Map<string, BoilerplateRule>()
  for (const [at, text] of changes.patterns.entries()) {
    const id = `config/pattern-${at + 1}`
    const pattern = new RegExp(text, 'iu')
    boilerplate.set(id, { id, reason: 'custom', pattern, maxWords: Number.POSITIVE_INFINITY, needs: [] })
  }
  for (const text of changes.boilerplate) boilerplate.set(text.id, rule(text.id, text))
  for (const file of files)
    for (const text of file.boilerplate) {
      const id = `${file.language}/${text.id}`
      if (!boilerplate.has(id)) boilerplate.set(id, rule(id, text, file.words))
    }
  const kept = [...boilerplate.values()].filter(({ id }) => !isOff(id))
  return {
    byline: bylineOf(listed(head => head.byline)),
    and: words(head => head.and),
    particles: words(head => head.particles),
    notNames: words(head => head.notNames),
    salutations: listed(head => head.salutations).map(word => word.toLowerCase()),
    labels,
    boilerplate: kept,
    always: kept.filter(({ needs }) => needs.length === 0),
    repeated: kept.filter(({ needs }) => needs.some(all => all.length === 1 && all[0] === 'repeated')),
    sections: files.flatMap(file =>
      file.sections
        .map(text => ({
          id: `${file.language}/${text.id}`,
          reason: text.reason,
          heading: compile(text.heading, file.words),
          pattern: text.pattern === undefined ? null : compile(text.pattern, file.words),
          maxWords: text.maxWords,
        }))
        .filter(({ id }) => !isOff(id)),
    ),
    templates: files.flatMap(file =>
      file.templates
        .map(({ id, pattern }) => ({ id: `${file.language}/${id}`, pattern: compile(pattern, file.words) }))
        .filter(({ id }) => !isOff(id)),
    ),
    isOff,
  }
}

function bylineOf(words: readonly string[]): RegExp | null {
  return words.length === 0 ? null : new RegExp(`^(?:${oneOf(words)})\\s*:?\\s+(\\S.*)$`, 'isu')
}

/** Words as alternatives of a pattern, longer ones first. */
function oneOf(words: readonly string[]): string {
  const escaped = words.map(word => word.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&').replace(/\s+/gu, '\\s+'))
  return escaped.sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join('|')
}

const FOLDER = fileURLToPath(new URL('.', import.meta.url))
let builtIn: readonly RuleFile[] | null = null

/** Lede's own files, beside this one. */
function builtInRules(): readonly RuleFile[] {
  builtIn ??= readdirSync(FOLDER)
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .map(name => parseRules(readFileSync(join(FOLDER, name), 'utf8'), join(FOLDER, name)))
  return builtIn
}
