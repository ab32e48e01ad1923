// What the page does with JavaScript that it does without, only sooner; and the notebook.
import './words.ts'
import { say } from '../words/spoken.ts'
import { showCards } from './card.ts'
import { copyOnClick } from './copy.ts'
import { showTrouble } from './elements.ts'
import { unfoldHelp } from './help.ts'
import { ingestByDrop } from './ingest.ts'
import { listenToKeys } from './keys.ts'
import { closeMenusElsewhere } from './menus.ts'
import { keepNotebookPage } from './notebook/page.ts'
import { watchStorage } from './notebook/store.ts'
import { keepPageKey } from './page-key.ts'
import { readBeside } from './pane.ts'
import { drawOverPictures } from './pictures.ts'
import { quoteOnClick } from './quote.ts'
import { stepThroughMatches } from './reader.ts'
import { keepSearches } from './saved-searches.ts'
import { savePassages } from './saving.ts'
import { searchWhileTyping } from './search-box.ts'
import { filterInSheet } from './sheet.ts'
import { unfoldInPlace } from './unfold.ts'

unfoldInPlace()
readBeside()
searchWhileTyping()
drawOverPictures()
copyOnClick()
quoteOnClick()
stepThroughMatches()
keepPageKey()
ingestByDrop()
watchStorage()
savePassages()
keepNotebookPage()
keepSearches()
listenToKeys()
closeMenusElsewhere()
filterInSheet()
unfoldHelp()
showCards()

addEventListener('offline', () => showTrouble(say('script.offline')))
addEventListener('online', () => showTrouble(null))
