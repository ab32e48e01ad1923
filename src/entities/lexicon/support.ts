// Does anything but its letters say that a form means the known thing? `ATT` is a treaty where the archive writes of the Arms Trade Treaty.
import type { Gazetteer } from '../gazetteer/gazetteer.ts'
import { WORK_WORDS } from '../tagger/cues.ts'
import type { Candidate } from '../tagger/tagger.ts'

/** What a candidate is linked to, for the whole corpus; null for those that need no support. */
export function supportKey({ entry, rule, text }: Candidate): string | null {
  if (entry !== null) return `${entry.type}:${entry.name}`
  return rule === 'designation' && !text.includes('-') ? text : null
}

/** Whether the form tells by itself what is meant, or a word of the passage tells what kind of thing it is. */
export function isSupported(
  { entry, type, text: form }: Candidate,
  text: string,
  gazetteer: Gazetteer,
): boolean {
  if (entry !== null && gazetteer.isSure(form)) return true
  if (gazetteer.designations.some(words => words.type === type && words.anywhere.test(text))) return true
  if (type !== 'work') return false
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  return words.some(word => WORK_WORDS.has(word.replace(/s$/u, '')))
}
