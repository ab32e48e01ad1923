// How many letters of a picture are read wrong? Pages that this script draws, in five languages, clean, turned and with specks; the language is found by the
// text, as in a build. The figure is the least number of letters to change, add or drop, for each letter that was drawn.
//   npm run bench:ocr              a table
//   npm run bench:ocr -- --texts   with what was read

import { DEFAULT_LIMITS } from '../src/corpus/convert.ts'
import { textOf } from '../src/corpus/ocr/page.ts'
import { createRecognise } from '../src/corpus/ocr/recognise.ts'
import { DEFAULT_OCR } from '../src/corpus/ocr/settings.ts'
import { type Drawing, drawText } from '../test/support/pictures.ts'
import { beginTable } from './figures/table.ts'
import { TEXTS } from './formats/texts.ts'

/** A page of A5 at 200 points an inch, of letters of eleven points. */
const PAGE: Drawing = { width: 1200, height: 560, size: 31 }
const KINDS: Readonly<Record<string, Drawing>> = {
  clean: PAGE,
  'turned by 2°': { ...PAGE, angle: 2 },
  'turned by 5°': { ...PAGE, angle: -5, width: 1400, height: 800 },
  'specks, 3 %': { ...PAGE, noise: 0.03 },
  'half as large': { width: 640, height: 300, size: 15 },
}

const recognise = createRecognise(DEFAULT_OCR, DEFAULT_LIMITS)
const table = beginTable('ocr', ['language', ...Object.keys(KINDS)])
for (const [language, lines] of Object.entries(TEXTS)) {
  const rates: string[] = []
  for (const [kind, drawing] of Object.entries(KINDS)) {
    const { pages } = await recognise('picture', drawText(lines, drawing).toBuffer('image/png'), null)
    const read = pages.map(textOf).join(' ').replace(/\s+/gu, ' ').trim()
    const drawn = lines.join(' ')
    rates.push(`${((100 * distance(drawn, read)) / drawn.length).toFixed(1)} %`)
    if (process.argv.includes('--texts'))
      console.error(`${language}, ${kind} (${pages[0]?.language}): ${read}`)
  }
  table.row([language, ...rates])
}
table.end()

/** Levenshtein 1966. */
function distance(one: string, other: string): number {
  const [a, b] = [Array.from(one), Array.from(other)]
  let before = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [i, letter] of a.entries()) {
    const row = [i + 1]
    for (const [j, own] of b.entries())
      row.push(
        Math.min((row[j] ?? 0) + 1, (before[j + 1] ?? 0) + 1, (before[j] ?? 0) + (letter === own ? 0 : 1)),
      )
    before = row
  }
  return before.at(-1) ?? 0
}
