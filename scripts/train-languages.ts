// Trains the tagger's models of other languages than English on the annotated sets of the shared test data.
//   node scripts/train-languages.ts de es …                        writes src/entities/tagger/models/LANG.bin
//   node scripts/train-languages.ts de --leave SET [--out FILE]    leaves a whole set out; writes only where FILE is named
//   node scripts/train-languages.ts de --figures                   prints the figures of the file that there is
//   … --relatives es,en --lenience 0,1.5 --most 1000000 --out FILE   tries other settings than those of tagger/languages.ts
// What the sets hold out trains no model, and the figures of it are printed. The same data give the same model.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { EVERY_WORD } from '../src/entities/tagger/features.ts'
import { LABELS } from '../src/entities/tagger/labels.ts'
import {
  type LanguageModel,
  languageModel,
  readLanguageModel,
} from '../src/entities/tagger/language-model.ts'
import type { ChainWeights } from '../src/entities/tagger/viterbi.ts'
import { writeLanguageModel } from '../src/entities/tagger/write-language-model.ts'
import { evaluateTagging } from '../src/evaluation/entities.ts'
import { ChainTrainer, type Example } from './tagger/chain-trainer.ts'
import {
  type AnnotatedText,
  groupStems,
  makeLanguageExamples,
  readLanguageSet,
} from './tagger/language-examples.ts'
import { makeWords } from './tagger/language-resources.ts'
import { LENIENCE, MOST_WORDS, RELATIVES, SETS } from './tagger/languages.ts'

const BUCKETS = 1 << 19
const OPTIONS = { rate: 0.07, dropout: 0.4, shrinkage: 0.002 }
/** What a set may leave at the end of a name. */
const MARKS_AT_END = /[,;:!?]$/u
/** Rounds over at most so many words, and over more. */
const ROUNDS = { words: 150_000, few: 6, many: 4 }
/** Words of a set, and of a relative's set, that train: of more, every second document, or every third. */
const MOST = { own: 140_000, relative: 60_000 }
const SEED = 7
/** Most documents of the sets are single sentences: every other round reads so many as one, as an archive has them. */
const TOGETHER = 10

const { values: flags, positionals: languages } = parseArgs({
  allowPositionals: true,
  options: {
    leave: { type: 'string' },
    out: { type: 'string' },
    relatives: { type: 'string' },
    lenience: { type: 'string' },
    most: { type: 'string' },
    figures: { type: 'boolean' },
  },
})

interface Part {
  readonly name: string
  readonly train: readonly AnnotatedText[]
  readonly dev: readonly AnnotatedText[]
  readonly groups: boolean
  readonly weight: number
}

for (const language of languages) {
  const started = performance.now()
  const most = Number(flags.most ?? MOST_WORDS[language] ?? MOST.own)
  const own = partsOf(language).map(part => ({ ...part, train: thinned(part.train, most) }))
  if (flags.figures === true) {
    const model = languageModel(language)
    if (model === null) throw new Error(`There is no model of ${language}: train it first.`)
    for (const part of own) sayFigures(language, part, model)
    continue
  }
  const near = flags.relatives?.split(',') ?? RELATIVES[language] ?? []
  const parts = [
    ...own,
    ...near.flatMap(partsOf).map(part => ({
      ...part,
      weight: 1,
      train: thinned(withoutTranslations(part.train, own), MOST.relative),
    })),
  ]
  const texts = parts.flatMap(({ train }) => train)
  const words = makeWords(language, texts)
  const weights = train(language, words, parts)
  const choices = flags.lenience?.split(',').map(Number) ?? [LENIENCE[language] ?? 1.5]
  for (const lenience of choices) {
    const bytes = writeLanguageModel(lenient(weights, lenience), words)
    const model = readLanguageModel(bytes, language)
    say(
      `${language}: ${texts.length} texts, ${bytes.length} bytes, ${Math.round((performance.now() - started) / 1000)} s, lenience ${lenience}`,
    )
    for (const part of own) sayFigures(language, part, model)
    const out =
      flags.out ??
      (flags.leave === undefined
        ? fileURLToPath(new URL(`../src/entities/tagger/models/${language}.bin`, import.meta.url))
        : null)
    if (out === null) continue
    mkdirSync(dirname(out), { recursive: true })
    writeFileSync(out, bytes)
  }
}

