// Trains the model that tells what a form names by all places where a corpus has it, on the annotated sets of the shared test data.
//   node scripts/train-lexicon.ts [--measure] [--out FILE]       default FILE: src/entities/lexicon/model.bin
// The tagger that reads a document was trained without it, and each document is read again with its names disguised: so the model
// sees what a new archive shows. `--measure` leaves out one set after the other, and prints what the lexicon does there; it writes nothing
// unless FILE is named. The same data give the same model, in about ten minutes on one core.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createGazetteer } from '../src/entities/gazetteer/gazetteer.ts'
import { formFeatures } from '../src/entities/lexicon/features.ts'
import { CorpusLexicon } from '../src/entities/lexicon/lexicon.ts'
import { readFormModel, useFormModel, writeFormModel } from '../src/entities/lexicon/model.ts'
import { createTagger } from '../src/entities/tagger/create-tagger.ts'
import { BUCKETS, EVERY_WORD } from '../src/entities/tagger/features.ts'
import { LABELS } from '../src/entities/tagger/labels.ts'
import { readModel } from '../src/entities/tagger/read-model.ts'
import type { Tagger } from '../src/entities/tagger/tagger.ts'
import { writeModel } from '../src/entities/tagger/write-model.ts'
import { type GoldDocument, measureTagging } from '../src/evaluation/entities.ts'
import { ChainTrainer } from './tagger/chain-trainer.ts'
import { disguise } from './tagger/disguise.ts'
import { readDocuments, readSet, SETS } from './tagger/examples.ts'
import { type GoldSpan, isName, type Place, placesOf, type SetTypes } from './tagger/form-examples.ts'
import { type FormExample, trainForms } from './tagger/form-trainer.ts'

/** Taggers; each reads the documents that it has not seen. */
const FOLDS = 3
const TAGGER = { rate: 0.07, dropout: 0.6, shrinkage: 0.002 }
const TAGGER_ROUNDS = 3
/** As in `train-tagger.ts`. */
const LENIENCE = 0.45
const FORMS = { rounds: 4, rate: 0.1, dropout: 0.3, shrinkage: 1e-4 }
const SEED = 7
/** A set is also cut into so many smaller corpora: in a small archive a form stands at few places. */
const PARTS = 4

const ALL: SetTypes = { groups: true, others: true }
const TYPES: Readonly<Record<string, SetTypes>> = {
  'worldwide-dev': ALL,
  're3d-open': ALL,
  btc: { groups: false, others: false },
}
const OTHERS: SetTypes = { groups: false, others: true }

const { values: flags } = parseArgs({
  options: { measure: { type: 'boolean', default: false }, out: { type: 'string' } },
})
const gazetteer = createGazetteer()
const sets = SETS.filter(({ silver }) => !silver).map(set => ({
  ...set,
  documents: readDocuments(set.name) as { text: string; spans: GoldSpan[] }[],
}))
const taggers = trainTaggers()
const places = sets.map(({ name, documents }) => ({
  name,
  corpora: [gatherPlaces(name, documents, false), gatherPlaces(name, documents, true)],
}))

if (flags.measure) {
  for (const { name, documents } of sets) {
    useFormModel(readFormModel(writeFormModel(train(name))))
    const gold = documents.map(
      ({ text, spans }): GoldDocument => ({ text, spans, title: '', date: null, lang: 'en' }),
    )
    const alone = measureTagging(gold, taggerOf, null).micro
    const corpus = measureTagging(gold, taggerOf, new CorpusLexicon(gazetteer)).micro
    say(`${name.padEnd(22)} F1 ${alone.f1.toFixed(3)} by sentences, ${corpus.f1.toFixed(3)} by the corpus`)
  }
}
const out =
  flags.out ??
  (flags.measure ? null : fileURLToPath(new URL('../src/entities/lexicon/model.bin', import.meta.url)))
if (out !== null) {
  const bytes = writeFormModel(train(null))
  writeFileSync(out, bytes)
  say(`${out}: ${bytes.length} bytes`)
}

function taggerOf(document: number): Tagger {
  return taggers[document % FOLDS] as Tagger // as many as there are folds
}

function trainTaggers(): Tagger[] {
  const examples = sets.map(set => ({ weight: set.weight, documents: readSet(set) }))
  return Array.from({ length: FOLDS }, (_, fold) => {
    const trainer = new ChainTrainer(BUCKETS, TAGGER, SEED)
    const seen = examples.flatMap(({ weight, documents }) => {
      const own = documents.filter((_, number) => number % FOLDS !== fold)
      return own.flatMap(document => Array.from({ length: weight }, () => document).flat())
    })
    for (let round = 1; round <= TAGGER_ROUNDS; round++) trainer.round(seen)
    const weights = trainer.weights()
    const outside = EVERY_WORD * LABELS
    weights.emission[outside] = (weights.emission[outside] as number) - LENIENCE
    say(`tagger ${fold + 1} of ${FOLDS}`)
    return createTagger(gazetteer, readModel(writeModel(weights)))
  })
}

/** All names of a set, with the number of their document. */
function gatherPlaces(
  set: string,
  documents: readonly { readonly text: string; readonly spans: readonly GoldSpan[] }[],
  isDisguised: boolean,
): { readonly document: number; readonly place: Place }[] {
  return documents.flatMap(({ text, spans }, document) => {
    const read = isDisguised ? disguise(text, spans, set) : text
    if (read === null) return []
    return placesOf({ text: read, written: text, spans }, TYPES[set] ?? OTHERS, taggerOf(document))
      .filter(isName)
      .map(place => ({ document, place }))
  })
}

/** @param leftOut a set that has no say, or null */
function train(leftOut: string | null): Float32Array {
  const examples = places
    .filter(({ name }) => name !== leftOut)
    .flatMap(({ corpora }) => corpora)
    .flatMap(corpus => {
      const parts = Array.from({ length: PARTS }, (_, part) =>
        corpus.filter(({ document }) => (document * 7919) % PARTS === part),
      )
      return [corpus, ...parts].flatMap(formsOf)
    })
  return trainForms(examples, FORMS, SEED)
}

/** An example of each form of a corpus. */
function formsOf(corpus: readonly { readonly place: Place }[]): FormExample[] {
  const byForm = Map.groupBy(corpus, ({ place }) => place.form)
  return Array.from(byForm, ([form, own]) => {
    const features = new Map<number, number>()
    const allowed = new Map<number, number>()
    const add = (map: Map<number, number>, key: number, value: number): void => {
      map.set(key, (map.get(key) ?? 0) + value)
    }
    for (const { place } of own) {
      for (const bucket of place.features) add(features, bucket, 1 / Math.sqrt(own.length))
      add(allowed, place.allowed, 1)
    }
    for (const bucket of formFeatures(form, gazetteer)) add(features, bucket, 1)
    return { features: [...features], allowed }
  })
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
