// For the published package: the page's script in one piece, beside the compiled pages.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bundleClient } from '../src/web/bundle-client.ts'

writeFileSync(fileURLToPath(new URL('../dist/web/client.js', import.meta.url)), bundleClient())
