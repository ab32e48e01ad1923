// Builds the committed index of the sample corpus: what `lede build` does with its defaults.
import { fileURLToPath } from 'node:url'
import { buildBundle } from '../src/build/build.ts'

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url))
const { manifest, problems } = await buildBundle({
  sources: [path('corpus')],
  out: path('index-build'),
  strict: true,
})
for (const problem of problems) process.stderr.write(`${problem.path}: ${problem.message}\n`)
process.stdout.write(`${JSON.stringify(manifest?.counts)}\n`)
