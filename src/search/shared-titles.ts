// Does the title of a document tell it from the others? Of several that are called README only their files do.
import type { Bundle } from '../bundle/open-bundle.ts'
import { perBundle } from './per-bundle.ts'

/** The path of the document's file where another has the same title, else null. */
export function fileToTellBy(bundle: Bundle, id: string): string | null {
  const document = bundle.records.document(id)
  return document !== null && shared(bundle).has(document.title) ? document.path : null
}

const shared = perBundle(({ records }): ReadonlySet<string> => {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { title } of records.documents) (seen.has(title) ? twice : seen).add(title)
  return twice
})