/** The sets of a language; a set that is left out is measured whole, and then all of the others trains. */
function partsOf(language: string): Part[] {
  const sets = SETS[language]
  if (sets === undefined)
    throw new Error(`No annotated texts in ${language}: write one of ${Object.keys(SETS).join(', ')}.`)
  return sets.map(set => {
    const { name, groups, weight } = set
    const { train, dev } = readLanguageSet(language, set)
    if (flags.leave === undefined) return { name, groups, weight, train, dev }
    const all = [...train, ...dev]
    return {
      name,
      groups,
      weight,
      ...(flags.leave === name ? { train: [], dev: all } : { train: all, dev: [] }),
    }
  })
}

/** Without the translations of what is held out, which have the same names: `set.sr.36` is `set.hr.36` in Serbian. */
function withoutTranslations(
  documents: readonly AnnotatedText[],
  own: readonly Part[],
): readonly AnnotatedText[] {
  const story = ({ id, lang }: AnnotatedText): string => id.replace(`.${lang}.`, '.')
  const heldOut = new Set(own.flatMap(({ dev }) => dev.map(story)))
  return documents.filter(document => !heldOut.has(story(document)))
}

function thinned(documents: readonly AnnotatedText[], most: number): AnnotatedText[] {
  const words = documents.reduce((sum, { text }) => sum + text.split(/\s+/u).length, 0)
  const every = Math.ceil(words / most)
  return documents.filter((_, at) => at % every === 0)
}

function train(language: string, words: LanguageModel['words'], parts: readonly Part[]): ChainWeights {
  const model = { language, words, weights: { emission: new Int8Array(), transition: new Int8Array() } }
  const stems = groupStems(parts.flatMap(({ groups, train }) => (groups ? train : [])))
  const readings = [1, TOGETHER].map(together =>
    parts.flatMap(({ train, groups, weight }) => {
      const made = makeLanguageExamples(train, model, {
        mayBeGroups: groups ? new Set<string>() : stems,
        together,
      })
      return Array.from({ length: weight }, (): Example[] => made).flat()
    }),
  )
  const trainer = new ChainTrainer(BUCKETS, OPTIONS, SEED)
  const size = readings[0]?.reduce((sum, { allowed }) => sum + allowed.length, 0) ?? 0
  const rounds = size <= ROUNDS.words ? ROUNDS.few : ROUNDS.many
  for (let round = 1; round <= rounds; round++) trainer.round(readings[round % readings.length] ?? [])
  return trainer.weights()
}

/** As in `train-tagger.ts`: what is likeliest word by word finds too few names for the best F1. */
function lenient({ emission, transition }: ChainWeights, lenience: number): ChainWeights {
  const weights = { emission: Float32Array.from(emission), transition }
  const outside = (EVERY_WORD & (BUCKETS - 1)) * LABELS
  weights.emission[outside] = (weights.emission[outside] as number) - lenience
  return weights
}

/** Strict spans; a mark that a set leaves at the end of a name is no part of it. */
function sayFigures(language: string, { name, dev }: Part, model: LanguageModel): void {
  if (dev.length === 0) return
  const gold = dev.map(({ text, lang, spans }) => ({
    text,
    lang,
    title: '',
    date: null,
    spans: spans.map(span => ({
      ...span,
      end: span.start + text.slice(span.start, span.end).replace(MARKS_AT_END, '').length,
    })),
  }))
  const { micro, types, wordsPerSecond } = evaluateTagging(gold, undefined, () => model)
  const three = (value = 0): string => value.toFixed(3)
  const byType = ['PER', 'LOC', 'ORG', 'GROUP']
    .filter(type => types[type] !== undefined)
    .map(type => `${type} ${three(types[type]?.f1)}`)
  say(
    `${language} ${name}: F1 ${three(micro.f1)} (precision ${three(micro.precision)}, recall ${three(micro.recall)}) ${byType.join(' ')}, ${wordsPerSecond} words/s`,
  )
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
