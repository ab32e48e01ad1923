// Whose words are these, where they are not those of the document's author? As a reference, a table and a report say it.
import type { Passage } from './document.ts'

export type Speaker = Passage['speaker']

/** The speaker's name for a column; `another person` where nobody is named, and empty for the author's own words. */
export function speakerName(speaker: Speaker): string {
  return speaker === undefined ? '' : (speaker ?? 'another person')
}

/** `words of Jonas Feld`; null for the author's own words. */
export function wordsOf(speaker: Speaker): string | null {
  return speaker === undefined ? null : `words of ${speakerName(speaker)}`
}
