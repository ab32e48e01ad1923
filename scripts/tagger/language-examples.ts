// Which words does the annotated text of a language name? Reads its sets as examples for the tagger.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { fold } from '../../src/analysis/fold.ts'
import { createGazetteer } from '../../src/entities/gazetteer/gazetteer.ts'
import { prepareText, type TaggedText } from '../../src/entities/tagger/capitalised.ts'
import { DocumentStatistics } from '../../src/entities/tagger/document-statistics.ts'
import { extractFeatures } from '../../src/entities/tagger/features.ts'
import { MODEL_TYPES } from '../../src/entities/tagger/labels.ts'
import type { LanguageModel } from '../../src/entities/tagger/language-model.ts'
import { ANY_LABEL, type Example } from './chain-trainer.ts'
import { sharedFile } from './examples.ts'
import type { LanguageSet } from './languages.ts'

export interface AnnotatedText {
  readonly id: string
  readonly text: string
  readonly lang: string
  readonly spans: readonly { readonly start: number; readonly end: number; readonly type: string }[]
  readonly other?: readonly { readonly start: number; readonly end: number }[]
}

const TYPES: Readonly<Record<string, (typeof MODEL_TYPES)[number]>> = {
  PER: 'person', ORG: 'organization', LOC: 'place', GROUP: 'group',
} // biome-ignore format: a table

/** One document in so many is measured where a set has no part for it and says nothing else. */
const HELD_OUT = 10
/** One document in so many of the English set trains other languages: it is large. */
const ENGLISH = 6

/** A set's documents: those that train, and those that models are measured on. */
export function readLanguageSet(
  language: string,
  { name, train, dev, heldOut = HELD_OUT }: LanguageSet,
): { train: AnnotatedText[]; dev: AnnotatedText[] } {
  const read = (part: string): AnnotatedText[] =>
    gunzipSync(
      readFileSync(
        sharedFile(
          language === 'en'
            ? `data/entities/${name}.jsonl.gz`
            : `data/entities-multi/${language}-${name}-${part}.jsonl.gz`,
        ),
      ),
    )
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map(line => ({ lang: language, ...(JSON.parse(line) as Omit<AnnotatedText, 'lang'>) }))
  const all = train.flatMap(read).filter((_, at) => language !== 'en' || at % ENGLISH === 0)
  if (dev.length > 0) return { train: all, dev: dev.flatMap(read) }
  const isDev = (at: number): boolean => at % heldOut === heldOut - 1
  return { train: all.filter((_, at) => !isDev(at)), dev: all.filter((_, at) => isDev(at)) }
}

const gazetteer = createGazetteer()
const OUTSIDE = 1
const GROUP = (1 << (1 + MODEL_TYPES.indexOf('group') * 2)) | (1 << (2 + MODEL_TYPES.indexOf('group') * 2))

export interface ExampleOptions {
  /** Words that may be peoples, as `groupStems` gives them; none where the set annotates peoples, or no set does. */
  readonly mayBeGroups: ReadonlySet<string>
  /** How many documents in a row are read as one. */
  readonly together: number
}

/** Examples, one a line of each document. */
export function makeLanguageExamples(
  documents: readonly AnnotatedText[],
  model: LanguageModel,
  { mayBeGroups, together }: ExampleOptions,
): Example[] {
  const examples: Example[] = []
  for (let from = 0; from < documents.length; from += together) {
    const lines = documents.slice(from, from + together).flatMap(document => linesOf(document, model))
    const statistics = new DocumentStatistics(
      lines.map(({ input }) => input),
      model,
    )
    for (const { input, offset, document } of lines) {
      const outside = Uint16Array.from(input.folded, word =>
        mayBeGroups.has(word.slice(0, GROUP_STEM)) ? OUTSIDE | GROUP : OUTSIDE,
      )
      const allowed = outside.slice()
      for (const { start, end } of document.other ?? [])
        fill(allowed, input, start - offset, end - offset, ANY_LABEL)
      for (const { start, end, type } of document.spans)
        if (TYPES[type] === undefined && type !== 'DATE')
          fill(allowed, input, start - offset, end - offset, ANY_LABEL)
      for (const { start, end, type } of document.spans) {
        const known = TYPES[type]
        if (known !== undefined) label(allowed, input, start - offset, end - offset, known)
      }
      const matches = gazetteer.matches(input.tokens, input.folded, input.text)
      examples.push({ features: extractFeatures(input, statistics, matches), allowed })
    }
  }
  return examples
}

/** Letters by which the cases of a people's name are known. */
const GROUP_STEM = 5

/** Beginnings of the names of peoples in texts that annotate peoples: in others these words may be, or not. */
export function groupStems(documents: readonly AnnotatedText[]): ReadonlySet<string> {
  const stems = new Set<string>()
  for (const { text, spans } of documents)
    for (const { start, end, type } of spans) {
      const name = text.slice(start, end)
      if (type === 'GROUP' && !/\s/u.test(name)) stems.add(fold(name).slice(0, GROUP_STEM))
    }
  return stems
}

interface Line {
  readonly input: TaggedText
  /** Where it begins in its document. */
  readonly offset: number
  readonly document: AnnotatedText
}

function linesOf(document: AnnotatedText, model: LanguageModel): Line[] {
  let offset = 0
  return document.text.split('\n').map(line => {
    const made = { input: prepareText(line, model), offset, document }
    offset += line.length + 1
    return made
  })
}

function fill(
  allowed: Uint16Array,
  { tokens }: TaggedText,
  start: number,
  end: number,
  labels: number,
): void {
  for (const [at, token] of tokens.entries()) if (token.start < end && token.end > start) allowed[at] = labels
}

function label(
  allowed: Uint16Array,
  { tokens }: TaggedText,
  start: number,
  end: number,
  type: (typeof MODEL_TYPES)[number],
): void {
  const begin = 1 + MODEL_TYPES.indexOf(type) * 2
  let isFirst = true
  for (const [at, token] of tokens.entries()) {
    if (token.start >= end || token.end <= start) continue
    allowed[at] = 1 << (isFirst ? begin : begin + 1)
    isFirst = false
  }
}
