// What tells languages apart? The detector, loaded when it is first asked for: few commands need it, and its tables take a quarter of a second.
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { once } from '../domain/memo.ts'

const require = createRequire(import.meta.url)

type Package = typeof import('eld/small')

/** `require` and not `import`: what asks for it is synchronous. The package has no entry for `require` by name, so it is taken by its path. */
export const theDetector: () => Package['eld'] = once(
  () => (require(fileURLToPath(import.meta.resolve('eld/small'))) as Package).eld,
)
