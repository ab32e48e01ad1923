// What the page does with JavaScript that it does without, only sooner; and the workspace.
import { copyOnClick } from './copy.ts'
import { showTrouble } from './elements.ts'
import { ingestByDrop } from './ingest.ts'
import { drawOverPictures } from './pictures.ts'
import { stepThroughMatches } from './reader.ts'
import { searchWhileTyping } from './search-box.ts'
import { unfoldInPlace } from './unfold.ts'
import { keepWorkspace } from './workspace.ts'

unfoldInPlace()
searchWhileTyping()
drawOverPictures()
copyOnClick()
stepThroughMatches()
ingestByDrop()
keepWorkspace()

addEventListener('offline', () =>
  showTrouble('This computer is offline. What is shown here stays; searches wait.'),
)
addEventListener('online', () => showTrouble(null))
