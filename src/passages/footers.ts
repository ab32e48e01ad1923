// Which passages end many documents alike? Footers that no pattern knows are found by their repetition.
import { fingerprintOf } from '../domain/ids.ts'
import { countWords } from './sentences.ts'
import type { UntaggedPassage } from './split-passages.ts'

/** A footer stands in at least this many documents that do not begin alike… */
const MIN_DOCUMENTS = 3
/** …and in at least this share of all documents. */
const MIN_SHARE = 0.005
/** Shorter endings, such as "I thank you.", are part of what is said. */
const MIN_WORDS = 6
/** How many passages at the end of a document are looked at. */
const MAX_FOOTER = 8

/**
 * Marks repeated footers as boilerplate. Documents that begin with the same passage count once, so that an
 * agency report printed in ten papers keeps its last paragraph. The first passage is never a footer.
 */
export function markFooters(documents: readonly (readonly UntaggedPassage[])[]): UntaggedPassage[][] {
  const beginnings = new Map<string, Set<string>>()
  for (const passages of documents) {
    const first = fingerprintOf(passages[0]?.id ?? '')
    for (const passage of endOf(passages)) {
      const key = fingerprintOf(passage.id)
      beginnings.set(key, (beginnings.get(key) ?? new Set()).add(first))
    }
  }
  const least = Math.max(MIN_DOCUMENTS, Math.ceil(documents.length * MIN_SHARE))
  return documents.map(passages => {
    const marked = [...passages]
    for (let at = marked.length - 1; at > Math.max(0, marked.length - 1 - MAX_FOOTER); at--) {
      const passage = marked[at]
      if (passage === undefined || passage.kind === 'boilerplate') continue
      if ((beginnings.get(fingerprintOf(passage.id))?.size ?? 0) < least) break
      marked[at] = { ...passage, kind: 'boilerplate', boilerplate: 'footer' }
    }
    return marked
  })
}

function endOf(passages: readonly UntaggedPassage[]): UntaggedPassage[] {
  const rest = passages.slice(1).filter(passage => passage.kind !== 'boilerplate')
  return rest.slice(-MAX_FOOTER).filter(passage => countWords(passage.text) >= MIN_WORDS)
}
