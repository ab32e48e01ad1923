// Was this passage told before? By its id, or by its text where its document was renamed or moved.
import { hash } from 'node:crypto'
import { fingerprintOf } from '../domain/ids.ts'

/** Characters of the hash of an id in base64: 72 bits, so that two passages of one watch never share one. */
const HASH = 12
/** Characters of the fingerprint of a text. */
const FINGERPRINT = 8
const EACH = new RegExp(`.{${HASH}}(?:\\.[^.]{${FINGERPRINT}})?`, 'gu')

/** What is kept of a passage that was told: a hash of its id, a point, the fingerprint of its text. */
export function toldOf(passageId: string): string {
  return `${hash('sha256', passageId, 'base64').slice(0, HASH)}.${fingerprintOf(passageId)}`
}

/**
 * Which of the passages were told. A text that was told under an id that is gone counts once: a renamed file tells nothing new,
 * a copy beside it does.
 * @param found as `toldOf` gives them
 * @param known all that was told, joined; older lists have hashes alone
 */
export function knownAmong(found: readonly string[], known: string): boolean[] {
  const entries: readonly string[] = known.match(EACH) ?? []
  const ids = new Set(entries.map(idOf))
  const isKnown = found.map(each => ids.has(idOf(each)))
  const here = new Set(found.map(idOf))
  const gone = new Map<string, number>()
  for (const entry of entries) {
    const text = textOf(entry)
    if (text !== '' && !here.has(idOf(entry))) gone.set(text, (gone.get(text) ?? 0) + 1)
  }
  for (const [at, each] of found.entries()) {
    const left = gone.get(textOf(each)) ?? 0
    if (isKnown[at] === true || left === 0) continue
    gone.set(textOf(each), left - 1)
    isKnown[at] = true
  }
  return isKnown
}

function idOf(entry: string): string {
  return entry.slice(0, HASH)
}

function textOf(entry: string): string {
  return entry.slice(HASH + 1)
}
