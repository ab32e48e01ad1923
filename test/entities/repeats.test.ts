// A name that a document has twice is found at its other places, too.

import { describe, expect, it } from 'vitest'
import { createGazetteer } from '../../src/entities/gazetteer/gazetteer.ts'
import { prepareText } from '../../src/entities/tagger/capitalised.ts'
import { contextAt } from '../../src/entities/tagger/context.ts'
import { createTagger } from '../../src/entities/tagger/create-tagger.ts'
import { type LanguageModel, languageModel } from '../../src/entities/tagger/language-model.ts'
import { withRepeats } from '../../src/entities/tagger/repeats.ts'
import type { Candidate } from '../../src/entities/tagger/tagger.ts'
import fc from '../support/properties.ts'

const german = languageModel('de') as LanguageModel // it is shipped
const tag = createTagger(createGazetteer())

/** What is added to the texts where the model saw the first `seen` places of a word as a person. */
function added(word: string, seen: number, ...lines: string[]): string[] {
  const texts = lines.map(line => prepareText(line, german))
  let left = seen
  const found = texts.map(input =>
    input.tokens.flatMap(({ raw, start, end }, at): Candidate[] => {
      if (raw !== word || left-- <= 0) return []
      const context = contextAt(input, at, german.weights)
      return [{ start, end, text: raw, type: 'person', rule: 'model', entry: null, context }]
    }),
  )
  const all = withRepeats(
    texts,
    found,
    texts.map(() => german),
  )
  return all.flatMap((list, at) =>
    list.filter(one => !found[at]?.includes(one)).map(({ type, start }) => `${at}:${start} ${type}`),
  )
}

describe('the other places of a name', () => {
  const twice = ['Dann sprach Tarvel lange.', 'Niemand glaubte Tarvel ein Wort.']

  it('are found where the model saw it twice', () => {
    expect(added('Tarvel', 2, ...twice, 'Von Tarvel kam nichts.')).toEqual(['2:4 person'])
  })

  it('are left where it saw it once', () => {
    expect(added('Tarvel', 1, ...twice)).toEqual([])
  })

  it('are left where they may be a part of a longer name', () => {
    expect(added('Tarvel', 2, ...twice, 'Das Tarvel Zrinski kam.', 'Mit Ondrin-Tarvel fing es an.')).toEqual(
      [],
    )
  })

  it('are found behind a common noun, which German writes with a capital', () => {
    expect(added('Tarvel', 2, ...twice, 'Der Richter Tarvel kam.')).toEqual(['2:12 person'])
  })

  it('are left where the document writes the word small, too', () => {
    expect(added('Tarvel', 2, ...twice, 'Von Tarvel kam nichts.', 'Ein tarvel ist ein Tier.')).toEqual([])
  })
})

it('gives spans in order, inside the text, not overlapping', () => {
  const word = fc.constantFrom('Paris', 'Merkel', 'sagte', 'in', 'Der', 'Minister', 'Angela', '.', '-', ',')
  fc.assert(
    fc.property(fc.array(fc.array(word, { maxLength: 12 }), { minLength: 1, maxLength: 5 }), lists => {
      const texts = lines(lists)
      const { candidates } = tag({ texts, title: '', date: null, languages: texts.map(() => 'de') })
      for (const [at, list] of candidates.entries()) {
        let last = 0
        for (const { start, end, text } of list) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(texts[at]?.slice(start, end)).toBe(text)
          last = end
        }
      }
    }),
  )
})

function lines(lists: readonly (readonly string[])[]): string[] {
  return lists.map(words => words.join(' '))
}
