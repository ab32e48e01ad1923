// Writes the stamp of the sources beside the compiled code: both have one fingerprint, and an index built by one is fresh for the other.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stampOf } from '../src/build/fingerprint.ts'

const root = join(import.meta.dirname, '..')
writeFileSync(join(root, 'dist/build/code-stamp.json'), `${JSON.stringify(stampOf(root))}\n`)
