// How does one passage leave the notebook? At once, or after a question where somebody's note or tags would go with it.
import { say } from '../../words/spoken.ts'
import { announce } from '../elements.ts'
import { withoutPassages } from './notebook.ts'
import { changeNotebook, notebook } from './store.ts'

export function removePassage(id: string): void {
  const kept = notebook().passages.find(passage => passage.id === id)
  const hasMore = kept !== undefined && (kept.note.trim() !== '' || kept.tags.length > 0)
  if (hasMore && !confirm(say('notebook.confirmNote'))) return
  changeNotebook(before => withoutPassages(before, new Set([id])))
  announce(say('notebook.wasRemoved'))
}
