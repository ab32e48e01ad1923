// The page's script from its sources: types stripped, modules in one piece. Not loaded where the script was built in advance.
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

export function bundleClient(): Uint8Array {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('client/main.ts', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  })
  const [script] = outputFiles
  if (script === undefined) throw new Error('esbuild gave no script')
  return script.contents
}
