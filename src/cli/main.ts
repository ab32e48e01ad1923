#!/usr/bin/env node
// Can this Node run Lede? A version that is too old is named here, before anything that it cannot load is imported.
import { readFileSync } from 'node:fs'

const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly engines: { readonly node: string }
}
const needed = engines.node.replace(/^>=/u, '')

if (isOlder(process.versions.node, needed)) {
  process.stderr.write(
    `Lede needs Node.js ${needed} or later, and this is ${process.versions.node}. Install a newer one of your system’s or from https://nodejs.org, or with npm: npm install -g --prefix ~/.local node@24, with ~/.local/bin the first in PATH.\n`,
  )
  process.exitCode = 1
} else {
  const { keepCompiledCode } = await import('./compile-cache.ts')
  keepCompiledCode()
  await import('./run.ts')
}

function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = than.split('.').map(Number)
  return major < leastMajor || (major === leastMajor && minor < leastMinor)
}
