// What a form names is decided by all that the corpus says of it.

import { describe, expect, it } from 'vitest'
import { createGazetteer } from '../../src/entities/gazetteer/gazetteer.ts'
import { applyLexicon } from '../../src/entities/lexicon/apply.ts'
import { gatherEvidence } from '../../src/entities/lexicon/evidence.ts'
import { CorpusLexicon } from '../../src/entities/lexicon/lexicon.ts'
import { formModel, readFormModel } from '../../src/entities/lexicon/model.ts'
import { createTagger } from '../../src/entities/tagger/create-tagger.ts'
import fc from '../support/properties.ts'

const gazetteer = createGazetteer()
const tag = createTagger(gazetteer)

/** The names in each document of a corpus, one passage a document. */
function namesIn(...documents: string[]): string[][] {
  const lexicon = new CorpusLexicon(gazetteer)
  const read = documents.map(text => {
    const tagged = tag({ texts: [text], title: '', date: null, languages: ['en'] })
    const evidence = gatherEvidence(tagged, gazetteer)
    lexicon.add(evidence)
    return { text, candidates: tagged.candidates, passedOver: evidence.passedOver }
  })
  return read.map(({ text, candidates, passedOver }) =>
    applyLexicon([text], candidates, passedOver, lexicon)
      .flat()
      .map(found => `${found.type}: ${found.text}`),
  )
}

describe('the lexicon of a corpus', () => {
  it('finds a listed brand wherever it is written as a name', () => {
    const found = namesIn(
      'The team moved its code to GitHub last spring.',
      'Issues on GitHub are read by two people.',
      'Since then GitHub has hosted the project.',
    )
    for (const names of found) expect(names).toContain('organization: GitHub')
  })

  it('finds it inside a longer run of capitals', () => {
    const found = namesIn(
      'We deploy with GitLab Runners now.',
      'The GitLab servers were moved.',
      'It left GitLab.',
    )
    expect(found[0]).toContain('organization: GitLab')
  })

  it('takes a computer language for a product, and a file of that name with it', () => {
    const found = namesIn(
      'The tool is written in TypeScript and runs anywhere.',
      'Support for TypeScript was added by readers.',
      'They rewrote it in TypeScript.',
    )
    for (const names of found) expect(names).toContain('product: TypeScript')
  })

  it('does not take a common word for a brand that is spelt like it', () => {
    const found = namesIn(
      'The News at ten said so.',
      'Good news came late, and the news was read.',
      'No news is good news, they say.',
      'There was news of the ship.',
    )
    expect(found.flat().filter(name => name.includes('News'))).toEqual([])
  })

  it('lets a person of a brand’s name be a person', () => {
    const found = namesIn(
      'Marta Dell said that she would stay. Mrs Dell has two sons.',
      'Mrs Dell told the court that Marta Dell was ill.',
    )
    expect(found.flat().filter(name => name.startsWith('organization'))).toEqual([])
  })

  it('finds where a sentence alone shows nothing what the other documents show', () => {
    const seen = Array.from({ length: 6 }, (_, at) => `President Tamsaro Velki met farmers on day ${at + 1}.`)
    const [last] = namesIn('Tamsaro Velki.', ...seen)
    expect(last).toEqual(['person: Tamsaro Velki'])
  })

  it('is the same in whatever order the documents come', () => {
    const documents = [
      'The code moved to GitHub.',
      'GitHub hosts it, says Anna Kovacs.',
      'Anna Kovacs left Vercel for Netlify.',
      'Vercel and Netlify host pages. Kovacs knows both.',
    ]
    const sorted = namesIn(...documents)
    fc.assert(
      fc.property(fc.shuffledSubarray(documents, { minLength: documents.length }), shuffled => {
        const found = namesIn(...shuffled)
        for (const [at, text] of documents.entries())
          expect(found[shuffled.indexOf(text)]).toEqual(sorted[at])
      }),
      { numRuns: 20 },
    )
  })

  it('says nothing of texts in other languages', () => {
    const tagged = tag({ texts: ['Der Code liegt bei GitHub.'], title: '', date: null, languages: ['de'] })
    expect(gatherEvidence(tagged, gazetteer)).toMatchObject({ forms: [], passedOver: [null] })
  })

  it('gives names in order, inside the text, not overlapping', () => {
    const word = fc.constantFrom(
      'GitHub',
      'Actions',
      'the',
      'Node.js',
      'Paris',
      'Mr',
      'Kim',
      "Vercel's",
      'U.S.',
      'and',
      '.',
      '\n',
    )
    fc.assert(
      fc.property(fc.array(fc.array(word, { maxLength: 12 }), { minLength: 1, maxLength: 5 }), lists => {
        const lexicon = new CorpusLexicon(gazetteer)
        const read = lists.map(words => {
          const text = words.join(' ')
          const tagged = tag({ texts: [text], title: '', date: null, languages: ['en'] })
          const evidence = gatherEvidence(tagged, gazetteer)
          lexicon.add(evidence)
          return { text, candidates: tagged.candidates, passedOver: evidence.passedOver }
        })
        for (const { text, candidates, passedOver } of read) {
          let last = 0
          for (const found of applyLexicon([text], candidates, passedOver, lexicon).flat()) {
            expect(found.start).toBeGreaterThanOrEqual(last)
            expect(text.slice(found.start, found.end)).toBe(found.text)
            last = found.end
          }
        }
      }),
    )
  })
})

describe('the model of forms', () => {
  it('is read from its file', () => {
    expect(formModel().unit).toBeGreaterThan(0)
  })

  it('refuses a file that is none', () => {
    expect(() => readFormModel(Buffer.from('LEDELEX0 and more'))).toThrow('train it again')
  })
})
