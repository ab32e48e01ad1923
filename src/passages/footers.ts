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
 * Finds repeated footers. Documents that begin with the same passage count once, so that an agency report printed in ten
 * papers keeps its last paragraph. The first passage is never a footer.
 */
export class FooterIndex {
  /** For each passage at an end, by fingerprint, with which passages its documents begin; most have one. */
  private readonly beginnings = new Map<string, string | Set<string>>()
  private documents = 0

  add(passages: readonly UntaggedPassage[]): void {
    this.documents++
    const first = fingerprintOf(passages[0]?.id ?? '')
    for (const passage of endOf(passages)) {
      const key = fingerprintOf(passage.id)
      const known = this.beginnings.get(key)
      if (known === undefined) this.beginnings.set(key, first)
      else if (known instanceof Set) known.add(first)
      else if (known !== first) this.beginnings.set(key, new Set([known, first]))
    }
  }

  /** The passages of a document, its footers marked as boilerplate; asked once all documents were added. */
  mark(passages: readonly UntaggedPassage[]): UntaggedPassage[] {
    const least = Math.max(MIN_DOCUMENTS, Math.ceil(this.documents * MIN_SHARE))
    const marked = [...passages]
    for (let at = marked.length - 1; at > Math.max(0, marked.length - 1 - MAX_FOOTER); at--) {
      const passage = marked[at]
      if (passage === undefined || passage.kind === 'boilerplate') continue
      const beginnings = this.beginnings.get(fingerprintOf(passage.id))
      if (!(beginnings instanceof Set) || beginnings.size < least) break
      marked[at] = { ...passage, kind: 'boilerplate', boilerplate: 'footer' }
    }
    return marked
  }
}

function endOf(passages: readonly UntaggedPassage[]): UntaggedPassage[] {
  const rest = passages.slice(1).filter(passage => passage.kind !== 'boilerplate')
  return rest.slice(-MAX_FOOTER).filter(passage => countWords(passage.text) >= MIN_WORDS)
}
